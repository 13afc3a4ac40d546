// Saved plans in the register, and the people who approve them. An approval is of exactly one content: it is kept by the
// plan's checksum and stands on the ledger with it.
import type { Approvals } from "../../schemas/approvals.ts";
import { digestOf } from "../../schemas/canonical.ts";
import type { Config, GuardSettings } from "../../schemas/config.ts";
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { PlanSchema, type Plan } from "../../schemas/plan.ts";
import { appendEntries } from "../ledger/append.ts";
import type { Tx } from "../store/connection.ts";
import { sensitiveFiles } from "../store/evidence.ts";
import { countLinked } from "../store/links.ts";
import {
  approvalsOf,
  approvePlan,
  keepPlan,
  keptPlans,
  overriddenGuards,
  planHeads,
  type Approval,
  type KeptPlan,
} from "../store/plans.ts";
import type { Means } from "./lane.ts";
import { judgeItems, type Judgeable, type JudgedItem } from "./risk.ts";

/** Approvals and uses of plans stand on a ledger lane of their own. */
export const planLedger = "plans";

/** How many must approve, and who may. */
export interface Quorum {
  approvals: Approvals;
  guards: ReadonlyMap<string, GuardSettings>;
  /** Names of those who may approve; empty: everybody but the author. */
  approvers: readonly string[];
}

/** The quorum of a configuration; `null`: none is configured, and one approval by anybody suffices. */
export function quorumOf({ approvals, portals }: Config, people: readonly string[] = []): Quorum | null {
  if (approvals === undefined) return null;
  const guards = new Map(Object.entries(portals).map(([portal, one]) => [portal, one.guards]));
  return { approvals, guards, approvers: [...new Set([...approvals.approvers, ...people])] };
}

/** A saved plan with who approved it and what is still missing. */
export interface StandingPlan {
  plan: Plan;
  use: KeptPlan["use"];
  items: JudgedItem[];
  /** Without a quorum nobody judges the items: one approval, whatever they are. */
  needed: number;
  approvals: Approval[];
  /** How many approvals are missing. */
  missing: number;
}

/** Keeps a plan in the register; again changes nothing. */
export async function savePlan(means: Means, plan: Plan): Promise<void> {
  await means.store.transaction(async (tx) => await keep(tx, plan));
}

async function keep(tx: Tx, plan: Plan): Promise<void> {
  const { checksum, madeAt, madeBy } = plan;
  const portals = [...new Set(plan.items.map(({ operation }) => operation.portal))];
  const head = {
    checksum,
    madeAt,
    madeBy,
    portals,
    items: plan.items.length,
    refusals: plan.refusals.length,
  };
  await keepPlan(tx, { ...head, body: JSON.stringify(plan) });
}

/** The newest saved plans as a list shows them: nothing of their items is read. */
export async function headsOfPlans({ store }: Pick<Means, "store">, limit: number) {
  return await store.read(async (tx) => await planHeads(tx, limit));
}

/** The newest saved plans. */
export async function listPlans(means: Means, quorum: Quorum | null, limit = 50): Promise<StandingPlan[]> {
  return await means.store.read(async (tx) => {
    const listed: StandingPlan[] = [];
    for (const kept of await keptPlans(tx, { limit }))
      listed.push(await standing(tx, means, { kept, quorum }));
    return listed;
  });
}

/** The one saved plan whose checksum begins so. UserError when there is none, or several. */
export async function findPlan(means: Means, id: string, quorum: Quorum | null): Promise<StandingPlan> {
  return await means.store.read(async (tx) => {
    const isId = /^[0-9a-f]{6,64}$/.test(id);
    const found = isId ? await keptPlans(tx, { checksum: id, limit: 2 }) : [];
    const [kept] = found;
    if (kept === undefined || found.length > 1) throw new UserError([phrase("push.no_such_plan", { id })]);
    return await standing(tx, means, { kept, quorum });
  });
}

async function standing(
  tx: Tx,
  means: Means,
  { kept, quorum }: { kept: KeptPlan; quorum: Quorum | null },
): Promise<StandingPlan> {
  const plan = PlanSchema.parse(JSON.parse(kept.body));
  const { checksum, ...content } = plan;
  if (digestOf(content) !== checksum) {
    throw new UserError([phrase("push.plan_altered", { file: checksum.slice(0, 12) })]);
  }
  return { plan, use: kept.use, ...(await judge(tx, means, { plan, quorum })) };
}

