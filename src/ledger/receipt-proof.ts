// The machine's half of a receipt: its rows whole, the digests of the rows between them and the next signed checkpoint,
// and nothing else of other tasks. With the public key it proves that these rows stood in this ledger.
import type { Checkpoint } from "../../schemas/checkpoint.ts";
import { coveringCheckpoint, type StoredCheckpoint } from "../store/checkpoints.ts";
import type { Tx } from "../store/connection.ts";
import { rowsAfter, type LedgerRow } from "../store/ledger.ts";
import { digestedText, digestOf } from "./chain.ts";
import { bodyOf } from "./checkpoint.ts";
import type { Parts } from "./seal.ts";

/** A row of the receipt: the text that was digested, and the parts that may be shown. */
export interface ShownRow {
  digested: string;
  parts: Parts;
}

/** Consecutive rows of a lane, from one of the receipt to the head that the checkpoint states. */
export interface Segment {
  lane: string;
  /** Number of the first row. */
  from: number;
  /** The hash before it. */
  prev: string;
  /** For each row in turn: itself, or its digest alone. */
  steps: (ShownRow | string)[];
  checkpoint: number;
}

export interface ReceiptProof {
  format: "dongbo-receipt-1";
  segments: Segment[];
  checkpoints: Checkpoint[];
}

/** The checkpoint that covers a row, by "lane/seq"; rows that none covers yet are absent. */
export type Coverage = ReadonlyMap<string, StoredCheckpoint>;

/** Finds the covering checkpoints of rows, which come lane by lane in order. */
export async function coverageOf(tx: Tx, rows: readonly LedgerRow[]): Promise<Coverage> {
  const found = new Map<string, StoredCheckpoint>();
  let current: { lane: string; until: number; checkpoint: StoredCheckpoint } | null = null;
  for (const { lane, seq } of rows) {
    if (current === null || current.lane !== lane || seq > current.until) {
      const checkpoint = await coveringCheckpoint(tx, { lane, seq });
      current = checkpoint === undefined ? null : { lane, until: headOf(checkpoint, lane), checkpoint };
    }
    if (current !== null) found.set(`${lane}/${seq}`, current.checkpoint);
  }
  return found;
}

function headOf(checkpoint: StoredCheckpoint, lane: string): number {
  return bodyOf(checkpoint).heads.find((head) => head.lane === lane)?.seq ?? 0;
}

/** Proves covered rows, which come lane by lane in order; `shown` says which of a row's parts the paper may hold. */
export async function proofOf(
  tx: Tx,
  { rows, coverage, shown }: { rows: readonly LedgerRow[]; coverage: Coverage; shown(row: LedgerRow): Parts },
): Promise<ReceiptProof> {
  const groups = Map.groupBy(
    rows,
    ({ lane, seq }) => `${coverage.get(`${lane}/${seq}`)?.number ?? "none"}/${lane}`,
  );
  const segments: Segment[] = [];
  const checkpoints = new Map<number, Checkpoint>();
  for (const group of groups.values()) {
    const [first] = group;
    const checkpoint = first === undefined ? undefined : coverage.get(`${first.lane}/${first.seq}`);
    if (first === undefined || checkpoint === undefined) throw new Error("a row that no checkpoint covers");
    const { number, body, signature } = checkpoint;
    checkpoints.set(number, { body, signature });
    const until = headOf(checkpoint, first.lane);
    segments.push({
      lane: first.lane,
      from: first.seq,
      prev: first.prev_hash,
      steps: await stepsOf(tx, { first, until, own: new Map(group.map((row) => [row.seq, shown(row)])) }),
      checkpoint: number,
    });
  }
  return { format: "dongbo-receipt-1", segments, checkpoints: [...checkpoints.values()] };
}

const rowsPerPage = 1000;

async function stepsOf(
  tx: Tx,
  { first, until, own }: { first: LedgerRow; until: number; own: ReadonlyMap<number, Parts> },
): Promise<Segment["steps"]> {
  const steps: Segment["steps"] = [];
  for (let after = first.seq - 1; after < until;) {
    const page = await rowsAfter(tx, {
      lane: first.lane,
      after,
      limit: Math.min(rowsPerPage, until - after),
    });
    for (const row of page) {
      const parts = own.get(row.seq);
      steps.push(parts === undefined ? digestOf(row) : { digested: digestedText(row), parts });
    }
    after = page.at(-1)?.seq ?? until;
  }
  return steps;
}
