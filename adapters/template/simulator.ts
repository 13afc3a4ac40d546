// Imitates the portal as assumed in README.md: its own state, its own count, its own refusals. Never imports convert.ts
// or wire.ts: it keeps its own truth, so that a mistake there cannot hide here.
import { Secret } from "../../schemas/secret.ts";
import { defineSimulator } from "../../src/portal/simulator-engine.ts";
import { dayShown, listLeft } from "../../src/portal/simulator-lapses.ts";
import type { Answer, Asked, Route, SimulatorSettings } from "../../src/portal/simulator-spec.ts";
import type { HeldTask, SeededTask } from "../../src/portal/simulator.ts";

interface StoredTask {
  id: number;
  code: string;
  title: string;
  agency: string | null;
  due: string | null;
  status: string;
  percent: number;
  /** Place in the row of changes; lists show the highest first. */
  changed: number;
}

interface PortalState {
  token: string;
  tasks: Map<string, StoredTask>;
  next(): number;
}

const words: Readonly<Record<string, string>> = {
  not_started: "Chưa thực hiện",
  in_progress: "Đang thực hiện",
  completed: "Hoàn thành",
};

function create(settings: SimulatorSettings): PortalState {
  let last = 100;
  return { token: settings.invent(), tasks: new Map(), next: () => (last += 1) };
}

const no = (status: number, message: string): Answer => ({ status, json: { message }, committed: false });

function inside(handle: Route<PortalState>["handle"]): Route<PortalState>["handle"] {
  return (asked, state) =>
    asked.headers.authorization === `Bearer ${state.token}`
      ? handle(asked, state)
      : no(401, "Mã truy cập không đúng.");
}

function list(asked: Asked, state: PortalState): Answer {
  const page = Math.max(1, Number(asked.query.get("page") ?? 1));
  const wanted = Math.min(100, Math.max(1, Number(asked.query.get("size") ?? 20)));
  const clamp = asked.faults.fires("clamp-pages");
  const size = clamp === null ? wanted : Math.min(wanted, Number(clamp["size"] ?? 2));
  const oldest = newestFirst(state).at(-1);
  // Someone works on the oldest task while the pages are turned: it jumps to page 1.
  if (page > 1 && oldest !== undefined && asked.faults.fires("shifting-pages") !== null)
    oldest.changed = state.next();
  const all = newestFirst(state);
  const rows = all.slice((page - 1) * size, page * size);
  const left = listLeft(asked.faults, { number: page, size, rows, total: all.length });
  return { status: 200, json: { data: shown(asked, left.rows), total: left.total } };
}

function newestFirst({ tasks }: PortalState): StoredTask[] {
  return [...tasks.values()].toSorted((one, other) => other.changed - one.changed);
}

function detail(asked: Asked, state: PortalState): Answer {
  const task = state.tasks.get(asked.params["id"] ?? "");
  if (task === undefined) return no(404, "Không tìm thấy nhiệm vụ.");
  return { status: 200, json: { data: shown(asked, [task])[0] } };
}

/** Tasks as shown, bent by the faults of reading. */
function shown(asked: Asked, tasks: readonly StoredTask[]): Record<string, unknown>[] {
  const word = asked.faults.fires("unknown-word");
  const extra = asked.faults.fires("extra-field");
  const day = dayShown(asked.faults);
  return tasks.map(({ id, code, title, agency, due, status, percent }) => ({
    id,
    code,
    title,
    agency,
    due: day(due),
    status: word === null ? status : (word["word"] ?? "Đã phê duyệt"),
    percent,
    ...(extra !== null && { [String(extra["field"] ?? "do_khan")]: "hoa_toc" }),
  }));
}

function seed(state: PortalState, tasks: readonly SeededTask[]): string[] {
  return tasks.map(({ code, title, dueOn, leadOrganisation }) => {
    const id = state.next();
    const place = { id, code, title, agency: leadOrganisation, due: dueOn };
    const begun = { status: "Chưa thực hiện", percent: 0, changed: state.next() };
    state.tasks.set(String(id), { ...place, ...begun });
    return String(id);
  });
}

function held({ tasks }: PortalState): HeldTask[] {
  const canonical = new Map(Object.entries(words).map(([lifecycle, word]) => [word, lifecycle]));
  return [...tasks.values()].map(({ id, code, title, agency, due, status, percent }) => ({
    remoteId: String(id),
    code,
    fields: {
      title,
      dueOn: due,
      leadOrganisation: agency,
      lifecycle: canonical.get(status) ?? null,
      percent,
    },
    entries: [],
    evidence: [],
  }));
}

/** Changes a task as a person at the portal would; passes over what this portal does not hold. */
function edit(state: PortalState, remoteId: string, fields: Readonly<Record<string, unknown>>): void {
  const task = taskOf(state, remoteId);
  if (typeof fields["percent"] === "number") task.percent = fields["percent"];
  if (fields["title"] !== undefined) task.title = String(fields["title"]);
  if (fields["dueOn"] !== undefined) task.due = fields["dueOn"] as string | null;
  if (fields["leadOrganisation"] !== undefined) task.agency = fields["leadOrganisation"] as string | null;
  if (fields["lifecycle"] !== undefined) task.status = words[String(fields["lifecycle"])] ?? task.status;
  task.changed = state.next();
}

function taskOf(state: PortalState, remoteId: string): StoredTask {
  const task = state.tasks.get(remoteId);
  if (task === undefined) throw new Error(`the portal holds no task ${remoteId}`);
  return task;
}

/** The portal on 127.0.0.1, 60 requests a minute unless told otherwise. */
export const simulator = defineSimulator<PortalState>({
  faults: [
    "clamp-pages",
    "shifting-pages",
    "unknown-word",
    "extra-field",
    "empty-list",
    "cut-list",
    "shifted-days",
  ],
  requestsPerMinute: 60,
  create,
  routes: [
    { method: "GET", path: "/api/tasks", kind: "read", handle: inside(list) },
    { method: "GET", path: "/api/tasks/:id", kind: "read", handle: inside(detail) },
  ],
  answers: { notFound: (path) => no(404, `Không có địa chỉ ${path}.`) },
  options: (state, url) => ({ baseUrl: url, token: new Secret(state.token) }),
  seed,
  held,
  edit,
  remove: (state, remoteId) => void state.tasks.delete(String(taskOf(state, remoteId).id)),
  copy(state, remoteId) {
    const id = state.next();
    state.tasks.set(String(id), { ...taskOf(state, remoteId), id, changed: state.next() });
    return String(id);
  },
  loseFiles: (state, remoteId) => void taskOf(state, remoteId),
});
