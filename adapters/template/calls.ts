// The conversation with the portal: list and read. Promises complete listings; never takes an odd answer for an empty
// one. To write, add sendProgress here, its words to convert.ts and its fields to the facts.
import { Refused, SignedOut, Transient, Unrecognised } from "../../schemas/errors.ts";
import type { Secret } from "../../schemas/secret.ts";
import type { PortalSession, RemoteTask } from "../../src/portal/contract.ts";
import type { Http, HttpReply, HttpRequest } from "../../src/portal/http.ts";
import { toRemoteTask } from "./convert.ts";
import { WireDetailSchema, WireFailureSchema, WireListSchema, type WireTask } from "./wire.ts";

type Ask = (request: HttpRequest) => Promise<HttpReply>;

/** Offers the calls, after one that shows whether the portal takes the token. */
export async function openSession(
  http: Http,
  { token, pageSize }: { token: Secret; pageSize: number },
): Promise<PortalSession> {
  http.hide(token.reveal());
  // Such a token would not even leave: no portal has given it out.
  if (/[^\x21-\x7e]/.test(token.reveal()))
    throw new SignedOut("the token holds letters that no header takes");
  const ask: Ask = async (request) => {
    const reply = await http.read({ ...request, headers: { authorization: `Bearer ${token.reveal()}` } });
    if (reply.status === 401) throw new SignedOut(reply.json(WireFailureSchema).message);
    return reply;
  };
  await listPage(ask, { page: 1, size: 1 });
  return {
    listTasks: () => listTasks(ask, pageSize),
    readTask: (remoteId) => readTask(ask, remoteId),
  };
}

const listings = 3;

// A row that changes while we turn pages may move, so one is shown twice and one not at all. Complete means: as many
// distinct ids as the portal counts, and the count stood still.
async function* listTasks(ask: Ask, pageSize: number): AsyncGenerator<RemoteTask> {
  const yielded = new Set<number>();
  const seen = new Set<number>();
  let total: number | null = null;
  for (let round = 1; round <= listings; round += 1) {
    for await (const page of pages(ask, pageSize)) {
      if (page.total !== total) seen.clear();
      total = page.total;
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

interface Page {
  data: WireTask[];
  total: number;
}

async function* pages(ask: Ask, pageSize: number): AsyncGenerator<Page> {
  const shown = new Set<number>();
  for (let page = 1; ; page += 1) {
    const list = await listPage(ask, { page, size: pageSize });
    yield list;
    const before = shown.size;
    for (const { id } of list.data) shown.add(id);
    // The page size may be cut in silence: only the count, or a page with nothing new, ends a listing.
    if (shown.size >= list.total || shown.size === before) return;
  }
}

async function listPage(ask: Ask, { page, size }: { page: number; size: number }): Promise<Page> {
  const reply = await ask({ path: "/api/tasks", query: { page, size } });
  if (reply.status === 403) throw new SignedOut(reply.json(WireFailureSchema).message);
  return expected(reply).json(WireListSchema);
}

async function readTask(ask: Ask, remoteId: string): Promise<RemoteTask | null> {
  const reply = await ask({ path: `/api/tasks/${encodeURIComponent(remoteId)}` });
  if (reply.status === 404 && reply.json(WireFailureSchema)) return null;
  if (reply.status === 403) throw new Refused(reply.json(WireFailureSchema).message);
  return toRemoteTask(expected(reply).json(WireDetailSchema).data);
}

function expected(reply: HttpReply): HttpReply {
  if (reply.status === 200) return reply;
  if (reply.status >= 300 && reply.status < 400)
    throw new SignedOut(`${reply.status}: led away to another page`);
  throw new Unrecognised(`status ${reply.status} where none was expected`, reply.text.slice(0, 500));
}
