// Held fields grouped where the question is the same: one portal, one field, one reason, one pair of values. Pure.
import type { Case } from "../../schemas/conflict.ts";
import type { FieldName, FieldValue } from "../../schemas/field.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import type { ListedHold } from "../store/holds.ts";
import { differencesIn } from "./resolve.ts";

/** One question about one field, and everything it is asked of. */
export interface Alike {
  portal: string;
  field: FieldName;
  case: Case;
  ours: FieldValue;
  theirs: FieldValue;
  base: FieldValue;
  /** The oldest first. */
  asked: { id: string; hold: ListedHold }[];
}

/** A hold that choosing a value does not settle: something else must be mended first. */
export interface ToMend {
  hold: ListedHold;
  reasons: Phrase[];
}

/** The largest group first, of equal ones the oldest. */
export function alikeIn(holds: readonly ListedHold[]): { groups: Alike[]; toMend: ToMend[] } {
  const groups = new Map<string, Alike>();
  for (const hold of holds) {
    for (const { field, case: kind } of differencesIn(hold)) {
      const [ours, theirs, base] = [hold.ours, hold.theirs, hold.base].map((side) => side[field] ?? null);
      const key = JSON.stringify([hold.portal, field, kind, ours, theirs]);
      const known = groups.get(key);
      const one = { id: `${hold.taskCode}@${hold.portal}/${field}`, hold };
      if (known !== undefined) known.asked.push(one);
      else {
        groups.set(key, {
          portal: hold.portal,
          field,
          case: kind,
          ours: ours ?? null,
          theirs: theirs ?? null,
          base: base ?? null,
          asked: [one],
        });
      }
    }
  }
  const toMend = holds.flatMap((hold) => {
    const reasons = othersIn(hold);
    return reasons.length === 0 ? [] : [{ hold, reasons }];
  });
  const largest = [...groups.values()].toSorted((one, other) => other.asked.length - one.asked.length);
  return { groups: largest, toMend };
}

function othersIn(hold: ListedHold): Phrase[] {
  return hold.reasons.filter((reason) => differencesIn({ reasons: [reason] }).length === 0);
}
