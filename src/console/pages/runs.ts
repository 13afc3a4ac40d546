// Runs: each with what its report says; one with what it sent, item by item, and how far it is while it goes on.
import { html } from "hono/html";
import { roles } from "../../../schemas/person.ts";
import { showInstant } from "../../../schemas/time.ts";
import { attemptText } from "../../ledger/in-words.ts";
import { pageOfAttempts, type AttemptStory } from "../../ledger/read.ts";
import { toldCounts } from "../../push/lane.ts";
import { pageOfRuns, progressOf, runSummary, type RunSummary } from "../../push/runs.ts";
import { csvFile, type CsvValue } from "../csv.ts";
import { badge, fieldList, nothing, section, table, time, type Content, type Tone } from "../parts.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";
import { scopeOf } from "../sight.ts";
import { own, ownLink } from "../told.ts";
import { onePage, rowsPerPage, turner } from "../turner.ts";
import { unapprovedPart } from "../unapproved-part.ts";

export const routes: Route[] = [
  { method: "get", path: "/runs", roles, answer: list },
  { method: "get", path: "/runs.csv", roles, answer: exportAll },
  { method: "get", path: "/runs/:id", roles, answer: one },
];

async function list(visit: Visit): Promise<Reply> {
  const { say, office, query } = visit;
  const { lanes } = scopeOf(visit);
  const before = placeIn(query.get("before"));
  const runs = await pageOfRuns(office.means, { portals: lanes, before, limit: rowsPerPage + 1 });
  const { shown, hasMore } = onePage(runs);
  const last = shown.at(-1);
  const next = hasMore && last !== undefined ? `${last.startedAt} ${last.id}` : null;
  const body = html`${shown.length === 0 ? nothing(say("cli.no_runs")) : runTable(visit, shown)}
    ${turner(visit, { name: "before", next })}
    <p><a href="/runs.csv">${say("console.export_csv")}</a></p>`;
  return { page: { title: say("console.page.runs"), body, wide: true } };
}

/** "2026-11-24T03:00:00.000Z id", as the link to the next page says it; anything else is the first page. */
function placeIn(text: string | null): { startedAt: string; id: string } | undefined {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (.+)$/s.exec(text ?? "");
  return found === null ? undefined : { startedAt: found[1] ?? "", id: found[2] ?? "" };
}

function runTable(visit: Visit, runs: readonly RunSummary[]): Html {
  const { say } = visit;
  return table(
    [
      { title: say("console.runs.started"), heads: true },
      { title: say("console.runs.kind") },
      { title: say("console.runs.outcome") },
      { title: say("console.runs.ended") },
      { title: say("console.who") },
    ],
    runs.map((run) => [
      html`<a href="/runs/${encodeURIComponent(run.id)}">${time(run.startedAt)}</a><br />
        <small>${own(run.id.slice(0, 8))}</small>`,
      say(`cli.run_kind.${run.what}`),
      outcomeOf(visit, run),
      run.endedAt === null ? badge(say("cli.run_not_ended"), "warn") : time(run.endedAt),
      own(run.who),
    ]),
    say("console.page.runs"),
  );
}

/** What came of it at each portal; before it is known, at which it works. */
function outcomeOf(visit: Visit, run: RunSummary): Html {
  const reports = reportsOf(visit, run);
  if (reports.length === 0) return own(run.portals.join(", "));
  return html`${reports.map((text) => html`<div>${own(text)}</div>`)}`;
}

/** One line for each portal that this person may see. */
function reportsOf(visit: Visit, { reports }: RunSummary): string[] {
  const { say, tell } = visit;
  const { portals } = scopeOf(visit);
  return (reports ?? [])
    .filter(({ portal }) => portals.includes(portal))
    .map((report) => {
      const counted = toldCounts.filter((name) => (report[name] ?? 0) > 0);
      const counts = counted.map((name) => say(`cli.push.${name}`, { count: report[name] ?? 0 }));
      const told = [report.busy, report.paused, report.signIn, report.stopped, ...(report.refusals ?? [])];
      const said = told.flatMap((phrase) => (phrase === null || phrase === undefined ? [] : [tell(phrase)]));
      const all = [counts.length === 0 ? say("cli.push.nothing") : counts.join(", "), ...said];
      return `${report.portal}: ${all.join("; ")}`;
    });
}

async function one(visit: Visit): Promise<Reply> {
  const { say, office, query } = visit;
  const { lanes, units } = scopeOf(visit);
  const run = await runAsked(visit);
  if (run === null) return { missing: true };
  const after = attemptPlace(query.get("after"));
  const asked = { run: run.id, lanes, units, after, limit: rowsPerPage + 1 };
  const items = await office.means.store.read(async (tx) => await pageOfAttempts(tx, asked));
  const { shown, hasMore } = onePage(items);
  const next = hasMore ? (shown.at(-1)?.attempt.id ?? null) : null;
  const isLive = run.endedAt === null;
  const body = html`${isLive ? await liveProgress(visit, run) : ""} ${about(visit, run)}
  ${unapprovedPart(visit, unapprovedIn(visit, run))}
  ${section(
    say("console.runs.items"),
    shown.length === 0 ? nothing(say("console.runs.no_items")) : itemTable(visit, shown),
  )}
  ${turner(visit, { name: "after", next })}`;
  const [what, at] = [say(`cli.run_kind.${run.what}`), showInstant(run.startedAt)];
  const title = say("console.runs.title", { what, at });
  return { page: { title, body, wide: true, live: isLive } };
}

