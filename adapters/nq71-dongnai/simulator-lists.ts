// How the imitated portal lists its tasks and shows one, with the faults of reading.
import { dayShown, listLeft } from "../../src/portal/simulator-lapses.ts";
import type { Answer, Asked } from "../../src/portal/simulator-spec.ts";
import { lockedWords, noTask } from "./simulator-refusals.ts";
import { shown, touch, type PortalState, type StoredTask } from "./simulator-state.ts";

/** One page of the tasks, newest change first. */
export function list(asked: Asked, state: PortalState): Answer {
  const page = Math.max(1, Number(asked.query.get("page") ?? 1));
  const wanted = Math.min(100, Math.max(1, Number(asked.query.get("per_page") ?? 20)));
  const clamp = asked.faults.fires("clamp-pages");
  const perPage = clamp === null ? wanted : Math.min(wanted, Number(clamp["size"] ?? 2));
  const newestFirst = () => [...state.tasks.values()].toSorted((one, other) => other.changed - one.changed);
  // Someone works on the oldest task while the pages are turned: it jumps to page 1.
  const oldest = newestFirst().at(-1);
  if (page > 1 && oldest !== undefined && asked.faults.fires("shifting-pages") !== null) touch(state, oldest);
  const start = (page - 1) * perPage;
  const all = newestFirst();
  const { rows, total } = listLeft(asked.faults, {
    number: page,
    size: perPage,
    rows: all.slice(start, start + perPage),
    total: all.length,
  });
  const pagination = {
    total,
    per_page: perPage,
    current_page: page,
    last_page: Math.max(1, Math.ceil(total / perPage)),
    from: rows.length === 0 ? null : start + 1,
    to: rows.length === 0 ? null : start + rows.length,
  };
  return { status: 200, json: { success: true, data: twisted(asked, state, rows), pagination } };
}

/** One task. */
export function detail(asked: Asked, state: PortalState): Answer {
  const task = state.tasks.get(Number(asked.params["id"]));
  if (task === undefined) return noTask;
  return { status: 200, json: { success: true, data: twisted(asked, state, [task])[0] } };
}

/** Tasks as shown, bent by the faults of reading. */
function twisted(asked: Asked, state: PortalState, tasks: StoredTask[]): Record<string, unknown>[] {
  const word = asked.faults.fires("unknown-word");
  const extra = asked.faults.fires("extra-field");
  const locked = asked.faults.fires("period-shows-locked");
  const day = dayShown(asked.faults);
  const shownTasks = tasks.map((task) => ({
    ...shown(state, withDays(task, day), asked.now),
    ...(word !== null && { status: word["word"] ?? "daphethuan_tronghan" }),
    ...(extra !== null && { [String(extra["field"] ?? "do_khan")]: "hoa_toc" }),
    ...(locked !== null && { period: { locked: true, message: lockedWords(locked["message"]) } }),
  }));
  state.rewriting.showed(tasks.map((task) => String(task.id)));
  return shownTasks;
}

function withDays(task: StoredTask, day: (day: string | null) => string | null): StoredTask {
  const { dueOn, expectedOn, completedOn } = task;
  return { ...task, dueOn: day(dueOn), expectedOn: day(expectedOn), completedOn: day(completedOn) };
}
