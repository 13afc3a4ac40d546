// Whether a portal may be written to now, since when and until when, by its windows. A deny wins; with an allow,
// everything outside of all of them is closed. Looks four hundred days ahead and back.
import type { Config } from "../../schemas/config.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { Overrun, Window } from "../../schemas/schedule.ts";
import { spanMs } from "../../schemas/time-shapes.ts";
import { showInstant, type Instant } from "../../schemas/time.ts";
import { momentsBetween } from "./cron.ts";

/** `since` and `until`: `null` where nothing changes within four hundred days. */
export type WindowState =
  | {
      open: true;
      since: Instant | null;
      until: Instant | null;
      /** What a run does that is under way at `until`. */
      overrun: Overrun;
    }
  | { open: false; since: Instant | null; opensAt: Instant | null; why: Phrase };

/** The same in milliseconds; infinite where nothing changes. */
export interface OpenSpan {
  from: number;
  to: number;
  overrun: Overrun;
}

/** Of a portal of the configuration, now. Cheap: may be asked before every wave. */
export function windowOf(config: Pick<Config, "portals">, portal: string, now: Instant): WindowState {
  const windows = config.portals[portal]?.windows ?? [];
  const at = Date.parse(now);
  const span = openSpanAt(windows, at);
  if (span !== null) {
    return { open: true, since: instantOf(span.from), until: instantOf(span.to), overrun: span.overrun };
  }
  const closed = closedSpanAt(windows, at);
  const opensAt = instantOf(closed.to);
  const why =
    opensAt === null
      ? phrase("schedule.closed", { portal })
      : phrase("schedule.closed_until", { portal, until: showInstant(opensAt) });
  return { open: false, since: instantOf(closed.from), opensAt, why };
}

/** The open span in which a moment lies; `null`: the portal is closed then. */
export function openSpanAt(windows: readonly Window[], at: number): OpenSpan | null {
  if (windows.length === 0) return alwaysOpen;
  const piece = Math.floor(at / pieceMs);
  const found = spansOf(windows, piece).find(({ from, to }) => at >= from && at < to);
  if (found === undefined) return null;
  return { ...found, from: firstOf(windows, piece, found), ...lastOf(windows, piece, found) };
}

/** The span around a moment at which the portal is closed, in which it stays so. */
export function closedSpanAt(windows: readonly Window[], at: number): { from: number; to: number } {
  const piece = Math.floor(at / pieceMs);
  let [from, to] = [-Infinity, Infinity];
  for (let step = 0; step < farPieces && to === Infinity; step += 1) {
    to = spansOf(windows, piece + step).find((span) => span.from > at)?.from ?? Infinity;
  }
  for (let step = 0; step < farPieces && from === -Infinity; step += 1) {
    from = spansOf(windows, piece - step).findLast((span) => span.to <= at)?.to ?? -Infinity;
  }
  return { from, to };
}

const alwaysOpen: OpenSpan = { from: -Infinity, to: Infinity, overrun: "finish" };

/** How much is counted at a time, and how many of these one looks at in either direction. */
const pieceMs = 32 * 86_400_000;
const farPieces = 13;

const known = new WeakMap<readonly Window[], Map<number, OpenSpan[]>>();

/** The open spans of one piece of time, cut at its ends. */
function spansOf(windows: readonly Window[], piece: number): OpenSpan[] {
  const pieces = known.get(windows) ?? new Map<number, OpenSpan[]>();
  known.set(windows, pieces);
  const counted = pieces.get(piece) ?? countSpans(windows, piece * pieceMs, (piece + 1) * pieceMs);
  pieces.set(piece, counted);
  return counted;
}

function firstOf(windows: readonly Window[], piece: number, span: OpenSpan): number {
  let { from } = span;
  for (let step = 0; step < farPieces; step += 1) {
    if (from > (piece - step) * pieceMs) return from;
    const before = spansOf(windows, piece - step - 1).at(-1);
    if (before === undefined || before.to < from) return from;
    from = before.from;
  }
  return -Infinity;
}

function lastOf(windows: readonly Window[], piece: number, span: OpenSpan): Pick<OpenSpan, "to" | "overrun"> {
  let { to, overrun } = span;
  for (let step = 0; step < farPieces; step += 1) {
    if (to < (piece + step + 1) * pieceMs) return { to, overrun };
    const next = spansOf(windows, piece + step + 1)[0];
    if (next === undefined || next.from > to) return { to, overrun };
    ({ to, overrun } = next);
  }
  return { to: Infinity, overrun };
}

interface Span {
  from: number;
  to: number;
  window: Window;
}

function countSpans(windows: readonly Window[], start: number, end: number): OpenSpan[] {
  // One more millisecond, so that what closes exactly at the end is seen closing.
  const spans = windows.flatMap((window) => spansOfWindow(window, start, end + 1));
  const denied = spans.filter(({ window }) => window.deny !== undefined);
  const allowed = spans.filter(({ window }) => window.allow !== undefined);
  const hasAllow = windows.some(({ allow }) => allow !== undefined);
  const isOpen = (at: number) =>
    (!hasAllow || allowed.some(({ from, to }) => at >= from && at < to)) &&
    !denied.some(({ from, to }) => at >= from && at < to);
  const borders = [...new Set([start, end, ...spans.flatMap(({ from, to }) => [from, to])])]
    .filter((at) => at >= start && at <= end)
    .toSorted((a, b) => a - b);
  const open: OpenSpan[] = [];
  for (const [place, from] of borders.slice(0, -1).entries()) {
    const to = borders[place + 1] ?? end;
    if (!isOpen(from)) continue;
    const last = open.at(-1);
    const overrun = overrunAt(spans, to);
    if (last?.to === from) Object.assign(last, { to, overrun });
    else open.push({ from, to, overrun });
  }
  return open;
}

function spansOfWindow(window: Window, start: number, end: number): Span[] {
  const lasts = spanMs(window.lasts);
  const starts = momentsBetween(window.allow ?? window.deny ?? "", window.timeZone, start - lasts, end);
  return starts.map((from) => ({ from, to: from + lasts, window }));
}

/** Of the windows that close a portal at a moment, the strictest. */
function overrunAt(spans: readonly Span[], at: number): Overrun {
  const closing = spans.filter(({ from, to, window }) => (window.deny === undefined ? to : from) === at);
  return closing.length > 0 && closing.every(({ window }) => window.overrun === "finish") ? "finish" : "stop";
}

function instantOf(at: number): Instant | null {
  return Number.isFinite(at) ? new Date(at).toISOString() : null;
}
