// The limit that every push is measured beside: undici alone makes the same requests with the same headers and bodies,
// nothing recorded, nothing judged. Started as a program it makes the requests of a file once and tells its figures.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Agent, request } from "undici";
import type { Seen } from "./quick-portal.ts";

/** Headers that undici writes itself. */
const ownHeaders = new Set(["host", "connection", "content-length"]);

/**
 * Makes all requests against `url` and returns how many milliseconds they took. Reads go one after the other, because
 * a page is known to exist by the page before it; the writes between them `concurrency` at once. Throws on any answer
 * but 200.
 */
export async function bareLoop(url: string, requests: readonly Seen[], concurrency: number): Promise<number> {
  const dispatcher = new Agent({ connections: concurrency, pipelining: 1 });
  const firstWrite = requests.findIndex(({ method }) => method === "PUT");
  const lastWrite = requests.findLastIndex(({ method }) => method === "PUT");
  const phases = [
    { at: requests.slice(0, firstWrite), lanes: 1 },
    { at: requests.slice(firstWrite, lastWrite + 1), lanes: concurrency },
    { at: requests.slice(lastWrite + 1), lanes: 1 },
  ];
  const startedAt = performance.now();
  for (const { at, lanes } of phases) {
    const waiting = at.values();
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        for (const one of waiting) await make(url, one, dispatcher);
      }),
    );
  }
  const ms = performance.now() - startedAt;
  await dispatcher.close();
  return ms;
}

async function make(url: string, { method, path, headers, body }: Seen, dispatcher: Agent): Promise<void> {
  const kept = Object.entries(headers).filter(([name]) => !ownHeaders.has(name));
  const reply = await request(`${url}${path}`, {
    method: method as "GET" | "PUT" | "POST",
    headers: Object.fromEntries(kept),
    body: body === "" ? null : body,
    dispatcher,
  });
  const text = await reply.body.text();
  if (reply.statusCode !== 200) throw new Error(`${method} ${path}: ${reply.statusCode} ${text}`);
  if (method === "GET") JSON.parse(text);
}

const program = fileURLToPath(import.meta.url);

if (process.argv[1] === program) {
  const [url = "", file = "", concurrency = "32"] = process.argv.slice(2);
  const loadedFrom = performance.now();
  const requests = JSON.parse(readFileSync(file, "utf8")) as Seen[];
  const loadingMs = performance.now() - loadedFrom;
  const pushMs = await bareLoop(url, requests, Number(concurrency));
  // Only ours has to find out what to send; reading the requests is not part of the limit.
  const wholeMs = performance.now() - loadingMs;
  process.send?.({ pushMs, wholeMs, peakBytes: process.resourceUsage().maxRSS * 1024 });
}
