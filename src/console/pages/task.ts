// One task: the register beside every portal, what is held and why, files, pushes; its history and why a field is as it is.
import { html } from "hono/html";
import { fieldNames } from "../../../schemas/field.ts";
import { roles } from "../../../schemas/person.ts";
import { timeliness } from "../../../schemas/status.ts";
import { effectiveDueOn, mayLeave, type Task } from "../../../schemas/task.ts";
import { dayOf, showDay } from "../../../schemas/time.ts";
import { pageOfEntries } from "../../ledger/read.ts";
import { knownSides } from "../../push/known-sides.ts";
import { whyOf } from "../../push/why.ts";
import { shortNamesOf } from "../../register/task-pages.ts";
import { pageOfHistory } from "../../register/tasks.ts";
import { badge, callout, fieldList, nameOf, nothing, section, type Content } from "../parts.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";
import { scopeOf, seesPortal, taskAsked } from "../sight.ts";
import { own, ownValue, taskPath } from "../told.ts";
import { onePage, rowsPerPage, turner } from "../turner.ts";
import { recorders } from "./progress.ts";
import { evidenceTable } from "./task-files.ts";
import { eventList, historyTable } from "./task-history.ts";
import { lookButton } from "./task-look.ts";
import { heldReasons, linkTable, pushTimeline, sidesTable } from "./task-sides.ts";

export const routes: Route[] = [
  { method: "get", path: "/tasks/:code", roles, answer: task },
  { method: "get", path: "/tasks/:code/history", roles, answer: history },
  { method: "get", path: "/tasks/:code/why/:field", roles, answer: why },
];

/** How many entries of the ledger stand on a task's page. */
const newestPushes = 20;

async function task(visit: Visit): Promise<Reply> {
  const found = await taskAsked(visit);
  if (found === null) return { missing: true };
  const { say, office } = visit;
  const { means } = office;
  const { portals, lanes: mayRead } = scopeOf(visit);
  const lanes = (await office.lanes()).filter(({ portal }) => portals.includes(portal));
  const asked = { taskId: found.id, code: found.code, lanes, today: dayOf(means.now()) };
  const sides = await knownSides(means, asked);
  if (sides === null) return { missing: true };
  const names = await shortNamesOf(
    means.store,
    found.leadOrganisation === null ? [] : [found.leadOrganisation],
  );
  const pushesAsked = { taskCode: found.code, units: null, lanes: mayRead, limit: newestPushes };
  const { files, pushes } = await means.store.read(async (tx) => ({
    files: await office.evidence.listEvidence(tx, found.code),
    pushes: await pageOfEntries(tx, pushesAsked),
  }));
  const { comparison, links } = sides;
  const body = html`<p class="soft">${own(found.code)} ${pagesOf(visit, found.code)}</p>
    ${mayLeave(found.classification) ? "" : callout("warn", say("console.task.kept_home"))}
    ${heldReasons(visit, found.code, links)}
    ${section(
      say("console.task.sides"),
      html`<p class="soft">${say("console.task.sides_about")}</p>
        ${sidesTable(visit, comparison)} ${lookButton(visit, found.code)}`,
    )}
    ${section(say("console.task.at_portals"), linkTable(visit, portals, links))}
    ${section(say("console.task.register"), registerFields(visit, found, names))}
    ${section(say("console.task.evidence"), evidenceTable(visit, { code: found.code, files, links }))}
    ${section(
      say("console.task.pushes"),
      html`${pushes.length === 0 ? nothing(say("console.task.no_pushes")) : pushTimeline(visit, pushes)}
        <p>
          <a href="/ledger?task=${encodeURIComponent(found.code)}">${say("console.task.all_entries")}</a>
        </p>`,
    )}`;
  return { page: { title: found.title, body, wide: true } };
}

function pagesOf({ say, person }: Visit, code: string): Html {
  const recording = recorders.includes(person.role)
    ? html`· <a href="${taskPath(code)}/progress">${say("console.task.record")}</a>`
    : "";
  const receipt = `/ledger/receipt?asked=${encodeURIComponent(code)}`;
  return html`${recording} · <a href="${taskPath(code)}/history">${say("console.task.history")}</a> ·
    <a href="${receipt}">${say("console.task.receipt")}</a> ·
    <a href="${receipt}&amp;as=json">${say("console.task.receipt_json")}</a>`;
}

