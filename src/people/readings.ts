// What auditors looked at and took away stands on the ledger like anything else.
import type { Provenance } from "../../schemas/time.ts";
import { appendEntries } from "../ledger/append.ts";
import { ownLedger } from "../ledger/erase.ts";
import type { Store } from "../store/connection.ts";

/** Writes down that somebody opened an address of the console, or took a file from it. */
export async function noteReading(
  store: Store,
  { how, what, provenance }: { how: "opened" | "exported"; what: string; provenance: Provenance },
): Promise<void> {
  const { run, who, at } = provenance;
  const body = { kind: "reading" as const, run, who, how, what };
  await store.transaction(async (tx) => await appendEntries(tx, { lane: ownLedger, at, bodies: [body] }));
}
