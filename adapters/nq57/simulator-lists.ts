// The lists of the imitated portal, in the conventions of its framework: pages from 0, cut to 100 in silence, order
// and filters by a few columns only. Knows no task; never repairs a query.
import type { Answer, Asked } from "../../src/portal/simulator-spec.ts";

/** A page of a list before it is answered. */
export interface Page<Row> {
  count: number;
  rows: Row[];
  /** Its place from 1, and how many rows a page has. */
  number: number;
  size: number;
  described: object;
}

/** One page by the `q` of a list, in the conventions of Flask-AppBuilder; only its JSON form, not Rison. */
export function pageAsked<Row extends { id: number }>(
  asked: Asked,
  from: { rows: Row[]; filterColumns: readonly string[] },
): Page<Row> | (Answer & { status: number }) {
  const query = queryIn(asked.query.get("q") ?? "{}");
  const filters = query === null ? [] : (query.filters ?? []);
  if (query === null) return { status: 400, json: { message: "Not a valid rison/json argument" } };
  if ((query.order_column ?? "id") !== "id")
    return { status: 400, json: { message: "Order by column not allowed" } };
  if (filters.some((filter) => filter.opr !== "eq" || !from.filterColumns.includes(filter.col))) {
    return { status: 400, json: { message: "Filter column not allowed" } };
  }
  const limit = asked.faults.fires("page-limit");
  if (limit !== null && (query.page_size ?? 20) > Number(limit["size"] ?? 50))
    return { status: 400, json: { message: "Page size too large" } };
  const found = from.rows
    .filter((row) => filters.every((filter) => Object.entries(row).some((pair) => isPair(pair, filter))))
    .toSorted((one, other) => (query.order_direction === "desc" ? other.id - one.id : one.id - other.id));
  const clamp = asked.faults.fires("clamp-pages");
  const wanted = query.page_size ?? 20;
  const size = Math.min(
    wanted < 1 || wanted > 100 ? 100 : wanted,
    Number(clamp?.["size"] ?? (clamp ? 2 : 100)),
  );
  const start = (query.page ?? 0) * size;
  return {
    count: found.length + countFault(asked),
    rows: found.slice(start, start + size),
    number: (query.page ?? 0) + 1,
    size,
    described:
      query.keys?.includes("none") === true
        ? {}
        : { list_columns: [], list_title: "", order_columns: ["id"] },
  };
}

function countFault(asked: Asked): number {
  const fault = asked.faults.fires("count-mismatch");
  return fault === null ? 0 : Number(fault["by"] ?? 1);
}

function isPair([column, value]: [string, unknown], filter: { col: string; value: unknown }): boolean {
  return column === filter.col && value === filter.value;
}

interface ListQuery {
  keys?: string[];
  filters?: { col: string; opr: string; value: unknown }[];
  order_column?: string;
  order_direction?: string;
  page?: number;
  page_size?: number;
}

function queryIn(q: string): ListQuery | null {
  try {
    return JSON.parse(q) as ListQuery;
  } catch {
    return null;
  }
}

/** The answer to a list: `ids` runs parallel to `result`. */
export function listAnswer<Row extends { id: number }>(
  page: Page<Row>,
  result: Record<string, unknown>[],
): { status: number; json: { count: number; ids: number[]; result: unknown[] } } {
  const ids = page.rows.map((row) => row.id);
  return { status: 200, json: { count: page.count, ids, result, ...page.described } };
}
