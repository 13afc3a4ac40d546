// A strict imitation of nq57.vn as README.md assumes it: tokens, CSRF, column rules, clamped pages, its own count.
// Never repairs a request, and never imports what the adapter converts with.
import { Secret } from "../../schemas/secret.ts";
import { defineSimulator } from "../../src/portal/simulator-engine.ts";
import type { Answer, Asked, Route } from "../../src/portal/simulator-spec.ts";
import {
  dayShown,
  fileLapses,
  keptOf,
  listLeft,
  newRewriting,
  type Rewriting,
} from "../../src/portal/simulator-lapses.ts";
import { guarded, newDoor, securityRoutes, type Door } from "./simulator-door.ts";
import { listAnswer, pageAsked } from "./simulator-lists.ts";
import {
  complaints,
  edited,
  heldTask,
  isDay,
  localTime,
  newRow,
  shownFile,
  shownRow,
} from "./simulator-records.ts";
import type { HeldFile, HeldRow } from "./simulator-records.ts";

interface State {
  door: Door;
  tasks: Map<number, HeldRow>;
  files: Map<number, HeldFile>;
  lastId: number;
  rewriting: Rewriting;
}

const maxFileBytes = 20_000_000;

const routes: Route<State>[] = [
  ...securityRoutes((state: State) => state.door),
  { method: "GET", path: "/api/v1/nhiem_vu/", kind: "read", handle: open(listTasks) },
  { method: "GET", path: "/api/v1/nhiem_vu/:id", kind: "read", handle: open(showTask) },
  { method: "PUT", path: "/api/v1/nhiem_vu/:id", kind: "write", handle: open(updateTask) },
  { method: "GET", path: "/api/v1/minh_chung/", kind: "read", handle: open(listFiles) },
  { method: "GET", path: "/api/v1/minh_chung/:id/tep", kind: "read", handle: open(showFile) },
  { method: "POST", path: "/api/v1/minh_chung/", kind: "write", handle: open(addFile) },
];

function open(handle: Route<State>["handle"]): Route<State>["handle"] {
  return guarded(
    (state: State) => state.door,
    (asked, state) => {
      for (const { id, goneAt } of state.files.values())
        if (goneAt !== null && goneAt <= asked.now) state.files.delete(id);
      return handle(asked, state);
    },
  );
}

/**
 * Faults: token-expires, refresh-expires, forgets-tokens (its signing key changed), csrf-expires, forbidden;
 * clamp-pages { size }; shifting-pages { removes } (a record appears after a page was read, and with `removes` one of
 * that page disappears); count-mismatch { by }; unknown-word { word }, extra-field, clock-drift-words { days } (in what
 * is shown); edited-between { text } (someone saves just before our update); drops-field { column } (200, but this or
 * the first column is not kept); silent-204 (the same with an empty 204); refused-in-list (200 with a list of errors);
 * drops-file (201, but the file is not kept); strange-answer (kept, but told in another shape); period-locked { message };
 * truncated-upload, damages-file, renames-file, loses-files, empty-list, cut-list, shifted-days, rewrites-field as in
 * simulator-lapses.ts.
 */
