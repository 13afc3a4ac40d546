// What the register and each portal say of one task, side by side, and who stands with whom. Pure: what was seen at
// the portals is handed in. Of a task that stays home nothing but its existence is told.
import type { FieldFact } from "../../schemas/facts.ts";
import { fieldNames, type FieldName, type FieldValue, type FieldValues } from "../../schemas/field.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import type { RemoteTask } from "../../schemas/remote.ts";
import { timeliness, type Lifecycle, type StatusMap, type Timeliness } from "../../schemas/status.ts";
import type { Day } from "../../schemas/time.ts";
import { sameValue, shownAs } from "../reconcile/normal.ts";

/** What looking for a task at a portal gave. Every task is in exactly one of them at each portal. */
export const sightings = [
  "shown",
  "unknown_word",
  "missing",
  "closed",
  "not_linked",
  "secret",
  "unread",
] as const;
export type Sighting = (typeof sightings)[number];

/** A task as the register holds it now. */
export interface RegisterTask {
  taskId: string;
  code: string;
  /** Short name of the lead organisation. */
  lead: string | null;
  /** `null`: the task is not plainly marked normal and stays home. */
  fields: Required<FieldValues> | null;
}

/** A linked task as a portal shows it; what it does not show has no fields. */
export interface Pair {
  sighting: Sighting;
  fields: FieldValues;
  unknownWords: RemoteTask["unknownWords"];
  /** The words with which the portal keeps the task closed to us. */
  words: string | null;
}

/** A portal as it was seen, by task id; a task that is not in `pairs` is not linked there. */
export interface PortalSight {
  portal: string;
  facts: { fields: Readonly<Record<FieldName, FieldFact>>; status: StatusMap };
  pairs: ReadonlyMap<string, Pair>;
  /** Why the portal could not be read whole; `null`: it was. */
  problem: Phrase | null;
}

/** Sides that hold the same value. */
export interface Camp {
  /** Whether the register is one of them. */
  register: boolean;
  portals: string[];
}

/** One field of one task. A portal that does not show the field is in none of the records. */
export interface FieldComparison {
  field: FieldName;
  agree: boolean;
  register: FieldValue;
  /** By portal; `null` is empty. */
  portals: Record<string, FieldValue>;
  /** By portal: a word that no map knows, in the place of a value. */
  unknownWords: Record<string, string>;
  /** The register's camp first, then in the order of the portals. */
  camps: Camp[];
}

export interface TaskComparison {
  code: string;
  lead: string | null;
  /** `null` of a task that stays home, as is `timeliness`. */
  title: string | null;
  /** Computed here from the deadline; never compared. */
  timeliness: Timeliness | null;
  outcome: TaskOutcome;
  portals: { portal: string; sighting: Sighting; words: string | null }[];
  fields: FieldComparison[];
}

/** differs: a field disagrees, or a portal does not show what is linked. alone: no portal shows a field to compare. */
export type TaskOutcome = "differs" | "agrees" | "alone";

/** What a comparison looks at. */
export interface Scope {
  fields: readonly FieldName[];
  today: Day;
}

/** The whole comparison of one task. */
export function compareTask(
  task: RegisterTask,
  portals: readonly PortalSight[],
  scope: Scope,
): TaskComparison {
  const sights = portals.map((sight) => ({ sight, pair: pairOf(task, sight) }));
  const fields = scope.fields.flatMap((field) => compareField(task, sights, field) ?? []);
  return {
    code: task.code,
    lead: task.lead,
    title: task.fields === null ? null : String(task.fields.title ?? ""),
    timeliness: task.fields === null ? null : timelinessOf(task.fields, scope.today),
    outcome: outcomeOf(
      sights.map(({ pair }) => pair.sighting),
      fields,
    ),
    portals: sights.map(({ sight, pair }) => ({
      portal: sight.portal,
      sighting: pair.sighting,
      words: pair.words,
    })),
    fields,
  };
}

/** All fields, or the one asked for. */
export function fieldsOf(field: FieldName | undefined): readonly FieldName[] {
  return field === undefined ? fieldNames : [field];
}

const unseen = { fields: {}, unknownWords: [], words: null };

/** Where a task stands at a portal. */
export function pairOf(task: RegisterTask, sight: PortalSight): Pair {
  if (task.fields === null) return { sighting: "secret", ...unseen };
  return sight.pairs.get(task.taskId) ?? { sighting: "not_linked", ...unseen };
}

function outcomeOf(seen: readonly Sighting[], fields: readonly FieldComparison[]): TaskOutcome {
  // A portal that shows nothing of a linked task does not agree with the register, whatever the field.
  if (seen.includes("missing") || seen.includes("closed")) return "differs";
  if (fields.some(({ agree }) => !agree)) return "differs";
  return fields.length > 0 ? "agrees" : "alone";
}

interface Sight {
  sight: PortalSight;
  pair: Pair;
}

function compareField(
  task: RegisterTask,
  sights: readonly Sight[],
  field: FieldName,
): FieldComparison | null {
  if (task.fields === null) return null;
  const register = task.fields[field];
  const showing = sights.flatMap(({ sight, pair }) => {
    const value = pair.fields[field];
    return value === undefined || !sight.facts.fields[field].read ? [] : [{ sight, value }];
  });
  const unknown = sights.flatMap(({ sight, pair }) =>
    pair.unknownWords.filter((one) => one.field === field).map(({ word }) => [sight.portal, word] as const),
  );
  if (showing.length + unknown.length === 0) return null;
  const camps = campsOf(field, register, showing);
  return {
    field,
    agree: camps.length === 1 && unknown.length === 0,
    register,
    portals: Object.fromEntries(showing.map(({ sight, value }) => [sight.portal, value])),
    unknownWords: Object.fromEntries(unknown),
    camps,
  };
}

function campsOf(
  field: FieldName,
  register: FieldValue,
  showing: readonly { sight: PortalSight; value: FieldValue }[],
): Camp[] {
  const ours: Camp = { register: true, portals: [] };
  const others: { camp: Camp; value: FieldValue }[] = [];
  for (const { sight, value } of showing) {
    const like = others.find((other) => sameValue(field, other.value, value));
    if (shownAs(field, register, value, sight.facts.status)) ours.portals.push(sight.portal);
    else if (like !== undefined) like.camp.portals.push(sight.portal);
    else others.push({ camp: { register: false, portals: [sight.portal] }, value });
  }
  return [ours, ...others.map(({ camp }) => camp)];
}

function timelinessOf({ lifecycle, dueOn, completedOn }: FieldValues, today: Day): Timeliness {
  return timeliness(
    {
      lifecycle: lifecycle as Lifecycle,
      dueOn: dueOn as Day | null,
      completedOn: completedOn as Day | null,
    },
    today,
  );
}
