// How an imitated portal lists its tasks, page by page in its own way of turning, and shows one.
import { listLeft } from "../../src/portal/simulator-lapses.ts";
import type { Answer, Asked } from "../../src/portal/simulator-spec.ts";
import type { Profile } from "./schema.ts";
import { no } from "./simulator-answers.ts";
import { entryRows, fileRows, idOfName, shownTasks } from "./simulator-rows.ts";
import { place } from "./simulator-spelling.ts";
import { touch, type PortalState, type StoredTask } from "./simulator-state.ts";

type Row = Record<string, unknown>;

const noTask = "Không tìm thấy nhiệm vụ.";

/** One page of the tasks. */
export function list(asked: Asked, state: PortalState): Answer {
  const { list: declared } = state.profile;
  const turned = turnedTo(asked, declared.paging);
  const clamp = asked.faults.fires("clamp-pages");
  const size = clamp === null ? turned.size : Math.min(turned.size, Number(clamp["size"] ?? 2));
  const start = turned.page === null ? turned.start : turned.page * size;
  const last = inOrder(state).at(-1);
  // Someone works on the last task while the pages are turned: it jumps to page 1.
  if (start > 0 && last !== undefined && asked.faults.fires("shifting-pages") !== null) touch(state, last);
  const all = inOrder(state);
  const { rows, total } = listLeft(asked.faults, {
    number: Math.floor(start / size) + 1,
    size,
    rows: all.slice(start, start + size),
    total: all.length,
  });
  const shown = shownTasks(asked, state, rows);
  const overview = declared.shows === "everything" ? shown : shown.map((row) => idOnly(state.profile, row));
  if (declared.rows === undefined) return { status: 200, json: overview };
  const body = ok(state.profile);
  place(body, declared.rows, overview);
  if (declared.total !== undefined) place(body, declared.total, total);
  turnOn(asked, state.profile, { body, total, size, next: start + size });
  return { status: 200, json: body };
}

function inOrder(state: PortalState): StoredTask[] {
  const tasks = [...state.tasks.values()];
  if (state.profile.list.order === "oldest-first") return tasks;
  return tasks.toSorted((one, other) => other.changed - one.changed);
}

/** Which tasks are asked for: by page number, or from a place on. */
function turnedTo(
  asked: Asked,
  { page, offset, cursor, link }: Profile["list"]["paging"],
): { page: number | null; start: number; size: number } {
  const number = (name: string, otherwise: number) =>
    Math.max(0, Number(asked.query.get(name) ?? otherwise) || 0);
  const size = Math.min(100, number((page ?? offset ?? cursor ?? link)?.size ?? "", 20) || 20);
  if (page !== undefined)
    return { page: Math.max(0, number(page.number, page.from) - page.from), start: 0, size };
  if (offset !== undefined) return { page: null, start: number(offset.offset, 0), size };
  const mark = asked.query.get(cursor?.cursor ?? "tu") ?? "";
  return { page: null, start: Number(Buffer.from(mark, "base64url").toString() || 0), size };
}

/** Says where the list goes on, in the portal's way. */
function turnOn(
  asked: Asked,
  { list: declared }: Profile,
  { body, total, size, next }: { body: Row; total: number; size: number; next: number },
): void {
  const { page, cursor, link } = declared.paging;
  if (page?.last !== undefined) place(body, page.last, Math.max(1, Math.ceil(total / size)) - 1 + page.from);
  const mark = next >= total ? null : Buffer.from(String(next)).toString("base64url");
  if (cursor !== undefined) place(body, cursor.next, mark);
  if (link === undefined) return;
  const query = new URLSearchParams(asked.query);
  query.set("tu", mark ?? "");
  // Such portals write the name of their own machine into links.
  place(body, link.next, mark === null ? null : `http://may-chu-noi-bo:8080${asked.path}?${query}`);
}

/** One task. */
export function detail(asked: Asked, state: PortalState): Answer {
  const task = state.tasks.get(asked.params["id"] ?? "");
  if (task === undefined) return no(state.profile, { is: "gone", on: "read", words: noTask });
  const [row] = shownTasks(asked, state, [task]);
  const { read } = state.profile;
  if (read?.task === undefined) return { status: 200, json: row };
  const body = ok(state.profile);
  place(body, read.task, row);
  return { status: 200, json: body };
}

/** The files or entries of one task, where they are a list of their own. */
export function beside(of: "files" | "entries", rows: string | undefined) {
  return (asked: Asked, state: PortalState): Answer => {
    const task = state.tasks.get(asked.params["id"] ?? "");
    if (task === undefined) return no(state.profile, { is: "gone", on: "read", words: noTask });
    const shown = of === "files" ? fileRows(state, task) : entryRows(state, task);
    if (rows === undefined) return { status: 200, json: shown };
    const body = ok(state.profile);
    place(body, rows, shown);
    return { status: 200, json: body };
  };
}

/** A list of ids and names: every status word, and every organisation that tasks name. */
export function lookup(name: string) {
  return (_: Asked, state: PortalState): Answer => {
    const { lookups, task } = state.profile;
    const declared = lookups[name];
    const words = task.fields.lifecycle.lookup === name ? Object.keys(task.status.reads) : [];
    const named = task.fields.leadOrganisation.lookup === name;
    const leads = [...state.tasks.values()].flatMap(({ fields }) =>
      named ? (fields.leadOrganisation ?? []) : [],
    );
    const items = [...new Set([...words, ...leads.map(String)])].map((text) => {
      const item: Row = {};
      place(item, declared?.id ?? "id", idOfName(name, text));
      place(item, declared?.name ?? "name", text);
      return item;
    });
    if (declared?.rows === undefined) return { status: 200, json: items };
    const body = ok(state.profile);
    place(body, declared.rows, items);
    return { status: 200, json: body };
  };
}

function idOnly({ task }: Profile, row: Row): Row {
  const only: Row = {};
  place(only, task.id, row[task.id]);
  return only;
}

/** The beginning of a yes to a read. */
function ok({ answers }: Profile): Row {
  const body: Row = {};
  if (answers.ok !== undefined) place(body, answers.ok.at, answers.ok.is);
  return body;
}