export const simulator = defineSimulator<State>({
  faults: [
    "token-expires",
    "refresh-expires",
    "forgets-tokens",
    "csrf-expires",
    "forbidden",
    "clamp-pages",
    "shifting-pages",
    "count-mismatch",
    "unknown-word",
    "extra-field",
    "clock-drift-words",
    "edited-between",
    "drops-field",
    "refused-in-list",
    "silent-204",
    "drops-file",
    "strange-answer",
    "period-locked",
    ...fileLapses,
    "empty-list",
    "cut-list",
    "shifted-days",
    "rewrites-field",
  ],
  create: ({ invent }) => newState(newDoor(invent)),
  routes,
  answers: {
    notFound: () => ({ status: 404, json: { message: "Not found" } }),
    wrongContentType: () => ({ status: 400, json: { message: "Request is not JSON" } }),
    unreadableBody: () => ({ status: 400, json: { message: "Request is not JSON" } }),
    tooMany: () => ({ status: 429, html: "<html><body><h1>429 Too Many Requests</h1></body></html>" }),
    unavailable: () => ({ status: 503, html: "<html><body><h1>Hệ thống đang bảo trì</h1></body></html>" }),
    serverError: () => ({ status: 500, json: { message: "Fatal error" } }),
    loginPath: "/login/",
  },
  options: (state, url) => ({
    baseUrl: url,
    account: new Secret(state.door.account),
    password: new Secret(state.door.password),
    provider: "db",
  }),
  account: (asked, state) => (asked.headers.authorization === undefined ? null : state.door.account),
  seed: (state, tasks) => tasks.map((task) => String(add(state, task).id)),
  held: (state) => [...state.tasks.values()].map((row) => heldTask(row, filesOf(state, row.id))),
  edit(state, remoteId, fields) {
    const row = rowOf(state, remoteId);
    state.tasks.set(row.id, edited(row, fields));
  },
  remove(state, remoteId) {
    const { id } = rowOf(state, remoteId);
    state.tasks.delete(id);
    for (const file of filesOf(state, id)) state.files.delete(file.id);
  },
  copy(state, remoteId) {
    const row = rowOf(state, remoteId);
    const id = (state.lastId += 1);
    state.tasks.set(id, { ...row, id });
    for (const file of filesOf(state, row.id)) keepFile(state, { ...file, nhiem_vu_id: id });
    return String(id);
  },
  loseFiles(state, remoteId) {
    for (const file of filesOf(state, rowOf(state, remoteId).id)) state.files.delete(file.id);
  },
});

function newState(door: Door): State {
  const tasks = new Map<number, HeldRow>();
  const rewriting = newRewriting((remoteId, fields) => {
    const row = tasks.get(Number(remoteId));
    if (row !== undefined) tasks.set(row.id, edited(row, fields));
  });
  return { door, tasks, files: new Map(), lastId: 0, rewriting };
}

function rowOf(state: State, remoteId: string): HeldRow {
  const row = state.tasks.get(Number(remoteId));
  if (row === undefined) throw new Error(`the portal holds no task ${remoteId}`);
  return row;
}

function filesOf(state: State, taskId: number): HeldFile[] {
  return [...state.files.values()].filter((file) => file.nhiem_vu_id === taskId);
}

function keepFile(state: State, file: Omit<HeldFile, "id">): HeldFile {
  const held = { ...file, id: (state.lastId += 1) };
  state.files.set(held.id, held);
  return held;
}

function add(state: State, task: Parameters<typeof newRow>[1]): HeldRow {
  const row = newRow((state.lastId += 1), task);
  state.tasks.set(row.id, row);
  return row;
}

const notFound: Answer = { status: 404, json: { message: "Not found" } };

function listTasks(asked: Asked, state: State): Answer {
  const page = pageAsked(asked, { rows: [...state.tasks.values()], filterColumns: [] });
  if ("status" in page) return page;
  const shifts = asked.faults.fires("shifting-pages");
  if (shifts !== null) {
    const task = {
      code: `NV-MOI-${state.lastId + 1}`,
      title: "Nhiệm vụ mới giao",
      dueOn: null,
      leadOrganisation: null,
    };
    add(state, task);
    if (shifts["removes"] === true && page.rows[0] !== undefined) state.tasks.delete(page.rows[0].id);
  }
  const { rows, total } = listLeft(asked.faults, { ...page, total: page.count });
  return listAnswer({ ...page, rows, count: total }, shownTasks(asked, state, rows));
}

function showTask(asked: Asked, state: State): Answer {
  const row = state.tasks.get(Number(asked.params["id"]));
  if (row === undefined) return notFound;
  return { status: 200, json: { id: row.id, result: shownTasks(asked, state, [row])[0] } };
}

/** Rows as shown now; faults of the showing fall on the first. */
function shownTasks(asked: Asked, state: State, rows: HeldRow[]): Record<string, unknown>[] {
  const drift = asked.faults.fires("clock-drift-words");
  const now = asked.now + (drift === null ? 0 : Number(drift["days"] ?? 400) * 86_400_000);
  const day = dayShown(asked.faults);
  const [first, ...others] = rows.map((row) => shownRow(withDays(row, day), now));
  state.rewriting.showed(rows.map((row) => String(row.id)));
  if (first === undefined) return [];
  const word = asked.faults.fires("unknown-word");
  const extra = asked.faults.fires("extra-field");
  return [
    {
      ...first,
      ...(word === null ? {} : { trang_thai: word["word"] ?? "Đã phê duyệt" }),
      ...(extra === null ? {} : { muc_uu_tien: "cao" }),
    },
    ...others,
  ];
}

