// The conversation with the portal: sign in, list, read, send. Promises complete listings and at most one progress
// entry and one report a call; never repeats a write that may have landed, never takes an odd answer for a yes.
import { z } from "zod";
import { Refused, SignedOut, Transient, Uncertain, Unrecognised } from "../../schemas/errors.ts";
import type { EvidenceFacts } from "../../schemas/facts.ts";
import type { FieldName } from "../../schemas/field.ts";
import { brokenRules } from "../../schemas/file-rules.ts";
import { inWords, phrase } from "../../schemas/phrase.ts";
import type { Receipt } from "../../schemas/receipt.ts";
import type { Secret } from "../../schemas/secret.ts";
import type {
  EvidenceFile,
  PortalSession,
  ProgressChange,
  RemoteTask,
  TakeBytes,
} from "../../src/portal/contract.ts";
import type { Http, HttpReply, HttpRequest } from "../../src/portal/http.ts";
import { toRemoteTask, toWishes } from "./convert.ts";
import {
  WireDetailSchema,
  WireFailureSchema,
  WireListSchema,
  WireLoginSchema,
  WireUploadedSchema,
  WireWrittenSchema,
  type WireFailure,
  type WireList,
} from "./wire.ts";

export interface Account {
  email: string;
  password: Secret;
}

/** Signs in, then offers the calls; SignedOut when the portal does not know the account. */
export async function openSession(
  http: Http,
  account: Account,
  limits: { pageSize: number; evidence: EvidenceFacts },
): Promise<PortalSession> {
  const ask = await signedIn(http, account);
  return {
    listTasks: () => listTasks(ask, limits.pageSize),
    readTask: (remoteId) => readTask(ask, remoteId),
    sendProgress: (change) => sendProgress(ask, change),
    sendEvidence: (file) => sendEvidence(ask, file, limits.evidence),
    readEvidence: ({ fileId }, take) => readEvidence(ask, fileId, take),
  };
}

type Ask = (how: "read" | "write", request: HttpRequest) => Promise<HttpReply>;

// A 401 says that the call was not taken, so it is safe to send again; once, with a token that all calls share.
async function signedIn(http: Http, account: Account): Promise<Ask> {
  let token: Promise<string> = signIn(http, account);
  await token;
  let failed = false;
  const renew = (): void => {
    failed = false;
    token = signIn(http, account);
    token.catch(() => (failed = true));
  };
  return async (how, request) => {
    if (failed) renew();
    const used = token;
    const reply = await http[how](withBearer(request, await used));
    if (reply.status !== 401) return reply;
    if (token === used) renew();
    const again = await http[how](withBearer(request, await token));
    if (again.status === 401) throw new SignedOut("the portal refuses a token it has just issued");
    return again;
  };
}

function withBearer(request: HttpRequest, token: string): HttpRequest {
  return {
    ...request,
    headers: { ...request.headers, accept: "application/json", authorization: `Bearer ${token}` },
  };
}

async function signIn(http: Http, account: Account): Promise<string> {
  const reply = await http.signIn({
    method: "POST",
    path: "/api/v1/auth/login",
    headers: { accept: "application/json" },
    json: { email: account.email, password: account.password.reveal() },
  });
  if (reply.status === 200) {
    const token = reply.json(WireLoginSchema).data.access_token;
    http.hide(token);
    return token;
  }
  if ([400, 401, 403, 422].includes(reply.status))
    throw new SignedOut(wordsOf(reply.json(WireFailureSchema)));
  throw strange(reply);
}

const listings = 3;

// Newest first: a row that changes while we turn pages jumps to page 1 and pushes the others down, so one is shown
// twice and one not at all. Complete means: as many distinct ids as the portal counts, and the count stood still.
async function* listTasks(ask: Ask, pageSize: number): AsyncGenerator<RemoteTask> {
  const yielded = new Set<number>();
  const seen = new Set<number>();
  let total: number | null = null;
  for (let round = 1; round <= listings; round += 1) {
    for await (const page of pages(ask, pageSize)) {
      if (page.pagination.total !== total) seen.clear();
      total = page.pagination.total;
      for (const task of page.data) {
        seen.add(task.id);
        if (yielded.has(task.id)) continue;
        yielded.add(task.id);
        yield toRemoteTask(task);
      }
    }
    if (seen.size === total) return;
  }
  throw new Transient(`the portal counts ${total} tasks, ${listings} listings in a row showed ${seen.size}`);
}

