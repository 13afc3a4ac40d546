// What was written before to fields that the portal has moved since: from the ledger what we sent and the portal took,
// from the register's history who set our value. Reads only.
import type { FieldName } from "../../schemas/field.ts";
import { unseal, type SealedBody } from "../ledger/seal.ts";
import { isContested, type PastSends } from "../reconcile/write-war.ts";
import { historyFieldsOf } from "../register/tasks.ts";
import type { Tx } from "../store/connection.ts";
import { selectNewestWriter } from "../store/history.ts";
import { appliedAttempts } from "../store/ledger.ts";
import { pastResolutions } from "../store/resolutions.ts";
import type { Item } from "./decide-lane.ts";

/** Who set our value of a field last, as "name (system)". */
export type Writers = Partial<Record<FieldName, string>>;

export interface Contest {
  sends: PastSends;
  /** Read only for fields that are frozen: there both writers are named. */
  writers: Writers;
}

/** More of a task's newest writes are never needed: a war shows within a few. */
const newestWrites = 12;

/** What we wrote before to the contested fields, by link. A write before a person's last decision does not count. */
export async function sendsOf(
  tx: Tx,
  items: readonly Pick<Item, "link" | "decision">[],
): Promise<Map<string, PastSends>> {
  const linkIds = items.map(({ link }) => link.id);
  const attempts = Map.groupBy(await appliedAttempts(tx, linkIds, newestWrites), (row) => row.linkId);
  const resolved = Map.groupBy(await pastResolutions(tx, { linkIds }), (one) => one.linkId);
  return new Map(
    items.map(({ link, decision }) => {
      const sends: PastSends = {};
      for (const { field } of decision.fields.filter(isContested)) {
        const decidedAt = (resolved.get(link.id) ?? []).findLast((one) => one.field === field)?.at ?? "";
        const since = (attempts.get(link.id) ?? []).filter(({ at }) => at > decidedAt);
        sends[field] = since.flatMap((row) => sendIn(row, field));
      }
      return [link.id, sends];
    }),
  );
}

/** Who set our values of a task's frozen fields. */
export async function writersOf(
  tx: Tx,
  { link, decision }: Pick<Item, "link" | "decision">,
): Promise<Writers> {
  const writers: Writers = {};
  for (const { field, verdict } of decision.fields) {
    if (verdict !== "freeze") continue;
    const writer = await selectNewestWriter(tx, { taskId: link.taskId, fields: historyFieldsOf(field) });
    if (writer !== null) writers[field] = writer;
  }
  return writers;
}

function sendIn(row: SealedBody, field: FieldName) {
  const attempt = unseal(row);
  // What retention took off the ledger is too long ago to be a war.
  if (attempt.kind !== "attempt" || attempt.operation?.kind !== "send_progress") return [];
  const { set, before } = attempt.operation;
  const sent = set[field];
  return sent === undefined ? [] : [{ set: sent, before: before[field] ?? null }];
}