function withDays(row: HeldRow, day: (day: string | null) => string | null): HeldRow {
  const { han, du_kien_hoan_thanh, ngay_hoan_thanh } = row;
  return {
    ...row,
    han: day(han),
    du_kien_hoan_thanh: day(du_kien_hoan_thanh),
    ngay_hoan_thanh: day(ngay_hoan_thanh),
  };
}

function updateTask(asked: Asked, state: State): Answer {
  const row = state.tasks.get(Number(asked.params["id"]));
  if (row === undefined) return notFound;
  const body = asked.json();
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return { status: 400, json: { message: "Request is not JSON" } };
  }
  const locked = asked.faults.fires("period-locked");
  if (locked !== null) return { status: 422, json: { message: locked["message"] ?? "Kỳ báo cáo đã khóa" } };
  const columns: Record<string, unknown> = { ...body };
  const wrong = complaints(columns);
  if (Object.keys(wrong).length > 0) return { status: 422, json: { message: wrong } };
  const other = asked.faults.fires("edited-between");
  const now = other === null ? row : { ...row, ket_qua: String(other["text"] ?? "Đơn vị khác vừa cập nhật") };
  if (asked.faults.fires("refused-in-list") !== null)
    return {
      status: 200,
      json: { errors: [{ message: "Tài khoản không được đổi tiến độ" }] },
      committed: false,
    };
  const silent = asked.faults.fires("silent-204") !== null;
  const dropped = silent ? {} : asked.faults.fires("drops-field");
  const kept = { ...columns };
  if (dropped !== null) delete kept[String(dropped["column"] ?? Object.keys(columns)[0])];
  state.tasks.set(row.id, { ...now, ...kept, changed_on: localTime(asked.now) });
  state.rewriting.wrote(asked.faults, String(row.id));
  if (silent) return { status: 204, empty: true };
  const strange = asked.faults.fires("strange-answer") !== null;
  return { status: 200, json: strange ? { success: true } : { result: columns } };
}

function listFiles(asked: Asked, state: State): Answer {
  const page = pageAsked(asked, { rows: [...state.files.values()], filterColumns: ["nhiem_vu_id"] });
  return "status" in page ? page : listAnswer(page, page.rows.map(shownFile));
}

function showFile(asked: Asked, state: State): Answer {
  const file = state.files.get(Number(asked.params["id"]));
  return file === undefined ? notFound : { status: 200, bytes: file.bytes };
}

async function addFile(asked: Asked, state: State): Promise<Answer> {
  const { fields, files } = await asked.multipart();
  const task = state.tasks.get(Number(fields["nhiem_vu_id"]));
  const file = files.find((part) => part.field === "file");
  const ten = fields["ten"] ?? "";
  const ngay = fields["ngay"] ?? null;
  if (task === undefined)
    return { status: 422, json: { message: { nhiem_vu_id: ["Không có nhiệm vụ này"] } } };
  if (ten === "" || ten.length > 255)
    return { status: 422, json: { message: { ten: ["Length must be 1 - 255."] } } };
  if (ngay !== null && !isDay(ngay))
    return { status: 422, json: { message: { ngay: ["Not a valid date."] } } };
  if (file === undefined || file.size === 0)
    return { status: 422, json: { message: { file: ["Tệp rỗng"] } } };
  if (file.mime !== "application/pdf")
    return { status: 422, json: { message: { file: ["Chỉ nhận tệp PDF"] } } };
  if (file.size > maxFileBytes) return { status: 413, json: { message: "Tệp lớn hơn 20 MB" } };
  const { name, bytes, goneAt } = keptOf(asked, { name: ten, bytes: file.bytes });
  const held = keepFile(state, {
    nhiem_vu_id: task.id,
    ten: name,
    so_ky_hieu: fields["so_ky_hieu"] ?? "",
    ngay,
    bytes,
    goneAt,
  });
  const isDropped = asked.faults.fires("drops-file") !== null;
  if (isDropped) state.files.delete(held.id);
  const { id, ...result } = shownFile(held);
  return { status: 201, json: { id, result }, committed: !isDropped };
}
