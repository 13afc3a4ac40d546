// Hands many rows to one statement as one JSON parameter: no limit of binds, one plan whatever the number of rows,
// and the same text on PostgreSQL and on the embedded database.
import { sql, type RawBuilder } from "kysely";

/** How many rows one statement carries at most. */
export const rowsPerStatement = 2000;

/** Column -> PostgreSQL type, in the order of the statement. */
export type ColumnTypes = Readonly<Record<string, string>>;

/** `rows` as a table named `given`. Values must be JSON; a missing key and `null` are both SQL null. */
export function givenRows(columns: ColumnTypes, rows: readonly object[]): RawBuilder<unknown> {
  const typed = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as given (${sql.raw(typed.join(", "))})`;
}

/** The column names as a list; `prefix` such as "given." goes before each. */
export function columnList(columns: ColumnTypes, prefix = ""): RawBuilder<unknown> {
  return sql.raw(
    Object.keys(columns)
      .map((name) => prefix + name)
      .join(", "),
  );
}

/** The texts as a one-column subquery, for `in (...)`; `type` is what they are compared with. */
export function givenValues(values: readonly string[], type: "text" | "uuid"): RawBuilder<string> {
  return sql<string>`(select value::${sql.raw(type)} from json_array_elements_text(${JSON.stringify(values)}::json))`;
}

/** The texts as `any(array)`: for a few that the planner should count, where `givenValues` is for many that it need not. */
export function anyOf(values: readonly string[], type: "text" | "uuid"): RawBuilder<string> {
  return sql<string>`any(${[...values]}::${sql.raw(type)}[])`;
}

/** Cuts a long list into pieces of at most `size`. */
export function* piecesOf<Item>(items: readonly Item[], size = rowsPerStatement): Generator<Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
