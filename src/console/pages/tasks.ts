// Tasks: found by words without diacritics, filtered, one row each with a cell for every portal; and the same as a table
// for a spreadsheet.
import { html } from "hono/html";
import { StandingSchema, type Standing } from "../../../schemas/link.ts";
import { roles } from "../../../schemas/person.ts";
import { LifecycleSchema, timeliness } from "../../../schemas/status.ts";
import { dayOf, showDay } from "../../../schemas/time.ts";
import { agenciesKnown, pageOfTasks, programmesOf, type TaskPageFilter } from "../../register/task-pages.ts";
import { standingsByTask } from "../../push/standing.ts";
import { csvFile, type CsvValue } from "../csv.ts";
import { badge, checkbox, filters, input, nothing, select, stateBadge, table } from "../parts.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";
import { scopeOf } from "../sight.ts";
import { own, ownLink, taskPath } from "../told.ts";
import { onePage, rowsPerPage, turner } from "../turner.ts";

export const routes: Route[] = [
  { method: "get", path: "/tasks", roles, answer: list },
  { method: "get", path: "/tasks.csv", roles, answer: exportAll },
];

interface Row {
  code: string;
  title: string;
  lead: string | null;
  dueOn: string | null;
  percent: number;
  lifecycle: string;
  timeliness: string;
  isMarked: boolean;
  /** By portal. */
  standings: ReadonlyMap<string, Standing>;
}

async function list(visit: Visit): Promise<Reply> {
  const { say, office, query } = visit;
  const { portals, units } = scopeOf(visit);
  const filter = filterOf(visit);
  const after = query.get("after") ?? undefined;
  const rows = await rowsOf(visit, { ...filter, after, limit: rowsPerPage + 1 });
  const agencies = await agenciesKnown(office.means.store, units);
  const programmes = await programmesOf(office.means.store);
  const { shown, hasMore } = onePage(rows);
  const next = hasMore ? (shown.at(-1)?.code ?? null) : null;
  const exported = new URLSearchParams(query);
  exported.delete("after");
  const body = html`${search(visit, { agencies, programmes, portals })}
    ${shown.length === 0 ? nothing(say("console.nothing_found")) : taskTable(visit, portals, shown)}
    ${turner(visit, { name: "after", next })}
    <p><a href="/tasks.csv?${exported.toString()}">${say("console.export_csv")}</a></p>`;
  return { page: { title: say("console.page.tasks"), body, wide: true } };
}

/** What the query asks for; what it says that nobody offers is left out. */
function filterOf(visit: Visit): Omit<TaskPageFilter, "limit" | "after"> {
  const { query, office } = visit;
  const { portals, units } = scopeOf(visit);
  const given = (name: string) => query.get(name)?.trim() || undefined;
  const unit = given("unit");
  const portal = given("portal");
  return {
    text: given("text"),
    units: unit === undefined ? units : (units ?? [unit]).filter((id) => id === unit),
    programme: given("programme"),
    lifecycle: LifecycleSchema.safeParse(given("lifecycle")).data,
    overdueOn: query.get("overdue") === "yes" ? dayOf(office.means.now()) : undefined,
    standing: StandingSchema.safeParse(given("standing")).data,
    portals: portal === undefined ? portals : portals.filter((name) => name === portal),
  };
}

async function rowsOf(visit: Visit, filter: TaskPageFilter): Promise<Row[]> {
  const { means } = visit.office;
  const { portals } = scopeOf(visit);
  const today = dayOf(means.now());
  const tasks = await pageOfTasks(means.store, filter);
  const pairs = await standingsByTask(
    means,
    tasks.map(({ taskId }) => taskId),
  );
  const byTask = Map.groupBy(pairs, ({ taskId }) => taskId);
  return tasks.map((task) => {
    const pairsHere = byTask.get(task.taskId) ?? [];
    const found = new Map(pairsHere.map(({ portal, standing }) => [portal, standing]));
    const standings = portals.map((portal) => [portal, found.get(portal) ?? "not_linked"] as const);
    return {
      code: task.code,
      title: task.title,
      lead: task.leadOrganisation,
      dueOn: task.dueOn,
      percent: task.percent,
      lifecycle: task.lifecycle,
      timeliness: timeliness(task, today),
      isMarked: task.classification !== "normal",
      standings: new Map(standings),
    };
  });
}

