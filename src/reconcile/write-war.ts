// Finds the write war: we send a value, somebody at the portal puts another one back, we send again, and so on. After
// two rounds the field is frozen; people must talk. Pure: what was sent comes from the ledger.
import type { FieldName, FieldValue } from "../../schemas/field.ts";
import type { StatusMap } from "../../schemas/status.ts";
import type { FieldDecision } from "./decide.ts";
import { shownAs } from "./normal.ts";

/** A write of ours that the portal had taken: the field's value there before and after it. */
export interface PastSend {
  before: FieldValue;
  set: FieldValue;
}

/** The writes of one task at one portal by field, oldest first, since a person last decided about the field. */
export type PastSends = Partial<Record<FieldName, readonly PastSend[]>>;

/** So many of our writes undone in a row are a war: the value went A-B-A twice. */
const roundsOfWar = 2;

/** Whether the portal moved this field and we would move on: only then can there be a war. */
export function isContested({ pattern, verdict, by }: FieldDecision): boolean {
  return by === null && pattern === "theirs" && (verdict === "send" || verdict === "adopt");
}

/** The decisions with every field frozen that is at war. */
export function freezeWars(
  decisions: readonly FieldDecision[],
  sends: PastSends,
  status: StatusMap,
): FieldDecision[] {
  return decisions.map((decision) => {
    const isWar = isContested(decision) && undoneInARow(decision, sends, status) >= roundsOfWar;
    return isWar ? { ...decision, verdict: "freeze" } : decision;
  });
}

/** How many of our newest writes of the field, one after the other, the portal has put another value in place of. */
export function undoneInARow({ field, theirs }: FieldDecision, sends: PastSends, status: StatusMap): number {
  let foundLater = theirs;
  let rounds = 0;
  for (const { before, set } of (sends[field] ?? []).toReversed()) {
    if (shownAs(field, set, foundLater, status)) break;
    rounds += 1;
    foundLater = before;
  }
  return rounds;
}
