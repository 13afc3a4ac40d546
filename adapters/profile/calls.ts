// The conversation with a profile's portal: list, read, send. Promises complete listings and each declared call at most
// once; never repeats a write that may have landed, never takes an odd answer for a yes.
import { Refused, Transient, Uncertain, Unrecognised } from "../../schemas/errors.ts";
import { brokenRules } from "../../schemas/file-rules.ts";
import { inWords } from "../../schemas/phrase.ts";
import type { Receipt } from "../../schemas/receipt.ts";
import type {
  PortalFacts,
  PortalSession,
  ProgressChange,
  RemoteTask,
  TakeBytes,
} from "../../src/portal/contract.ts";
import type { Http, HttpReply, HttpRequest } from "../../src/portal/http.ts";
import { understood, wordsOf, type Expected, type On } from "./answers.ts";
import { idOf, listAt, toRemoteTask, type Beside, type Lookups, type Reading } from "./convert.ts";
import { evidenceSender } from "./evidence.ts";
import { everyRow } from "./paging.ts";
import { valueAt } from "./path.ts";
import type { Profile } from "./schema.ts";
import { signIn, type Asking, type Options } from "./sign-in.ts";
import { toWishes, writtenWords, type Wish } from "./wishes.ts";

/** What every call needs. */
export interface Talk {
  reading: Reading;
  asking: Asking;
  lookups: Lookups;
}

/** Signs in, fetches the portal's lists of names, then offers what the profile declares. */
export async function openSession(
  reading: Reading,
  facts: PortalFacts,
  { options, http }: { options: Options; http: Http },
): Promise<PortalSession> {
  const { profile } = reading;
  const asking = await signIn(profile, options, http);
  const talk: Talk = { reading, asking, lookups: await fetchLookups(reading, asking) };
  const { evidence } = facts;
  const { download } = profile.evidence;
  return {
    listTasks: () => listTasks(talk),
    ...(profile.read && { readTask: (remoteId: string) => readTask(talk, remoteId) }),
    ...(profile.writes.length > 0 && {
      sendProgress: (change: ProgressChange) => sendProgress(talk, change),
    }),
    ...(!("none" in evidence) && {
      sendEvidence: async (file) => {
        const [broken] = brokenRules(file, evidence);
        // A body over the portal's limit is cut off in mid-transfer, which would look uncertain.
        if (broken !== undefined) throw new Refused(inWords(broken, "vi"));
        return await evidenceSender(talk, file);
      },
    }),
    ...(download !== undefined && {
      readEvidence: (file: { taskId: string; fileId: string }, take: TakeBytes) =>
        readEvidence(talk, { path: pathOf(download, { id: file.taskId, fileId: file.fileId }), take }),
    }),
  } satisfies PortalSession;
}

async function* listTasks(talk: Talk): AsyncGenerator<RemoteTask> {
  const { profile } = talk.reading;
  const { list } = profile;
  const ask = (query: Record<string, string | number>) => read(talk, "list", { path: list.path, query });
  for await (const row of everyRow(profile, ask)) {
    if (list.shows === "everything") {
      yield await taskOf(talk, row);
      continue;
    }
    const task = await readTask(talk, idOf(valueAt(row, profile.task.id), profile.task.id));
    if (task === null) throw new Transient("a task went away while it was listed");
    yield task;
  }
}

async function readTask(talk: Talk, remoteId: string): Promise<RemoteTask | null> {
  const { profile } = talk.reading;
  if (profile.read === undefined) throw new Error("this portal cannot be asked for one task");
  const request = { path: pathOf(profile.read.path, { id: remoteId }), query: profile.read.query };
  const body = await readOrGone(talk, "read", request);
  if (body === null) return null;
  const row = profile.read.task === undefined ? body.body : valueAt(body.body, profile.read.task);
  return await taskOf(talk, row);
}

async function taskOf(talk: Talk, row: unknown): Promise<RemoteTask> {
  const { task } = talk.reading.profile;
  const id = idOf(valueAt(row, task.id), task.id);
  const beside: Beside = {};
  if (task.files?.of !== undefined) beside.files = await listBeside(talk, id, task.files.of);
  if (task.entries.of !== undefined) beside.entries = await listBeside(talk, id, task.entries.of);
  return await toRemoteTask(talk.reading, row, { lookups: talk.lookups, beside });
}

async function listBeside(
  talk: Talk,
  id: string,
  { path, rows }: { path: string; rows?: string | undefined },
): Promise<unknown[]> {
  const body = await readOrGone(talk, "read", { path: pathOf(path, { id }) });
  return body === null ? [] : listAt(body.body, rows);
}

