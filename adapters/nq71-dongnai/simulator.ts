// Imitates nq71.dongnai.gov.vn as assumed in README.md: its own state machine, its own count, its own refusals.
// Never imports convert.ts or wire.ts: it keeps its own truth, so that a mistake there cannot hide here.
import { Secret } from "../../schemas/secret.ts";
import { defineSimulator } from "../../src/portal/simulator-engine.ts";
import type { Answer, Asked, FaultParameters, Route } from "../../src/portal/simulator-spec.ts";
import { fileLapses, readingLapses } from "../../src/portal/simulator-lapses.ts";
import { detail, list } from "./simulator-lists.ts";
import { attach, download, upload } from "./simulator-files.ts";
import { done, invalid, no, noTask, refusal } from "./simulator-refusals.ts";
import { copy, loseFiles, remove } from "./simulator-owner.ts";
import { isDay, knownFiles, progressErrors, progressSet, record } from "./simulator-forms.ts";
import {
  appendEntry,
  createPortalState,
  edit,
  held,
  lifecycleStates,
  seed,
  touch,
  type PortalState,
  type StoredTask,
} from "./simulator-state.ts";

const alreadySent: Answer = { ...no(400, "Báo cáo kỳ này đã được gửi"), committed: true };

/** Routes behind the sign-in; without "Accept: application/json" the framework shows its login page instead. */
function signedIn(handle: Route<PortalState>["handle"]): Route<PortalState>["handle"] {
  return (asked, state) => {
    if (!asked.headers.accept?.includes("application/json")) {
      return { status: 302, headers: { location: "/login" }, text: "", committed: false };
    }
    if (asked.faults.fires("token-expires") !== null) state.tokens.clear();
    const token = asked.headers.authorization?.replace(/^Bearer /, "") ?? "";
    if (!state.tokens.has(token))
      return { status: 401, json: { message: "Unauthenticated." }, committed: false };
    for (const { id, goneAt } of state.files.values())
      if (goneAt !== null && goneAt <= asked.now) state.files.delete(id);
    return handle(asked, state);
  };
}

function signIn(asked: Asked, state: PortalState): Answer {
  const { email, password } = record(asked.json());
  if (email !== state.email || password !== state.password) return no(401, "Email hoặc mật khẩu không đúng.");
  const token = state.invent();
  state.tokens.add(token);
  return { status: 200, json: { success: true, data: { access_token: token, expires_in: 3600 } } };
}

function progress(asked: Asked, state: PortalState): Answer {
  const task = state.tasks.get(Number(asked.params["id"]));
  const refused = refusal(asked, task);
  if (refused !== null || task === undefined) return refused ?? noTask;
  const body = record(asked.json());
  const rival = asked.faults.fires("edited-between");
  if (rival !== null) {
    const percent = Number(rival["percent"] ?? task.percent);
    const progressText = String(rival["text"] ?? "Cập nhật trực tiếp trên cổng");
    appendEntry(state, task, { now: asked.now, set: { percent, progressText } });
  }
  const errors = progressErrors(body, state);
  if (Object.keys(errors).length > 0) return invalid(errors);
  if (!["chuathuchien", "dangthuchien", "tuchoixacnhan", "thuchienlai"].includes(task.state)) {
    return no(400, `Nhiệm vụ ở trạng thái ${task.state}, không thể cập nhật tiến độ.`);
  }
  const silent = asked.faults.fires("silent-204") !== null;
  const lost = silent ? {} : asked.faults.fires("drops-field");
  const set = kept({ task, lost }, progressSet(body));
  const id = appendEntry(state, task, { now: asked.now, set });
  task.state = "dangthuchien";
  state.rewriting.wrote(asked.faults, String(task.id));
  if (asked.faults.fires("already-sent") !== null) return alreadySent;
  if (silent) return { status: 204, empty: true };
  if (asked.faults.fires("strange-answer") !== null) return { status: 200, json: { status: "ok" } };
  return done("Cập nhật tiến độ thành công.", id);
}

