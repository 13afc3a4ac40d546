// The tasks of the imitated portal as it lists, shows and changes them, with the faults of each.
import {
  dayShape,
  dayShown,
  goneTask,
  hidesClosed,
  listLeft,
  withoutField,
} from "../../src/portal/simulator-lapses.ts";
import type { Answer, Asked } from "../../src/portal/simulator-spec.ts";
import { listAnswer, pageAsked } from "./simulator-lists.ts";
import { complaints, localTime, shownRow, type HeldRow } from "./simulator-records.ts";
import { add, type State } from "./simulator-state.ts";

/** The answer to a record that is not there. */
export const notFound: Answer = { status: 404, json: { message: "Not found" } };

/** A refusal that shows what was sent, as a server does that is set up for its developers. */
function echoed({ headers }: Asked, status: number): Answer {
  return { status, json: { message: `Yêu cầu bị từ chối. Cookie: ${headers.cookie}` } };
}

/** One page of the tasks. */
export function listTasks(asked: Asked, state: State): Answer {
  if (asked.faults.fires("echoes-cookie") !== null) return echoed(asked, 403);
  const gone = goneTask(asked.faults);
  const listed = [...state.tasks.values()].filter(({ id }) => String(id) !== gone?.remoteId);
  const all = hidesClosed(asked.faults) ? listed.filter(isOpen) : listed;
  const page = pageAsked(asked, { rows: all, filterColumns: [] });
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
  const answer = listAnswer({ ...page, rows, count: total }, shownTasks(asked, state, rows));
  if (asked.faults.fires("ids-differ") === null) return answer;
  return { status: 200, json: { ...answer.json, ids: answer.json.ids.map((id) => id + 1) } };
}

function isOpen({ tien_do, ngay_hoan_thanh }: HeldRow): boolean {
  return tien_do !== 100 || ngay_hoan_thanh === null;
}

/** One task, or how the portal says that it is gone. */
export function showTask(asked: Asked, state: State): Answer {
  const id = asked.params["id"] ?? "";
  const gone = goneTask(asked.faults, id)?.as;
  if (gone === "403") return { status: 403, json: { message: "Forbidden" } };
  const other = [...state.tasks.values()].find((one) => String(one.id) !== id);
  const row = gone === "moved" ? other : state.tasks.get(Number(id));
  if (row === undefined || gone === "404") return notFound;
  const [shown] = shownTasks(asked, state, [row]);
  const result = gone === "state" ? { ...shown, trang_thai: "Đã xóa" } : shown;
  return { status: 200, json: { id: row.id, result } };
}

/** Rows as shown now; faults of the showing fall on the first. */
function shownTasks(asked: Asked, state: State, rows: HeldRow[]): Record<string, unknown>[] {
  const drift = asked.faults.fires("clock-drift-words");
  const now = asked.now + (drift === null ? 0 : Number(drift["days"] ?? 400) * 86_400_000);
  const day = dayShown(asked.faults);
  const shape = dayShape(asked.faults);
  const shown = rows.map((row) => shaped(shownRow(withDays(row, day), now), shape));
  const [first, ...others] = withoutField(asked.faults, shown, "kho_khan");
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

function shaped(row: Record<string, unknown>, shape: (day: unknown) => unknown): Record<string, unknown> {
  const { han, du_kien_hoan_thanh, ngay_hoan_thanh } = row;
  return {
    ...row,
    han: shape(han),
    du_kien_hoan_thanh: shape(du_kien_hoan_thanh),
    ngay_hoan_thanh: shape(ngay_hoan_thanh),
  };
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

/** Sets the columns that the body names. */
export function updateTask(asked: Asked, state: State): Answer {
  const row = state.tasks.get(Number(asked.params["id"]));
  if (row === undefined) return notFound;
  const body = asked.json();
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return { status: 400, json: { message: "Request is not JSON" } };
  }
  if (asked.faults.fires("echoes-cookie") !== null) return echoed(asked, 422);
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
