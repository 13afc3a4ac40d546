// The conversation with a CalDAV server: who we are, list, read, put back. Promises complete listings and one conditional
// PUT a change; never overwrites what changed meanwhile, never takes an odd answer for a yes.
import { Refused, SignedOut, Stale, Transient, Uncertain, Unrecognised } from "../../schemas/errors.ts";
import type { Receipt } from "../../schemas/receipt.ts";
import type { Secret } from "../../schemas/secret.ts";
import type { PortalSession, ProgressChange, RemoteTask } from "../../src/portal/contract.ts";
import type { Http, HttpReply, HttpRequest } from "../../src/portal/http.ts";
import { changedCalendar, toRemoteTask } from "./convert.ts";
import { listedIn, wordsIn, type Listed, type WireTask } from "./wire.ts";

export interface Access {
  collection: string;
  username: string;
  password: Secret;
  pageSize: number;
}

type Ask = (how: "read" | "write", request: HttpRequest) => Promise<HttpReply>;

/** Asks for the collection with the account; SignedOut when the server does not let it in. */
export async function openSession(http: Http, access: Access): Promise<PortalSession> {
  const { username, password, collection } = access;
  const token = Buffer.from(`${username}:${password.reveal()}`, "utf8").toString("base64");
  for (const hidden of [password.reveal(), token]) http.hide(hidden);
  const ask: Ask = async (how, request) => {
    const headers = { accept: "*/*", ...request.headers, authorization: `Basic ${token}` };
    const reply = await http[how]({ ...request, headers });
    // Said before anything is done with a request.
    if (reply.status === 401) throw new SignedOut(`the server refuses the account ${username}`);
    return reply;
  };
  const [own] = await listing(ask, { method: "PROPFIND", path: collection, depth: 0, body: properties });
  if (own?.isCollection !== true) throw new SignedOut(`no list of tasks stands at ${collection}`);
  return {
    listTasks: () => listTasks(ask, access),
    readTask: (remoteId) => readTask(ask, access, remoteId),
    sendProgress: (change) => sendProgress(ask, access, change),
  };
}

const properties = `<?xml version="1.0" encoding="utf-8"?>
<propfind xmlns="DAV:"><prop><resourcetype/><getetag/></prop></propfind>`;

function multiget(paths: readonly string[]): string {
  const hrefs = paths.map((path) => `<d:href>${path}</d:href>`).join("");
  return `<?xml version="1.0" encoding="utf-8"?>
<c:calendar-multiget xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop><d:getetag/><c:calendar-data/></d:prop>${hrefs}</c:calendar-multiget>`;
}

interface Listing {
  method: "PROPFIND" | "REPORT";
  path: string;
  depth: 0 | 1;
  body: string;
}

async function listing(ask: Ask, { method, path, depth, body }: Listing): Promise<Listed[]> {
  const text = { type: "application/xml; charset=utf-8", content: body };
  const reply = await ask("read", { method, path, headers: { depth: String(depth) }, text });
  if (reply.status === 403 || reply.status === 404)
    throw new SignedOut(`${reply.status}: ${wordsIn(reply.text)} (${path})`);
  if (reply.status !== 207) throw strange(reply);
  return listedIn(reply.text);
}

// Names first, then the tasks by their names: a server has no pages, and one answer with all would have no bound.
async function* listTasks(ask: Ask, { collection, pageSize }: Access): AsyncGenerator<RemoteTask> {
  const names = await listing(ask, { method: "PROPFIND", path: collection, depth: 1, body: properties });
  const resources = [...new Set(names.filter((one) => !one.isCollection).map(({ name }) => name))];
  for (let from = 0; from < resources.length; from += pageSize) {
    const asked = resources.slice(from, from + pageSize);
    const body = multiget(asked.map((name) => pathOf(collection, name)));
    const found = await listing(ask, { method: "REPORT", path: collection, depth: 0, body });
    const byName = new Map(found.map((one) => [one.name, one]));
    for (const name of asked) {
      const one = byName.get(name);
      if (one === undefined) throw new Transient(`the server did not answer for ${name}`);
      if (one.isGone) continue;
      const task = toRemoteTask(wireOf(one));
      if (task !== null) yield task;
    }
  }
}

function wireOf({ name, etag, calendar }: Listed): WireTask {
  if (etag === null || calendar === null)
    throw new Unrecognised(`the server shows ${name} without its ETag or its text`, "");
  return { remoteId: name, etag, calendar };
}

async function readTask(ask: Ask, { collection }: Access, remoteId: string): Promise<RemoteTask | null> {
  const reply = await ask("read", { path: pathOf(collection, remoteId) });
  if (reply.status === 404 || reply.status === 410) return null;
  if (reply.status === 403) throw new Refused(wordsIn(reply.text));
  if (reply.status !== 200 || isPage(reply)) throw strange(reply);
  const etag = reply.headers["etag"];
  if (typeof etag !== "string") throw new Unrecognised("the server shows a task without its ETag", "");
  return toRemoteTask({ remoteId, etag, calendar: reply.text });
}

/** Says no for the moment only: time-out, conflict, locked, too early. 412 is the answer to a stale write. */
const passing = [408, 409, 423, 425];

async function sendProgress(ask: Ask, { collection }: Access, change: ProgressChange): Promise<Receipt> {
  const { remoteId, before } = change;
  if (before.locked !== null) throw new Refused(before.locked);
  if (before.version === null) throw new Error("a task without its ETag was observed");
  const reply = await ask("write", {
    method: "PUT",
    path: pathOf(collection, remoteId),
    headers: { "if-match": before.version },
    text: { type: "text/calendar; charset=utf-8", content: changedCalendar(change) },
  });
  if (reply.status === 412) throw new Stale("somebody changed the task since it was read");
  if ([200, 201, 204].includes(reply.status) && !isPage(reply))
    return { createdId: null, portalSaid: wordsIn(reply.text) };
  // A page in the place of an answer does not prove that nothing was written.
  if (reply.status < 400 || passing.includes(reply.status))
    throw new Uncertain(`the server answered a write with ${reply.status}`);
  throw new Refused(wordsIn(reply.text) || String(reply.status));
}

function pathOf(collection: string, name: string): string {
  return `${collection}${encodeURIComponent(name)}`;
}

function isPage({ headers }: HttpReply): boolean {
  return /^text\/html/i.test(String(headers["content-type"] ?? ""));
}

function strange(reply: HttpReply): Error {
  if (isPage(reply)) return new SignedOut(`the server answered with a page (${reply.status})`);
  if (reply.status >= 300 && reply.status < 400)
    return new SignedOut(`${reply.status}: led away to another page`);
  return new Unrecognised(`status ${reply.status} where none was expected`, reply.text.slice(0, 500));
}
