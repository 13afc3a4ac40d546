// Saved plans, their approval and single use, and guard overrides. A plan may also live in a file of its own.
import { sql } from "kysely";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";

/** Notes that a person approves a plan; approving twice changes nothing. */
export async function approvePlan(
  tx: Tx,
  approval: { checksum: string; who: string; at: Instant; reason: string },
): Promise<void> {
  await tx
    .insertInto("plan_approval")
    .values(approval)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export interface Approval {
  who: string;
  at: Instant;
  /** "": none was given. */
  reason: string;
}

/** Who approved a plan, first come first. */
export async function approvalsOf(tx: Tx, checksum: string): Promise<Approval[]> {
  return await tx
    .selectFrom("plan_approval")
    .select(["who", "at", "reason"])
    .where("checksum", "=", checksum)
    .orderBy("at")
    .orderBy("who")
    .execute();
}

/** What lists show of a plan. */
export interface PlanHead {
  checksum: string;
  madeAt: Instant;
  madeBy: string;
  items: number;
  refusals: number;
  portals: string[];
}

/** The newest kept plans without their items, who approved them, and whether they were used. */
export async function planHeads(
  tx: Tx,
  limit: number,
): Promise<(PlanHead & { approvedBy: string[]; usedAt: Instant | null })[]> {
  const rows = await tx
    .selectFrom("saved_plan")
    .leftJoin("plan_use", "plan_use.checksum", "saved_plan.checksum")
    .select(["saved_plan.checksum", "made_at", "made_by", "items", "refusals", "portals", "plan_use.at"])
    .select(
      sql<string[]>`(select coalesce(jsonb_agg(who order by at, who), '[]'::jsonb) from plan_approval
        where plan_approval.checksum = saved_plan.checksum)`.as("approved_by"),
    )
    .orderBy("made_at", "desc")
    .orderBy("saved_plan.checksum")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    checksum: row.checksum,
    madeAt: row.made_at,
    madeBy: row.made_by,
    items: row.items,
    refusals: row.refusals,
    portals: row.portals,
    approvedBy: row.approved_by,
    usedAt: row.at,
  }));
}

/** Keeps a plan as it was hashed; again changes nothing. */
export async function keepPlan(tx: Tx, plan: PlanHead & { body: string }): Promise<void> {
  const { checksum, madeAt, madeBy, items, refusals, body } = plan;
  const portals = JSON.stringify(plan.portals);
  await tx
    .insertInto("saved_plan")
    .values({ checksum, made_at: madeAt, made_by: madeBy, items, refusals, portals, body })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export interface KeptPlan {
  body: string;
  /** When and by which run it was used; `null`: not yet. */
  use: { who: string; run: string; at: Instant } | null;
}

/** The newest kept plans, or those whose checksum begins so. */
export async function keptPlans(tx: Tx, of: { limit: number; checksum?: string }): Promise<KeptPlan[]> {
  const rows = await tx
    .selectFrom("saved_plan")
    .leftJoin("plan_use", "plan_use.checksum", "saved_plan.checksum")
    .select(["saved_plan.body", "plan_use.who", "plan_use.run", "plan_use.at"])
    .$if(of.checksum !== undefined, (query) =>
      query.where(sql<boolean>`starts_with(saved_plan.checksum, ${of.checksum ?? ""})`),
    )
    .orderBy("saved_plan.made_at", "desc")
    .orderBy("saved_plan.checksum")
    .limit(of.limit)
    .execute();
  return rows.map(({ body, who, run, at }) => ({
    body,
    use: who === null || run === null || at === null ? null : { who, run, at },
  }));
}

/** Takes a plan for its one use; `false` when it was used before. */
export async function takePlan(
  tx: Tx,
  use: { checksum: string; who: string; run: string; at: Instant },
): Promise<"taken" | "used before"> {
  const result = await tx
    .insertInto("plan_use")
    .values(use)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n ? "taken" : "used before";
}

export interface GuardOverride {
  id: string;
  portal: string;
  guard: string;
  who: string;
  reason: string;
  grantedAt: Instant;
  until: Instant;
}

/** Lets one guard pass for one portal until an instant. The ledger entry is the caller's, in the same transaction. */
export async function grantOverride(tx: Tx, override: GuardOverride): Promise<void> {
  const { grantedAt, ...rest } = override;
  await tx
    .insertInto("guard_override")
    .values({ ...rest, granted_at: grantedAt })
    .execute();
}

/** Guards of a portal that are overridden at an instant. */
export async function overriddenGuards(tx: Tx, portal: string, at: Instant): Promise<string[]> {
  const rows = await tx
    .selectFrom("guard_override")
    .select("guard")
    .distinct()
    .where("portal", "=", portal)
    .where("until", ">", at)
    .execute();
  return rows.map((row) => row.guard);
}

/** Overrides that are in force at an instant, those that end first first; of one portal if named. */
export async function overridesInForce(
  tx: Tx,
  of: { at: Instant; portal?: string },
): Promise<GuardOverride[]> {
  const rows = await tx
    .selectFrom("guard_override")
    .selectAll()
    .where("until", ">", of.at)
    .$if(of.portal !== undefined, (query) => query.where("portal", "=", of.portal ?? ""))
    .orderBy("until")
    .execute();
  return rows.map(({ granted_at: grantedAt, ...rest }) => ({ ...rest, grantedAt }));
}
