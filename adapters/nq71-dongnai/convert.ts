// Canonical values to the portal's words and back, both pure. Never guesses: a status word that the map does not
// know is reported as unknown, a wish that the portal has no call for is named, not dropped.
import { fieldNames, type FieldName, type FieldValue, type FieldValues } from "../../schemas/field.ts";
import { marked, unmarked } from "../../schemas/marker.ts";
import { meaningOf, type StatusMap } from "../../schemas/status.ts";
import { tdnv } from "../../schemas/vocabulary-tdnv.ts";
import type { ProgressChange, RemoteEntry, RemoteEvidence, RemoteTask } from "../../src/portal/contract.ts";
import type { WireProgress, WireReport, WireTask } from "./wire.ts";

/** The words of the tracker that this portal resembles, and the two actions of ours that move a task. */
export const status: StatusMap = {
  version: 1,
  reads: tdnv.reads,
  writes: {
    not_started: { none: "every task begins there, and no call leads back" },
    in_progress: "dangthuchien",
    submitted: "choxacnhan",
    returned: { none: "only the assigning side sends a task back" },
    completed: "choxacnhan",
    on_hold: { none: "to pause is a request of its own, which is not built" },
    cancelled: { none: "the portal has no state for a cancelled task" },
    declined: { none: "to decline is a request of its own, which is not built" },
  },
  shows: {
    completed: {
      as: "submitted",
      loss: "a report of completion waits for the assigner; until then the portal shows it as awaiting confirmation",
    },
  },
};

/** A task of the portal in canonical values, with the portal's own shape beside it. */
export function toRemoteTask(wire: WireTask): RemoteTask {
  const meaning = meaningOf(status, wire.status);
  const lifecycle = meaning?.lifecycle ?? null;
  return {
    remoteId: String(wire.id),
    code: wire.code,
    document: null,
    fields: { ...(lifecycle === null ? {} : { lifecycle }), ...shownFields(wire) },
    unknownWords: meaning === null ? [{ field: "lifecycle", word: wire.status }] : [],
    evidence: wire.attachments.map((file) => ({
      remoteId: String(file.id),
      name: file.name,
      size: file.size,
      sha256: file.sha256,
    })),
    entries: wire.entries.map(entryOf),
    version: null,
    locked: wire.period.message,
    raw: wire,
  };
}

function entryOf({
  id,
  percent,
  explain,
  difficulties,
  created_at,
}: WireTask["entries"][number]): RemoteEntry {
  const { text, marker } = unmarked(explain);
  return {
    id: String(id),
    at: new Date(created_at).toISOString(),
    fields: { percent, progressText: textOf(text), difficulties: textOf(difficulties) },
    marker,
  };
}

function shownFields(wire: WireTask): FieldValues {
  return {
    title: textOf(wire.title),
    dueOn: wire.deadline,
    leadOrganisation: textOf(wire.lead_org),
    percent: wire.percent,
    progressText: wire.explain === null ? null : textOf(unmarked(wire.explain).text),
    difficulties: textOf(wire.difficulties),
    lateReason: textOf(wire.late_reason),
    expectedOn: wire.expected_date,
    completedOn: wire.completed_at,
    budgetRegistered: digitsOf(wire.budget.registered),
    budgetAllocated: digitsOf(wire.budget.allocated),
    budgetDisbursed: digitsOf(wire.budget.disbursed),
  };
}

function textOf(shown: string | null): string | null {
  return shown === "" ? null : shown;
}

function digitsOf(amount: number | null): string | null {
  return amount === null ? null : String(amount);
}

/** The calls that one change needs, at most one of each, and what the portal has no call for. */
export interface Wishes {
  progress: WireProgress | null;
  report: WireReport | null;
  /** The report would surely be refused: said before an entry is appended that its refusal would leave behind. */
  unready: boolean;
  impossible: FieldName[];
}

/** A longer text is refused by the portal. */
const longestText = 10_000;

const inProgressCall: readonly FieldName[] = [
  "percent",
  "progressText",
  "difficulties",
  "lateReason",
  "expectedOn",
  "budgetRegistered",
  "budgetAllocated",
  "budgetDisbursed",
];

/** Puts a change into the portal's two calls. The date of completion travels with the report only. */
export function toWishes(change: ProgressChange): Wishes {
  const { set } = change;
  const asksReport = set.lifecycle === "submitted" || set.lifecycle === "completed";
  const asksProgress = set.lifecycle === "in_progress" || inProgressCall.some((field) => field in set);
  const possible = new Set<FieldName>(inProgressCall);
  if (asksReport) possible.add("completedOn");
  if (asksReport || set.lifecycle === "in_progress") possible.add("lifecycle");
  const completedOn = filled(carried(change, "completedOn"));
  return {
    progress: asksProgress ? progressOf(change) : null,
    report: asksReport ? { completed_at: completedOn, attachments: idsOf(change.cites) } : null,
    unready: asksReport && (completedOn === null || carried(change, "percent") !== 100),
    impossible: fieldNames.filter((field) => field in set && !possible.has(field)),
  };
}

function progressOf(change: ProgressChange): WireProgress {
  const { set } = change;
  const budget = {
    ...("budgetRegistered" in set && { registered: filled(set.budgetRegistered) }),
    ...("budgetAllocated" in set && { allocated: filled(set.budgetAllocated) }),
    ...("budgetDisbursed" in set && { disbursed: filled(set.budgetDisbursed) }),
  };
  return {
    percent: numberOf(carried(change, "percent")),
    explain: entryText(change),
    ...("difficulties" in set && { difficulties: filled(set.difficulties) }),
    ...("lateReason" in set && { late_reason: filled(set.lateReason) }),
    ...("expectedOn" in set && { expected_date: filled(set.expectedOn) }),
    ...(Object.keys(budget).length > 0 && { budget }),
    attachments: idsOf(change.cites),
  };
}

/** The text with our mark behind it, or bare: a mark alone is no report, and one that is cut off finds nothing. */
function entryText(change: ProgressChange): string | null {
  const text = filled(carried(change, "progressText"));
  if (text === null) return null;
  const whole = marked(text, change.marker);
  return whole.length > longestText ? text : whole;
}

/** The portal wants some fields with every call: what is set (even to nothing), else ours, else what it shows. */
function carried(change: ProgressChange, field: FieldName): FieldValue {
  const { set, whole, before } = change;
  if (field in set) return set[field] ?? null;
  return whole[field] === ""
    ? (before.fields[field] ?? null)
    : (whole[field] ?? before.fields[field] ?? null);
}

function filled(value: FieldValue | undefined): string | null {
  return value === undefined || value === null || value === "" ? null : String(value);
}

function numberOf(value: FieldValue | undefined): number | null {
  return typeof value === "number" ? value : null;
}

function idsOf(files: readonly RemoteEvidence[]): number[] {
  return files.map((file) => Number(file.remoteId));
}
