// One line for what waits for people at a portal, to be entered or to be approved: after a push, and in the status.
import { showInstant } from "../../schemas/time.ts";
import type { Waiting } from "../push/by-hand-waiting.ts";
import type { Unapproved } from "../push/unapproved.ts";
import { say, type Shell } from "./shell.ts";

/** How many of the held wait for a person to enter them, and where the sheet is. */
export function entryInText(shell: Shell, { portal, count, oldest }: Waiting): string {
  return `✎ ${say(shell, "by_hand.waiting", { portal, count, oldest: showInstant(oldest) })}`;
}

/** How many of the due wait for an approved plan, the first by their codes. */
export function approvalInText(shell: Shell, { portal, count, oldest, tasks }: Unapproved): string {
  const named = tasks.join(", ") + (count > tasks.length ? ", …" : "");
  return `! ${say(shell, "push.unapproved", { portal, count, oldest: showInstant(oldest), tasks: named })}`;
}
