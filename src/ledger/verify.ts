// Proves that the ledger is what was written: reads every row in pages, with memory that does not grow with their
// number, while others may go on writing. Changes nothing.
import { ErasureSchema } from "../../schemas/attempt.ts";
import type { Store, Tx } from "../store/connection.ts";
import { erasureBodies } from "../store/erasures.ts";
import { forgottenAttempts, laneEnds, rowsAfter, type LaneEnd } from "../store/ledger.ts";
import { checkCheckpoints, type KnownHead, type Trusted } from "./check-checkpoints.ts";
import type { CheckpointPlaces } from "./keep-checkpoints.ts";
import { findSigningKey } from "./signing-key.ts";
import { bad, beginLane, checkRow, type BadRow, type Erased, type LaneCheck } from "./check-lane.ts";

const rowsPerPage = 1000;

/** `entries` and `lanes` say how much was checked; `bad` is the first row that is wrong, in order of lane and number. */
export type Verdict =
  { ok: true; entries: number; lanes: number } | { ok: false; entries: number; lanes: number; bad: BadRow };

/**
 * Checks what the ledger holds at this moment: every hash and link, numbers without holes, columns that say what the
 * bodies say, parts that are gone and accounted for, heads that are the last rows, outcomes that follow their attempts,
 * attempts that are settled or open. `known` are heads from outside that must still be there.
 */
export async function verifyLedger(tx: Tx, known: readonly KnownHead[] = []): Promise<Verdict> {
  const ends = await laneEnds(tx);
  const lost = known.find((head) => !ends.some((end) => end.lane === head.lane));
  if (lost) return { ok: false, entries: 0, lanes: 0, bad: bad(lost.lane, 1, "ledger.bad.known_head") };
  const erased = (await erasureBodies(tx)).flatMap(erasedIn);
  const heads = Map.groupBy(known, ({ lane }) => lane);
  let entries = 0;
  let lanes = 0;
  for (const end of ends) {
    const check = beginLane(end.lane, erased);
    const wrong = await verifyLane(tx, { end, check, known: hashesBySeq(heads.get(end.lane) ?? []) });
    entries += check.last.seq;
    if (wrong) return { ok: false, entries, lanes, bad: wrong };
    lanes += 1;
  }
  return { ok: true, entries, lanes };
}

/** What the entry says it took off; nothing when it cannot be read: the check of its own row says so. */
function erasedIn(text: string): Erased[] {
  try {
    const { erased } = JSON.parse(text) as { erased: unknown };
    return ErasureSchema.shape.erased.safeParse(erased).data ?? [];
  } catch {
    return [];
  }
}

/** By number, every hash that somebody outside keeps. */
function hashesBySeq(heads: readonly KnownHead[]): Map<number, Set<string>> {
  const grouped = Map.groupBy(heads, ({ seq }) => seq);
  return new Map([...grouped].map(([seq, same]) => [seq, new Set(same.map((head) => head.hash))]));
}

/** A verdict on the ledger and on its checkpoints. */
export type Proof = Verdict & { checkpoints: number };

/**
 * Checks the ledger together with its checkpoints: their signatures, and that every end they state is still there.
 * A bad row is named before a bad checkpoint.
 */
export async function proveLedger(tx: Tx, trusted: Trusted): Promise<Proof> {
  const { checkpoints, heads, bad: wrong } = await checkCheckpoints(tx, trusted);
  const verdict = await verifyLedger(tx, heads);
  if (!verdict.ok || wrong === null) return { ...verdict, checkpoints };
  return { ok: false, entries: verdict.entries, lanes: verdict.lanes, bad: wrong, checkpoints };
}

/** The same on one moment of the store, trusting this installation's own key. */
export async function proveOwnLedger(
  store: Pick<Store, "snapshot">,
  { key }: Pick<CheckpointPlaces, "key">,
): Promise<Proof> {
  const own = await findSigningKey(key);
  const trusted = { publicPem: own?.publicPem ?? null, outside: [] };
  return await store.snapshot(async (tx) => await proveLedger(tx, trusted));
}

/** The heads of all lanes now, to be kept outside the database. */
export async function ledgerHeads(tx: Tx): Promise<KnownHead[]> {
  const ends = await laneEnds(tx);
  return ends.flatMap(({ lane, head }) => (head ? [{ lane, ...head }] : []));
}

interface Lane {
  end: LaneEnd;
  check: LaneCheck;
  known: ReadonlyMap<number, ReadonlySet<string>>;
}

async function verifyLane(tx: Tx, { end, check, known }: Lane): Promise<BadRow | null> {
  const { lane, head } = end;
  if (head === null) return bad(lane, 1, "ledger.bad.no_head");
  // Rows that others append meanwhile lie after this head; the next verification reads them.
  while (check.last.seq < head.seq) {
    const rows = await rowsAfter(tx, {
      lane,
      after: check.last.seq,
      limit: Math.min(rowsPerPage, head.seq - check.last.seq),
    });
    if (rows.length === 0) return bad(lane, check.last.seq + 1, "ledger.bad.missing");
    for (const row of rows) {
      const wrong = checkRow(check, row) ?? checkKnown(check, known);
      if (wrong) return wrong;
    }
  }
  return checkEnd(tx, { end: { ...end, head }, check, known });
}

function checkKnown({ lane, last }: LaneCheck, known: Lane["known"]): BadRow | null {
  const hashes = known.get(last.seq);
  const isKnown = hashes === undefined || (hashes.size === 1 && hashes.has(last.hash));
  return isKnown ? null : bad(lane, last.seq, "ledger.bad.known_head");
}

async function checkEnd(
  tx: Tx,
  { end, check, known }: Lane & { end: { head: { seq: number; hash: string } } },
): Promise<BadRow | null> {
  const { lane, head, lastSeq } = end;
  if (head.hash !== check.last.hash) return bad(lane, head.seq, "ledger.bad.head");
  if (lastSeq > head.seq) return bad(lane, head.seq + 1, "ledger.bad.surplus");
  const isCut = known.keys().some((seq) => seq > head.seq);
  if (isCut) return bad(lane, head.seq + 1, "ledger.bad.known_head");
  if (check.open.size === 0) return null;
  const forgotten = await forgottenAttempts(tx, [...check.open.keys()]);
  const rows = forgotten.map((id) => check.open.get(id) ?? 0);
  return rows.length === 0 ? null : bad(lane, Math.min(...rows), "ledger.bad.forgotten");
}
