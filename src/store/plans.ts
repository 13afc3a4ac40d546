// Approval and single use of saved plans, and guard overrides. A plan itself lives in its file.
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";

/** Notes that a person approves a plan; approving twice changes nothing. */
export async function approvePlan(
  tx: Tx,
  approval: { checksum: string; who: string; at: Instant },
): Promise<void> {
  await tx
    .insertInto("plan_approval")
    .values(approval)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Who approved a plan. */
export async function approversOf(tx: Tx, checksum: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("plan_approval")
    .select("who")
    .where("checksum", "=", checksum)
    .orderBy("at")
    .execute();
  return rows.map((row) => row.who);
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
