// Takes the link of one task at one portal away. The ledger keeps what was sent under it.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { findTask } from "../register/tasks.ts";
import { linksOfTask, removeLink } from "../store/links.ts";
import { openAttemptsOf } from "../store/open-attempts.ts";
import type { Means } from "./lane.ts";

/** UserError when there is no such link, or an attempt on it has no outcome yet. */
export async function unlink(
  means: Means,
  { code, portal }: { code: string; portal: string },
): Promise<void> {
  await means.store.transaction(async (tx) => {
    const task = await findTask(tx, code);
    const links = task === null ? [] : await linksOfTask(tx, task.id);
    const link = links.find((one) => one.portal === portal);
    if (task === null || link === undefined) throw new UserError([phrase("push.no_link", { code, portal })]);
    if ((await openAttemptsOf(tx, [link.id])).length > 0) {
      throw new UserError([phrase("push.link_uncertain", { code, portal })]);
    }
    await removeLink(tx, { taskId: task.id, portal });
  });
}