/** What is left when a fault loses one field: the named one, else the last that would have changed. */
function kept(
  { task, lost: fault }: { task: StoredTask; lost: FaultParameters | null },
  set: Partial<StoredTask>,
): Partial<StoredTask> {
  if (fault === null) return set;
  const changing = Object.entries(set).filter(([field, value]) => task[field as keyof StoredTask] !== value);
  const lost = fault["field"] ?? changing.at(-1)?.[0];
  return Object.fromEntries(Object.entries(set).filter(([field]) => field !== lost));
}

function report(asked: Asked, state: PortalState): Answer {
  const task = state.tasks.get(Number(asked.params["id"]));
  const refused = refusal(asked, task);
  if (refused !== null || task === undefined) return refused ?? noTask;
  const body = record(asked.json());
  const completedOn = body["completed_at"];
  if (!isDay(completedOn))
    return invalid({ completed_at: ["Ngày hoàn thành là bắt buộc, định dạng Y-m-d."] });
  if (!knownFiles(body["attachments"] ?? [], state))
    return invalid({ attachments: ["Tệp đính kèm không tồn tại."] });
  if (completedOn > new Date(asked.now + 7 * 3_600_000).toISOString().slice(0, 10)) {
    return invalid({ completed_at: ["Ngày hoàn thành không được sau ngày hiện tại."] });
  }
  if (!["dangthuchien", "tuchoixacnhan", "thuchienlai"].includes(task.state)) {
    return no(400, `Nhiệm vụ ở trạng thái ${task.state}, không thể báo cáo hoàn thành.`);
  }
  if (task.percent !== 100) return no(400, "Chỉ được báo cáo hoàn thành khi tiến độ đạt 100%.");
  Object.assign(task, { completedOn, state: lifecycleStates["submitted"] });
  touch(state, task);
  state.rewriting.wrote(asked.faults, String(task.id));
  if (asked.faults.fires("already-sent") !== null) return alreadySent;
  return done("Đã gửi báo cáo hoàn thành, chờ xác nhận.", task.id);
}

/**
 * The province's tracker on 127.0.0.1, 60 requests a minute unless told otherwise. What each fault does stands in the
 * catalogue, under `fault.` and its name.
 */
export const simulator = defineSimulator<PortalState>({
  faults: [
    "token-expires",
    "forbidden",
    "clamp-pages",
    "page-limit",
    "shifting-pages",
    "unstable-order",
    "count-mismatch",
    "edited-between",
    "unknown-word",
    "extra-field",
    "drops-field",
    "period-locked",
    "period-shows-locked",
    "already-sent",
    "success-false",
    "refused-in-list",
    "silent-204",
    "strange-answer",
    "drops-file",
    "token-used-up",
    "rewrites-field",
    ...readingLapses,
    ...fileLapses,
  ],
  requestsPerMinute: 60,
  create: createPortalState,
  routes: [
    { method: "POST", path: "/api/v1/auth/login", kind: "signIn", handle: signIn },
    { method: "GET", path: "/api/v1/tasks", kind: "read", handle: signedIn(list) },
    { method: "GET", path: "/api/v1/tasks/:id", kind: "read", handle: signedIn(detail) },
    { method: "POST", path: "/api/v1/tasks/:id/progress", kind: "write", handle: signedIn(progress) },
    { method: "POST", path: "/api/v1/tasks/:id/report", kind: "write", handle: signedIn(report) },
    { method: "POST", path: "/api/v1/files/upload", kind: "write", handle: signedIn(upload) },
    { method: "GET", path: "/api/v1/files/:id/download", kind: "read", handle: signedIn(download) },
    { method: "POST", path: "/api/v1/tasks/:id/attachments", kind: "write", handle: signedIn(attach) },
  ],
  answers: {
    notFound: (path) => ({ status: 404, json: { message: `The route ${path} could not be found.` } }),
    unavailable: () => ({ status: 503, json: { success: false, message: "Hệ thống đang bảo trì." } }),
    serverError: () => ({ status: 500, json: { success: false, message: "Server Error" } }),
  },
  options: (state, url) => ({ baseUrl: url, email: state.email, password: new Secret(state.password) }),
  account: (_, state) => state.email,
  seed,
  held,
  edit,
  remove,
  copy,
  loseFiles,
});
