// Takes parts off ledger entries: a person's data, a task's content, bulk whose time is over. Hashes stay, and an entry
// accounts for exactly what went, in the same transaction. Attempts that wait for their outcome keep theirs.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import { keepParts, linksOfTask, lockErasures, openAttemptIds, type KeptParts } from "../store/erasures.ts";
import { laneEnds, rowsAfter, type LedgerRow } from "../store/ledger.ts";
import { appendEntries } from "./append.ts";
import type { Erased } from "./check-lane.ts";
import type { Parts } from "./seal.ts";
import { finderOf, folded } from "./spellings.ts";

/** The lane of entries about the ledger itself. */
export const ownLedger = "dongbo";

/** What is to go: everything of a person, everything of a task, or recorded exchanges from before an instant. */
export type Doomed = { person: string } | { taskCode: string } | { before: Instant };

export interface ErasureWish {
  doomed: Doomed;
  reason: string;
  who: string;
  run: string;
  at: Instant;
}

export interface ErasureCount {
  /** Entries that lost a part, and how many parts they lost. */
  entries: number;
  parts: number;
  /** Open attempts that keep theirs until they are settled; then the same command takes them too. */
  open: number;
}

/** Counts what `erase` would take off; changes nothing. */
export async function countErasure(tx: Tx, doomed: Doomed): Promise<ErasureCount> {
  return (await takeFrom(tx, doomed, async () => {})).count;
}

/** Takes it off and writes down what went; nothing to take leaves no entry. UserError when the reason will not do. */
export async function erase(tx: Tx, { doomed, reason, who, run, at }: ErasureWish): Promise<ErasureCount> {
  if (reason.trim() === "") throw new UserError([phrase("push.reason_needed")]);
  if ("person" in doomed && finderOf(doomed.person)(reason))
    throw new UserError([phrase("ledger.reason_names_person")]);
  await lockErasures(tx);
  const { count, erased } = await takeFrom(tx, doomed, async (rows) => await keepParts(tx, rows));
  if (erased.length > 0) {
    const body = { kind: "erasure" as const, run, who, reason: reason.trim(), erased };
    await appendEntries(tx, { lane: ownLedger, at, bodies: [body] });
  }
  return count;
}

const rowsPerPage = 1000;

async function takeFrom(
  tx: Tx,
  doomed: Doomed,
  keep: (rows: readonly KeptParts[]) => Promise<void>,
): Promise<{ count: ErasureCount; erased: Erased[] }> {
  const open = await openAttemptIds(tx);
  const isDoomed = await judgeOf(tx, doomed);
  const ranges = rangesOf();
  const count = { entries: 0, parts: 0, open: 0 };
  for (const { lane, lastSeq } of await laneEnds(tx)) {
    for (let seq = 0; seq < lastSeq;) {
      const rows = await rowsAfter(tx, { lane, after: seq, limit: Math.min(rowsPerPage, lastSeq - seq) });
      const changed: KeptParts[] = [];
      for (const row of rows) {
        const names = isDoomed(row);
        const stays = names.length > 0 && row.kind === "attempt" && open.has(row.attempt_id ?? "");
        const taken = stays ? [] : names;
        if (stays) count.open += 1;
        if (taken.length > 0) {
          changed.push({ lane, seq: row.seq, parts: without(row, taken) });
          count.entries += 1;
          count.parts += taken.length;
        }
        ranges.pass(row, taken);
      }
      await keep(changed);
      seq = rows.at(-1)?.seq ?? lastSeq;
    }
  }
  return { count, erased: ranges.all() };
}

/** Says which parts of a row are to go. */
async function judgeOf(tx: Tx, doomed: Doomed): Promise<(row: LedgerRow) => string[]> {
  if ("before" in doomed) {
    const until = new Date(doomed.before).toISOString();
    return (row) => (row.at < until && "exchanges" in partsOf(row) ? ["exchanges"] : []);
  }
  if ("taskCode" in doomed) {
    const links = await linksOfTask(tx, doomed.taskCode);
    return (row) => (row.link_id !== null && links.has(row.link_id) ? Object.keys(partsOf(row)) : []);
  }
  const isThem = (who: unknown) => typeof who === "string" && folded(who) === folded(doomed.person);
  const mentions = finderOf(doomed.person);
  return (row) =>
    Object.entries(partsOf(row)).flatMap(([name, [, text]]) =>
      (name === "who" ? isThem(JSON.parse(text)) : mentions(text)) ? [name] : [],
    );
}

/**
 * Gathers what went into ranges. A range never spans a row that still has the part, or that lost it otherwise: so an
 * erasure accounts for nothing but its own.
 */
function rangesOf() {
  const done: Erased[] = [];
  let growing = new Map<string, Erased>();
  let lane = "";
  return {
    pass(row: LedgerRow, taken: readonly string[]): void {
      if (row.lane !== lane) growing = new Map();
      lane = row.lane;
      for (const name of Object.keys((JSON.parse(row.body) as { parts: object }).parts)) {
        if (!taken.includes(name)) {
          growing.delete(name);
          continue;
        }
        const range = growing.get(name) ?? { lane, from: row.seq, to: row.seq, parts: [name] };
        if (!growing.has(name)) done.push(range);
        range.to = row.seq;
        growing.set(name, range);
      }
    },
    all: () => done,
  };
}

function partsOf({ parts }: LedgerRow): Parts {
  return JSON.parse(parts) as Parts;
}

function without(row: LedgerRow, taken: readonly string[]): string {
  const stays = Object.entries(partsOf(row)).filter(([name]) => !taken.includes(name));
  return JSON.stringify(Object.fromEntries(stays));
}