/** What a plan needs and has. */
export async function judge(
  tx: Tx,
  means: Pick<Means, "now">,
  { plan, quorum }: { plan: Plan; quorum: Quorum | null },
): Promise<Omit<StandingPlan, "plan" | "use">> {
  const approvals = await approvalsOf(tx, plan.checksum);
  if (quorum === null) return { items: [], needed: 1, approvals, missing: approvals.length === 0 ? 1 : 0 };
  const items = await judgedAsPlan(tx, means, { plan, quorum });
  const needed = Math.max(0, ...items.map((one) => one.needed));
  const counted = approvals.filter(({ who }) => who !== plan.madeBy);
  return { items, needed, approvals, missing: Math.max(0, needed - counted.length) };
}

/** Each item of what is a plan, or would be one, with what it needs by what the register says now. */
export async function judgedAsPlan<One extends Judgeable>(
  tx: Tx,
  { now }: Pick<Means, "now">,
  {
    plan,
    quorum,
  }: {
    plan: { items: readonly One[]; refusals: Plan["refusals"] };
    quorum: Pick<Quorum, "approvals" | "guards">;
  },
): Promise<JudgedItem<One>[]> {
  const links = new Map<string, number>();
  const overridden = new Set<string>();
  for (const portal of new Set(plan.items.map(({ operation }) => operation.portal))) {
    links.set(portal, await countLinked(tx, portal));
    if ((await overriddenGuards(tx, portal, now())).length > 0) overridden.add(portal);
  }
  const files = plan.items.flatMap(({ operation }) => ("sha256" in operation ? [operation.sha256] : []));
  const around = { guards: quorum.guards, links, overridden, sensitive: await sensitiveFiles(tx, files) };
  return judgeItems(plan, around, quorum.approvals);
}

/**
 * A named person approves exactly this plan, which is kept. UserError where there is a quorum: of the plan's author, of
 * somebody who may not approve, or once the plan has run.
 */
export async function approve(
  means: Means,
  plan: Plan,
  { quorum = null, reason = "" }: { quorum?: Quorum | null; reason?: string } = {},
): Promise<void> {
  const problems = quorum === null ? [] : whyNotApprove(means.who, plan, quorum);
  if (problems.length > 0) throw new UserError(problems);
  const { checksum, items } = plan;
  const at = means.now();
  await means.store.transaction(async (tx) => {
    const [kept] = await keptPlans(tx, { checksum, limit: 1 });
    if ((kept?.use ?? null) !== null)
      throw new UserError([phrase("push.plan_used", { checksum: short(plan) })]);
    await keep(tx, plan);
    await approvePlan(tx, { checksum, who: means.who, at, reason: reason.trim() });
    const values = { checksum: quorum === null ? short(plan) : checksum, count: items.length };
    const note =
      reason.trim() === ""
        ? phrase("push.plan_approved", values)
        : phrase("push.plan_approved_because", { ...values, reason: reason.trim() });
    const body = { kind: "note" as const, run: means.run, who: means.who, linkId: null, note };
    await appendEntries(tx, { lane: planLedger, at, bodies: [body] });
  });
}

/** Why somebody may not approve a plan; empty: they may. */
export function whyNotApprove(who: string, plan: Plan, { approvers }: Quorum): Phrase[] {
  const checksum = short(plan);
  if (who === plan.madeBy) return [phrase("push.plan_own", { checksum, who })];
  if (approvers.length === 0 || approvers.includes(who)) return [];
  return [phrase("push.plan_not_approver", { who, approvers: approvers.join(", ") })];
}

/** Why a plan may not run yet; `null`: it may. */
export async function whyNotRun(
  tx: Tx,
  means: Means,
  { plan, quorum }: { plan: Plan; quorum: Quorum | null },
): Promise<Phrase | null> {
  const { needed, missing, approvals } = await judge(tx, means, { plan, quorum });
  if (missing === 0) return null;
  if (quorum === null) return phrase("push.plan_not_approved", { checksum: short(plan) });
  const left = quorum.approvers.filter(
    (name) => name !== plan.madeBy && !approvals.some(({ who }) => who === name),
  );
  const values = { checksum: short(plan), needed, have: needed - missing, author: plan.madeBy };
  return quorum.approvers.length === 0
    ? phrase("push.plan_lacks_approvals", values)
    : phrase("push.plan_lacks_approvers", { ...values, approvers: left.join(", ") || "–" });
}

/** How people name a plan. */
export function short({ checksum }: Pick<Plan, "checksum">): string {
  return checksum.slice(0, 12);
}
