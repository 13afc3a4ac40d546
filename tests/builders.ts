// Builds what tests speak of, named as the domain names it. Every part can be set; what is not set is ordinary.
import { randomUUID } from "node:crypto";
import type { Organisation } from "../schemas/organisation.ts";
import type { ProposedTask, Task } from "../schemas/task.ts";
import type { Provenance } from "../schemas/time.ts";
import type { Tx } from "../src/store/connection.ts";
import { insertSources } from "../src/store/documents.ts";
import { insertTasks } from "../src/store/tasks.ts";

/** A clerk at the command line on 8 December 2025, 15:00 in Vietnam. */
export function aProvenance(set: Partial<Provenance> = {}): Provenance {
  return { who: "clerk", system: "dongbo", run: "run-1", at: "2025-12-08T08:00:00.000Z", ...set };
}

/** A department with a short name; name and short name are unique unless set. */
export function anOrganisation(set: Partial<Organisation> = {}): Organisation {
  const id = set.id ?? randomUUID();
  const mark = id.slice(0, 8);
  return {
    id,
    name: `Sở Thử nghiệm ${mark}`,
    shortName: `Sở TN ${mark}`,
    kind: "department",
    codes: [],
    aliases: [],
    ...set,
  };
}

/** A task in progress at 40 percent, due on 31/12/2025, not secret. */
export function aTask(set: Partial<Task> = {}): Task {
  const id = set.id ?? randomUUID();
  return {
    id,
    code: `NV-${id.slice(0, 8)}`,
    kind: "task",
    programmes: ["57-NQ/TW"],
    title: "Hoàn thiện cơ sở dữ liệu dùng chung của tỉnh",
    description: "",
    sources: [],
    leadOrganisation: null,
    cooperatingOrganisations: [],
    supervisingOrganisation: null,
    responsiblePerson: "",
    deadline: { dueOn: "2025-12-31", precision: "day", text: "31/12/2025" },
    internalDueOn: null,
    extension: "none",
    extendedOn: null,
    extensionReason: "",
    deliverable: "Báo cáo kết quả",
    milestones: [],
    resources: "",
    lifecycle: "in_progress",
    percent: 40,
    progressText: "Đang triển khai",
    difficulties: "",
    lateReason: "",
    expectedOn: null,
    completedOn: null,
    budgetRegistered: null,
    budgetAllocated: null,
    budgetDisbursed: null,
    classification: "normal",
    priority: "thuong",
    version: 1,
    updatedAt: "2025-12-01T00:00:00.000Z",
    ...set,
  };
}

/** What an appendix says of a task: due on 31/12/2025, no organisation. */
export function aProposal(set: Partial<ProposedTask> = {}): ProposedTask {
  return {
    code: "PL1-1",
    kind: "task",
    programmes: ["57-NQ/TW"],
    title: "Xây dựng kho dữ liệu của tỉnh",
    sources: [],
    deadline: { dueOn: "2025-12-31", precision: "day", text: "31/12/2025" },
    internalDueOn: null,
    deliverable: "",
    classification: "normal",
    leadOrganisation: null,
    cooperatingOrganisations: [],
    ...set,
  };
}

/** Puts tasks into the register as they are: no history, no due marks. */
export async function keepTasks(tx: Tx, tasks: readonly Task[]): Promise<void> {
  await insertTasks(tx, tasks);
  const sources = tasks.flatMap((task) => task.sources.map((source) => ({ taskId: task.id, source })));
  if (sources.length > 0) await insertSources(tx, sources, randomUUID);
}

/** Links a task to a portal with an empty base; the lane is the portal's only one. Returns the link's id. */
export async function keepLink(tx: Tx, link: { taskId: string; portal: string }): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto("link")
    .values({
      id,
      task_id: link.taskId,
      portal: link.portal,
      lane: `${link.portal}/main`,
      remote_id: id,
      base: "{}",
      mapping: "test",
      linked_at: "2025-12-01T00:00:00.000Z",
      linked_by: "test",
      last_seen_at: null,
      last_verified_at: null,
    })
    .execute();
  return id;
}

/** The portals at which a task is due now, in alphabetical order. */
export async function portalsDue(tx: Tx, taskId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("due")
    .innerJoin("link", "link.id", "due.link_id")
    .where("link.task_id", "=", taskId)
    .select("link.portal")
    .orderBy("link.portal")
    .execute();
  return rows.map((row) => row.portal);
}
