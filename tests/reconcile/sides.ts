// The three sides of a task for the tests of reconcile: everything agrees unless a test says otherwise.
import type { Evidence } from "../../schemas/evidence.ts";
import { yes, type EvidenceFacts, type FieldFact, type PortalFacts } from "../../schemas/facts.ts";
import { fieldNames, type FieldName, type FieldValues } from "../../schemas/field.ts";
import type { RemoteTask } from "../../schemas/remote.ts";
import { LifecycleSchema, type Lifecycle, type StatusMap } from "../../schemas/status.ts";
import type { FieldDecision } from "../../src/reconcile/decide.ts";
import type { TaskAtPortal } from "../../src/reconcile/task.ts";

const words = Object.fromEntries(LifecycleSchema.options.map((one) => [one, one])) as Record<
  Lifecycle,
  string
>;

/** A portal that has a word for every lifecycle and shows each as itself. */
export const plainStatus: StatusMap = { version: 1, reads: {}, writes: words, shows: {} };

/** A portal that shows a completion as awaiting confirmation. */
export const confirming: StatusMap = {
  ...plainStatus,
  shows: { completed: { as: "submitted", loss: "waits for confirmation" } },
};

/** The same fact for every field. */
export function everything(fact: FieldFact): Record<FieldName, FieldFact> {
  return Object.fromEntries(fieldNames.map((name) => [name, fact])) as Record<FieldName, FieldFact>;
}

/** Small PDF and PNG files, five of a task. */
export const takesFiles: EvidenceFacts = {
  as: "upload",
  maxBytes: 1000,
  types: ["application/pdf", "image/png"],
  name: { longest: 40, without: "/|" },
  maxFiles: 5,
  proof: "digest",
};

export const facts: PortalFacts = {
  fields: everything(yes),
  status: plainStatus,
  conditionalWrite: { how: "none", reason: "test" },
  evidence: takesFiles,
  marker: { none: "test" },
  requestsPerMinute: 60,
  parallel: 1,
  pageSize: 100,
  observationGoodForMs: 60_000,
  settlesWithinMs: 0,
};

/** A decree that proves a task done. */
export const decree: Evidence = {
  sha256: "a".repeat(64),
  size: 10,
  mime: "application/pdf",
  name: "Quyết định 12.pdf",
  documentKind: "other",
  documentNumber: "",
  documentOn: null,
  issuer: "",
  signer: "",
  link: "",
  classification: "normal",
  signed: "unknown",
  firstPage: "unread",
  marks: [],
  settledBy: null,
};

export interface Differences {
  ours?: FieldValues;
  theirs?: FieldValues;
  base?: FieldValues;
  remote?: Partial<RemoteTask>;
  evidence?: Evidence[];
  change?: Partial<TaskAtPortal>;
}

/** A task on which all sides agree, due on 31/12/2025 and looked at a month before, with the differences named. */
export function aTaskAtPortal(sides: Differences): TaskAtPortal {
  const agreed: FieldValues = {
    lifecycle: "in_progress",
    percent: 40,
    dueOn: "2025-12-31",
    completedOn: null,
  };
  return {
    linkId: "00000000-0000-4000-8000-000000000001",
    portal: "nq57",
    remoteId: "7",
    ours: {
      code: "I.1",
      fields: { ...agreed, lateReason: null, expectedOn: null, ...sides.ours },
      classification: "normal",
      evidence: sides.evidence ?? [],
      programmes: ["57-NQ/TW"],
      isWaived: false,
    },
    base: { ...agreed, ...sides.base },
    theirs: {
      remoteId: "7",
      code: "I.1",
      document: null,
      fields: { ...agreed, ...sides.theirs },
      unknownWords: [],
      evidence: [],
      version: null,
      locked: null,
      raw: null,
      ...sides.remote,
    },
    facts,
    owners: {},
    proofs: {},
    resolutions: [],
    rules: [],
    sends: {},
    writers: {},
    copies: [],
    missed: 0,
    today: "2025-12-01",
    ...sides.change,
  };
}

/** A difference of progress that both sides made, not settled by anybody. */
export function aDecision(set: Partial<FieldDecision> = {}): FieldDecision {
  return {
    field: "percent",
    ours: 60,
    theirs: 50,
    base: 40,
    pattern: "both",
    owner: "ours",
    by: null,
    verdict: "hold",
    ...set,
  };
}
