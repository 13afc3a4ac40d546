// Tries to sign in, counted for each name and each address over all processes.
import { sql } from "kysely";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";

export interface Tries {
  tries: number;
  /** When the first of them was. */
  since: Instant;
}

/** Counts one more try of a subject, from anew when the first was before `from`. Says where it stands then. */
export async function countTry(
  tx: Tx,
  { subject, at, from }: { subject: string; at: Instant; from: Instant },
): Promise<Tries> {
  const isOld = sql<boolean>`sign_in_try.since < ${from}::timestamptz`;
  return await tx
    .insertInto("sign_in_try")
    .values({ subject, since: at, tries: 1 })
    .onConflict((known) =>
      known.column("subject").doUpdateSet({
        tries: sql<number>`case when ${isOld} then 1 else sign_in_try.tries + 1 end`,
        since: sql<string>`case when ${isOld} then ${at}::timestamptz else sign_in_try.since end`,
      }),
    )
    .returning(["tries", "since"])
    .executeTakeFirstOrThrow();
}

/** Forgets the tries of a subject, and whatever is older than `from`. */
export async function forgetTries(
  tx: Tx,
  { subject, from }: { subject: string; from: Instant },
): Promise<void> {
  await tx
    .deleteFrom("sign_in_try")
    .where((of) => of.or([of("subject", "=", subject), of("since", "<", from)]))
    .execute();
}
