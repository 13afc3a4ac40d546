// Rows of the sign-in library (sessions, accounts, pending verifications) as it asks for them: by table, column and value.
// Only its four tables can be reached; names of columns are the library's in snake_case.
import type { ExpressionBuilder, Kysely } from "kysely";
import type { Tx } from "./connection.ts";

export const signInTables = ["person", "person_session", "person_account", "person_verification"] as const;
export type SignInTable = (typeof signInTables)[number];

export type SignInRow = Record<string, unknown>;

export interface Condition {
  column: string;
  is: "=" | "<>" | "<" | "<=" | ">" | ">=" | "in" | "not in";
  value: unknown;
}

type Loose = Record<SignInTable, SignInRow>;

export async function insertSignInRow(tx: Tx, table: SignInTable, row: SignInRow): Promise<SignInRow> {
  return await loosely(tx).insertInto(table).values(row).returningAll().executeTakeFirstOrThrow();
}

/** Every row that meets all conditions. */
export async function signInRows(
  tx: Tx,
  table: SignInTable,
  wanted: {
    where: readonly Condition[];
    limit?: number;
    offset?: number;
    order?: { column: string; direction: "asc" | "desc" } | undefined;
  },
): Promise<SignInRow[]> {
  const { where, limit, offset = 0, order } = wanted;
  return await loosely(tx)
    .selectFrom(table)
    .selectAll()
    .where((of) => meets(of, where))
    .$if(order !== undefined, (rows) => rows.orderBy(order?.column ?? "id", order?.direction ?? "asc"))
    .$if(limit !== undefined, (rows) => rows.limit(limit ?? 0))
    .offset(offset)
    .execute();
}

/** Changes the rows that meet all conditions, and returns them. */
export async function changeSignInRows(
  tx: Tx,
  table: SignInTable,
  { where, set }: { where: readonly Condition[]; set: SignInRow },
): Promise<SignInRow[]> {
  return await loosely(tx)
    .updateTable(table)
    .set(set)
    .where((of) => meets(of, where))
    .returningAll()
    .execute();
}

/** Deletes the rows that meet all conditions, and returns them. */
export async function deleteSignInRows(
  tx: Tx,
  table: SignInTable,
  where: readonly Condition[],
): Promise<SignInRow[]> {
  return await loosely(tx)
    .deleteFrom(table)
    .where((of) => meets(of, where))
    .returningAll()
    .execute();
}

function meets(of: ExpressionBuilder<Loose, SignInTable>, where: readonly Condition[]) {
  return of.and(
    where.map(({ column, is, value }) =>
      value === null && (is === "=" || is === "<>")
        ? of(column, is === "=" ? "is" : "is not", null)
        : of(column, is, value),
    ),
  );
}

function loosely(tx: Tx): Kysely<Loose> {
  return tx as unknown as Kysely<Loose>;
}
