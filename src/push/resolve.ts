// A person settles a conflict: whose value stands, or another one, and why. What is decided is written down with the
// values that the person saw, and carried out by the next push; nothing is sent from here.
import { CaseSchema, TakeSchema, type Case, type Resolution, type Take } from "../../schemas/conflict.ts";
import { UserError } from "../../schemas/errors.ts";
import { FieldNameSchema, type FieldName, type FieldValue } from "../../schemas/field.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import { appendEntries } from "../ledger/append.ts";
import { setFieldValues } from "../register/change.ts";
import { findTask } from "../register/tasks.ts";
import type { Tx } from "../store/connection.ts";
import { markLinksDue } from "../store/due.ts";
import { insertHistory } from "../store/history.ts";
import { listHolds, type HoldFilter, type ListedHold } from "../store/holds.ts";
import { addResolution } from "../store/resolutions.ts";
import { addRule } from "../store/rules.ts";
import type { Means } from "./lane.ts";
import { typedValue } from "./typed-value.ts";

/** Decisions of people stand on a ledger lane of their own. */
export const decisionLedger = "decisions";

/** One field of a held task that taking a side settles. */
export interface Difference {
  field: FieldName;
  case: Case;
}

export interface Wish extends Choice {
  /** CODE, CODE@PORTAL or CODE@PORTAL/FIELD, as far as it takes to name one field. */
  id: string;
}

/** The same choice for many held fields. */
export interface WishForMany extends Choice {
  ids: readonly string[];
  /** Both values as the person saw them, the same for all: where another one is held by now, nothing is decided. */
  seen?: { ours: FieldValue; theirs: FieldValue } | undefined;
  /** What the person sees: anything else is as if it were not held. */
  within?: Pick<HoldFilter, "units" | "portals">;
}

interface Choice {
  /** "ours", "theirs", or the value itself as a person types it. */
  take: string;
  reason: string;
  /** "once" for what was seen, "always" for every such case of this field at this portal. */
  scope: "once" | "always";
}

export interface Resolved {
  resolution: Resolution;
  rule: string | null;
  taskCode: string;
  portal: string;
}

/** What a hold waits for that choosing a value settles; the rest must be mended first. */
export function differencesIn({ reasons }: Pick<ListedHold, "reasons">): Difference[] {
  return reasons.flatMap(({ key, values }) => {
    const kind = CaseSchema.safeParse(key.replace(/^reconcile\./, "")).data;
    const field = FieldNameSchema.safeParse(values["field"]).data;
    return kind === undefined || field === undefined ? [] : [{ field, case: kind }];
  });
}

/** Settles one field of one held task. UserError, and nothing written, when that cannot be settled by choosing. */
export async function resolveConflict(means: Means, wish: Wish): Promise<Resolved> {
  const [resolved] = await resolveConflicts(means, { ...wish, ids: [wish.id] });
  if (resolved === undefined) throw new UserError([phrase("push.not_held", { id: wish.id })]);
  return resolved;
}

/** Settles the same field question in many held tasks: all of them, or UserError with every problem and none. */
export async function resolveConflicts(means: Means, wish: WishForMany): Promise<Resolved[]> {
  const at = means.now();
  return await means.store.transaction(async (tx) => {
    const meant = await meantBy(tx, means, wish);
    const done: Resolved[] = [];
    const ruled = new Set<string>();
    for (const one of meant) {
      // A rule is about a kind of case: made once, by the first of its kind.
      const kind = `${one.hold.portal} ${one.difference.field} ${one.difference.case}`;
      const scope = ruled.has(kind) ? "once" : wish.scope;
      ruled.add(kind);
      done.push(await settle(tx, { means, at, wish: { ...wish, scope }, ...one }));
    }
    return done;
  });
}

/** What wishes for held fields would write down, with the holds they are about; nothing is written. UserError as above. */
export async function resolutionsMeant(means: Means, wish: WishForMany): Promise<Meant[]> {
  return await means.store.read(async (tx) => await meantBy(tx, means, wish));
}