/** The run that the address names, if it carried a portal that this person may see. */
export async function runAsked(visit: Visit): Promise<RunSummary | null> {
  const { lanes } = scopeOf(visit);
  const run = await runSummary(visit.office.means, visit.params["id"] ?? "");
  if (run === null || lanes === null) return run;
  return run.portals.some((portal) => lanes.includes(portal)) ? run : null;
}

/** How far it is now; the page's script keeps it so. */
async function liveProgress({ say, office }: Visit, run: RunSummary): Promise<Html> {
  const known = await progressOf(office.means, run.id);
  if (known === null) return html``;
  const { attempts, outcomes, due } = known;
  const of = Math.max(1, attempts + due);
  return html`<section
    class="callout calm"
    data-progress="/runs/${encodeURIComponent(run.id)}/progress"
    aria-live="polite"
  >
    <p>
      ${say("console.runs.live")}:
      <span data-said>${say("console.runs.progress", { attempts, outcomes, due })}</span>
      <a href="/runs/${encodeURIComponent(run.id)}">${say("console.runs.look_again")}</a>
    </p>
    <progress max="${of}" value="${outcomes}" aria-label="${say("console.runs.live")}"></progress>
  </section>`;
}

function about(visit: Visit, run: RunSummary): Html {
  const { say } = visit;
  return fieldList([
    [say("console.runs.outcome"), run.reports === null ? null : outcomeOf(visit, run)],
    [say("console.runs.ended"), run.endedAt === null ? say("cli.run_not_ended") : time(run.endedAt)],
    [say("console.portal"), own(run.portals.join(", "))],
    [say("console.who"), own(run.who)],
    [say("console.runs.carrier"), own(run.carrier)],
    ...(run.of === null
      ? []
      : [
          [
            say("console.runs.of"),
            ownLink(`/runs/${encodeURIComponent(run.of)}`, run.of.slice(0, 8)),
          ] as const,
        ]),
    [say("console.runs.id"), html`<code>${run.id}</code>`],
  ]);
}

/** What the run left for an approved plan, at the portals that this person may see. */
function unapprovedIn(visit: Visit, { reports }: RunSummary) {
  const { portals } = scopeOf(visit);
  const told = (reports ?? []).map(({ portal, unapproved: count = 0 }) => ({ portal, count }));
  return told.filter(({ portal, count }) => count > 0 && portals.includes(portal));
}

/** "lane/seq" of the last row of the page before. */
function attemptPlace(text: string | null): { lane: string; seq: number } | undefined {
  const found = /^(.+)\/(\d{1,15})$/s.exec(text ?? "");
  return found === null ? undefined : { lane: found[1] ?? "", seq: Number(found[2]) };
}

const tones: Readonly<Record<string, Tone>> = { applied: "good", handed_out: "calm", refused: "bad" };

function itemTable(visit: Visit, items: readonly AttemptStory[]): Html {
  const { say, tell } = visit;
  return table(
    [
      { title: say("console.when"), heads: true },
      { title: say("console.runs.item") },
      { title: say("console.runs.outcome") },
      { title: say("console.ledger.entry") },
    ],
    items.map(({ attempt, outcome }): Content[] => [
      time(attempt.at),
      own(attemptText(visit, attempt.body)),
      outcome === null
        ? badge(say("console.runs.open"), "warn")
        : html`${badge(say(`outcome.${outcome.body.outcome}`), tones[outcome.body.outcome] ?? "warn")}
          ${outcome.body.reason === null ? "" : own(tell(outcome.body.reason))}`,
      ownLink(`/ledger/entry?id=${encodeURIComponent(attempt.body.attemptId)}`, attempt.id),
    ]),
    say("console.runs.items"),
  );
}

/** Rows of one step of an export. */
const exportStep = 500;

async function exportAll(visit: Visit): Promise<Reply> {
  const { say, office } = visit;
  const { lanes } = scopeOf(visit);
  const head = [
    say("console.runs.run"),
    say("console.runs.kind"),
    say("console.runs.started"),
    say("console.runs.ended"),
    say("console.portal"),
    say("console.runs.outcome"),
    say("console.who"),
  ];
  const pages = (async function* (): AsyncGenerator<CsvValue[][]> {
    let before: { startedAt: string; id: string } | undefined;
    for (;;) {
      const runs = await pageOfRuns(office.means, { portals: lanes, before, limit: exportStep });
      yield runs.map((run) => [
        run.id,
        say(`cli.run_kind.${run.what}`),
        showInstant(run.startedAt),
        run.endedAt === null ? null : showInstant(run.endedAt),
        run.portals.join(", "),
        reportsOf(visit, run).join("\n"),
        run.who,
      ]);
      if (runs.length < exportStep) return;
      before = runs.at(-1);
    }
  })();
  return await Promise.resolve({ file: csvFile("lan-chay.csv", { head, pages }) });
}
