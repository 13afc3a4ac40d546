// How the imitated portal lists its tasks and shows one, with the faults of reading.
import {
  dayShape,
  dayShown,
  goneTask,
  hidesClosed,
  listLeft,
  withoutField,
} from "../../src/portal/simulator-lapses.ts";
import type { Answer, Asked } from "../../src/portal/simulator-spec.ts";
import { lockedWords, no, noTask } from "./simulator-refusals.ts";
import { shown, touch, type PortalState, type StoredTask } from "./simulator-state.ts";

/** One page of the tasks, newest change first. */
export function list(asked: Asked, state: PortalState): Answer {
  if (asked.faults.fires("forbidden") !== null) return no(403, "Bạn không có quyền xem nhiệm vụ.");
  const page = Math.max(1, Number(asked.query.get("page") ?? 1));
  const wanted = Math.min(100, Math.max(1, Number(asked.query.get("per_page") ?? 20)));
  const limit = asked.faults.fires("page-limit");
  if (limit !== null && Number(asked.query.get("per_page") ?? 20) > Number(limit["size"] ?? 20))
    return no(400, "Số bản ghi mỗi trang vượt quá giới hạn.");
  const clamp = asked.faults.fires("clamp-pages");
  const perPage = clamp === null ? wanted : Math.min(wanted, Number(clamp["size"] ?? 2));
  const listed = listedTasks(asked);
  // An order of the database's own on every second page: some rows are shown twice, others not at all.
  const isTurned = page % 2 === 0 && asked.faults.fires("unstable-order") !== null;
  const newestFirst = () =>
    [...state.tasks.values()]
      .filter(listed)
      .toSorted((one, other) => (isTurned ? one.changed - other.changed : other.changed - one.changed));
  // Someone works on the oldest task while the pages are turned: it jumps to page 1.
  const oldest = newestFirst().at(-1);
  if (page > 1 && oldest !== undefined && asked.faults.fires("shifting-pages") !== null) touch(state, oldest);
  const start = (page - 1) * perPage;
  const all = newestFirst();
  const { rows, total: left } = listLeft(asked.faults, {
    number: page,
    size: perPage,
    rows: all.slice(start, start + perPage),
    total: all.length,
  });
  const mismatch = asked.faults.fires("count-mismatch");
  const total = left + (mismatch === null ? 0 : Number(mismatch["by"] ?? 1));
  const pagination = {
    total,
    per_page: perPage,
    current_page: page,
    last_page: Math.max(1, Math.ceil(total / perPage)),
    from: rows.length === 0 ? null : start + 1,
    to: rows.length === 0 ? null : start + rows.length,
    // The framework builds it from its own configuration: an address inside the portal's own network.
    next_page_url:
      start + perPage < total ? `http://nq71-noi-bo.example/api/v1/tasks?page=${page + 1}` : null,
  };
  return { status: 200, json: { success: true, data: twisted(asked, state, rows), pagination } };
}

/** Which tasks lists show. */
function listedTasks(asked: Asked): (task: StoredTask) => boolean {
  const gone = goneTask(asked.faults);
  const hides = hidesClosed(asked.faults);
  return ({ id, state }) => String(id) !== gone?.remoteId && !(hides && state === "dahoanthanh");
}

/** One task, or how the portal says that it is gone. */
export function detail(asked: Asked, state: PortalState): Answer {
  const id = asked.params["id"] ?? "";
  const gone = goneTask(asked.faults, id)?.as;
  if (gone === "403" || asked.faults.fires("forbidden") !== null)
    return no(403, "Bạn không có quyền xem nhiệm vụ này.");
  const other = [...state.tasks.values()].find((one) => String(one.id) !== id);
  const task = gone === "moved" ? other : state.tasks.get(Number(id));
  if (task === undefined || gone === "404") return noTask;
  const [shownTask] = twisted(asked, state, [task]);
  const data = gone === "state" ? { ...shownTask, status: "daxoa" } : shownTask;
  return { status: 200, json: { success: true, data } };
}

/** Tasks as shown, bent by the faults of reading. */
function twisted(asked: Asked, state: PortalState, tasks: StoredTask[]): Record<string, unknown>[] {
  const word = asked.faults.fires("unknown-word");
  const extra = asked.faults.fires("extra-field");
  const locked = asked.faults.fires("period-shows-locked");
  const day = dayShown(asked.faults);
  const shape = dayShape(asked.faults);
  const shownTasks = tasks.map((task) => ({
    ...shaped(shown(state, withDays(task, day), asked.now), shape),
    ...(word !== null && { status: word["word"] ?? "daphethuan_tronghan" }),
    ...(extra !== null && { [String(extra["field"] ?? "do_khan")]: "hoa_toc" }),
    ...(locked !== null && { period: { locked: true, message: lockedWords(locked["message"]) } }),
  }));
  state.rewriting.showed(tasks.map((task) => String(task.id)));
  return withoutField(asked.faults, shownTasks, "late_reason");
}

function shaped(task: Record<string, unknown>, shape: (day: unknown) => unknown): Record<string, unknown> {
  const { deadline, expected_date, completed_at } = task;
  return {
    ...task,
    deadline: shape(deadline),
    expected_date: shape(expected_date),
    completed_at: shape(completed_at),
  };
}

function withDays(task: StoredTask, day: (day: string | null) => string | null): StoredTask {
  const { dueOn, expectedOn, completedOn } = task;
  return { ...task, dueOn: day(dueOn), expectedOn: day(expectedOn), completedOn: day(completedOn) };
}
