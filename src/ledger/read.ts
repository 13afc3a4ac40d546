// Lets people read the ledger: the newest entries, one entry, everything as JSON lines. Changes nothing.
import type { KeptBody } from "../../schemas/attempt.ts";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import { checkpointsAfter } from "../store/checkpoints.ts";
import type { Tx } from "../store/connection.ts";
import {
  laneEnds,
  newestRows,
  rowAt,
  rowsAfter,
  rowsOfAttempt,
  type LedgerRow,
  type RowFilter,
} from "../store/ledger.ts";
import { isLedBy, ledgerPage, type LedgerPageFilter } from "../store/ledger-pages.ts";
import { attemptPage } from "../store/run-pages.ts";
import { digestedText } from "./chain.ts";
import { unseal } from "./seal.ts";

/** One entry as people see it. `id` is "lane/seq". */
export interface LedgerEntry {
  id: string;
  lane: string;
  seq: number;
  at: Instant;
  prev: string;
  hash: string;
  /** Parts that were taken off the ledger are `null`. */
  body: KeptBody;
}

/** Entries that pass all of the filter, newest first. For the next page, `before` is the last entry of this one. */
export async function listEntries(tx: Tx, filter: RowFilter): Promise<LedgerEntry[]> {
  const rows = await newestRows(tx, filter);
  return rows.map(entryOf);
}

/** A page of entries by lane, task, person and day, newest first; the next one is `before` its last entry. */
export async function pageOfEntries(tx: Tx, filter: LedgerPageFilter): Promise<LedgerEntry[]> {
  return (await ledgerPage(tx, filter)).map(entryOf);
}

/** An attempt of a run with what became of it; `null`: not known yet. */
export interface AttemptStory {
  attempt: LedgerEntry & { body: Extract<KeptBody, { kind: "attempt" }> };
  outcome: (LedgerEntry & { body: Extract<KeptBody, { kind: "outcome" }> }) | null;
}

/** A page of a run's attempts in the order in which they were made, lane by lane. */
export async function pageOfAttempts(
  tx: Tx,
  asked: Parameters<typeof attemptPage>[1],
): Promise<AttemptStory[]> {
  const rows = await attemptPage(tx, asked);
  return rows.map(({ attempt, outcome }) => ({
    attempt: entryOf(attempt) as AttemptStory["attempt"],
    outcome: outcome === null ? null : (entryOf(outcome) as NonNullable<AttemptStory["outcome"]>),
  }));
}

/**
 * The entry with the id "lane/seq", or, given the id of an attempt, its entry and that of its outcome if there is
 * one. Throws UserError when there is none.
 */
export async function showEntry(tx: Tx, id: string): Promise<LedgerEntry[]> {
  const rows = await rowsNamed(tx, id);
  if (rows.length === 0) throw new UserError([phrase("ledger.no_entry", { id })]);
  return rows.map(entryOf);
}

/** The same for whoever may see only some lanes and units; nothing when they may not see it, or there is none. */
export async function entriesAbout(
  tx: Tx,
  id: string,
  { lanes, units }: Pick<LedgerPageFilter, "lanes" | "units">,
): Promise<LedgerEntry[]> {
  const rows = await rowsNamed(tx, id);
  const seen: LedgerEntry[] = [];
  for (const row of rows) {
    if (lanes !== null && !lanes.includes(row.lane)) continue;
    if (units !== null && !(await isLedBy(tx, row.link_id, units))) continue;
    seen.push(entryOf(row));
  }
  return seen;
}

/** Every lane that has an entry. */
export async function ledgerHeadsKnown(tx: Tx): Promise<string[]> {
  return (await laneEnds(tx)).map(({ lane }) => lane);
}

async function rowsNamed(tx: Tx, id: string): Promise<LedgerRow[]> {
  const place = /^(.*)\/([1-9]\d{0,14})$/s.exec(id);
  if (place) {
    const row = await rowAt(tx, place[1] ?? "", Number(place[2]));
    return row ? [row] : [];
  }
  const isAttempt = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);
  return isAttempt ? rowsOfAttempt(tx, id) : [];
}

const rowsPerPage = 1000;

/**
 * The whole ledger as JSON lines. First lane by lane: {"at","body","lane","seq","hash","parts","prev"} for each entry,
 * and {"head":{"hash","lane","seq"}} after the last one of each lane. The digest of an entry is the SHA-256 of the
 * canonical JSON (RFC 8785) of its at, body, lane and seq, which the line begins with; `hash` is the SHA-256 of `prev`
 * followed by the digest; `body.parts` holds the SHA-256 of each part's salt followed by its text. Then one line
 * {"checkpoint":{"body","signature"}} for each checkpoint: the exact signed text, and its Ed25519 signature in base64.
 * So anybody can check it without this program; verify-ledger.mjs does. Call it on a snapshot.
 */
export async function* exportLedger(tx: Tx): AsyncGenerator<string> {
  for (const { lane, head } of await laneEnds(tx)) {
    const until = head?.seq ?? 0;
    let seq = 0;
    while (seq < until) {
      const rows = await rowsAfter(tx, { lane, after: seq, limit: Math.min(rowsPerPage, until - seq) });
      for (const row of rows) yield lineOf(row);
      seq = rows.at(-1)?.seq ?? until;
    }
    if (head) yield `${JSON.stringify({ head: { hash: head.hash, lane, seq: head.seq } })}\n`;
  }
  let page = await checkpointsAfter(tx, 0, rowsPerPage);
  while (page.length > 0) {
    for (const { body, signature } of page) yield `${JSON.stringify({ checkpoint: { body, signature } })}\n`;
    page = await checkpointsAfter(tx, page.at(-1)?.number ?? 0, rowsPerPage);
  }
}

function lineOf(row: LedgerRow): string {
  // The line begins with the very text that was digested, but for its last brace.
  const { hash, parts, prev_hash: prev } = row;
  return `${digestedText(row).slice(0, -1)},"hash":"${hash}","parts":${parts},"prev":"${prev}"}\n`;
}

function entryOf({ lane, seq, at, prev_hash: prev, hash, body, parts }: LedgerRow): LedgerEntry {
  return { id: `${lane}/${seq}`, lane, seq, at, prev, hash, body: unseal({ body, parts }) };
}
