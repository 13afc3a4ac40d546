// Tasks, for the province's own systems: read, and reported on by the same rules as at the command line. What is not
// plainly marked normal is not told, and neither is what other units lead.
import { digestOf } from "../../../schemas/canonical.ts";
import {
  ApiChangedSchema,
  ApiReportSchema,
  ApiStandingsSchema,
  ApiTaskListSchema,
  ApiTaskQuerySchema,
  ApiTaskSchema,
  CodeParamsSchema,
} from "../../../schemas/api.ts";
import { UserError } from "../../../schemas/errors.ts";
import { phrase } from "../../../schemas/phrase.ts";
import type { ProgressReport } from "../../../schemas/progress.ts";
import { effectiveDueOn, mayLeave, type Task } from "../../../schemas/task.ts";
import { tellIn } from "../../../schemas/wording.ts";
import { answerOnce } from "../../people/answers.ts";
import { holds, standingsByTask } from "../../push/standing.ts";
import { recordProgress } from "../../register/change.ts";
import { readDirectory } from "../../register/directory.ts";
import { findTask, ledBy, listTasks, type TaskLine } from "../../register/tasks.ts";
import type { Answer, ApiRoute, Asking } from "./route.ts";

const everybody = ["entry", "auditor"] as const;

export const routes: readonly ApiRoute[] = [
  {
    method: "get",
    path: "/tasks",
    id: "listTasks",
    summary: "Tasks in the order of their codes, page by page.",
    roles: everybody,
    query: ApiTaskQuerySchema,
    answers: { 200: { description: "One page.", shape: ApiTaskListSchema } },
    answer: list,
  },
  {
    method: "get",
    path: "/tasks/:code",
    id: "readTask",
    summary: "One task.",
    roles: everybody,
    params: CodeParamsSchema,
    answers: { 200: { description: "The task.", shape: ApiTaskSchema } },
    answer: read,
  },
  {
    method: "get",
    path: "/tasks/:code/portals",
    id: "readStandings",
    summary: "Where a task stands at each portal.",
    roles: everybody,
    params: CodeParamsSchema,
    answers: { 200: { description: "Every configured portal.", shape: ApiStandingsSchema } },
    answer: stand,
  },
  {
    method: "post",
    path: "/tasks/:code/progress",
    id: "recordProgress",
    summary: "Report on a task; the portals get it with the next push.",
    roles: ["entry"],
    params: CodeParamsSchema,
    body: ApiReportSchema,
    answers: {
      200: {
        description: "What changed; nothing, when the same was reported before.",
        shape: ApiChangedSchema,
      },
    },
    answer: record,
  },
];

async function list({ office, token, query }: Asking): Promise<Answer> {
  const { limit, ...asked } = ApiTaskQuerySchema.parse(query);
  const units = token.units ?? undefined;
  const found = await office.means.store.read(
    async (tx) => await listTasks(tx, { ...asked, limit: limit + 1, units, classification: "normal" }),
  );
  const tasks = found.slice(0, limit).map(lineOf);
  const last = tasks.at(-1);
  const next =
    found.length > limit && last !== undefined ? nextPage({ ...asked, limit, after: last.code }) : null;
  return { status: 200, body: { tasks, next } };
}

function nextPage(asked: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return `/api/v1/tasks?${new URLSearchParams(given).toString()}`;
}

function lineOf(line: TaskLine) {
  const { code, title, leadOrganisation, dueOn, dueText, lifecycle, percent, completedOn, updatedAt } = line;
  return { code, title, leadOrganisation, dueOn, dueText, lifecycle, percent, completedOn, updatedAt };
}

/** The task that the address names, if the token reaches it. */
async function taskOf({
  office,
  token,
  params,
}: Asking): Promise<{ task: Task; lead: string | null } | null> {
  const code = params["code"] ?? "";
  return await office.means.store.read(async (tx) => {
    const task = await findTask(tx, code);
    if (task === null || !mayLeave(task.classification)) return null;
    if (token.units !== null && !(await ledBy(tx, { codes: [code], units: token.units })).has(code))
      return null;
    const { shortNames } = await readDirectory(tx);
    const lead = task.leadOrganisation === null ? null : (shortNames.get(task.leadOrganisation) ?? null);
    return { task, lead };
  });
}

async function read(asking: Asking): Promise<Answer | null> {
  const found = await taskOf(asking);
  if (found === null) return null;
  const { task, lead } = found;
  const body = {
    code: task.code,
    title: task.title,
    leadOrganisation: lead,
    dueOn: effectiveDueOn(task),
    dueText: task.deadline.text,
    lifecycle: task.lifecycle,
    percent: task.percent,
    completedOn: task.completedOn,
    updatedAt: task.updatedAt,
    programmes: task.programmes,
    extension: task.extension,
    deliverable: task.deliverable,
    responsiblePerson: task.responsiblePerson,
    progressText: task.progressText,
    difficulties: task.difficulties,
    lateReason: task.lateReason,
    expectedOn: task.expectedOn,
    budgetRegistered: task.budgetRegistered?.toString() ?? null,
    budgetAllocated: task.budgetAllocated?.toString() ?? null,
    budgetDisbursed: task.budgetDisbursed?.toString() ?? null,
    version: task.version,
  };
  return { status: 200, body };
}

async function stand(asking: Asking): Promise<Answer | null> {
  const { office, language } = asking;
  const found = await taskOf(asking);
  if (found === null) return null;
  const { id, code } = found.task;
  const standings = await standingsByTask(office.means, [id]);
  const held = await holds(office.means, { code });
  const portals = Object.keys(office.config.portals).map((portal) => {
    const own = standings.find((one) => one.portal === portal);
    const reasons = held.filter((one) => one.portal === portal).flatMap((one) => one.reasons);
    return {
      portal,
      standing: own?.standing ?? "not_linked",
      remoteId: own?.remoteId ?? null,
      reasons: reasons.map((reason) => tellIn(language, reason)),
    };
  });
  return { status: 200, body: { code, portals } };
}

async function record(asking: Asking): Promise<Answer | null> {
  const { office, token, language, body, idempotencyKey } = asking;
  const found = await taskOf(asking);
  if (found === null) return null;
  const { code } = found.task;
  const { expectedVersion, ...report } = reportIn(body);
  const request = digestOf({ code, body });
  const under = idempotencyKey === null ? null : { tokenId: token.id, key: idempotencyKey, request };
  return await office.means.store.transaction(async (tx) =>
    answerOnce(tx, { under, at: office.means.now() }, async () => {
      const provenance = office.provenance();
      const changed = await recordProgress(tx, { code, report, expectedVersion, provenance });
      const warnings = changed.warnings.map((warning) => tellIn(language, warning));
      return { status: 200, body: { ...changed, warnings } };
    }),
  );
}

const money = ["budgetRegistered", "budgetAllocated", "budgetDisbursed"] as const;

/** The report as it was sent, digits as amounts; whatever is wrong with it is the register's to say, all at once. */
function reportIn(body: unknown): ProgressReport & { expectedVersion?: number | undefined } {
  const sent = { ...(body as Record<string, unknown>) };
  for (const name of money) {
    const digits = sent[name];
    if (typeof digits === "string" && ApiReportSchema.shape[name].safeParse(digits).success) {
      sent[name] = BigInt(digits);
    }
  }
  const { expectedVersion: version } = sent;
  if (version !== undefined && !Number.isInteger(version)) {
    throw new UserError([phrase("api.bad_version", { read: JSON.stringify(version) })]);
  }
  return sent;
}