/** A held field with what was chosen for it. */
export interface Meant {
  hold: ListedHold;
  difference: Difference;
  /** A value of the person's own; absent: a side was taken. */
  value?: FieldValue;
  resolution: Resolution;
}

async function meantBy(tx: Tx, means: Means, wish: WishForMany): Promise<Meant[]> {
  const problems: Phrase[] = [];
  const meant: Meant[] = [];
  for (const id of new Set(wish.ids)) {
    try {
      const { hold, difference } = await namedBy(tx, id, wish.within);
      mustBeAsSeen(id, { hold, difference, seen: wish.seen });
      meant.push({ hold, ...chosenFor(means, { hold, difference, wish }) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (wish.ids.length === 0) problems.push(phrase("push.nothing_chosen"));
  if (problems.length > 0) throw new UserError(eachOnce(problems));
  return meant;
}

function mustBeAsSeen(
  id: string,
  { hold, difference, seen }: Pick<Meant, "hold" | "difference"> & Pick<WishForMany, "seen">,
): void {
  if (seen === undefined) return;
  const { field } = difference;
  const [ours, theirs] = [hold.ours[field] ?? null, hold.theirs[field] ?? null];
  if (ours === seen.ours && theirs === seen.theirs) return;
  throw new UserError([phrase("push.held_otherwise", { id, field, ours, theirs })]);
}

function chosenFor(
  means: Means,
  { hold, difference, wish }: Pick<Meant, "hold" | "difference"> & { wish: WishForMany },
): Omit<Meant, "hold"> {
  const { field } = difference;
  const { take, ...chosen } = choiceOf(wish, difference);
  const ours = chosen.value === undefined ? (hold.ours[field] ?? null) : chosen.value;
  const resolution = { id: means.newId(), field, take, ours, theirs: hold.theirs[field] ?? null };
  return { difference, ...chosen, resolution };
}

function eachOnce(problems: readonly Phrase[]): Phrase[] {
  return [...new Map(problems.map((one) => [JSON.stringify(one), one])).values()];
}

async function settle(tx: Tx, deciding: Deciding & Meant): Promise<Resolved> {
  const { means, hold, wish, at, difference, value, resolution } = deciding;
  if (value !== undefined) await writeValue(tx, deciding, resolution);
  if (resolution.take === "ours") await keepLoser(tx, deciding, resolution);
  const { linkId } = hold;
  const by = { who: means.who, run: means.run, at };
  await addResolution(tx, { ...resolution, linkId, reason: wish.reason.trim(), ...by });
  const rule = wish.scope === "always" ? await makeRule(tx, deciding, { difference, resolution }) : null;
  await noteDecision(tx, deciding, phrase("push.resolved", { ...saidOf(deciding, resolution) }));
  await markLinksDue(tx, { linkIds: [linkId], reason: "resolved", at });
  return { resolution, rule, taskCode: hold.taskCode, portal: hold.portal };
}

interface Deciding {
  means: Means;
  hold: ListedHold;
  wish: Choice;
  at: Instant;
}

async function namedBy(
  tx: Tx,
  id: string,
  within: WishForMany["within"] = {},
): Promise<{ hold: ListedHold; difference: Difference }> {
  const { code, portal, field } = partsOf(id);
  const holds = await listHolds(tx, { ...within, code, ...(portal === undefined ? {} : { portal }) });
  const [hold] = holds;
  if (hold === undefined) throw new UserError([phrase("push.not_held", { id })]);
  if (holds.length > 1) {
    const ids = holds.map((one) => `${code}@${one.portal}`).join(", ");
    throw new UserError([phrase("push.which_portal", { code, ids })]);
  }
  const all = differencesIn(hold);
  const named = field === undefined ? all : all.filter((one) => one.field === field);
  const fields = [...new Set(named.map((one) => one.field))];
  const [difference] = named;
  if (difference === undefined) throw new UserError([phrase("push.not_to_choose", { id }), ...hold.reasons]);
  if (fields.length > 1) {
    const ids = fields.map((name) => `${code}@${hold.portal}/${name}`).join(", ");
    throw new UserError([phrase("push.which_field", { id, ids })]);
  }
  return { hold, difference };
}

// A code may hold any letter, a portal's name and a field may not: the last "@" ends the code.
function partsOf(id: string): { code: string; portal?: string; field?: string } {
  const parts = /^(.+)@([a-z0-9][a-z0-9-]*)(?:\/(\w+))?$/su.exec(id);
  if (parts === null) return { code: id };
  const [, code = "", portal = "", field] = parts;
  return field === undefined ? { code, portal } : { code, portal, field };
}

function choiceOf(wish: Choice, { field, case: kind }: Difference): { take: Take; value?: FieldValue } {
  const problems: Phrase[] = [];
  if (wish.reason.trim() === "") problems.push(phrase("push.reason_needed"));
  const side = TakeSchema.safeParse(wish.take).data;
  if (kind === "no_word" && side === "ours") problems.push(phrase("push.no_word_to_send", { field }));
  if (wish.scope === "always" && side === undefined) problems.push(phrase("push.rule_takes_a_side"));
  if (wish.scope === "always" && kind === "write_war")
    problems.push(phrase("push.no_rule_for_war", { field }));
  if (problems.length > 0) throw new UserError(problems);
  return side === undefined ? { take: "ours", value: typedValue(field, wish.take) } : { take: side };
}

async function writeValue(
  tx: Tx,
  { means, hold, wish, at }: Deciding,
  resolution: Resolution,
): Promise<void> {
  const task = await findTask(tx, hold.taskCode);
  if (task === null) throw new UserError([phrase("register.unknown_task", { code: hold.taskCode })]);
  await setFieldValues(tx, {
    taskId: task.id,
    set: { [resolution.field]: resolution.ours },
    why: phrase("push.resolved_value", { portal: hold.portal, reason: wish.reason.trim() }),
    provenance: { who: means.who, system: "dongbo", run: means.run, at },
  });
}

/** The portal's value gives way: the history keeps it, so that it can be restored. */
async function keepLoser(tx: Tx, { means, hold, wish, at }: Deciding, resolution: Resolution): Promise<void> {
  const task = await findTask(tx, hold.taskCode);
  if (task === null) return;
  const { field, theirs, ours } = resolution;
  const provenance = { who: means.who, system: hold.portal, run: means.run, at };
  const why = phrase("push.gave_way", { portal: hold.portal, reason: wish.reason.trim() });
  await insertHistory(tx, [{ taskId: task.id, field, from: theirs, to: ours }], { provenance, why });
}

async function makeRule(
  tx: Tx,
  deciding: Deciding,
  { difference, resolution }: { difference: Difference; resolution: Resolution },
): Promise<string> {
  const { means, hold, wish, at } = deciding;
  const id = means.newId();
  const rule = { id, portal: hold.portal, ...difference, take: resolution.take };
  await addRule(tx, { ...rule, reason: wish.reason.trim(), madeBy: means.who, madeAt: at });
  const { portal, field, take } = rule;
  const values = { id: id.slice(0, 8), portal, field, take, case: rule.case, reason: wish.reason.trim() };
  await noteDecision(tx, deciding, phrase("push.rule_made", values));
  return id;
}

function saidOf({ hold, wish }: Deciding, { field, take, ours, theirs }: Resolution): Phrase["values"] {
  const winner = take === "ours" ? ours : theirs;
  const { taskCode: code, portal } = hold;
  return { code, portal, field, take, value: winner, reason: wish.reason.trim() };
}

async function noteDecision(tx: Tx, { means, hold, at }: Deciding, note: Phrase): Promise<void> {
  const body = { kind: "note" as const, run: means.run, who: means.who, linkId: hold.linkId, note };
  await appendEntries(tx, { lane: decisionLedger, at, bodies: [body] });
}
