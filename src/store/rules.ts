// Rules that people made of one conflict for all of its kind. A removed rule stays as a row: who made it, who removed
// it, why.
import { CaseSchema, TakeSchema, type Rule } from "../../schemas/conflict.ts";
import { FieldNameSchema } from "../../schemas/field.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";

/** A rule as it is listed. */
export interface ListedRule extends Rule {
  reason: string;
  madeBy: string;
  madeAt: Instant;
  removed: { by: string; at: Instant; reason: string } | null;
}

/** Puts a rule in force; one about the same case ends with it, for the same reason. */
export async function addRule(
  tx: Tx,
  rule: Rule & { reason: string; madeBy: string; madeAt: Instant },
): Promise<void> {
  await tx
    .updateTable("rule")
    .set({ removed_by: rule.madeBy, removed_at: rule.madeAt, removed_reason: rule.reason })
    .where("portal", "=", rule.portal)
    .where("field", "=", rule.field)
    .where("kind", "=", rule.case)
    .where("removed_at", "is", null)
    .execute();
  await tx
    .insertInto("rule")
    .values({
      id: rule.id,
      portal: rule.portal,
      field: rule.field,
      kind: rule.case,
      take: rule.take,
      reason: rule.reason,
      made_by: rule.madeBy,
      made_at: rule.madeAt,
      removed_by: null,
      removed_at: null,
      removed_reason: null,
    })
    .execute();
}

/** The rules in force at one portal. */
export async function rulesInForce(tx: Tx, portal: string): Promise<Rule[]> {
  const rules = await selectRules(tx, { portal });
  return rules.filter(({ removed }) => removed === null);
}

/** Every rule there ever was, newest first; of one portal if named. */
export async function selectRules(tx: Tx, of: { portal?: string | undefined }): Promise<ListedRule[]> {
  const rows = await tx
    .selectFrom("rule")
    .selectAll()
    .$if(of.portal !== undefined, (query) => query.where("portal", "=", of.portal ?? ""))
    .orderBy("made_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    portal: row.portal,
    field: FieldNameSchema.parse(row.field),
    case: CaseSchema.parse(row.kind),
    take: TakeSchema.parse(row.take),
    reason: row.reason,
    madeBy: row.made_by,
    madeAt: row.made_at,
    removed:
      row.removed_at === null
        ? null
        : { by: row.removed_by ?? "", at: row.removed_at, reason: row.removed_reason ?? "" },
  }));
}

/** Ends a rule that is in force. */
export async function endRule(
  tx: Tx,
  end: { id: string; by: string; at: Instant; reason: string },
): Promise<void> {
  await tx
    .updateTable("rule")
    .set({ removed_by: end.by, removed_at: end.at, removed_reason: end.reason })
    .where("id", "=", end.id)
    .where("removed_at", "is", null)
    .execute();
}
