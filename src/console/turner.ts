// From one page of a list to the next, where each begins behind the last row of the one before: as quick on the last page
// as on the first.
import { html } from "hono/html";
import { withQuery } from "./parts.ts";
import type { Html, Visit } from "./route.ts";

/** How many rows a page of a list has. */
export const rowsPerPage = 50;

/** Cuts what was read with one row more than a page has. */
export function onePage<Row>(rows: readonly Row[]): { shown: Row[]; hasMore: boolean } {
  return { shown: rows.slice(0, rowsPerPage), hasMore: rows.length > rowsPerPage };
}

/** `name`: the parameter of the query that says where a page begins; `next`: where the next one does. */
export function turner(
  visit: Pick<Visit, "say" | "path" | "query">,
  { name, next }: { name: string; next: string | null },
): Html {
  const isFirst = !visit.query.has(name);
  if (isFirst && next === null) return html``;
  return html`<nav class="pager" aria-label="${visit.say("console.pages")}">
    ${isFirst ? "" : html`<a href="${withQuery(visit, { [name]: "" })}">${visit.say("console.first_rows")}</a>`}
    ${
      next === null
        ? ""
        : html`<a rel="next" href="${withQuery(visit, { [name]: next })}"
            >${visit.say("console.next_rows")}</a
          >`
    }
  </nav>`;
}
