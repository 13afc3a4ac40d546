// Whether a file is clean, asked of the virus scanner that the configuration names: when a file is added, and again before
// it leaves. Only `clean` lets it pass; whatever the scanner did not say counts as not scanned.
import type { Scanner } from "../../schemas/scanner.ts";

export type Verdict =
  | { kind: "clean" }
  | { kind: "infected"; signature: string }
  /** The scanner is there and did not look at all of it: the file is beyond its limits. */
  | { kind: "beyond_limits"; scanner: string; why: string }
  /** Nobody there, no answer in time, or none that can be understood. */
  | { kind: "no_answer"; scanner: string; why: string };

/** Streams bytes through the scanner. Throws only what reading them throws. */
export type Scan = (bytes: AsyncIterable<Uint8Array>) => Promise<Verdict>;

/** The configured scanner; nothing of it is loaded, and no connection made, before the first file. */
export function createScan(scanner: Scanner): Scan {
  return async (bytes) => await (await import("./clamd.ts")).askClamd(scanner, bytes);
}

/** Asks once for each hash, and nothing more once the scanner gave no answer: its silence costs a run its time once. */
export function oncePerRun(scan: (sha256: string) => Promise<Verdict>): (sha256: string) => Promise<Verdict> {
  const asked = new Map<string, Promise<Verdict>>();
  let silence: Verdict | null = null;
  const ask = async (sha256: string) => {
    const verdict = silence ?? (await scan(sha256));
    if (verdict.kind === "no_answer") silence = verdict;
    return verdict;
  };
  return async (sha256) => {
    const known = asked.get(sha256) ?? ask(sha256);
    asked.set(sha256, known);
    return await known;
  };
}