function search(
  visit: Visit,
  of: {
    agencies: readonly { id: string; shortName: string }[];
    programmes: readonly string[];
    portals: readonly string[];
  },
): Html {
  const { say, query } = visit;
  const chosen = (name: string) => query.get(name) ?? "";
  const any = ["", say("console.any")] as const;
  const choice = (name: string, label: string, options: readonly (readonly [string, string])[]) =>
    select({ label, name, options: [any, ...options], chosen: chosen(name) });
  return filters(
    visit,
    "/tasks",
    html`${input({
      label: say("console.tasks.text"),
      name: "text",
      type: "search",
      value: chosen("text"),
      hint: say("console.tasks.text_hint"),
    })}
    ${choice(
      "standing",
      say("console.tasks.standing"),
      StandingSchema.options.map((standing) => [standing, say(`standing.${standing}`)]),
    )}
    ${choice(
      "portal",
      say("console.portal"),
      of.portals.map((portal) => [portal, portal]),
    )}
    ${choice(
      "unit",
      say("console.tasks.unit"),
      of.agencies.map(({ id, shortName }) => [id, shortName]),
    )}
    ${choice(
      "programme",
      say("console.overview.programme"),
      of.programmes.map((programme) => [programme, programme]),
    )}
    ${choice(
      "lifecycle",
      say("field.lifecycle"),
      LifecycleSchema.options.map((lifecycle) => [lifecycle, say(`lifecycle.${lifecycle}`)]),
    )}
    ${checkbox({
      label: say("console.tasks.overdue"),
      name: "overdue",
      value: "yes",
      checked: chosen("overdue") === "yes",
    })}`,
  );
}

function taskTable(visit: Visit, portals: readonly string[], rows: readonly Row[]): Html {
  const { say } = visit;
  return table(
    [
      { title: say("cli.column.code"), heads: true },
      { title: say("field.title") },
      { title: say("field.leadOrganisation") },
      { title: say("field.dueOn") },
      { title: "%", align: "right" },
      { title: say("field.lifecycle") },
      ...portals.map((portal) => ({ title: portal })),
    ],
    rows.map((row) => [
      ownLink(taskPath(row.code), row.code),
      own(row.title),
      row.lead === null ? null : own(row.lead),
      row.dueOn === null ? null : showDay(row.dueOn),
      row.percent,
      lifecycleCell(visit, row),
      ...[...row.standings.values()].map((standing) => stateBadge(visit, standing)),
    ]),
    say("console.tasks.found"),
  );
}

function lifecycleCell({ say }: Visit, row: Row): Html {
  const late = row.timeliness === "overdue";
  return html`${say(`lifecycle.${row.lifecycle as "completed"}`)}
  ${late ? badge(say("timeliness.overdue"), "bad") : ""}
  ${row.isMarked ? badge(say("sighting.secret"), "warn") : ""}`;
}

/** Rows of one step of an export. */
const exportStep = 1000;

async function exportAll(visit: Visit): Promise<Reply> {
  const { say } = visit;
  const { portals } = scopeOf(visit);
  const filter = filterOf(visit);
  const head = [
    say("cli.column.code"),
    say("field.title"),
    say("field.leadOrganisation"),
    say("field.dueOn"),
    "%",
    say("field.lifecycle"),
    say("cli.column.timeliness"),
    ...portals,
  ];
  const pages = (async function* (): AsyncGenerator<CsvValue[][]> {
    let after: string | undefined;
    for (;;) {
      const rows = await rowsOf(visit, { ...filter, after, limit: exportStep });
      yield rows.map((row) => csvCells(visit, row));
      if (rows.length < exportStep) return;
      after = rows.at(-1)?.code;
    }
  })();
  return await Promise.resolve({ file: csvFile("nhiem-vu.csv", { head, pages }) });
}

function csvCells({ say }: Visit, row: Row): CsvValue[] {
  return [
    row.code,
    row.title,
    row.lead,
    row.dueOn === null ? null : showDay(row.dueOn),
    row.percent,
    say(`lifecycle.${row.lifecycle as "completed"}`),
    say(`timeliness.${row.timeliness as "overdue"}`),
    ...[...row.standings.values()].map((standing) => say(`standing.${standing}`)),
  ];
}
