// Every query on organisations, their codes and the spellings they are known by.
import { sql } from "kysely";
import { OrganisationKindSchema, type Organisation } from "../../schemas/organisation.ts";
import type { Day } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { columnList, givenRows, givenValues, piecesOf } from "./rows.ts";

/** A spelling, folded for matching and as it was written. */
export interface Alias {
  folded: string;
  alias: string;
  organisationId: string;
}

const organisationColumns = { id: "uuid", name: "text", short_name: "text", kind: "text" } as const;
const aliasColumns = { folded: "text", alias: "text", organisation_id: "uuid" } as const;
const codeColumns = {
  scheme: "text",
  code: "text",
  organisation_id: "uuid",
  valid_from: "date",
  valid_to: "date",
} as const;

/** Adds organisations with their codes; spellings are added by `insertAliases`. */
export async function insertOrganisations(tx: Tx, organisations: readonly Organisation[]): Promise<void> {
  for (const piece of piecesOf(organisations)) {
    const rows = piece.map(({ id, name, shortName, kind }) => ({ id, name, short_name: shortName, kind }));
    await sql`insert into organisation (${columnList(organisationColumns)})
      select ${columnList(organisationColumns, "given.")} from ${givenRows(organisationColumns, rows)}`.execute(
      tx,
    );
    const codes = piece.flatMap((organisation) =>
      organisation.codes.map((code) => ({
        scheme: code.scheme,
        code: code.code,
        organisation_id: organisation.id,
        valid_from: code.validFrom,
        valid_to: code.validTo,
      })),
    );
    await sql`insert into organisation_code (${columnList(codeColumns)})
      select ${columnList(codeColumns, "given.")} from ${givenRows(codeColumns, codes)}`.execute(tx);
  }
}

/** Adds spellings; one that is taken stays with whom it belongs to. */
export async function insertAliases(tx: Tx, aliases: readonly Alias[]): Promise<void> {
  for (const piece of piecesOf(aliases)) {
    const rows = piece.map(({ folded, alias, organisationId }) => ({
      folded,
      alias,
      organisation_id: organisationId,
    }));
    await sql`insert into organisation_alias (${columnList(aliasColumns)})
      select ${columnList(aliasColumns, "given.")} from ${givenRows(aliasColumns, rows)}
      on conflict do nothing`.execute(tx);
  }
}

/** Every spelling with the organisation's short name: a few thousand in the largest province. */
export async function selectAliases(tx: Tx): Promise<(Alias & { shortName: string })[]> {
  const rows = await tx
    .selectFrom("organisation_alias")
    .innerJoin("organisation", "organisation.id", "organisation_alias.organisation_id")
    .selectAll("organisation_alias")
    .select("organisation.short_name")
    .orderBy("folded")
    .execute();
  return rows.map((row) => ({
    folded: row.folded,
    alias: row.alias,
    organisationId: row.organisation_id,
    shortName: row.short_name,
  }));
}

/** All organisations, or those with the given ids, with codes and spellings; in no order. */
export async function selectOrganisations(tx: Tx, ids?: readonly string[]): Promise<Organisation[]> {
  let query = tx.selectFrom("organisation").selectAll();
  let codeQuery = tx.selectFrom("organisation_code").selectAll().orderBy("scheme").orderBy("code");
  let aliasQuery = tx.selectFrom("organisation_alias").selectAll().orderBy("folded");
  if (ids !== undefined) {
    query = query.where("id", "in", givenValues(ids, "uuid"));
    codeQuery = codeQuery.where("organisation_id", "in", givenValues(ids, "uuid"));
    aliasQuery = aliasQuery.where("organisation_id", "in", givenValues(ids, "uuid"));
  }
  const rows = await query.execute();
  const codes = Map.groupBy(await codeQuery.execute(), (code) => code.organisation_id);
  const aliases = Map.groupBy(await aliasQuery.execute(), (alias) => alias.organisation_id);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    shortName: row.short_name,
    kind: OrganisationKindSchema.parse(row.kind),
    codes: (codes.get(row.id) ?? []).map((code) => ({
      scheme: code.scheme,
      code: code.code,
      validFrom: code.valid_from,
      validTo: code.valid_to,
    })),
    aliases: (aliases.get(row.id) ?? []).map((alias) => alias.alias),
  }));
}

/** Short name by id. */
export async function selectShortNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom("organisation")
    .select(["id", "short_name"])
    .where("id", "in", givenValues(ids, "uuid"))
    .execute();
  return new Map(rows.map((row) => [row.id, row.short_name]));
}

/** Codes among the given ones that an organisation has already, as "scheme code". */
export async function selectTakenCodes(
  tx: Tx,
  codes: readonly { scheme: string; code: string }[],
): Promise<string[]> {
  const { rows } = await sql<{ scheme: string; code: string }>`
    select taken.scheme, taken.code from organisation_code as taken, ${givenRows(codeColumns, codes)}
    where taken.scheme = given.scheme and taken.code = given.code`.execute(tx);
  return rows.map((row) => `${row.scheme} ${row.code}`);
}

/**
 * Lets spellings and codes pass to a successor and removes the predecessor; codes without an end get `until` as
 * their last day, so an old code still finds the successor. Tasks must have moved before.
 */
export async function passOnOrganisation(
  tx: Tx,
  merge: { from: string; into: string; until: Day },
): Promise<void> {
  await sql`update organisation_code
    set organisation_id = ${merge.into}::uuid, valid_to = coalesce(valid_to, ${merge.until}::date)
    where organisation_id = ${merge.from}::uuid`.execute(tx);
  await tx
    .updateTable("organisation_alias")
    .set({ organisation_id: merge.into })
    .where("organisation_id", "=", merge.from)
    .execute();
  await tx.deleteFrom("organisation").where("id", "=", merge.from).execute();
}
