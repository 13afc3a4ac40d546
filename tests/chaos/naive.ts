// A connector as it is usually written: three retries with a growing pause on no answer, 429 and 5xx; any 2xx is a
// success. For comparison only: it shows that the faults do harm.
import type { Secret } from "../../schemas/secret.ts";
import type { RunningSimulator } from "../../schemas/simulator.ts";

export interface NaiveReport {
  /** Task codes that it says went well, and that it says did not. */
  ok: string[];
  failed: string[];
}

export interface Entry {
  percent: number;
  text: string;
  /** The status to set, where that is part of the report. */
  lifecycle?: "in_progress" | "completed";
  /** Sent with the entry where there is one. */
  file: { name: string; bytes: Uint8Array<ArrayBuffer> } | null;
}

const retries = 3;
const firstPauseMs = 5;

/** Carries entries, by task code, to the province's tracker; each request is given so many milliseconds. */
export async function naivePush(
  { url, options }: RunningSimulator,
  entries: ReadonlyMap<string, Entry>,
  timeoutMs: number,
): Promise<NaiveReport> {
  const ask = async (path: string, init: RequestInit, token: string | null) =>
    await firmly(() =>
      fetch(`${url}/api/v1${path}`, {
        ...init,
        headers: {
          accept: "application/json",
          ...(init.body instanceof FormData ? {} : { "content-type": "application/json" }),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        signal: AbortSignal.timeout(timeoutMs),
      }),
    );
  const signIn = async () => {
    const password = (options["password"] as Secret).reveal();
    const body = JSON.stringify({ email: options["email"], password });
    const { data } = await json(await ask("/auth/login", { method: "POST", body }, null));
    return String(data["access_token"]);
  };
  let token = await signIn();
  const list = await json(await ask("/tasks?page=1&per_page=100", {}, token));
  const report: NaiveReport = { ok: [], failed: [] };
  for (const { id, code } of list.data as unknown as { id: number; code: string }[]) {
    const entry = entries.get(code);
    if (entry === undefined) continue;
    try {
      await sendOne(async (path, init) => await ask(path, init, token), id, entry);
      report.ok.push(code);
    } catch (error) {
      report.failed.push(code);
      if (String(error).includes("401")) token = await signIn();
    }
  }
  return report;
}

type Ask = (path: string, init: RequestInit) => Promise<Response>;

async function sendOne(ask: Ask, id: number, entry: Entry): Promise<void> {
  await ask(`/tasks/${id}/progress`, post({ percent: entry.percent, explain: entry.text, attachments: [] }));
  if (entry.file !== null) {
    const form = new FormData();
    form.set("name", entry.file.name);
    form.set("file", new Blob([entry.file.bytes], { type: "application/pdf" }), entry.file.name);
    const { data } = await json(await ask("/files/upload", { method: "POST", body: form }));
    await ask(`/tasks/${id}/attachments`, post({ fileIds: [data["fileId"]] }));
  }
}

function post(value: unknown): RequestInit {
  return { method: "POST", body: JSON.stringify(value) };
}

/** The answer that such a connector takes for one: after retries, any 2xx. */
export async function firmly(once: () => Promise<Response>): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    const end = await once()
      .then(
        async (reply) => ({ reply: await whole(reply) }),
        (error: unknown) => ({ error }),
      )
      .catch((error: unknown) => ({ error }));
    const isFinal = "reply" in end && end.reply.status !== 429 && end.reply.status < 500;
    if (isFinal && end.reply.ok) return end.reply;
    if (isFinal) throw new Error(`the portal answered ${end.reply.status}`);
    if (attempt >= retries) throw new Error("no answer");
    await new Promise((wake) => setTimeout(wake, firstPauseMs * 2 ** attempt));
  }
}

async function json(reply: Response): Promise<{ data: Record<string, unknown> }> {
  return (await reply.json()) as { data: Record<string, unknown> };
}

/** With its body, so that one that breaks off is noticed here. */
async function whole(reply: Response): Promise<Response> {
  const body = await reply.arrayBuffer();
  return new Response(reply.status === 204 ? null : body, reply);
}
