// The client against real sockets that misbehave: what counts as sent, what is repeated, what is recorded.
import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { createServer as createSocketServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { Agent } from "undici";
import { z } from "zod";
import type { Exchange } from "../../schemas/attempt.ts";
import { SignedOut, Transient, Uncertain, Unrecognised, UserError } from "../../schemas/errors.ts";
import { createHttp, type HttpSettings } from "../../src/portal/http-client.ts";

type Answerer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** A portal that answers as told and remembers what arrived. */
async function aPortal(answer: Answerer) {
  const seen: { method: string; url: string; headers: IncomingMessage["headers"]; body: Buffer }[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
    answer(request, response, body);
  });
  return { url: await listening(server), seen };
}

async function listening(server: Server, scheme = "http"): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function aClient(baseUrl: string, more: Partial<HttpSettings> = {}) {
  const exchanges: Exchange[] = [];
  const http = createHttp({
    baseUrl,
    requestsPerMinute: Infinity,
    parallel: 4,
    onExchange: (exchange) => exchanges.push(exchange),
    now: () => "2025-12-31T09:00:00.000Z",
    timing: { repeatMs: 5, longestQuietMs: 200, headersMs: 5_000, bodyMs: 5_000 },
    ...more,
  });
  closers.push(() => http.close());
  return { http, exchanges };
}

/** Statuses in order, the last one for ever. */
function inOrder(
  ...answers: { status: number; headers?: Record<string, string>; body?: string }[]
): Answerer {
  let next = 0;
  return (_request, response) => {
    const answer = answers[Math.min(next, answers.length - 1)];
    next += 1;
    response.writeHead(answer?.status ?? 500, { "content-type": "application/json", ...answer?.headers });
    response.end(answer?.body ?? "{}");
  };
}

