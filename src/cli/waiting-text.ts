// One line for what waits to be entered by people at a portal: after a push, and in the status.
import { showInstant } from "../../schemas/time.ts";
import type { Waiting } from "../push/by-hand-waiting.ts";
import { say, type Shell } from "./shell.ts";

/** How many of the held wait for a person to enter them, and where the sheet is. */
export function entryInText(shell: Shell, { portal, count, oldest }: Waiting): string {
  return `✎ ${say(shell, "by_hand.waiting", { portal, count, oldest: showInstant(oldest) })}`;
}
