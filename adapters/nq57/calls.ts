// Asks the portal: list, read, send. Meaning is in convert.ts, tokens are in sign-in.ts, retry is around `http`.
import type { z } from "zod";
import { Refused, SignedOut, Transient, Uncertain, Unrecognised } from "../../schemas/errors.ts";
import type { Receipt } from "../../schemas/receipt.ts";
import type {
  EvidenceFile,
  PortalSession,
  ProgressChange,
  RemoteTask,
  TakeBytes,
} from "../../src/portal/contract.ts";
import type { Http, HttpReply } from "../../src/portal/http.ts";
import { toColumns, toTask } from "./convert.ts";
import type { Account } from "./pass.ts";
import { isRefusal, saidIn, signIn, type Asking } from "./sign-in.ts";
import {
  FileRowSchema,
  MeSchema,
  OneTaskSchema,
  pageOf,
  TaskRowSchema,
  UpdatedSchema,
  UploadedSchema,
  type FileRow,
} from "./wire.ts";

const tasksPath = "/api/v1/nhiem_vu/";
const filesPath = "/api/v1/minh_chung/";

/** Signs in and answers with what one may ask. */
export async function openSession(account: Account, http: Http): Promise<PortalSession> {
  const asking = await signIn(account, http);
  const name = account.session === undefined ? null : await nameOf(asking);
  return {
    ...(name === null ? {} : { account: name }),
    listTasks: () => listTasks(asking),
    readTask: (remoteId) => readTask(asking, remoteId),
    sendProgress: (change) => sendProgress(asking, change),
    sendEvidence: (file) => sendEvidence(asking, file),
    readEvidence: ({ fileId }, take) => readEvidence(asking, fileId, take),
  };
}

/** Whose session was handed over; `null` where the portal does not tell. */
async function nameOf(asking: Asking): Promise<string | null> {
  const reply = await asking.read({ path: "/api/v1/me/" });
  if (reply.status === 404) return null;
  const { first_name: given, last_name: family } = understood(reply, MeSchema).result;
  // A Vietnamese name begins with that of the family.
  return `${family} ${given}`.trim();
}

/** All files first, in a few pages of their own: asking for them task by task would cost a request each. */
async function* listTasks(asking: Asking): AsyncGenerator<RemoteTask> {
  const files = await Array.fromAsync(listRows(asking, { of: "files", path: filesPath, row: FileRowSchema }));
  const filesOf = Map.groupBy(files, (file) => file.nhiem_vu_id);
  for await (const row of listRows(asking, { of: "tasks", path: tasksPath, row: TaskRowSchema })) {
    yield toTask(row, inOrder(filesOf.get(row.id) ?? []));
  }
}

async function readTask(asking: Asking, remoteId: string): Promise<RemoteTask | null> {
  const reply = await asking.read({ path: `${tasksPath}${encodeURIComponent(remoteId)}`, query: asked({}) });
  if (reply.status === 404) return null;
  // One task that is closed to us holds that task, not the portal.
  if (reply.status === 403) throw new Refused(saidIn(reply));
  const { id, result: row } = understood(reply, OneTaskSchema);
  // Merged or moved at the portal: what stands there now is another task's report.
  if (String(id) !== remoteId || row.id !== id)
    throw new Refused(`Cổng trả lời bằng nhiệm vụ ${row.id} thay cho nhiệm vụ ${remoteId}.`);
  const filters = [{ col: "nhiem_vu_id", opr: "eq", value: row.id }];
  const list = { of: "files", path: filesPath, row: FileRowSchema, filters };
  const files = await Array.fromAsync(listRows(asking, list));
  return toTask(row, inOrder(files));
}

async function sendProgress(asking: Asking, change: ProgressChange): Promise<Receipt> {
  const reply = await asking.write({
    method: "PUT",
    path: `${tasksPath}${encodeURIComponent(change.remoteId)}`,
    json: toColumns(change.set),
  });
  taken(reply, { status: 200, shape: UpdatedSchema });
  return { createdId: null, portalSaid: reply.text.slice(0, 500) };
}

async function sendEvidence(asking: Asking, file: EvidenceFile): Promise<Receipt> {
  const reply = await asking.write({
    method: "POST",
    path: filesPath,
    multipart: {
      fields: {
        nhiem_vu_id: file.remoteId,
        ten: file.name,
        so_ky_hieu: file.documentNumber,
        ...(file.documentOn === null ? {} : { ngay: file.documentOn }),
      },
      file: { field: "file", name: file.name, mime: file.mime, size: file.size, open: file.open },
    },
  });
  const { id, result } = taken(reply, { status: 201, shape: UploadedSchema });
  const stored = { size: result.kich_thuoc, sha256: null };
  return { createdId: String(id), portalSaid: reply.text.slice(0, 500), stored };
}

