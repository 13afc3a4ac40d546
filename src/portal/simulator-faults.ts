// Scripted faults: which rule fires on which request, counted, and random only by the seed. Decides; the engine
// carries the fault out.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { FaultParameters, RouteKind } from "./simulator-spec.ts";
import type { FaultRule } from "./simulator.ts";

/**
 * Faults that every simulator can produce, and their parameters.
 * - lost-reply: handled and committed, then the connection is cut before a byte of the answer
 * - cut-reply { bytes? }: handled, then so many bytes of the body, half of it if not said, and the connection is cut
 * - stalled-reply { bytes? }: handled, then as many bytes, and silence
 * - never-arrives: the connection is cut before handling
 * - cut-request { bytes, stallMs? }: so many bytes of the body are read, then the connection is cut and nothing is
 *   handled; with `stallMs` after so long a silence. TCP delivers pieces: the next whole one may be read to its end
 * - late-commit { ms }: the connection is cut at once, the request is handled `ms` later
 * - delivered-twice: handled twice, as a network may do
 * - slow { ms }: handled at once, answered `ms` later
 * - slow-drip { ms }: handled at once, the body comes in eight pieces, `ms` apart
 * - too-many { retryAfter?: seconds or text, asDate?: true, html?: true }: 429
 * - unavailable { retryAfter?, asDate? }: 503; server-error: 500; server-error-after-commit: handled, then 500
 * - login-page: 200 with an HTML form; redirect-to-login: 302; gateway-html: 502 with HTML
 */
export const engineFaults = [
  "lost-reply",
  "cut-reply",
  "stalled-reply",
  "never-arrives",
  "cut-request",
  "late-commit",
  "delivered-twice",
  "slow",
  "slow-drip",
  "too-many",
  "unavailable",
  "server-error",
  "server-error-after-commit",
  "login-page",
  "redirect-to-login",
  "gateway-html",
] as const;
export type EngineFault = (typeof engineFaults)[number];

interface ScriptedRule {
  rule: FaultRule;
  matched: number;
  fired: number;
}

export interface FaultScript {
  /** Names of all faults that may be scripted. */
  known: readonly string[];
  /** Replaces all rules and counts; a UserError names every fault that this simulator does not know. */
  replace(rules: FaultRule[]): void;
  /** The parameters of a fault if a rule for it fires on this request, else null. Counts the request as a match. */
  fires(fault: string, on: { kind: RouteKind; path: string }): FaultParameters | null;
  fired(): Record<string, number>;
}

/** A script without rules for a simulator that knows these portal-specific faults. */
export function faultScript(own: readonly string[], random: () => number): FaultScript {
  const known = new Set<string>([...engineFaults, ...own]);
  let scripted: ScriptedRule[] = [];
  return {
    known: [...known],
    replace(rules) {
      const unknown = rules.filter((rule) => !known.has(rule.fault));
      if (unknown.length > 0) {
        const list = [...known].join(", ");
        throw new UserError(
          unknown.map((rule) => phrase("portal.unknown_fault", { fault: rule.fault, known: list })),
        );
      }
      scripted = rules.map((rule) => ({ rule, matched: 0, fired: 0 }));
    },
    fires(fault, on) {
      for (const entry of scripted) {
        if (entry.rule.fault !== fault || !matches(entry.rule.on, on)) continue;
        entry.matched += 1;
        if (entry.matched <= (entry.rule.after ?? 0) || entry.fired >= (entry.rule.times ?? 1)) continue;
        if (entry.rule.chance !== undefined && random() >= entry.rule.chance) continue;
        entry.fired += 1;
        return entry.rule.with ?? {};
      }
      return null;
    },
    fired() {
      const counts: Record<string, number> = {};
      for (const { rule, fired } of scripted) counts[rule.fault] = (counts[rule.fault] ?? 0) + fired;
      return counts;
    },
  };
}

function matches(wanted: FaultRule["on"], on: { kind: RouteKind; path: string }): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === "string" ? wanted === on.kind : on.path.includes(wanted.path);
}

/** Numbers 0 <= x < 1, the same row for the same seed (mulberry32, Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
