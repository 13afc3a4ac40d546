// Proves that the ledger is what was written: reads every row in pages, with memory that does not grow with their
// number, while others may go on writing. Changes nothing.
import type { Tx } from "../store/connection.ts";
import { forgottenAttempts, laneEnds, rowsAfter, type LaneEnd } from "../store/ledger.ts";
import { bad, beginLane, checkRow, firstUnaccounted, type BadRow, type LaneCheck } from "./check-lane.ts";

const rowsPerPage = 1000;

/** Where a lane ended at some moment, kept outside the database: it shows a tail that was cut together with its head. */
export interface KnownHead {
  lane: string;
  seq: number;
  hash: string;
}

/** `entries` and `lanes` say how much was checked; `bad` is the first row that is wrong, in order of lane and number. */
export type Verdict =
  { ok: true; entries: number; lanes: number } | { ok: false; entries: number; lanes: number; bad: BadRow };

/**
 * Checks what the ledger holds at this moment: every hash and link, numbers without holes, columns that say what the
 * bodies say, heads that are the last rows, outcomes that follow their attempts, attempts that are settled or open.
 * `known` are heads from outside that must still be there.
 */
export async function verifyLedger(tx: Tx, known: readonly KnownHead[] = []): Promise<Verdict> {
  const ends = await laneEnds(tx);
  const lost = known.find((head) => !ends.some((end) => end.lane === head.lane));
  if (lost)
    return { ok: false, entries: 0, lanes: 0, bad: bad(lost.lane, lost.seq, "ledger.bad.known_head") };
  let entries = 0;
  let lanes = 0;
  const checks: LaneCheck[] = [];
  for (const end of ends) {
    const check = beginLane(end.lane);
    const wrong = await verifyLane(tx, { end, check, known: known.filter((head) => head.lane === end.lane) });
    entries += check.last.seq;
    if (wrong) return { ok: false, entries, lanes, bad: wrong };
    lanes += 1;
    checks.push(check);
  }
  const erased = checks.flatMap((check) => check.erased);
  for (const check of checks) {
    const wrong = firstUnaccounted(check, erased);
    if (wrong) return { ok: false, entries, lanes, bad: wrong };
  }
  return { ok: true, entries, lanes };
}

/** The heads of all lanes now, to be kept outside the database. */
export async function ledgerHeads(tx: Tx): Promise<KnownHead[]> {
  const ends = await laneEnds(tx);
  return ends.flatMap(({ lane, head }) => (head ? [{ lane, ...head }] : []));
}

interface Lane {
  end: LaneEnd;
  check: LaneCheck;
  known: readonly KnownHead[];
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

function checkKnown({ lane, last }: LaneCheck, known: readonly KnownHead[]): BadRow | null {
  const wrong = known.some((head) => head.seq === last.seq && head.hash !== last.hash);
  return wrong ? bad(lane, last.seq, "ledger.bad.known_head") : null;
}

async function checkEnd(
  tx: Tx,
  { end, check, known }: Lane & { end: { head: { seq: number; hash: string } } },
): Promise<BadRow | null> {
  const { lane, head, lastSeq } = end;
  if (head.hash !== check.last.hash) return bad(lane, head.seq, "ledger.bad.head");
  if (lastSeq > head.seq) return bad(lane, head.seq + 1, "ledger.bad.surplus");
  const cut = known.find((kept) => kept.seq > head.seq);
  if (cut) return bad(lane, head.seq + 1, "ledger.bad.known_head");
  if (check.open.size === 0) return null;
  const forgotten = await forgottenAttempts(tx, [...check.open.keys()]);
  const rows = forgotten.map((id) => check.open.get(id) ?? 0);
  return rows.length === 0 ? null : bad(lane, Math.min(...rows), "ledger.bad.forgotten");
}
