// Checks the rows of one lane, one after the other: numbers, links, hashes, parts, columns, and that outcomes follow
// their attempts. Pure, and remembers only the last row and the attempts that are still open.
import type { KeptBody, LedgerBody } from "../../schemas/attempt.ts";
import { phrase, type Phrase, type PhraseKey } from "../../schemas/phrase.ts";
import type { ExactRow } from "../store/ledger.ts";
import { columnsOf } from "./append.ts";
import { digestOf, genesisHash, hashOf } from "./chain.ts";
import { partDigest, type Parts } from "./seal.ts";

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
  /** What the whole ledger's erasures say they took off. */
  erased: readonly Erased[];
}

/** Parts that an erasure took off rows of a lane, first and last included. */
export type Erased = Extract<LedgerBody, { kind: "erasure" }>["erased"][number];

/** The state before the first row. */
export function beginLane(lane: string, erased: readonly Erased[]): LaneCheck {
  return { lane, last: { seq: 0, hash: genesisHash }, open: new Map(), erased };
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
  if (!row.at_exact || row.hash !== hashOf(prev, digestOf({ lane, seq, at, body })))
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
  return checkParts(check, row, said.parts) ?? checkOrder(check, row.seq, said);
}

function checkParts(check: LaneCheck, row: ExactRow, digests: Record<string, string>): BadRow | null {
  const there = partsOf(row.parts);
  const forged = Object.entries(there ?? {}).find(
    ([name, [salt, text]]) => digests[name] !== partDigest(salt, text),
  );
  if (there === null || forged !== undefined)
    return bad(check.lane, row.seq, "ledger.bad.part", { part: forged?.[0] ?? "" });
  const gone = Object.keys(digests).find((name) => !(name in there) && !isAccounted(check, row.seq, name));
  return gone === undefined ? null : bad(check.lane, row.seq, "ledger.bad.part_gone", { part: gone });
}

function isAccounted({ lane, erased }: LaneCheck, seq: number, part: string): boolean {
  return erased.some(
    (one) => one.lane === lane && one.from <= seq && seq <= one.to && one.parts.includes(part),
  );
}

function partsOf(text: string): Parts | null {
  try {
    const parts = JSON.parse(text) as unknown;
    const isParts =
      typeof parts === "object" &&
      parts !== null &&
      Object.values(parts).every((part) => Array.isArray(part) && part.length === 2);
    return isParts ? (parts as Parts) : null;
  } catch {
    return null;
  }
}

function checkOrder({ lane, open }: LaneCheck, seq: number, said: SaidBody): BadRow | null {
  if (said.kind === "attempt") {
    if (open.has(said.attemptId.toLowerCase())) return bad(lane, seq, "ledger.bad.twice");
    open.set(said.attemptId.toLowerCase(), seq);
  }
  if (said.kind === "outcome" && !open.delete(said.attemptId.toLowerCase()))
    return bad(lane, seq, "ledger.bad.no_attempt");
  return null;
}

type SaidBody = KeptBody & { parts: Record<string, string> };

function readBody(text: string): SaidBody | null {
  try {
    const value: unknown = JSON.parse(text);
    const isBody =
      typeof value === "object" && value !== null && "kind" in value && "run" in value && "parts" in value;
    return isBody ? (value as SaidBody) : null;
  } catch {
    return null;
  }
}
