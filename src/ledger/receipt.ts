// Gathers a receipt: what was sent of one task or in one span of time, what the portals answered, and the proof. Shows
// nothing of other tasks, and of a task that is marked secret by now only that something was sent.
import type { KeptBody } from "../../schemas/attempt.ts";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import type { StoredCheckpoint } from "../store/checkpoints.ts";
import type { Tx } from "../store/connection.ts";
import type { LedgerRow } from "../store/ledger.ts";
import { attemptRows, fileSizes, titlesByCode, type AttemptFilter } from "../store/receipts.ts";
import { coverageOf, proofOf, type Coverage, type ReceiptProof } from "./receipt-proof.ts";
import { unseal, type Parts } from "./seal.ts";

export type ReceiptFilter = AttemptFilter;

export interface ReceiptRow<Body extends KeptBody> {
  /** "lane/seq". */
  id: string;
  at: Instant;
  hash: string;
  body: Body;
  checkpoint: StoredCheckpoint;
}

export interface ReceiptAttempt extends ReceiptRow<AttemptBody>, Registered {
  /** Null: not known when the last checkpoint was made. */
  outcome: ReceiptRow<OutcomeBody> | null;
}

/** What the register, not the ledger, says now. */
interface Registered {
  /** Of the task; null where the register knows it no more or must not tell. */
  title: string | null;
  /** Of the file that was sent, in bytes; null where the register knows it no more. */
  size: number | null;
  /** The task is marked secret by now: its content is left out. */
  isMarked: boolean;
}

type AttemptBody = Extract<KeptBody, { kind: "attempt" }>;
type OutcomeBody = Extract<KeptBody, { kind: "outcome" }>;

export interface Receipt {
  attempts: ReceiptAttempt[];
  proof: ReceiptProof;
}

/**
 * The receipt of all that checkpoints cover; what is newer than the last one is left out. Call it on a snapshot.
 * UserError when nothing was sent; `asked` is what the person typed.
 */
export async function gatherReceipt(
  tx: Tx,
  { filter, asked }: { filter: ReceiptFilter; asked: string },
): Promise<Receipt> {
  const found = await attemptRows(tx, filter);
  const coverage = await coverageOf(tx, found);
  const rows = found.filter(({ lane, seq }) => coverage.has(`${lane}/${seq}`));
  if (rows.length === 0) throw new UserError([phrase("ledger.nothing_sent", { asked })]);
  const about = await registerOf(tx, rows);
  const shown = (row: LedgerRow): Parts =>
    about.get(row.attempt_id ?? "")?.isMarked === true ? {} : (JSON.parse(row.parts) as Parts);
  const attempts = attemptsIn(rows, { coverage, about, shown });
  return { attempts, proof: await proofOf(tx, { rows, coverage, shown }) };
}

/** What the register says of each attempt's task and file, by attempt. */
async function registerOf(tx: Tx, rows: readonly LedgerRow[]): Promise<Map<string, Registered>> {
  const sent = rows.flatMap((row) => {
    const body = unseal(row);
    return body.kind === "attempt" ? [{ id: row.attempt_id ?? "", ...body.about }] : [];
  });
  const titles = await titlesByCode(tx, [...new Set(sent.map(({ taskCode }) => taskCode))]);
  const sizes = await fileSizes(
    tx,
    sent.flatMap(({ sha256 }) => sha256 ?? []),
  );
  return new Map(
    sent.map(({ id, taskCode, sha256 }) => {
      const { title = null, isMarked = false } = titles.get(taskCode) ?? {};
      return [id, { title: isMarked ? null : title, isMarked, size: sizes.get(sha256 ?? "") ?? null }];
    }),
  );
}

interface Showing {
  coverage: Coverage;
  about: ReadonlyMap<string, Registered>;
  shown(row: LedgerRow): Parts;
}

function attemptsIn(rows: readonly LedgerRow[], { coverage, about, shown }: Showing): ReceiptAttempt[] {
  const read = <Kind extends KeptBody["kind"]>(row: LedgerRow, kind: Kind) => {
    const id = `${row.lane}/${row.seq}`;
    const body = unseal({ body: row.body, parts: JSON.stringify(shown(row)) });
    const checkpoint = coverage.get(id);
    if (body.kind !== kind || checkpoint === undefined) throw new Error(`${id} is no ${kind} of a receipt`);
    return { id, at: row.at, hash: row.hash, body: body as Extract<KeptBody, { kind: Kind }>, checkpoint };
  };
  const outcomes = new Map(rows.filter(({ kind }) => kind === "outcome").map((row) => [row.attempt_id, row]));
  const attempts = rows
    .filter(({ kind }) => kind === "attempt")
    .map((row): ReceiptAttempt => {
      const outcome = outcomes.get(row.attempt_id);
      const known = about.get(row.attempt_id ?? "") ?? { title: null, isMarked: false, size: null };
      return {
        ...read(row, "attempt"),
        outcome: outcome === undefined ? null : read(outcome, "outcome"),
        ...known,
      };
    });
  return attempts.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}
