// Turns the pages of a portal's list. Complete or throwing: as many distinct ids as the portal counts, and a count that
// stood still, else the list is turned again and after three times Transient. A link leads nowhere but on in this list.
import { Transient, Unrecognised } from "../../schemas/errors.ts";
import { idOf, listAt } from "./convert.ts";
import { valueAt } from "./path.ts";
import type { Profile } from "./schema.ts";

type Query = Record<string, string | number>;

/** Asks for one page of the list and gives its body. */
export type AskPage = (query: Query) => Promise<unknown>;

const listings = 3;
const mostPages = 10_000;

/** Every row once, whatever shifts between the pages. */
export async function* everyRow(profile: Profile, ask: AskPage): AsyncGenerator<unknown> {
  const yielded = new Set<string>();
  const seen = new Set<string>();
  let total: number | null = null;
  for (let round = 1; round <= listings; round += 1) {
    for await (const page of pages(profile, ask)) {
      if (page.total !== total) {
        seen.clear();
        total = page.total;
      }
      for (const { id, row } of page.rows) {
        seen.add(id);
        if (yielded.has(id)) continue;
        yielded.add(id);
        yield row;
      }
    }
    // Where the portal does not count, the end of its own row of pages is all there is to know.
    if (total === null || seen.size === total) return;
  }
  throw new Transient(`the portal counts ${total} tasks, ${listings} listings in a row showed ${seen.size}`);
}

interface Page {
  rows: { id: string; row: unknown }[];
  total: number | null;
}

async function* pages(profile: Profile, ask: AskPage): AsyncGenerator<Page> {
  const { list, task } = profile;
  const shown = new Set<string>();
  let query: Query | null = { ...list.query, ...firstOf(list.paging) };
  for (let turned = 1; query !== null; turned += 1) {
    const body = await ask(query);
    const rows = listAt(body, list.rows).map((row) => ({ id: idOf(valueAt(row, task.id), task.id), row }));
    const total = list.total === undefined ? null : countAt(body, list.total);
    yield { rows, total };
    const before = shown.size;
    for (const { id } of rows) shown.add(id);
    const isOver = shown.size === before || (total !== null && shown.size >= total);
    query = nextOf(profile, { query, body, rows: rows.length, isOver });
    if (turned >= mostPages) throw new Unrecognised(`the list has more than ${mostPages} pages`, "");
  }
}

function firstOf({ page, offset, cursor, link }: Profile["list"]["paging"]): Query {
  if (page !== undefined) return { [page.number]: page.from, [page.size]: page.of };
  if (offset !== undefined) return { [offset.offset]: 0, [offset.size]: offset.of };
  const sized = cursor ?? link;
  return sized === undefined ? {} : { [sized.size]: sized.of };
}

function nextOf(
  { list }: Profile,
  at: { query: Query; body: unknown; rows: number; isOver: boolean },
): Query | null {
  const { page, offset, cursor, link } = list.paging;
  if (page !== undefined) {
    const number = Number(at.query[page.number]);
    // The page size may be cut in silence: the portal's own last page ends a listing, where it tells one.
    const isLast = page.last === undefined ? at.isOver : number >= countAt(at.body, page.last);
    return isLast ? null : { ...at.query, [page.number]: number + 1 };
  }
  if (offset !== undefined) {
    return at.isOver ? null : { ...at.query, [offset.offset]: Number(at.query[offset.offset]) + at.rows };
  }
  if (cursor !== undefined) {
    const next = valueAt(at.body, cursor.next) ?? null;
    return next === null || next === "" ? null : { ...at.query, [cursor.cursor]: idOf(next, cursor.next) };
  }
  return link === undefined ? null : linkedQuery(list.path, valueAt(at.body, link.next));
}

/** The query of a link that leads on in this list; its host is the configured one, whatever the link says. */
function linkedQuery(path: string, link: unknown): Query | null {
  if (link === null || link === undefined || link === "") return null;
  const to =
    typeof link === "string" && URL.canParse(link, "http://portal") ? new URL(link, "http://portal") : null;
  if (to === null || !to.pathname.endsWith(path))
    throw new Unrecognised("the next page is said to be elsewhere", String(link).slice(0, 200));
  return Object.fromEntries(to.searchParams);
}

function countAt(body: unknown, path: string): number {
  const count = valueAt(body, path);
  if (!Number.isSafeInteger(count)) throw new Unrecognised(`${path} is no count`, "");
  return Number(count);
}
