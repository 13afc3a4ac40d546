// Judges what an appendix proposes against the register. Pure: the rule of imports stands here and nowhere else.
//
// Rule: an import writes a field only where the appendix carries it (is not empty), says something else than the
// appendix that was imported last, and differs from the register. So a value that a person or a portal set since
// stays until the appendix itself changes. Secrecy only ever goes up by an import; documents are only added.
import { isDeepStrictEqual } from "node:util";
import type { Classification, ProposedTask } from "../../schemas/task.ts";
import type { FieldChange } from "../store/history.ts";
import { documentKey, type TaskSource } from "../store/documents.ts";
import type { TaskRow } from "../store/tasks.ts";
import { assignedAnew } from "./extension.ts";
import { lookUp, type Directory } from "./directory.ts";

/** A task that the register does not have yet, as far as an appendix can say it. */
export function freshTask(proposal: ProposedTask, directory: Directory): Omit<TaskRow, "id" | "updatedAt"> {
  return {
    code: proposal.code,
    kind: proposal.kind,
    programmes: proposal.programmes,
    title: proposal.title,
    description: "",
    leadOrganisation: proposal.leadOrganisation === null ? null : idOf(directory, proposal.leadOrganisation),
    cooperatingOrganisations: idsOf(directory, proposal.cooperatingOrganisations),
    supervisingOrganisation: null,
    responsiblePerson: "",
    deadline: proposal.deadline,
    internalDueOn: proposal.internalDueOn,
    extension: "none",
    extendedOn: null,
    extensionReason: "",
    deliverable: proposal.deliverable,
    milestones: [],
    resources: "",
    lifecycle: "not_started",
    percent: 0,
    progressText: "",
    difficulties: "",
    lateReason: "",
    expectedOn: null,
    completedOn: null,
    budgetRegistered: null,
    budgetAllocated: null,
    budgetDisbursed: null,
    classification: proposal.classification,
    priority: "thuong",
    version: 1,
  };
}

/** What history keeps of an imported row. */
export function imprintOf(proposal: ProposedTask): Record<string, unknown> {
  const { dueOn, precision, text } = proposal.deadline;
  return {
    kind: proposal.kind,
    programmes: proposal.programmes,
    title: proposal.title,
    deadline: { dueOn, precision, text },
    internalDueOn: proposal.internalDueOn,
    deliverable: proposal.deliverable,
    classification: proposal.classification,
    leadOrganisation: proposal.leadOrganisation,
    cooperatingOrganisations: proposal.cooperatingOrganisations,
  };
}

/** The task as the appendix leaves it, by the rule above; `imprint` is what was imported last, if anything was. */
export function revisedTask(
  before: TaskRow,
  proposal: ProposedTask,
  known: { imprint: unknown; directory: Directory },
): TaskRow {
  const last = Object(known.imprint);
  const after = { ...before };
  const says = <Key extends keyof ProposedTask>(key: Key): boolean =>
    isCarried(proposal[key]) && !isDeepStrictEqual(last[key], proposal[key]);
  if (says("kind")) after.kind = proposal.kind;
  if (says("programmes")) after.programmes = proposal.programmes;
  if (says("title")) after.title = proposal.title;
  if (says("deadline")) Object.assign(after, assignedAnew(proposal.deadline));
  if (says("internalDueOn")) after.internalDueOn = proposal.internalDueOn;
  if (says("deliverable")) after.deliverable = proposal.deliverable;
  if (proposal.leadOrganisation !== null && says("leadOrganisation")) {
    after.leadOrganisation = idOf(known.directory, proposal.leadOrganisation) ?? before.leadOrganisation;
  }
  if (says("cooperatingOrganisations")) {
    after.cooperatingOrganisations = idsOf(known.directory, proposal.cooperatingOrganisations);
  }
  if (says("classification") && secrecy[proposal.classification] > secrecy[before.classification]) {
    after.classification = proposal.classification;
  }
  return after;
}

/** Documents of the proposal that the task does not rest on yet. */
export function newSources(had: readonly TaskSource[], proposal: ProposedTask): TaskSource[] {
  const known = new Set(had.map(sourceKey));
  const added = new Map(proposal.sources.map((source) => [sourceKey(source), source]));
  return [...added].filter(([key]) => !known.has(key)).map(([, source]) => source);
}

/** The change that history records for added documents. */
export function sourcesChange(taskId: string, added: readonly TaskSource[]): FieldChange[] {
  return added.length === 0 ? [] : [{ taskId, field: "sources", from: null, to: added.map(sourceText) }];
}

/** Names that the register knows no single organisation for. */
export function unknownNames(proposal: ProposedTask, directory: Directory): string[] {
  const names = [proposal.leadOrganisation, ...proposal.cooperatingOrganisations].filter(
    (name) => name !== null,
  );
  return [...new Set(names)].filter((name) => !("id" in lookUp(directory, name)));
}

/** True when two imprints say the same, whatever order a database keeps keys in. */
export function sameImprint(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other);
}

// An unread marking ranks above "restricted", so it blocks sending, and below any marking that was read.
const secrecy: Readonly<Record<Classification, number>> = {
  normal: 0,
  restricted: 1,
  unknown: 2,
  mat: 3,
  toi_mat: 4,
  tuyet_mat: 5,
};

function isCarried(value: unknown): boolean {
  if (value === null || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object") return Object(value).text !== "" || Object(value).dueOn !== null;
  return true;
}

function idOf(directory: Directory, name: string): string | null {
  const found = lookUp(directory, name);
  return "id" in found ? found.id : null;
}

function idsOf(directory: Directory, names: readonly string[]): string[] {
  return [...new Set(names.map((name) => idOf(directory, name)).filter((id) => id !== null))];
}

function sourceKey(source: TaskSource): string {
  return JSON.stringify([documentKey(source.document), source.item, source.appendix]);
}

function sourceText({ document, appendix, item }: TaskSource): string {
  const parts = [document.kind, document.number, document.issuer, document.issuedOn, appendix, item];
  return parts.filter((part) => part !== null && part !== "").join(" ");
}
