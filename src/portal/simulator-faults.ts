// Scripted faults: which rule fires on which request, counted, and random only by the seed. Decides; the engine
// carries the fault out.
import { UserError } from "../../schemas/errors.ts";
import type { FaultName } from "../../schemas/faults.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Asked, FaultParameters, RouteKind } from "./simulator-spec.ts";
import type { FaultRule } from "./simulator.ts";

/** Faults that every simulator can produce; what each does stands in the catalogue, its parameters in schemas/faults.ts. */
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
  "half-open",
  "too-many",
  "burst",
  "unavailable",
  "server-error",
  "server-error-after-commit",
  "chokes-on",
  "error-body",
  "login-page",
  "redirect-to-login",
  "redirect-elsewhere",
  "gateway-html",
  "clock-skew",
  "nfd-text",
  "task-gone",
  "task-renumbered",
  "task-merged",
  "task-split",
  "task-reassigned",
] as const satisfies readonly FaultName[];
export type EngineFault = (typeof engineFaults)[number];

/** Asks whether a fault fires on the request at hand; with `when` only a rule whose parameters fit is asked. */
export type Fires = Asked["faults"]["fires"];

interface ScriptedRule {
  rule: FaultRule;
  matched: number;
  fired: number;
}

interface Matching {
  kind: RouteKind;
  path: string;
  when?: ((parameters: FaultParameters) => boolean) | undefined;
}

export interface FaultScript {
  /** Names of all faults that may be scripted. */
  known: readonly string[];
  /** Replaces all rules and counts; a UserError names every fault that this simulator does not know. */
  replace(rules: FaultRule[]): void;
  /** The parameters of a fault if a rule for it fires on this request, else null. Counts the request as a match. */
  fires(fault: string, on: Matching): FaultParameters | null;
  fired(): Record<string, number>;
}

/** A script without rules for a simulator that knows these faults. */
export function faultScript(faults: readonly string[], random: () => number): FaultScript {
  const known = new Set(faults);
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
        if (on.when?.(entry.rule.with ?? {}) === false) continue;
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