async function readEvidence(asking: Asking, fileId: string, take: TakeBytes): Promise<void> {
  const reply = await asking.read({ path: `${filesPath}${encodeURIComponent(fileId)}/tep`, take });
  if (reply.status === 404 || reply.status === 403) throw new Refused(saidIn(reply));
  if (reply.status !== 200 || reply.text !== "") {
    throw new Unrecognised(`the portal answered a download with ${reply.status}`, reply.text.slice(0, 2_000));
  }
}

const passes = 3;

interface List<Row> {
  /** What is listed, for saying that it could not be. */
  of: string;
  path: string;
  row: z.ZodType<Row>;
  filters?: object[];
}

/**
 * Every row once, newest first. In this order a row that appears meanwhile only pushes others back, to be seen again;
 * one that disappears pulls others forward, past the page border, and then the count of a later page is smaller (as
 * many of both leave the others where they were, or push them back). So a pass is complete when each of its pages gave
 * the same count and it saw as many rows; else it is made again, and after three Transient.
 */
async function* listRows<Row extends { id: number }>(asking: Asking, list: List<Row>): AsyncGenerator<Row> {
  const given = new Set<number>();
  let last = { counts: "", seen: 0 };
  for (let pass = 1; pass <= passes; pass += 1) {
    const seen = new Set<number>();
    const counts = new Set<number>();
    for await (const { count, result } of listPages(asking, list, seen)) {
      counts.add(count);
      for (const row of result) {
        if (!given.has(row.id)) yield row;
        given.add(row.id);
      }
    }
    if (counts.size === 1 && counts.has(seen.size)) return;
    last = { counts: [...counts].join(", then "), seen: seen.size };
  }
  throw new Transient(
    `the portal counts ${last.counts} ${list.of}, ${passes} listings in a row showed ${last.seen}`,
  );
}

/** Pages until `seen` holds as many ids as the portal counts, or a page brings nothing new. */
async function* listPages<Row extends { id: number }>(asking: Asking, list: List<Row>, seen: Set<number>) {
  const shape = pageOf(list.row);
  const askFor = (page: number): Promise<HttpReply> => {
    const order = { order_column: "id", order_direction: "desc", page, page_size: 100 };
    const filters = list.filters === undefined ? {} : { filters: list.filters };
    return asking.read({ path: list.path, query: asked({ ...order, ...filters }) });
  };
  let next = askFor(0);
  for (let page = 1; ; page += 1) {
    const reply = await next;
    if (reply.status === 403) throw new SignedOut(`not allowed to list ${list.path}: ${saidIn(reply)}`);
    const rows = understood(reply, shape);
    const before = seen.size;
    for (const id of rows.ids) seen.add(id);
    const isLast = seen.size === before || seen.size >= rows.count;
    if (!isLast) {
      // The next page is on its way while whoever asked works on this one; he may also stop here and never ask.
      next = askFor(page);
      next.catch(() => undefined);
    }
    yield rows;
    if (isLast) return;
  }
}

/** The `q` of a read, without the portal's descriptions of its own columns. */
function asked(query: object): { q: string } {
  return { q: JSON.stringify({ keys: ["none"], ...query }) };
}

function inOrder(files: FileRow[]): FileRow[] {
  return files.toSorted((one, other) => one.id - other.id);
}

function understood<Shape>(reply: HttpReply, shape: z.ZodType<Shape>): Shape {
  if (reply.status === 200) return reply.json(shape);
  if (passing.includes(reply.status)) throw new Transient(`${reply.status}: ${saidIn(reply)}`);
  throw new Unrecognised(`the portal answered a read with ${reply.status}`, reply.text.slice(0, 2_000));
}

/** Says no for the moment only: time-out, conflict, condition, locked, too early. */
const passing = [408, 409, 412, 423, 425];

/** What the portal said of a write that it took; Refused with its words when it did not. */
function taken<Shape>(reply: HttpReply, expected: { status: number; shape: z.ZodType<Shape> }): Shape {
  if ([400, 403, 404, 413, 422].includes(reply.status)) throw new Refused(saidIn(reply));
  if (reply.status !== expected.status) {
    throw new Uncertain(`the portal answered a write with ${reply.status}: ${saidIn(reply)}`);
  }
  try {
    return reply.json(expected.shape);
  } catch (error) {
    // It was taken, or something else was: only looking tells.
    if (!(error instanceof Unrecognised)) throw error;
    // A no may come with a 200 as well.
    if (isRefusal(reply)) throw new Refused(saidIn(reply), { cause: error });
    throw new Uncertain("the portal took a write in unknown words", { cause: error });
  }
}
