// A strict imitation of nq57.vn as README.md assumes it: tokens, CSRF, column rules, clamped pages, its own count.
// Never repairs a request, and never imports what the adapter converts with.
import { Secret } from "../../schemas/secret.ts";
import { defineSimulator } from "../../src/portal/simulator-engine.ts";
import type { Route } from "../../src/portal/simulator-spec.ts";
import { fileLapses, readingLapses } from "../../src/portal/simulator-lapses.ts";
import { guarded, isSignedIn, newDoor, securityRoutes, signInAsPerson } from "./simulator-door.ts";
import { addFile, listFiles, showFile } from "./simulator-files.ts";
import { edited, heldTask } from "./simulator-records.ts";
import { add, filesOf, keepFile, newState, rowOf, type State } from "./simulator-state.ts";
import { listTasks, showTask, updateTask } from "./simulator-tasks.ts";

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

/** What each fault does stands in the catalogue, under `fault.` and its name. */
export const simulator = defineSimulator<State>({
  faults: [
    "captcha",
    "session-ends",
    "echoes-cookie",
    "token-expires",
    "refresh-expires",
    "refresh-reuse-kill",
    "short-tokens",
    "forgets-tokens",
    "csrf-expires",
    "forbidden",
    "clamp-pages",
    "page-limit",
    "shifting-pages",
    "count-mismatch",
    "ids-differ",
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
    "rewrites-field",
    ...readingLapses,
    ...fileLapses,
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
  account: (asked, { door }) =>
    asked.headers.authorization === undefined && !isSignedIn(asked, door) ? null : door.account,
  signInAsPerson: (state, now) => signInAsPerson(state.door, now),
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
