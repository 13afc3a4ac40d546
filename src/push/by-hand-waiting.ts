// What waits to be entered by people: counted for whoever looks after it, and gathered for the sheet. Reads only.
import type { Phrase } from "../../schemas/phrase.ts";
import { phrase } from "../../schemas/phrase.ts";
import { showInstant, type Instant } from "../../schemas/time.ts";
import { countWaiting } from "../store/sheet-rows.ts";
import type { Means } from "./lane.ts";

export interface Waiting {
  portal: string;
  count: number;
  oldest: Instant;
}

/** How much waits to be entered at each portal where anything does. */
export async function waitingForEntry({ store }: Pick<Means, "store">): Promise<Waiting[]> {
  return await store.read(async (tx) => await countWaiting(tx));
}

const week = 7 * 86_400_000;

/** What is worth advice: slips that have lain for more than a week; `null`: none has. */
export function tooLong({ portal, count, oldest }: Waiting, now: Instant): Phrase | null {
  if (Date.parse(now) - Date.parse(oldest) <= week) return null;
  return phrase("by_hand.old_slips", { portal, count, oldest: showInstant(oldest) });
}
