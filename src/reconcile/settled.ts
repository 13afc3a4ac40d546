// What people settled comes after the table: a resolution for exactly what they saw, a rule for every case of a kind.
// Pure.
import type { PortalFacts } from "../../schemas/facts.ts";
import type { Resolution, Rule, Take } from "../../schemas/conflict.ts";
import type { Reason } from "../../schemas/operation.ts";
import { withinReach, type FieldDecision, type Verdict } from "./decide.ts";
import { covers, reasonsToHold, type Held, type TaskView } from "./lattice.ts";
import { sameValue } from "./normal.ts";

/** The decisions with every resolution applied whose two values are still the ones that the person saw. */
export function withResolutions(
  decisions: readonly FieldDecision[],
  resolutions: readonly Resolution[],
  facts: Pick<PortalFacts, "fields">,
): FieldDecision[] {
  return decisions.map((decision) => {
    const found = resolutions.find((resolution) => isAbout(resolution, decision));
    if (found === undefined || decision.pattern === "same") return decision;
    return taken(decision, { take: found.take, by: { kind: "resolution", id: found.id } }, facts);
  });
}

function isAbout(resolution: Resolution, { field, ours, theirs }: FieldDecision): boolean {
  return (
    resolution.field === field &&
    sameValue(field, resolution.ours, ours) &&
    sameValue(field, resolution.theirs, theirs)
  );
}

/** Applies rules until none fits what is still held. What a passed rule covers is not held again, so it ends. */
export function withRules(
  view: TaskView,
  rules: readonly Rule[],
  facts: Pick<PortalFacts, "fields">,
): { decisions: readonly FieldDecision[]; reasons: Held[] } {
  const passed: Rule[] = [];
  let { decisions } = view;
  for (;;) {
    const reasons = reasonsToHold({ ...view, decisions, passed });
    const rule = rules.find((one) => reasons.some((held) => covers(one, held)));
    if (rule === undefined) return { decisions, reasons };
    passed.push(rule);
    const by = { kind: "rule", id: rule.id } as const;
    decisions = decisions.map((decision) =>
      decision.field === rule.field ? taken(decision, { take: rule.take, by }, facts) : decision,
    );
  }
}

function taken(
  decision: FieldDecision,
  { take, by }: { take: Take; by: NonNullable<Reason["by"]> },
  facts: Pick<PortalFacts, "fields">,
): FieldDecision {
  const verdict: Verdict = take === "theirs" ? "adopt" : withinReach("send", facts.fields[decision.field]);
  return { ...decision, by, verdict };
}
