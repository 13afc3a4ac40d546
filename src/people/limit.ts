// How often somebody may try to sign in under one name, and from one address. Counted in the database, so that it holds
// over all processes and a restart forgets nothing.
import { later, type Instant } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import { countTry, forgetTries } from "../store/sign-in-tries.ts";

const windowMs = 15 * 60_000;
/** A whole office may stand behind one address. */
const allowed = { name: 10, address: 50 } as const;

/**
 * Counts a try. When the sender may try again; `null`: now. `name`: as it is kept, so that no spelling of it counts by
 * itself; `null`: nobody can have it. An address that tried too often adds nothing to any name.
 */
export async function admitTry(
  tx: Tx,
  { name, address, at }: { name: string | null; address: string; at: Instant },
): Promise<Instant | null> {
  const from = later(at, -windowMs);
  const byAddress = await countTry(tx, { subject: `address ${address}`, at, from });
  if (byAddress.tries > allowed.address) return later(byAddress.since, windowMs);
  if (name === null) return null;
  const byName = await countTry(tx, { subject: `name ${name}`, at, from });
  return byName.tries > allowed.name ? later(byName.since, windowMs) : null;
}

/** Forgets the tries under a name that somebody has just signed in by. */
export async function forgetTriesOf(tx: Tx, { name, at }: { name: string; at: Instant }): Promise<void> {
  await forgetTries(tx, { subject: `name ${name}`, from: later(at, -windowMs) });
}
