// How often somebody may try to sign in under one name, and from one address. Counted in the database, so that it holds
// over all processes and a restart forgets nothing.
import { later, type Instant } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import { countTry, forgetTries } from "../store/sign-in-tries.ts";

const windowMs = 15 * 60_000;
/** A whole office may stand behind one address. */
const allowed = { name: 10, address: 50 } as const;

/** Counts a try. When the sender may try again; `null`: now. */
export async function admitTry(
  tx: Tx,
  { name, address, at }: { name: string; address: string; at: Instant },
): Promise<Instant | null> {
  const from = later(at, -windowMs);
  const byName = await countTry(tx, { subject: `name ${name}`, at, from });
  const byAddress = await countTry(tx, { subject: `address ${address}`, at, from });
  const over = [
    ...(byName.tries > allowed.name ? [byName.since] : []),
    ...(byAddress.tries > allowed.address ? [byAddress.since] : []),
  ];
  const latest = over.toSorted((one, other) => Date.parse(one) - Date.parse(other)).at(-1);
  return latest === undefined ? null : later(latest, windowMs);
}

/** Forgets the tries under a name that somebody has just signed in by. */
export async function forgetTriesOf(tx: Tx, { name, at }: { name: string; at: Instant }): Promise<void> {
  await forgetTries(tx, { subject: `name ${name}`, from: later(at, -windowMs) });
}