async function fetchLookups(reading: Reading, asking: Asking): Promise<Lookups> {
  const { profile } = reading;
  const found = new Map<string, { ids: Map<string, unknown>; names: Map<string, string> }>();
  const talk: Talk = { reading, asking, lookups: found };
  for (const [list, { path, query, rows, id, name }] of Object.entries(profile.lookups)) {
    const items = listAt(await read(talk, "list", { path, query }), rows);
    const pairs = items.map((item) => ({ id: valueAt(item, id), name: String(valueAt(item, name) ?? "") }));
    found.set(list, {
      ids: new Map(pairs.map((pair) => [pair.name.normalize("NFC"), pair.id])),
      names: new Map(pairs.map((pair) => [idOf(pair.id, id), pair.name])),
    });
  }
  const lacking = writtenWords(profile, reading.status).filter(
    ({ list, word }) => !found.get(list)?.ids.has(word),
  );
  if (lacking.length > 0)
    throw new Unrecognised(`the portal does not know: ${lacking.map(({ word }) => word).join(", ")}`, "");
  return found;
}

async function sendProgress(talk: Talk, change: ProgressChange): Promise<Receipt> {
  const wishes = toWishes(talk.reading, change, talk.lookups);
  const receipts: Receipt[] = [];
  for (const wish of wishes) {
    try {
      receipts.push(await sendWish(talk, wish, change));
    } catch (cause) {
      if (receipts.length === 0) throw cause;
      // The first call has landed: no error of a later one may say "nothing happened" any more.
      throw new Uncertain(
        `${receipts.length} of ${wishes.length} calls were taken, then one was not confirmed`,
        {
          cause,
        },
      );
    }
  }
  return {
    createdId: receipts.find(({ createdId }) => createdId !== null)?.createdId ?? null,
    portalSaid: receipts
      .map(({ portalSaid }) => portalSaid)
      .join(" ")
      .slice(0, 500),
  };
}

async function sendWish(talk: Talk, { write, body }: Wish, change: ProgressChange): Promise<Receipt> {
  const { profile } = talk.reading;
  const { method, path } = callOf(write.call);
  const { before, remoteId, key } = change;
  const request: HttpRequest = {
    method,
    path: pathOf(path, { id: remoteId }),
    headers: { ...conditionOf(profile, before), ...keyHeader(profile, key) },
    ...(write.as === "json" ? { json: body } : { form: asForm(body) }),
  };
  const { answer, reply } = await send(talk, request, write.taken);
  const id = write.id === undefined ? null : valueAt(answer, write.id);
  if (id === undefined) throw new Uncertain("the portal took a write and did not say what it made");
  return {
    createdId: id === null ? null : idOf(id, write.id ?? ""),
    portalSaid: wordsOf(profile.answers, reply),
  };
}

function conditionOf({ version }: Profile, before: RemoteTask): Record<string, string> {
  return version?.header === undefined || before.version === null ? {} : { [version.header]: before.version };
}

/** The header of the idempotency key, where the portal takes one. */
export function keyHeader({ idempotencyKey }: Profile, key: string): Record<string, string> {
  return idempotencyKey === undefined ? {} : { [idempotencyKey]: key };
}

/** Sends a write; what the portal said to it when it took it. */
export async function send(
  { reading, asking }: Talk,
  request: HttpRequest,
  taken: readonly number[],
): Promise<{ answer: unknown; reply: HttpReply }> {
  const reply = await asking.write(request);
  const said = understood(reading.profile.answers, reply, { on: "write", taken });
  if (said === "gone") throw new Refused(wordsOf(reading.profile.answers, reply));
  return { answer: said.body, reply };
}

async function read(talk: Talk, on: On, request: HttpRequest): Promise<unknown> {
  const body = await readOrGone(talk, on, request);
  if (body === null) throw new Unrecognised(`the portal has no ${request.path}`, "");
  return body.body;
}

async function readOrGone(
  { reading, asking }: Talk,
  on: On,
  request: HttpRequest,
): Promise<{ body: unknown } | null> {
  const expected: Expected = { on, taken: [200] };
  const said = understood(reading.profile.answers, await asking.read(request), expected);
  return said === "gone" ? null : said;
}

async function readEvidence(
  { reading, asking }: Talk,
  { path, take }: { path: string; take: TakeBytes },
): Promise<void> {
  const { answers } = reading.profile;
  const reply = await asking.read({ path, take });
  if (reply.status === 200 && reply.text === "") return;
  const said = understood(answers, reply, { on: "download", taken: [] });
  if (said === "gone") throw new Refused(wordsOf(answers, reply));
}

/** Method and path of a call. */
export function callOf(call: string): { method: NonNullable<HttpRequest["method"]>; path: string } {
  const [method = "POST", path = "/"] = call.split(" ");
  return { method: method as NonNullable<HttpRequest["method"]>, path };
}

/** A path with values in the place of their names, each as one part of it. */
export function pathOf(path: string, values: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
}

function asForm(body: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value),
    ]),
  );
}
