// The short mark of one attempt at the end of an entry's text: "[db-1a2b3c4d]". Whoever searches a portal for it finds
// whether that very attempt arrived; nobody sees it as a difference, because adapters take it off when reading.
import { digestOf } from "./canonical.ts";

const atTheEnd = / ?(\[db-[0-9a-f]{8}\])$/;

/** The mark of an attempt; the same attempt has the same one, another attempt another, whatever it sends. */
export function markerOf(attemptId: string): string {
  return `[db-${digestOf(attemptId).slice(0, 8)}]`;
}

/** The text with the mark behind it. */
export function marked(text: string, marker: string): string {
  return `${text} ${marker}`;
}

/** A text as it was before it was marked, and the mark, if there is one. */
export function unmarked(text: string): { text: string; marker: string | null } {
  const marker = atTheEnd.exec(text)?.[1] ?? null;
  return { text: marker === null ? text : text.replace(atTheEnd, ""), marker };
}
