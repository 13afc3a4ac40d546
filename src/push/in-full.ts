// A full reconciliation is the same push with every link due.
import { markLinksDue } from "../store/due.ts";
import { linksOfPortal } from "../store/links.ts";
import type { Lane, Means } from "./lane.ts";

/** Makes every link of a lane due. */
export async function linksDueInFull(means: Means, lane: Lane): Promise<void> {
  await means.store.transaction(async (tx) => {
    const links = await linksOfPortal(tx, lane.portal);
    await markLinksDue(tx, { linkIds: links.map(({ id }) => id), reason: "full", at: means.now() });
  });
}
