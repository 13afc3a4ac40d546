// What a push without an approved plan leaves alone, where the configuration asks for approvals: judged as a plan of the
// same items would be. A task goes whole or waits whole; without approvals this asks nothing.
import type { Tx } from "../store/connection.ts";
import { unapprovedByPortal, type Unapproved } from "../store/unapproved.ts";
import { judgedAsPlan } from "./approvals.ts";
import type { Item } from "./decide-lane.ts";
import type { Lane, Means } from "./lane.ts";

export type { Unapproved } from "../store/unapproved.ts";

/** Links of those items of which anything needs approval, by what the register says now. */
export async function unapprovedAmong(
  tx: Tx,
  means: Pick<Means, "now">,
  { lane: { portal, approvals, guards }, items }: { lane: Lane; items: readonly Item[] },
): Promise<Set<string>> {
  if (approvals === undefined) return new Set();
  const operations = items.flatMap(({ decision }) => decision.operations);
  const plan = { items: operations.map((operation) => ({ operation })), refusals: [] };
  const quorum = { approvals, guards: new Map([[portal, guards]]) };
  const judged = await judgedAsPlan(tx, means, { plan, quorum });
  return new Set(judged.filter(({ needed }) => needed > 0).map(({ item }) => item.operation.linkId));
}

/** What waits for an approved plan at each portal where anything does; of the tasks that `units` lead, where they are given. */
export async function waitingForApproval(
  { store }: Pick<Means, "store">,
  units: readonly string[] | null = null,
): Promise<Unapproved[]> {
  return await store.read(async (tx) => await unapprovedByPortal(tx, units));
}
