// nq57's protocol at the least cost, in a process of its own so that it does not run on the measured one's thread.
// Checks tokens and columns, keeps its rows, remembers every request so that a bare loop can make the same ones.
// Started as a program it serves; imported it starts that program.
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { formOf } from "../../src/portal/simulator-form.ts";
import { complaints, newRow, shownRow, type HeldRow } from "../../adapters/nq57/simulator-records.ts";

export interface Seen {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** What the parent may ask of the running portal. */
type Wish =
  /** Tasks NV-000001 ... with nothing reported; ids in the same order from 1. */
  | { kind: "seed"; tasks: number }
  | { kind: "delay"; ms: number }
  /** Keeps, and brings back, all rows as they are now. */
  | { kind: "save" }
  | { kind: "restore" }
  /** Answers with every request since the last time this was asked. */
  | { kind: "requests" };

/** A file as it arrived. */
export interface SeenFile {
  size: number;
  sha256: string;
}

export interface QuickPortal {
  /** http://127.0.0.1:PORT */
  url: string;
  ask(wish: Wish): Promise<Seen[]>;
  /** Every file that arrived since the last time this was asked. */
  files(): Promise<SeenFile[]>;
  stop(): void;
}

/** Code of the task with this id (from 1). */
export function codeOf(id: number): string {
  return `NV-${String(id).padStart(6, "0")}`;
}

const program = fileURLToPath(import.meta.url);

/** Starts a portal without tasks. */
export async function startQuickPortal(): Promise<QuickPortal> {
  const child = fork(program, []);
  const port = String(await messageOf(child));
  return {
    url: `http://127.0.0.1:${port}`,
    async ask(wish) {
      child.send(wish);
      return (await messageOf(child)) as Seen[];
    },
    async files() {
      child.send({ kind: "files" });
      return (await messageOf(child)) as SeenFile[];
    },
    stop: () => void child.kill(),
  };
}

async function messageOf(child: ChildProcess): Promise<unknown> {
  const [message] = (await once(child, "message")) as [unknown];
  return message;
}

const token = "the-access-token-of-the-bench";
const csrf = "the-csrf-token-of-the-bench";
const session = "session=the-session-of-the-bench";

/** What a request carries whose sender has signed in. */
export const signedIn = {
  authorization: `Bearer ${token}`,
  "x-csrftoken": csrf,
  cookie: session,
  referer: "http://127.0.0.1/",
};

export interface Portal {
  rows: Map<number, HeldRow>;
  saved: Map<number, HeldRow>;
  seen: Seen[];
  files: SeenFile[];
  delayMs: number;
}

export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** A portal that holds nothing. */
export function emptyPortal(): Portal {
  return { rows: new Map(), saved: new Map(), seen: [], files: [], delayMs: 0 };
}

/** Gives a portal so many tasks, with ids from 1. */
export function seedPortal(portal: Portal, tasks: number): void {
  const ids = Array.from({ length: tasks }, (_, at) => at + 1);
  const title = "Hoàn thiện cơ sở dữ liệu dùng chung của tỉnh";
  const about = { title, dueOn: "2099-12-31", leadOrganisation: null };
  portal.rows = new Map(ids.map((id) => [id, newRow(id, { code: codeOf(id), ...about })]));
}

function serve(): void {
  const portal = emptyPortal();
  const server = createServer(async (request, response) => {
    const { method = "", url: path = "" } = request;
    const isUpload = method === "POST" && path === "/api/v1/minh_chung/";
    const body = isUpload ? await fileOf(portal, request) : await textOf(request);
    portal.seen.push({ method, path, headers: request.headers as Record<string, string>, body });
    if (portal.delayMs > 0) await wait(portal.delayMs);
    const answer = answerTo(portal, { method, path, headers: request.headers, body });
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
    response.end(JSON.stringify(answer.body));
  });
  process.on("message", (wish: Wish | { kind: "files" }) =>
    process.send?.(wish.kind === "files" ? portal.files.splice(0) : grant(portal, wish)),
  );
  process.on("disconnect", () => process.exit());
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (address !== null && typeof address === "object") process.send?.(address.port);
  });
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}