async function nobodyListens(): Promise<string> {
  const server = createSocketServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

async function thrownBy(run: () => unknown): Promise<unknown> {
  try {
    await run();
  } catch (thrown) {
    return thrown;
  }
  return null;
}

async function* tooShort(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("ngắn");
}

const cutting: Answerer = (request) => request.socket.destroy();
const halving: Answerer = (request, response) => {
  response.writeHead(200, { "content-length": "100" });
  response.write("half", () => request.socket.destroy());
};

describe("a sender that may not write any more", () => {
  test("keeps a write here at the last moment, as Transient, and may still read", async () => {
    const { url, seen } = await aPortal(inOrder({ status: 200 }));
    let asked = 0;
    const { http } = aClient(url, { mayWrite: () => ++asked < 2 });
    await http.write({ method: "POST", path: "/first" });
    expect(await thrownBy(() => http.write({ method: "POST", path: "/second" }))).toBeInstanceOf(Transient);
    await http.read({ path: "/third" });
    expect(seen.map((request) => request.url)).toEqual(["/first", "/third"]);
  });
});

describe("a portal that turns out to be out of order", () => {
  test("gets no write that waits for its connection, and that is Transient", async () => {
    const { url, seen } = await aPortal(inOrder({ status: 200 }));
    const { http } = aClient(url, {
      circuit: {
        isOpen: () => true,
        check: async () => undefined,
        run: async (work) => await work(() => undefined),
      },
    });
    expect(await thrownBy(() => http.write({ method: "POST", path: "/" }))).toBeInstanceOf(Transient);
    expect(seen).toEqual([]);
  });
});

describe("a sender that loses the right to write amid a file", () => {
  test("breaks the file off: the portal never has it whole, and nobody calls it sent or not sent", async () => {
    const whole: boolean[] = [];
    const server = createServer((request, response) => {
      request.resume();
      request.on("close", () => whole.push(request.complete));
      request.on("end", () => response.end("{}"));
    });
    const url = await listening(server);
    let isOurs = true;
    const { http } = aClient(url, { mayWrite: () => isOurs });
    const upload = http.write({
      method: "POST",
      path: "/files",
      multipart: {
        fields: {},
        file: {
          field: "file",
          name: "a.pdf",
          mime: "application/pdf",
          size: 200_000,
          async *open() {
            yield new Uint8Array(100_000);
            isOurs = false;
            yield new Uint8Array(100_000);
          },
        },
      },
    });
    expect(await thrownBy(() => upload)).toBeInstanceOf(Uncertain);
    await expect.poll(() => whole).toEqual([false]);
  });
});

describe("a read", () => {
  test("is repeated on no answer, 429 and 5xx until it succeeds", async () => {
    const { url, seen } = await aPortal(
      inOrder({ status: 503 }, { status: 429 }, { status: 200, body: '{"a":1}' }),
    );
    const { http, exchanges } = aClient(url);
    const reply = await http.read({ path: "/tasks" });
    expect(reply.json(z.strictObject({ a: z.number() }))).toEqual({ a: 1 });
    expect(seen).toHaveLength(3);
    expect(exchanges.map(({ status }) => status)).toEqual([503, 429, 200]);
  });

  test.each([
    ["cut before the answer", cutting],
    ["cut in the middle of the answer", halving],
    ["500", inOrder({ status: 500 })],
  ])("is Transient after three tries: %s", async (_name, answer) => {
    const { url, seen } = await aPortal(answer);
    const { http, exchanges } = aClient(url);
    expect(await thrownBy(() => http.read({ path: "/" }))).toBeInstanceOf(Transient);
    expect([seen.length, exchanges.length]).toEqual([3, 3]);
  });

  test.each([
    ["seconds", { "retry-after": "0.2" }, 190],
    [
      "a date, by the portal's own clock",
      { date: "Tue, 01 Jan 2030 00:00:00 GMT", "retry-after": "Tue, 01 Jan 2030 00:00:01 GMT" },
      990,
    ],
  ])("waits as long as Retry-After says: %s", async (_name, headers, leastMs) => {
    const { url } = await aPortal(inOrder({ status: 429, headers }, { status: 200 }));
    const { http } = aClient(url, { timing: { repeatMs: 1, longestQuietMs: 2000 } });
    const started = performance.now();
    expect((await http.read({ path: "/" })).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(leastMs);
  });

  test("hands a longer silence on instead of waiting", async () => {
    const { url, seen } = await aPortal(inOrder({ status: 429, headers: { "retry-after": "3600" } }));
    const { http } = aClient(url);
    expect(await thrownBy(() => http.read({ path: "/" }))).toMatchObject({ retryAfterMs: 3_600_000 });
    expect(seen).toHaveLength(1);
  });

  test("returns every other status", async () => {
    const { url } = await aPortal(inOrder({ status: 404, body: '{"message":"Không có"}' }));
    expect((await aClient(url).http.read({ path: "/" })).status).toBe(404);
  });

  test("of more than 20 MB is Unrecognised", async () => {
    const { url } = await aPortal((_request, response) => response.end(Buffer.alloc(20_000_001, 32)));
    expect(await thrownBy(() => aClient(url).http.read({ path: "/" }))).toBeInstanceOf(Unrecognised);
  });

  test("follows no redirect", async () => {
    const elsewhere = await aPortal(inOrder({ status: 200 }));
    const { url } = await aPortal(inOrder({ status: 302, headers: { location: `${elsewhere.url}/login` } }));
    const reply = await aClient(url).http.read({ path: "/" });
    expect(reply.status).toBe(302);
    expect(elsewhere.seen).toEqual([]);
    expect(await thrownBy(() => reply.json(z.unknown()))).toBeInstanceOf(SignedOut);
  });
});

describe("a write", () => {
  test.each([
    ["cut before the answer", cutting],
    ["cut in the middle of the answer", halving],
    ["500", inOrder({ status: 500 })],
    ["503", inOrder({ status: 503 })],
    ["gateway page", inOrder({ status: 502, headers: { "content-type": "text/html" }, body: "<html>" })],
  ])("is Uncertain and sent once: %s", async (_name, answer) => {
    const { url, seen } = await aPortal(answer);
    const { http, exchanges } = aClient(url);
    expect(await thrownBy(() => http.write({ method: "POST", path: "/", json: {} }))).toBeInstanceOf(
      Uncertain,
    );
    expect([seen.length, exchanges.length]).toEqual([1, 1]);
  });

  test("is Uncertain when the answer does not come in time", async () => {
    const { url, seen } = await aPortal(() => undefined);
    const { http } = aClient(url, { timing: { headersMs: 50 } });
    expect(await thrownBy(() => http.write({ method: "POST", path: "/" }))).toBeInstanceOf(Uncertain);
    expect(seen).toHaveLength(1);
  });

  test("is Uncertain when the answer trickles without an end", async () => {
    const { url } = await aPortal((request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("."), 20);
      request.socket.on("close", () => clearInterval(drip));
    });
    const { http } = aClient(url, { timing: { bodyMs: 120 } });
    expect(await thrownBy(() => http.write({ method: "POST", path: "/" }))).toBeInstanceOf(Uncertain);
  });

  test("that never found a connection is repeated and then Transient", async () => {
    const { http, exchanges } = aClient(await nobodyListens());
    const thrown = await thrownBy(() => http.write({ method: "POST", path: "/", json: { percent: 5 } }));
    expect(thrown).toBeInstanceOf(Transient);
    expect(exchanges.map(({ status }) => status)).toEqual([null, null, null]);
    expect(exchanges[0]?.response).toContain("ECONNREFUSED");
  });

  test("to a name that nobody knows is Transient", async () => {
    const unknown = Object.assign(new Error("getaddrinfo ENOTFOUND"), {
      code: "ENOTFOUND",
      syscall: "getaddrinfo",
    });
    const dispatcher = new Agent({ connect: { lookup: (_name, _options, done) => done(unknown, []) } });
    const { http } = aClient("http://portal.invalid", { dispatcher });
    expect(await thrownBy(() => http.write({ method: "POST", path: "/" }))).toBeInstanceOf(Transient);
  });

  test("that met 429 is Transient and not repeated", async () => {
    const { url, seen } = await aPortal(inOrder({ status: 429, headers: { "retry-after": "7" } }));
    const { http } = aClient(url);
    expect(await thrownBy(() => http.write({ method: "POST", path: "/" }))).toMatchObject({
      name: "Transient",
      retryAfterMs: 7000,
    });
    expect(seen).toHaveLength(1);
  });
});

describe("a sign-in", () => {
  test("is Transient on 5xx and leaves no body on record", async () => {
    const { url } = await aPortal(inOrder({ status: 500, body: '{"access_token":"tok-123"}' }));
    const { http, exchanges } = aClient(url);
    const request = { method: "POST", path: "/login", json: { password: "mật khẩu" } } as const;
    expect(await thrownBy(() => http.signIn(request))).toBeInstanceOf(Transient);
    expect(JSON.stringify(exchanges)).not.toMatch(/tok-123|mật khẩu/);
    expect(exchanges).toHaveLength(1);
  });

  test("keeps its answer out of an error about its shape", async () => {
    const { url } = await aPortal(inOrder({ status: 200, body: '{"token":"tok-123"}' }));
    const reply = await aClient(url).http.signIn({ method: "POST", path: "/login" });
    const thrown = await thrownBy(() => reply.json(z.strictObject({ access_token: z.string() })));
    expect(thrown).toBeInstanceOf(Unrecognised);
    expect((thrown as Unrecognised).raw).not.toContain("tok-123");
  });
});

describe("an answer", () => {
  test.each([
    ["another shape", '{"a":"x"}', "application/json", Unrecognised],
    ["a field too many", '{"a":1,"b":2}', "application/json", Unrecognised],
    ["no JSON", "oops", "text/plain", Unrecognised],
    ["a page", "<!DOCTYPE html><form>", "text/html", SignedOut],
    ["a page that says it is JSON", "\n<html><form>", "application/json", SignedOut],
  ])("that is %s is not read", async (_name, body, type, error) => {
    const { url } = await aPortal(inOrder({ status: 200, headers: { "content-type": type }, body }));
    const reply = await aClient(url).http.read({ path: "/" });
    expect(await thrownBy(() => reply.json(z.strictObject({ a: z.number() })))).toBeInstanceOf(error);
  });
});

describe("where requests go", () => {
  test.each([
    "//evil.example/x",
    "/../admin",
    "/%2e%2e/admin",
    "https://evil.example/",
    "/a?b=c",
    "/a#b",
    "/a\\b",
    "",
  ])("never outside the base: %s", async (path) => {
    const { url, seen } = await aPortal(inOrder({ status: 200 }));
    const { http } = aClient(`${url}/api`);
    expect(await thrownBy(() => http.read({ path }))).toBeInstanceOf(TypeError);
    expect(seen).toEqual([]);
  });

  test("below the base path, with the query encoded", async () => {
    const { url, seen } = await aPortal(inOrder({ status: 200 }));
    await aClient(`${url}/api/`).http.read({ path: "/tasks", query: { q: "đợt 1&2", page: 0 } });
    expect(seen[0]?.url).toBe("/api/tasks?q=%C4%91%E1%BB%A3t+1%262&page=0");
  });
});

describe("TLS", () => {
  const folder = join(import.meta.dirname, "certificates");
  const secure = () =>
    listening(
      createSecureServer(
        { key: readFileSync(join(folder, "portal.key")), cert: readFileSync(join(folder, "portal.pem")) },
        (_request, response) => response.end("{}"),
      ),
      "https",
    );

  test("refuses an unknown certificate before anything is written, whatever the environment says", async () => {
    const before = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
    const { http, exchanges } = aClient(await secure());
    const thrown = await thrownBy(() => http.write({ method: "POST", path: "/" }));
    if (before === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    else process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = before;
    expect(thrown).toBeInstanceOf(Transient);
    expect(exchanges).toHaveLength(1);
  });

  test("accepts it with the certificate file of that portal", async () => {
    const { http } = aClient(await secure(), { caFile: join(folder, "ca.pem") });
    expect((await http.read({ path: "/" })).status).toBe(200);
  });

  test("names the certificate file that cannot be read", async () => {
    const thrown = await thrownBy(() => aClient("https://127.0.0.1", { caFile: "/nowhere/ca.pem" }));
    expect(thrown).toBeInstanceOf(UserError);
  });
});

describe("bodies", () => {
  test("go out as JSON and as a form", async () => {
    const { url, seen } = await aPortal(inOrder({ status: 200 }));
    const { http } = aClient(url);
    await http.write({ method: "PUT", path: "/", json: { t: "tiến độ" } });
    await http.write({ method: "POST", path: "/", form: { t: "a b&c" } });
    expect(seen.map(({ headers, body }) => [headers["content-type"], body.toString()])).toEqual([
      ["application/json", '{"t":"tiến độ"}'],
      ["application/x-www-form-urlencoded", "t=a+b%26c"],
    ]);
  });

  test("go out as a text of a type of its own, by the methods of WebDAV too, and are recorded", async () => {
    const { url, seen } = await aPortal(inOrder({ status: 207 }));
    const { http, exchanges } = aClient(url);

    const text = { type: "application/xml; charset=utf-8", content: "<tiến-độ/>" };
    await http.read({ method: "PROPFIND", path: "/", text });

    expect(
      seen.map(({ method, headers, body }) => [method, headers["content-type"], body.toString()]),
    ).toEqual([["PROPFIND", text.type, text.content]]);
    expect(exchanges[0]?.request).toBe(text.content);
  });

  test("with a file stream it, keep its name and are recorded without its bytes", async () => {
    const { url, seen } = await aPortal(inOrder({ status: 200 }));
    const { http, exchanges } = aClient(url);
    const bytes = Buffer.from("nội dung của tệp");
    const file = {
      field: "file",
      name: 'Báo cáo "quý I".pdf',
      mime: "application/pdf",
      size: bytes.length,
      async *open() {
        yield bytes.subarray(0, 5);
        yield bytes.subarray(5);
      },
    };
    await http.write({ method: "POST", path: "/", multipart: { fields: { so: "12/BC\n" }, file } });
    const type = seen[0]?.headers["content-type"] ?? "";
    const form = await new Response(new Uint8Array(seen[0]?.body ?? []), {
      headers: { "content-type": type },
    }).formData();
    const arrived = form.get("file") as File;
    expect([form.get("so"), arrived.name, await arrived.text()]).toEqual([
      "12/BC\n",
      file.name,
      bytes.toString(),
    ]);
    expect(exchanges[0]?.request).toBe(`so: 12/BC\n\nfile: [file “${file.name}”, ${bytes.length} bytes]`);
  });

  test("that are a file and nothing else stream it as it is, and are recorded without its bytes", async () => {
    const { url, seen } = await aPortal(inOrder({ status: 200 }));
    const { http, exchanges } = aClient(url);
    const bytes = Buffer.from("nội dung của tệp");
    const open = async function* () {
      yield bytes;
    };
    const file = { name: "bc.pdf", mime: "application/pdf", size: bytes.length, open };

    await http.write({ method: "POST", path: "/", bytes: file });

    const { headers, body } = seen[0] ?? {};
    expect([headers?.["content-type"], headers?.["content-length"]]).toEqual([
      "application/octet-stream",
      String(bytes.length),
    ]);
    expect(body).toEqual(bytes);
    expect(exchanges[0]?.request).toBe(`[file “bc.pdf”, ${bytes.length} bytes]`);
  });

  test("with a file that cannot be opened send nothing", async () => {
    const { url, seen } = await aPortal(inOrder({ status: 200 }));
    const gone = new Error("the file is gone");
    // oxlint-disable-next-line require-yield
    const open = async function* (): AsyncGenerator<Uint8Array> {
      throw gone;
    };
    const file = { field: "file", name: "a.pdf", mime: "application/pdf", size: 1, open };
    const { http } = aClient(url);
    const thrown = await thrownBy(() =>
      http.write({ method: "POST", path: "/", multipart: { fields: {}, file } }),
    );
    expect([thrown, seen.length]).toEqual([gone, 0]);
  });

  test("with a file that is shorter than it said are Uncertain", async () => {
    const { url } = await aPortal(inOrder({ status: 200 }));
    const open = tooShort;
    const file = { field: "file", name: "a.pdf", mime: "application/pdf", size: 999, open };
    const { http } = aClient(url);
    const thrown = await thrownBy(() =>
      http.write({ method: "POST", path: "/", multipart: { fields: {}, file } }),
    );
    expect(thrown).toBeInstanceOf(Uncertain);
  });
});

const said = (cookie: string) => JSON.stringify({ message: `Từ chối. Cookie: ${cookie}` });

describe("the record", () => {
  test("holds no hidden text in any encoding, and no header that could", async () => {
    // Its base64 has "+" and "/", so that the two base64 alphabets differ.
    const secret = 'mật khẩu "?>?>~~~" 1/&';
    const spellings = [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")];
    const { url } = await aPortal((_request, response, body) =>
      response.writeHead(200, { "set-cookie": "sid=cookie-1" }).end(body),
    );
    const { http, exchanges } = aClient(url);
    http.hide(secret);
    await http.write({
      method: "POST",
      path: "/",
      query: { k: secret },
      headers: {
        Authorization: "Bearer abc",
        Cookie: "sid=cookie-1",
        "X-CSRFToken": "csrf-1",
        "If-Match": '"v1"',
      },
      json: spellings,
    });
    const record = JSON.stringify(exchanges);
    for (const spelling of [...spellings, JSON.stringify(secret).slice(1, -1), "abc", "cookie-1", "csrf-1"]) {
      expect(record).not.toContain(spelling);
    }
    expect(exchanges[0]?.request).toContain('if-match: "v1"');
  });

  test("has no secret in the words of a refusal, which is told to people", async () => {
    const { url } = await aPortal(
      inOrder(
        { status: 422, body: said("top-secret-token") },
        { status: 200, body: said("top-secret-token") },
      ),
    );
    const { http } = aClient(url);
    http.hide("top-secret-token");

    const refused = await http.write({ method: "PUT", path: "/" });
    const taken = await http.write({ method: "PUT", path: "/" });

    expect(refused.text).toBe(said("[secret]"));
    // What an adapter reads of a success is left as it came: a portal may hand out the same token again.
    expect(taken.text).toBe(said("top-secret-token"));
  });

  test("is clipped, and never in the middle of a secret", async () => {
    const { url } = await aPortal((_request, response) =>
      response.end(`${"x".repeat(1_990)}top-secret-token tail`),
    );
    const { http, exchanges } = aClient(url);
    http.hide("top-secret-token");
    await http.read({ path: "/" });
    expect(exchanges[0]?.response.length).toBeLessThan(2_050);
    expect(exchanges[0]?.response).not.toContain("top");
  });

  test("is told in the async context of whoever asked, also when many ask at once", async () => {
    const { url } = await aPortal((_request, response) => response.end("{}"));
    const asking = new AsyncLocalStorage<number>();
    const told: [string, number | undefined][] = [];
    const { http } = aClient(url, {
      parallel: 2,
      onExchange: (exchange) => told.push([exchange.path, asking.getStore()]),
    });
    const all = [1, 2, 3, 4, 5].map((who) => asking.run(who, () => http.read({ path: `/${who}` })));
    await Promise.all(all);
    expect(told.toSorted()).toEqual([1, 2, 3, 4, 5].map((who) => [`/${who}`, who]));
  });
});

/** An answer of so many megabytes. */
function megabytes(response: ServerResponse, count: number): void {
  const piece = Buffer.alloc(1_000_000, 7);
  for (let sent = 0; sent < count; sent += 1) response.write(piece);
  response.end();
}

async function lengthOf(bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const piece of bytes) length += piece.length;
  return length;
}

describe("a file that is read", () => {
  test("may be longer than any answer in words, and is recorded by its length", async () => {
    const { url } = await aPortal((_request, response) => megabytes(response, 21));
    const { http, exchanges } = aClient(url);
    let length = 0;

    const reply = await http.read({
      path: "/tep/1",
      take: async (bytes) => void (length = await lengthOf(bytes)),
    });

    expect([reply.status, reply.text, length]).toEqual([200, "", 21_000_000]);
    expect(exchanges.map(({ response }) => response)).toEqual(["[file, 21000000 bytes]"]);
  });

  test("begins anew when its bytes break off", async () => {
    let asked = 0;
    const { url } = await aPortal((_request, response) => {
      asked += 1;
      response.writeHead(200, { "content-length": "2000000" });
      if (asked === 1) response.write(Buffer.alloc(1_000_000), () => response.destroy());
      else megabytes(response, 2);
    });
    const { http } = aClient(url);
    const lengths: number[] = [];

    await http.read({ path: "/tep/1", take: async (bytes) => void lengths.push(await lengthOf(bytes)) });

    expect([asked, lengths]).toEqual([2, [2_000_000]]);
  });

  test.each([
    ["text/html", 200],
    ["application/json", 200],
    ["application/octet-stream", 404],
  ])("is not taken from an answer in words: %s with %s", async (type, status) => {
    const { url } = await aPortal((_request, response) => {
      response.writeHead(status, { "content-type": type });
      response.end("không có tệp");
    });
    const { http } = aClient(url);

    const reply = await http.read({ path: "/tep/1", take: () => Promise.reject(new Error("taken")) });

    expect([reply.status, reply.text]).toEqual([status, "không có tệp"]);
  });
});
