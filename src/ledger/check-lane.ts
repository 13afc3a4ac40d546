// Checks the rows of one lane, one after the other: numbers, links, hashes, parts, columns, and that outcomes follow
// their attempts. Pure, and remembers only the last row, the attempts that are still open, and which parts are gone.
import type { KeptBody } from "../../schemas/attempt.ts";
import { phrase, type Phrase, type PhraseKey } from "../../schemas/phrase.ts";
import type { ExactRow } from "../store/ledger.ts";
import { columnsOf } from "./append.ts";
import { digestOf, genesisHash, hashOf } from "./chain.ts";
import { partDigest, unseal, type Parts } from "./seal.ts";

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
  /** Parts that are not there any more: an erasure must account for each. */
  gone: Range[];
  /** What erasures of this lane say they took off; of any lane. */
  erased: (Range & { lane: string })[];
}

/** Rows of one lane, first and last included, without one part. */
export interface Range {
  part: string;
  from: number;
  to: number;
}

/** The state before the first row. */
export function beginLane(lane: string): LaneCheck {
  return { lane, last: { seq: 0, hash: genesisHash }, open: new Map(), gone: [], erased: [] };
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
  for (const name of Object.keys(digests)) if (!(name in there)) addGone(check.gone, name, row.seq);
  const body = unseal(row);
  if (body.kind === "erasure") {
    for (const { lane, from, to, parts } of body.erased)
      check.erased.push(...parts.map((part) => ({ lane, part, from, to })));
  }
  return null;
}

/** Neighbouring rows make one range, so that a ledger culled by the year costs a few. */
function addGone(gone: Range[], part: string, seq: number): void {
  const last = gone.findLast((range) => range.part === part);
  if (last?.to === seq - 1) last.to = seq;
  else gone.push({ part, from: seq, to: seq });
}

/** The first row with a part that is gone and that no erasure accounts for, by the whole ledger's erasures. */
export function firstUnaccounted(
  { lane, gone }: LaneCheck,
  erased: readonly (Range & { lane: string })[],
): BadRow | null {
  const rows = gone.flatMap((range) => {
    let next = range.from;
    const covering = erased
      .filter((one) => one.lane === lane && one.part === range.part)
      .toSorted((one, other) => one.from - other.from);
    for (const { from, to } of covering) if (from <= next && to >= next) next = to + 1;
    return next <= range.to ? [{ seq: next, part: range.part }] : [];
  });
  const [first] = rows.toSorted((one, other) => one.seq - other.seq);
  return first === undefined ? null : bad(lane, first.seq, "ledger.bad.part_gone", { part: first.part });
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
