// Plays a recorded portal on this machine, strictly: it answers only what was asked then, in the order of then within
// one task, with a body of the same shape. Everything else is refused, remembered, and told by `check`.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { RecordedExchange } from "../../schemas/recording.ts";
import { bodyOf } from "./simulator-request.ts";

export interface Replay {
  /** http://127.0.0.1:PORT, the base address of the recorded portal. */
  url: string;
  /** Throws with everything that was asked and not recorded, or recorded and not asked. */
  check(): void;
  stop(): Promise<void>;
}

type Asked = Pick<RecordedExchange, "method" | "path" | "query" | "sends" | "body">;

/** Starts to play. */
export async function replay(recording: readonly RecordedExchange[]): Promise<Replay> {
  const queues = Map.groupBy(recording, ({ path }) => taskOf(path));
  const wrong: string[] = [];
  const server = createServer((request, response) => {
    void askedOf(request).then((asked) => {
      const found = next(queues.get(taskOf(asked.path)) ?? [], asked);
      if (typeof found !== "string") return answer(request, response, found);
      wrong.push(found);
      // No code of these makes an adapter try again, or believe that a task is gone.
      response.writeHead(418, { "content-type": "text/plain; charset=utf-8" }).end(`replay: ${found}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    check() {
      const left = [...queues.values()].flat().map((one) => `never asked: ${inWords(one)}`);
      if (wrong.length + left.length > 0) throw new Error([...wrong, ...left].join("\n"));
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** What keeps its order: the path down to the first id in it. */
function taskOf(path: string): string {
  const parts = path.split("/");
  const id = parts.findIndex((part) => /^\d+$|^[0-9a-f]{8}[0-9a-f-]*$/i.test(part));
  return id === -1 ? path : parts.slice(0, id + 1).join("/");
}

/** Takes the exchange that was asked out of its queue, or says why none fits. Reads may change places between writes. */
function next(queue: RecordedExchange[], asked: Asked): RecordedExchange | string {
  const place = queue.findIndex((one) => isSameCall(one, asked));
  const found = queue[place];
  if (found === undefined) return unfit(asked, queue[0]);
  const earlier = queue.slice(0, place);
  const first = asked.method === "GET" ? earlier.find(({ kind }) => kind === "write") : earlier[0];
  if (first !== undefined) return `${unfit(asked, first)} first`;
  const headers = [asked, found].map(({ sends }) => sends.filter(isOurs).join(", ") || "none");
  if (headers[0] !== headers[1]) {
    return `asked ${inWords(asked)} with the headers ${headers[0]}, expected ${headers[1]}`;
  }
  const shapes = [asked, found].map(({ body }) => JSON.stringify(shapeOf(contentOf(body))));
  if (shapes[0] !== shapes[1]) {
    return `asked ${inWords(asked)} with a body of the shape ${shapes[0]}, expected ${shapes[1]}`;
  }
  queue.splice(place, 1);
  return found;
}

function unfit(asked: Asked, expected: RecordedExchange | undefined): string {
  const instead = expected === undefined ? "nothing (more) of this task" : inWords(expected);
  return `asked ${inWords(asked)}, expected ${instead}`;
}

function inWords({ method, path, query }: Pick<Asked, "method" | "path" | "query">): string {
  const search = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return `${method} ${path}${search.length === 0 ? "" : `?${search.join("&")}`}`;
}

function isSameCall(recorded: RecordedExchange, asked: Asked): boolean {
  const names = Object.keys(recorded.query).toSorted();
  return (
    recorded.method === asked.method &&
    isSameText(recorded.path, asked.path) &&
    names.join() === Object.keys(asked.query).toSorted().join() &&
    names.every((name) => isSameText(recorded.query[name] ?? "", asked.query[name] ?? ""))
  );
}

/** Where something was redacted, anything may stand. */
function isSameText(recorded: string, asked: string): boolean {
  const parts = recorded.split(/\[secret\]|\[personal-\d+\]/);
  return parts.length === 1
    ? recorded === asked
    : asked.startsWith(parts[0] ?? "") && asked.endsWith(parts.at(-1) ?? "");
}

/** Keys and kinds of values; of a list the shapes of its items, each once. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value))
    return [...new Set(value.map((item) => JSON.stringify(shapeOf(item))))].toSorted();
  if (value === null) return "nothing";
  if (typeof value !== "object") return typeof value;
  const names = Object.keys(value).toSorted();
  return Object.fromEntries(names.map((name) => [name, shapeOf((value as Record<string, unknown>)[name])]));
}

function contentOf(body: RecordedExchange["body"]): unknown {
  switch (body.as) {
    case "none":
      return null;
    case "json":
      return { json: body.json };
    case "text":
      return { text: body.type };
    case "file":
      return "file";
    case "form":
      return { form: body.fields };
    case "multipart":
      return { fields: body.fields, [body.file.field]: { [body.file.mime]: "file" } };
  }
}

async function askedOf(request: IncomingMessage): Promise<Asked> {
  const url = new URL(request.url ?? "/", "http://replay");
  return {
    method: (request.method ?? "GET") as Asked["method"],
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    sends: Object.keys(request.headers).toSorted(),
    body: await sentBody(request),
  };
}

/** Headers that the client sets by itself; `accept` it sets where the adapter does not. */
const transport = [
  "host",
  "connection",
  "accept",
  "accept-encoding",
  "content-type",
  "content-length",
  "transfer-encoding",
];

function isOurs(header: string): boolean {
  return !transport.includes(header);
}

async function sentBody(request: IncomingMessage): Promise<Asked["body"]> {
  const body = await bodyOf(request);
  const type = request.headers["content-type"] ?? "";
  if ("form" in body) {
    if (body.form === "unreadable") return { as: "none" };
    const [file = { field: "", name: "", mime: "", size: 0 }] = body.form.files;
    const { field, name, mime, size } = file;
    return { as: "multipart", fields: { ...body.form.fields }, file: { field, name, mime, size } };
  }
  const text = body.bytes.toString("utf8");
  if (text === "") return { as: "none" };
  if (type.includes("form-urlencoded")) {
    return { as: "form", fields: Object.fromEntries(new URLSearchParams(text)) };
  }
  if (type.includes("json")) return { as: "json", json: JSON.parse(text) as unknown };
  if (type === "application/octet-stream") return { as: "file", bytes: body.bytes.length };
  return { as: "text", type, text };
}

function answer(request: IncomingMessage, response: ServerResponse, recorded: RecordedExchange): void {
  if (recorded.answer === null) return void request.socket.destroy();
  const { status, headers, content } = recorded.answer;
  response.writeHead(status, headers);
  switch (content.as) {
    case "json":
      return void response.end(JSON.stringify(content.json));
    case "text":
      return void response.end(content.text);
    case "file":
      return void response.end(Buffer.alloc(content.bytes));
    case "left out":
      return void response.end();
  }
}
