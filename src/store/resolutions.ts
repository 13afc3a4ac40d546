// What people resolved about one field of one link. A row is spent once the link is in step again; never changed
// otherwise, never deleted.
import { sql } from "kysely";
import { TakeSchema, type Resolution } from "../../schemas/conflict.ts";
import { FieldNameSchema, type FieldName } from "../../schemas/field.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { givenValues } from "./rows.ts";

/** Adds one resolution; an older one about the same field of the link is spent. */
export async function addResolution(
  tx: Tx,
  added: Resolution & { linkId: string; reason: string; who: string; run: string; at: Instant },
): Promise<void> {
  await tx
    .updateTable("resolution")
    .set({ spent_at: added.at })
    .where("link_id", "=", added.linkId)
    .where("field", "=", added.field)
    .where("spent_at", "is", null)
    .execute();
  await tx
    .insertInto("resolution")
    .values({
      id: added.id,
      link_id: added.linkId,
      field: added.field,
      take: added.take,
      ours: JSON.stringify(added.ours),
      theirs: JSON.stringify(added.theirs),
      reason: added.reason,
      who: added.who,
      run: added.run,
      at: added.at,
      spent_at: null,
    })
    .execute();
}

/** Resolutions in force, by link. */
export async function resolutionsOf(tx: Tx, linkIds: readonly string[]): Promise<Map<string, Resolution[]>> {
  const rows = await tx
    .selectFrom("resolution")
    .select(["id", "link_id", "field", "take", "ours", "theirs"])
    .where("spent_at", "is", null)
    .where(sql<boolean>`link_id in ${givenValues(linkIds, "uuid")}`)
    .orderBy("at")
    .execute();
  const found = new Map<string, Resolution[]>();
  for (const { link_id: linkId, ...row } of rows) {
    const own = found.get(linkId) ?? [];
    own.push({ ...row, field: FieldNameSchema.parse(row.field), take: TakeSchema.parse(row.take) });
    found.set(linkId, own);
  }
  return found;
}

/** Spends every resolution of some links: what was decided has been done. */
export async function spendResolutions(tx: Tx, linkIds: readonly string[], at: Instant): Promise<void> {
  if (linkIds.length === 0) return;
  await tx
    .updateTable("resolution")
    .set({ spent_at: at })
    .where("spent_at", "is", null)
    .where(sql<boolean>`link_id in ${givenValues(linkIds, "uuid")}`)
    .execute();
}

/** A resolution as it is told afterwards. */
export interface PastResolution extends Resolution {
  linkId: string;
  reason: string;
  who: string;
  run: string;
  at: Instant;
}

/** Every resolution of some links, oldest first; of one field if named. */
export async function pastResolutions(
  tx: Tx,
  of: { linkIds: readonly string[]; field?: FieldName },
): Promise<PastResolution[]> {
  const rows = await tx
    .selectFrom("resolution")
    .selectAll()
    .where(sql<boolean>`link_id in ${givenValues(of.linkIds, "uuid")}`)
    .$if(of.field !== undefined, (query) => query.where("field", "=", of.field ?? ""))
    .orderBy("at")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    linkId: row.link_id,
    field: FieldNameSchema.parse(row.field),
    take: TakeSchema.parse(row.take),
    ours: row.ours,
    theirs: row.theirs,
    reason: row.reason,
    who: row.who,
    run: row.run,
    at: row.at,
  }));
}