/** Takes a file and keeps what is known of it; the form's fields as JSON. */
async function fileOf(portal: Portal, request: IncomingMessage): Promise<string> {
  const { fields, files } = await formOf(request, request.headers["content-type"] ?? "");
  portal.files.push(...files.map(({ size, sha256 }) => ({ size, sha256 })));
  return JSON.stringify({ ...fields, size: files[0]?.size });
}

function grant(portal: Portal, wish: Wish): Seen[] {
  switch (wish.kind) {
    case "seed":
      seedPortal(portal, wish.tasks);
      return [];
    case "delay":
      portal.delayMs = wish.ms;
      return [];
    case "save":
      portal.saved = new Map(portal.rows);
      return [];
    case "restore":
      portal.rows = new Map(portal.saved);
      return [];
    case "requests":
      return portal.seen.splice(0);
  }
}

export interface Asked {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

/** What the portal says, and does, to one request. */
export function answerTo(portal: Portal, asked: Asked): Answer {
  const url = new URL(asked.path, "http://127.0.0.1");
  if (url.pathname === "/api/v1/security/login") {
    return { status: 200, body: { access_token: token, refresh_token: `${token}-refresh` } };
  }
  if (asked.headers.authorization !== `Bearer ${token}`) return { status: 401, body: { msg: "no token" } };
  if (url.pathname === "/api/v1/security/csrf_token/") {
    return { status: 200, body: { result: csrf }, headers: { "set-cookie": session } };
  }
  if (asked.method === "POST") return taken(asked);
  if (asked.method === "PUT") return update(portal, asked, Number(url.pathname.split("/").at(-1)));
  const one = portal.rows.get(Number(/^\/api\/v1\/nhiem_vu\/(\d+)$/.exec(url.pathname)?.[1]));
  if (one !== undefined) return { status: 200, body: { id: one.id, result: shownRow(one, Date.now()) } };
  const rows = url.pathname === "/api/v1/nhiem_vu/" ? portal.rows : new Map<number, HeldRow>();
  return { status: 200, body: pageOf(rows, url) };
}

/** One page, newest first, as ids run from 1 without holes. */
function pageOf(rows: Map<number, HeldRow>, url: URL): object {
  const query = JSON.parse(url.searchParams.get("q") ?? "{}") as { page?: number; page_size?: number };
  const size = Math.min(query.page_size ?? 20, 100);
  const first = rows.size - (query.page ?? 0) * size;
  const page = Array.from({ length: size }, (_, at) => rows.get(first - at)).filter(
    (row) => row !== undefined,
  );
  const now = Date.now();
  return {
    count: rows.size,
    ids: page.map((row) => row.id),
    result: page.map((row) => shownRow(row, now)),
  };
}

const untrusted: Answer = {
  status: 400,
  body: { errors: [{ message: "400 Bad Request: The CSRF token is missing." }] },
};

function isTrusted({ headers }: Asked): boolean {
  return headers["x-csrftoken"] === csrf && headers.cookie === session && headers.referer !== undefined;
}

function taken(asked: Asked): Answer {
  if (!isTrusted(asked)) return untrusted;
  const { nhiem_vu_id: id, size, ...told } = JSON.parse(asked.body) as Record<string, string>;
  const row = { nhiem_vu_id: Number(id), ten: told["ten"], so_ky_hieu: told["so_ky_hieu"] };
  return { status: 201, body: { id: 1, result: { ...row, ngay: null, kich_thuoc: size } } };
}

function update(portal: Portal, asked: Asked, id: number): Answer {
  if (!isTrusted(asked)) return untrusted;
  const { body } = asked;
  const row = portal.rows.get(id);
  if (row === undefined) return { status: 404, body: { message: "Not found" } };
  const columns = JSON.parse(body) as Record<string, unknown>;
  const wrong = complaints(columns);
  if (Object.keys(wrong).length > 0) return { status: 422, body: { message: wrong } };
  portal.rows.set(id, { ...row, ...columns, changed_on: "2026-01-01T00:00:00.000" });
  return { status: 200, body: { result: columns } };
}

if (process.argv[1] === program) serve();
