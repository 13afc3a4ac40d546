// Where everything stands, as a worker of the tests tells it: what a person would ask of `status`, `ledger` and
// `ledger verify`.
import type { OutcomeKind } from "../../schemas/attempt.ts";
import type { Operation } from "../../schemas/operation.ts";
import { listEntries } from "../../src/ledger/read.ts";
import { verifyLedger, type Verdict } from "../../src/ledger/verify.ts";
import type { Means } from "../../src/push/lane.ts";
import { standings, type PortalStanding } from "../../src/push/standing.ts";

export interface Account {
  verdict: Verdict;
  portals: PortalStanding[];
  attempts: { at: string; id: string; lane: string; operation: Operation | null }[];
  outcomes: { id: string; lane: string; outcome: OutcomeKind }[];
}

export async function accountOf(means: Means, portals: readonly string[]): Promise<Account> {
  const { verdict, entries } = await means.store.read(async (tx) => ({
    verdict: await verifyLedger(tx),
    entries: await listEntries(tx, { limit: 1_000_000 }),
  }));
  return {
    verdict,
    portals: await standings(means, portals),
    attempts: entries.flatMap(({ at, lane, body }) =>
      body.kind === "attempt" ? [{ at, id: body.attemptId, lane, operation: body.operation }] : [],
    ),
    outcomes: entries.flatMap(({ lane, body }) =>
      body.kind === "outcome" ? [{ id: body.attemptId, lane, outcome: body.outcome }] : [],
    ),
  };
}
