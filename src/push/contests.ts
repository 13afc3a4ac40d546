// What was written before to fields that the portal has moved since: from the ledger what we sent and the portal took,
// from the register's history who set our value. Reads only.
import { LedgerBodySchema } from "../../schemas/attempt.ts";
import type { FieldName } from "../../schemas/field.ts";
import { isContested, type PastSends } from "../reconcile/write-war.ts";
import { historyFieldsOf } from "../register/tasks.ts";
import type { Tx } from "../store/connection.ts";
import { selectNewestWriter } from "../store/history.ts";
import { appliedAttempts } from "../store/ledger.ts";
import { pastResolutions } from "../store/resolutions.ts";
import type { Item } from "./decide-lane.ts";

export interface Contest {
  sends: PastSends;
  /** "name (system)" of whoever set our value last. */
  writers: Partial<Record<FieldName, string>>;
}

/** More of a task's newest writes are never needed: a war shows within a few. */
const newestWrites = 12;

/** The contests of some tasks, by link. A write before a person's last decision about the field does not count. */
export async function contestsOf(
  tx: Tx,
  items: readonly Pick<Item, "link" | "decision">[],
): Promise<Map<string, Contest>> {
  const linkIds = items.map(({ link }) => link.id);
  const attempts = Map.groupBy(await appliedAttempts(tx, linkIds, newestWrites), (row) => row.linkId);
  const resolved = Map.groupBy(await pastResolutions(tx, { linkIds }), (one) => one.linkId);
  const contests = new Map<string, Contest>();
  for (const { link, decision } of items) {
    const contest: Contest = { sends: {}, writers: {} };
    for (const { field } of decision.fields.filter(isContested)) {
      const decidedAt = (resolved.get(link.id) ?? []).findLast((one) => one.field === field)?.at ?? "";
      const sends = (attempts.get(link.id) ?? [])
        .filter(({ at }) => at > decidedAt)
        .flatMap(({ body }) => sendIn(body, field));
      if (sends.length === 0) continue;
      contest.sends[field] = sends;
      const writer = await selectNewestWriter(tx, { taskId: link.taskId, fields: historyFieldsOf(field) });
      if (writer !== null) contest.writers[field] = writer;
    }
    contests.set(link.id, contest);
  }
  return contests;
}

function sendIn(body: string, field: FieldName) {
  const attempt = LedgerBodySchema.parse(JSON.parse(body));
  if (attempt.kind !== "attempt" || attempt.operation.kind !== "send_progress") return [];
  const { set, before } = attempt.operation;
  const sent = set[field];
  return sent === undefined ? [] : [{ set: sent, before: before[field] ?? null }];
}
