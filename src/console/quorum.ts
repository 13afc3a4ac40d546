// The quorum that plans need here: by the configuration, and by whose role lets them approve.
import { approversAmong } from "../people/approvers.ts";
import { quorumOf, type Quorum } from "../push/approvals.ts";
import type { Office } from "../opened-office.ts";

/** `null`: none is configured. */
export async function quorumFor({ config, means }: Office): Promise<Quorum | null> {
  return quorumOf(config, config.approvals === undefined ? [] : await approversAmong(means.store));
}