async function* pages(ask: Ask, pageSize: number): AsyncGenerator<WireList> {
  for (let page = 1; ; page += 1) {
    const reply = await ask("read", { path: "/api/v1/tasks", query: { page, per_page: pageSize } });
    if (reply.status === 403) throw new SignedOut(wordsOf(reply.json(WireFailureSchema)));
    const list = answered(reply, z.discriminatedUnion("success", [WireListSchema, WireFailureSchema]));
    if (list.pagination.current_page !== page) throw strange(reply);
    yield list;
    // The page size is cut in silence: only the portal's own last page ends a listing.
    if (page >= list.pagination.last_page) return;
  }
}

async function readTask(ask: Ask, remoteId: string): Promise<RemoteTask | null> {
  const reply = await ask("read", { path: taskPath(remoteId) });
  if (reply.status === 404 && reply.json(WireFailureSchema)) return null;
  if (reply.status === 403) throw new Refused(wordsOf(reply.json(WireFailureSchema)));
  const { data } = answered(reply, z.discriminatedUnion("success", [WireDetailSchema, WireFailureSchema]));
  // Merged or moved at the portal: what stands there now is another task's report.
  if (String(data.id) !== remoteId)
    throw new Refused(`Cổng trả lời bằng nhiệm vụ ${data.id} thay cho nhiệm vụ ${remoteId}.`);
  return toRemoteTask(data);
}

async function sendProgress(ask: Ask, change: ProgressChange): Promise<Receipt> {
  const { progress, report, unready, impossible } = toWishes(change);
  if (impossible.length > 0) throw new Refused(noCallFor(impossible));
  if (unready) throw new Refused("Chỉ được báo cáo hoàn thành khi tiến độ đạt 100% và có ngày hoàn thành.");
  if (progress === null && report === null) throw new Error("a change without content was sent");
  const path = taskPath(change.remoteId);
  const entry = progress && (await send(ask, { path: `${path}/progress`, json: progress }));
  const reported =
    report && (await afterEntry(entry, () => send(ask, { path: `${path}/report`, json: report })));
  return {
    createdId: entry === null ? null : String(entry.data.id),
    portalSaid: clip([entry?.message, reported?.message].filter((said) => said !== undefined).join(" ")),
  };
}

// The entry has landed: no error of the second call may say "nothing happened" any more.
async function afterEntry<Result>(entry: object | null, report: () => Promise<Result>): Promise<Result> {
  if (entry === null) return report();
  try {
    return await report();
  } catch (cause) {
    throw new Uncertain("the progress entry was taken, the report of completion was not confirmed", {
      cause,
    });
  }
}

async function sendEvidence(ask: Ask, file: EvidenceFile, limits: EvidenceFacts): Promise<Receipt> {
  refuseUnfit(file, limits);
  const upload = await ask("write", {
    method: "POST",
    path: "/api/v1/files/upload",
    multipart: {
      // The name stands in a field too: quotes and decomposed letters do not survive every file header.
      fields: { name: file.name, document_number: file.documentNumber, document_on: file.documentOn ?? "" },
      file: { field: "file", name: file.name, mime: file.mime, size: file.size, open: () => file.open() },
    },
  });
  const { message, data } = taken(upload, WireUploadedSchema);
  const stored = { size: data.size, sha256: data.sha256 };
  // Nothing stands at the task yet, so a broken copy can still be left behind.
  if (stored.size !== file.size || stored.sha256 !== file.sha256)
    return { createdId: null, portalSaid: clip(message), stored };
  const attached = await send(ask, {
    path: `${taskPath(file.remoteId)}/attachments`,
    json: { fileIds: [data.fileId] },
  });
  return { createdId: String(data.fileId), portalSaid: clip(attached.message), stored };
}

