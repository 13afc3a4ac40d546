// Checks the rows of one lane, one after the other: numbers, links, hashes, columns, and that outcomes follow their
// attempts. Pure, and remembers only the last row and the attempts that are still open.
import type { LedgerBody } from "../../schemas/attempt.ts";
import { phrase, type Phrase, type PhraseKey } from "../../schemas/phrase.ts";
import type { ExactRow } from "../store/ledger.ts";
import { columnsOf } from "./append.ts";
import { genesisHash, hashOf } from "./chain.ts";

/** The first thing that is wrong: in which row, and what. */
export interface BadRow {
  lane: string;
  seq: number;
  why: Phrase;
}

export interface LaneCheck {
  lane: string;
  last: { seq: number; hash: string };
  /** Attempts without an outcome so far, with the number of their row. */
  open: Map<string, number>;
}

/** The state before the first row. */
export function beginLane(lane: string): LaneCheck {
  return { lane, last: { seq: 0, hash: genesisHash }, open: new Map() };
}

/** Names a row and what is wrong with it. */
export function bad(lane: string, seq: number, key: PhraseKey, values: Phrase["values"] = {}): BadRow {
  return { lane, seq, why: phrase(key, { lane, seq, ...values }) };
}

/** Takes the next row into `check`; null when it is as it must be. */
export function checkRow(check: LaneCheck, row: ExactRow): BadRow | null {
  const { lane, last } = check;
  const expected = last.seq + 1;
  if (row.seq !== expected) return bad(lane, expected, "ledger.bad.missing");
  if (row.prev_hash !== last.hash) return bad(lane, row.seq, "ledger.bad.chain");
  const { seq, at, body, prev_hash: prev } = row;
  if (!row.at_exact || row.hash !== hashOf({ lane, seq, at, body, prev }))
    return bad(lane, seq, "ledger.bad.hash");
  check.last = { seq, hash: row.hash };
  return checkBody(check, row);
}

function checkBody(check: LaneCheck, row: ExactRow): BadRow | null {
  const { lane } = check;
  const said = readBody(row.body);
  if (said === null) return bad(lane, row.seq, "ledger.bad.body");
  const expected = columnsOf(said);
  const columns = ["kind", "attempt_id", "link_id", "run"] as const;
  const differing = columns.find((column) => row[column] !== expected[column]);
  if (differing !== undefined) return bad(lane, row.seq, "ledger.bad.column", { column: differing });
  return checkOrder(check, row.seq, said);
}

function checkOrder({ lane, open }: LaneCheck, seq: number, said: LedgerBody): BadRow | null {
  if (said.kind === "attempt") {
    if (open.has(said.attemptId.toLowerCase())) return bad(lane, seq, "ledger.bad.twice");
    open.set(said.attemptId.toLowerCase(), seq);
  }
  if (said.kind === "outcome" && !open.delete(said.attemptId.toLowerCase()))
    return bad(lane, seq, "ledger.bad.no_attempt");
  return null;
}

function readBody(text: string): LedgerBody | null {
  try {
    const value: unknown = JSON.parse(text);
    const isBody = typeof value === "object" && value !== null && "kind" in value && "run" in value;
    return isBody ? (value as LedgerBody) : null;
  } catch {
    return null;
  }
}