function registerFields(visit: Visit, found: Task, names: ReadonlyMap<string, string>): Html {
  const { say } = visit;
  const today = dayOf(visit.office.means.now());
  const named = (id: string | null): Content => (id === null ? null : own(names.get(id) ?? id));
  const time = timeliness({ ...found, dueOn: effectiveDueOn(found) }, today);
  const due = effectiveDueOn(found);
  return fieldList([
    [say("field.leadOrganisation"), named(found.leadOrganisation)],
    [
      say("field.dueOn"),
      html`${due === null ? "–" : showDay(due)}
      ${isPlainly(found.deadline.text, due) ? "" : html`(“${own(found.deadline.text)}”)`}`,
    ],
    [
      say("field.lifecycle"),
      html`${say(`lifecycle.${found.lifecycle}`)} · ${found.percent} % ·
      ${badge(say(`timeliness.${time}`), time === "overdue" || time === "done_late" ? "bad" : "calm")}`,
    ],
    [
      say("console.overview.programme"),
      found.programmes.length === 0 ? null : own(found.programmes.join(", ")),
    ],
    [nameOf(visit, "progressText"), ownValue(visit, found.progressText)],
    [nameOf(visit, "difficulties"), ownValue(visit, found.difficulties)],
    [nameOf(visit, "lateReason"), ownValue(visit, found.lateReason)],
    [say("cli.column.secrecy"), say(`classification.${found.classification}`)],
  ]);
}

/** Whether the wording of a deadline says no more than its day. */
function isPlainly(wording: string, due: string | null): boolean {
  return wording === "" || (due !== null && wording === showDay(due));
}

async function history(visit: Visit): Promise<Reply> {
  const found = await taskAsked(visit);
  if (found === null) return { missing: true };
  const { office, query, person } = visit;
  const before = /^h(\d{1,15})$/.exec(query.get("before") ?? "")?.[1];
  const asked = {
    taskId: found.id,
    field: query.get("field") ?? undefined,
    without: Object.keys(office.config.portals).filter((portal) => !seesPortal(person, portal)),
    before: before === undefined ? undefined : Number(before),
    limit: rowsPerPage + 1,
  };
  const changes = await office.means.store.read(async (tx) => await pageOfHistory(tx, asked));
  const { shown, hasMore } = onePage(changes);
  const last = shown.at(-1);
  const next = hasMore && last !== undefined ? `h${last.id}` : null;
  const body = html`<p>${backTo(found.code)}</p>
    ${historyTable(visit, found.code, shown)} ${turner(visit, { name: "before", next })}`;
  const title = visit.say("console.task.history_of", { code: found.code });
  return { page: { title, body, wide: true } };
}

async function why(visit: Visit): Promise<Reply> {
  const found = await taskAsked(visit);
  const field = fieldNames.find((name) => name === visit.params["field"]);
  if (found === null || field === undefined) return { missing: true };
  const { portals } = scopeOf(visit);
  const events = await whyOf(visit.office.means, { code: found.code, field });
  const seen = events.filter(({ portal }) => portal === null || portals.includes(portal));
  const before = seen.findIndex(({ id }) => id === visit.query.get("before"));
  const { shown, hasMore } = onePage(seen.slice(before + 1));
  const title = visit.say("console.task.why_of", { field: nameOf(visit, field), code: found.code });
  const body = html`<p>
      ${backTo(found.code)} ·
      <a href="${taskPath(found.code)}/history?field=${field}">${visit.say("console.task.history")}</a>
    </p>
    ${eventList(visit, shown)}
    ${turner(visit, { name: "before", next: hasMore ? (shown.at(-1)?.id ?? null) : null })}`;
  return { page: { title, body } };
}

function backTo(code: string): Html {
  return html`<a href="${taskPath(code)}"><bdi>${code}</bdi></a>`;
}