async function readEvidence(ask: Ask, fileId: string, take: TakeBytes): Promise<void> {
  const reply = await ask("read", { path: `/api/v1/files/${encodeURIComponent(fileId)}/download`, take });
  if (reply.status === 404 || reply.status === 403) throw new Refused(wordsOf(reply.json(WireFailureSchema)));
  if (reply.status === 200 && reply.text === "") return;
  if (reply.status === 200) throw new Transient(wordsOf(reply.json(WireFailureSchema)));
  throw strange(reply);
}

function noCallFor(names: readonly FieldName[]): string {
  return `Cổng không có lệnh ghi: ${names.map((name) => inWords(phrase(`field.${name}`), "vi")).join(", ")}`;
}

// A body over the portal's limit is cut off in mid-transfer, which would look uncertain.
function refuseUnfit(file: EvidenceFile, limits: EvidenceFacts): void {
  const [broken] = brokenRules(file, limits);
  if (broken !== undefined) throw new Refused(inWords(broken, "vi"));
}

async function send(
  ask: Ask,
  request: HttpRequest,
): Promise<Exclude<z.infer<typeof WireWrittenSchema>, WireFailure>> {
  return taken(await ask("write", { method: "POST", ...request }), WireWrittenSchema);
}

function answered<Shape extends { success: boolean }>(
  reply: HttpReply,
  shape: z.ZodType<Shape>,
): Extract<Shape, { success: true }> {
  if (passing.includes(reply.status)) throw new Transient(`${reply.status}: ${clip(reply.text)}`);
  if (reply.status !== 200) throw strange(reply);
  const body = reply.json(shape);
  if (isFailure(body)) throw new Transient(wordsOf(body));
  return body as Extract<Shape, { success: true }>;
}

/** Says no for the moment only: time-out, conflict, condition, locked, too early. */
const passing = [408, 409, 412, 423, 425];

// The portal's yes to a write, or its no as Refused.
function taken<Shape extends { success: boolean }>(
  reply: HttpReply,
  shape: z.ZodType<Shape>,
): Extract<Shape, { success: true }> {
  if (reply.status === 413) throw new Refused("413: tệp quá lớn");
  // Nothing is said of what was kept.
  if (reply.status === 204) throw new Uncertain("the portal took a write without a word");
  if (passing.includes(reply.status)) throw new Uncertain(`${reply.status}: ${clip(reply.text)}`);
  const body = reply.status < 300 ? written(reply, shape) : written(reply, WireFailureSchema);
  if (!isFailure(body)) return body as Extract<Shape, { success: true }>;
  const said = wordsOf(body);
  // "Báo cáo kỳ này đã được gửi" may well be the echo of our own lost call.
  if (said.normalize("NFC").includes("đã được gửi")) throw new Uncertain(said);
  throw new Refused(said);
}

// Neither a sign-in page nor unknown words in reply to a write prove that nothing was written; a 4xx in any words does.
function written<Shape>(reply: HttpReply, shape: z.ZodType<Shape>): Shape {
  try {
    return reply.json(shape);
  } catch (cause) {
    if (cause instanceof SignedOut) throw new Uncertain("the portal answered a write with a page", { cause });
    if (!(cause instanceof Unrecognised)) throw cause;
    if ([400, 403, 404, 422].includes(reply.status)) throw new Refused(clip(reply.text), { cause });
    throw new Uncertain("the portal took a write in unknown words", { cause });
  }
}

function isFailure(body: { success: boolean }): body is WireFailure {
  return !body.success;
}

function wordsOf(failure: WireFailure): string {
  const details = Object.values(failure.errors ?? {}).flat();
  return clip([failure.message, ...details.filter((detail) => detail !== failure.message)].join(" "));
}

function strange(reply: HttpReply): Error {
  if (reply.status >= 300 && reply.status < 400)
    return new SignedOut(`${reply.status}: led away to another page`);
  return new Unrecognised(`status ${reply.status} where none was expected`, clip(reply.text));
}

function clip(words: string): string {
  return words.slice(0, 500);
}

function taskPath(remoteId: string): string {
  return `/api/v1/tasks/${encodeURIComponent(remoteId)}`;
}
