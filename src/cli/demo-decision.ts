// The demo's admin: settles what is held, lets the next push carry it out, and asks why the value is what it is.
import { resolveConflict } from "../push/resolve.ts";
import { whyOf } from "../push/why.ts";
import type { Story } from "./demo.ts";
import { demoRun } from "./demo-run.ts";
import { pushInText } from "./push.ts";
import { say } from "./shell.ts";
import { whyInText } from "./task-history.ts";

/** Takes the portal's status over for a held task, and tells the newest of its story. */
export async function settleReturned(
  story: Story,
  { portal, code }: { portal: string; code: string },
): Promise<void> {
  const { shell, office } = story;
  const reason = say(shell, "demo.decision_reason");
  const id = `${code}@${portal}/lifecycle`;
  await resolveConflict(office.means, { id, take: "theirs", reason, scope: "once" });
  story.tell(`\n7. ${say(shell, "demo.decided", { id })}`);
  for (const lane of await office.lanes(portal)) {
    story.tell(`   ${pushInText(shell, await demoRun(story, "push", [lane]))}`);
  }
  const events = await whyOf(office.means, { code, field: "lifecycle" });
  const newest = whyInText(shell, "lifecycle", events.slice(0, 2));
  story.tell(newest.replaceAll(/^/gm, "   "));
}
