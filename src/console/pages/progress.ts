// A clerk reports on one task: the same report, validation and warnings as at the command line. Whatever is wrong is told at
// once, beside what was typed.
import { html } from "hono/html";
import { UserError } from "../../../schemas/errors.ts";
import { fields, type FieldName } from "../../../schemas/field.ts";
import type { Role } from "../../../schemas/person.ts";
import { phrase, type Phrase } from "../../../schemas/phrase.ts";
import type { ProgressReport } from "../../../schemas/progress.ts";
import { LifecycleSchema } from "../../../schemas/status.ts";
import type { Task } from "../../../schemas/task.ts";
import { showDay } from "../../../schemas/time.ts";
import { recordProgress } from "../../register/change.ts";
import { findTask } from "../../register/tasks.ts";
import {
  button,
  callout,
  fieldList,
  form,
  hidden,
  input,
  nameOf,
  select,
  textarea,
  type Input,
} from "../parts.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";
import { seenOf } from "../sight.ts";
import { own } from "../told.ts";

export const recorders: readonly Role[] = ["entry", "integration", "admin"];

export const routes: Route[] = [
  { method: "get", path: "/tasks/:code/progress", roles: recorders, answer: show },
  { method: "post", path: "/tasks/:code/progress", roles: recorders, answer: record },
];

/** What a form sends, in its order. */
const reported = [
  "lifecycle",
  "percent",
  "progressText",
  "difficulties",
  "completedOn",
  "lateReason",
  "expectedOn",
  "budgetRegistered",
  "budgetAllocated",
  "budgetDisbursed",
] as const satisfies readonly FieldName[];
type Reported = (typeof reported)[number];
type Written = Record<Reported, string>;

async function taskOf(visit: Visit): Promise<Task | null> {
  const code = visit.params["code"] ?? "";
  const seen = await seenOf(visit, [code]);
  if (!seen.has(code)) return null;
  return await visit.office.means.store.read(async (tx) => await findTask(tx, code));
}

async function show(visit: Visit): Promise<Reply> {
  const task = await taskOf(visit);
  if (task === null) return { missing: true };
  return page(visit, task, writtenOf(task), []);
}

function writtenOf(task: Task): Written {
  const text = (field: Reported) => String(task[field] ?? "");
  return Object.fromEntries(reported.map((field) => [field, text(field)])) as Written;
}

function page(visit: Visit, task: Task, written: Written, problems: readonly Phrase[]): Reply {
  const { say, tell } = visit;
  const { code, title, deadline, version } = task;
  const body = html`
    ${fieldList([
      [
        say("console.acts.task"),
        html`<a href="/tasks/${encodeURIComponent(code)}">${own(code)}</a>: ${own(title)}`,
      ],
      [nameOf(visit, "dueOn"), deadline.dueOn === null ? null : showDay(deadline.dueOn)],
    ])}
    ${problems.length === 0 ? "" : callout("bad", html`${problems.map((one) => html`<div>${tell(one)}</div>`)}`)}
    ${form(
      visit,
      `/tasks/${encodeURIComponent(code)}/progress`,
      html`${hidden("version", String(version))}
      ${reported.map((field) => inputFor(visit, field, written[field]))} ${button(say("console.acts.record"))}`,
    )}
  `;
  return { page: { title: say("console.acts.progress_title", { code }), body } };
}

const inputTypes = {
  text: "text",
  day: "date",
  percent: "number",
  money: "text",
} as const satisfies Record<string, NonNullable<Input["type"]>>;

function inputFor(visit: Visit, field: Reported, value: string): Html {
  const label = nameOf(visit, field);
  const { kind } = fields[field];
  if (kind === "lifecycle") {
    const options = LifecycleSchema.options.map((one) => [one, visit.say(`lifecycle.${one}`)] as const);
    return select({ label, name: field, options, chosen: value });
  }
  if (field === "progressText" || field === "difficulties" || field === "lateReason") {
    return textarea({ label, name: field, value });
  }
  const hint = kind === "money" ? visit.say("console.acts.money_hint") : undefined;
  return input({ label, name: field, value, type: inputTypes[kind], ...(hint !== undefined && { hint }) });
}

async function record(visit: Visit): Promise<Reply> {
  const { office, form: sent } = visit;
  const task = await taskOf(visit);
  if (task === null) return { missing: true };
  const written = Object.fromEntries(
    reported.map((field) => [
      field,
      (sent.get(field) ?? "").replaceAll("\r\n", "\n").normalize("NFC").trim(),
    ]),
  ) as Written;
  const version = Number(sent.get("version"));
  try {
    const report = reportOf(written, writtenOf(task));
    const changed = await office.means.store.transaction(
      async (tx) =>
        await recordProgress(tx, {
          code: task.code,
          report,
          provenance: office.provenance(),
          ...(Number.isInteger(version) && version > 0 ? { expectedVersion: version } : {}),
        }),
    );
    const [warning] = changed.warnings;
    const recorded = phrase("console.acts.recorded", { code: task.code, count: changed.changed.length });
    return { to: `/tasks/${encodeURIComponent(task.code)}`, note: warning ?? recorded };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return page(visit, task, written, error.problems);
  }
}

/** What differs from the task as it stands; what cannot be read is left as it is, for the register to refuse. */
function reportOf(written: Written, before: Written): ProgressReport {
  const changed = reported.filter((field) => written[field] !== before[field]);
  return Object.fromEntries(
    changed.map((field) => [field, valueOf(field, written[field])]),
  ) as ProgressReport;
}

function valueOf(field: Reported, text: string): unknown {
  const { kind } = fields[field];
  if (text === "" && (kind === "day" || kind === "money")) return null;
  if (kind === "percent") return /^\d+$/.test(text) ? Number(text) : text;
  if (kind !== "money") return text;
  return /^\d+$|^\d{1,3}([., ]\d{3})+$/.test(text) ? BigInt(text.replaceAll(/\D/g, "")) : text;
}
