// Plans: what a push would do, as data. Making one asks portals only to read and changes no row; a saved one runs
// once, after somebody approved it, and only where nothing has drifted since.
import { digestOf } from "../../schemas/canonical.ts";
import { SignedOut, Transient, Unrecognised, UserError } from "../../schemas/errors.ts";
import type { FieldName, FieldValue } from "../../schemas/field.ts";
import { phrase } from "../../schemas/phrase.ts";
import { PlanSchema, type Plan, type PlanItem, type Refusal } from "../../schemas/plan.ts";
import { appendEntries } from "../ledger/append.ts";
import { listDue, markLinksDue } from "../store/due.ts";
import { linksOfPortal } from "../store/links.ts";
import { takePlan } from "../store/plans.ts";
import { planLedger, short, whyNotRun, type Quorum } from "./approvals.ts";
import { decideLane, fingerprintOf, type Approved, type Item, type Supposed } from "./decide-lane.ts";
import { onlyReading, type Lane, type Means } from "./lane.ts";
import { whyUnread } from "./out-of-order.ts";

export { approve } from "./approvals.ts";

/** Which links a plan looks at. */
export type PlanScope = "due" | "all";

/** One plan from what was decided for each lane. */
export function makePlan(means: Means, parts: readonly LanePart[]): Plan {
  const plan = {
    format: "dongbo-plan-1" as const,
    madeAt: means.now(),
    madeBy: means.who,
    items: parts.flatMap((part) => part.items),
    refusals: parts.flatMap((part) => part.refusals),
  };
  return { ...plan, checksum: digestOf(plan) };
}

/** What a plan says of one lane. */
export interface LanePart {
  items: PlanItem[];
  refusals: Refusal[];
  /** For whoever reports; no part of a plan, because nothing follows from it. */
  kept: KeptDifference[];
}

/** A difference that is known and not ours to settle. */
export interface KeptDifference {
  portal: string;
  taskCode: string;
  field: FieldName;
  ours: FieldValue;
  theirs: FieldValue;
}

/** Decides for a lane without carrying anything out. A lane that cannot be read becomes a refusal. */
export async function planLane(means: Means, lane: Lane, scope: PlanScope): Promise<LanePart> {
  const linkIds = await means.store.read(async (tx) =>
    scope === "due"
      ? (await listDue(tx, lane.name)).map((claim) => claim.linkId)
      : (await linksOfPortal(tx, lane.portal)).map((link) => link.id),
  );
  return await planLinks(means, lane, { linkIds });
}

/** The same for some links of a lane. */
export async function planLinks(
  means: Means,
  lane: Lane,
  look: { linkIds: readonly string[]; supposed?: Supposed },
): Promise<LanePart> {
  if (look.linkIds.length === 0) return { items: [], refusals: [], kept: [] };
  try {
    const session = await lane.connect(onlyReading);
    const { items, refusals } = await decideLane(means, lane, { session, ...look });
    const planned = items.flatMap((item) =>
      item.decision.operations.map((operation) => ({ operation, fingerprint: fingerprintOf(item) })),
    );
    return { items: planned, refusals, kept: items.flatMap((item) => keptIn(lane, item)) };
  } catch (error) {
    if (!stopsLane(error)) throw error;
    const reason = await whyUnread(means, lane, { error, otherwise: "push.not_planned" });
    return { items: [], refusals: [{ portal: lane.portal, guard: "unreachable", reason }], kept: [] };
  }
}

function keptIn({ portal }: Lane, { ours, decision }: Item): KeptDifference[] {
  return decision.fields
    .filter(({ verdict }) => verdict === "keep")
    .map(({ field, ours: value, theirs }) => ({ portal, taskCode: ours.code, field, ours: value, theirs }));
}

/** Whether a refusal says that the portal was not read whole: then nobody knows whether it differs. */
export function isUnread({ guard }: Refusal): boolean {
  return guard === "unreachable" || guard.endsWith("-listing");
}

/** Whether an error says that a portal cannot be read now; anything else is a bug. */
export function stopsLane(error: unknown): error is Error {
  return error instanceof SignedOut || error instanceof Transient || error instanceof Unrecognised;
}

/** A plan from its file; UserError when it is not one or was changed since it was made. */
export function readPlan(text: string, file: string): Plan {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new UserError([phrase("push.plan_unreadable", { file })]);
  }
  const parsed = PlanSchema.safeParse(found);
  if (!parsed.success) throw new UserError([phrase("push.plan_unreadable", { file })]);
  const { checksum, ...plan } = parsed.data;
  if (digestOf(plan) !== checksum) throw new UserError([phrase("push.plan_altered", { file })]);
  return parsed.data;
}

/** Takes an approved plan for its one run and makes its links due. UserError while approvals are missing, or when it ran. */
export async function takeForPush(means: Means, plan: Plan, quorum: Quorum | null = null): Promise<Approved> {
  const at = means.now();
  const approved = new Map(plan.items.map(({ operation, fingerprint }) => [operation.linkId, fingerprint]));
  await means.store.transaction(async (tx) => {
    const why = await whyNotRun(tx, means, { plan, quorum });
    if (why !== null) throw new UserError([why]);
    const use = { checksum: plan.checksum, who: means.who, run: means.run, at };
    if ((await takePlan(tx, use)) === "used before") {
      throw new UserError([phrase("push.plan_used", { checksum: short(plan) })]);
    }
    const note = phrase("push.plan_run", { checksum: short(plan), count: plan.items.length });
    const body = { kind: "note" as const, run: means.run, who: means.who, linkId: null, note };
    await appendEntries(tx, { lane: planLedger, at, bodies: [body] });
    await markLinksDue(tx, { linkIds: [...approved.keys()], reason: "plan", at });
  });
  return approved;
}
