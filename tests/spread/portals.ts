// As many portals (nq57's protocol) as there are lanes, in one process of their own, each on a port of its own. They
// answer after a delay, as a portal far away does, and count themselves what was written and when they were asked.
// Started as a program it serves; imported it starts that program.
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { answerTo, emptyPortal, seedPortal, type Portal } from "../bench/quick-portal.ts";

/** What the portals are asked for. */
interface Settings {
  portals: number;
  tasks: number;
  delayMs: number;
  host: string;
}

/** What one portal says of itself. */
export interface Count {
  /** Tasks that were written at all, and writes beyond the first of a task. */
  written: number;
  doubled: number;
  requests: number;
  /** Requests in the fullest sixty seconds. */
  fullestMinute: number;
}

export interface RunningPortals {
  /** http://HOST:PORT of each. */
  urls: string[];
  counts(): Promise<Count[]>;
  stop(): void;
}

const program = fileURLToPath(import.meta.url);

export async function startPortals(settings: Settings): Promise<RunningPortals> {
  const child = fork(program, [JSON.stringify(settings)]);
  const answer = async () => ((await once(child, "message")) as [unknown])[0];
  const urls = (await answer()) as string[];
  return {
    urls,
    async counts() {
      child.send("count");
      return (await answer()) as Count[];
    },
    stop: () => void child.kill(),
  };
}

interface Counted {
  portal: Portal;
  writes: Map<string, number>;
  askedAt: number[];
}

async function serve({ portals, tasks, delayMs, host }: Settings): Promise<void> {
  const counted: Counted[] = [];
  const urls: string[] = [];
  for (let number = 0; number < portals; number += 1) {
    const one: Counted = { portal: emptyPortal(), writes: new Map(), askedAt: [] };
    seedPortal(one.portal, tasks);
    counted.push(one);
    const server = createServer((request, response) => {
      // A sender that died amid its request is no trouble of the portal's.
      attend(one, delayMs, request, response).catch(() => request.destroy());
    });
    server.listen(0, host);
    await once(server, "listening");
    urls.push(`http://${host}:${(server.address() as AddressInfo).port}`);
  }
  process.on("message", () => process.send?.(counted.map(countOf)));
  process.on("disconnect", () => process.exit());
  process.send?.(urls);
}

async function attend(
  { portal, writes, askedAt }: Counted,
  delayMs: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  askedAt.push(performance.now());
  const { method = "", url: path = "", headers } = request;
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  await wait(delayMs);
  const answer = answerTo(portal, { method, path, headers, body: Buffer.concat(pieces).toString("utf8") });
  if (method === "PUT" && answer.status === 200) writes.set(path, (writes.get(path) ?? 0) + 1);
  response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
  response.end(JSON.stringify(answer.body));
}

function countOf({ writes, askedAt }: Counted): Count {
  const doubled = [...writes.values()].reduce((sum, times) => sum + times - 1, 0);
  let first = 0;
  const inMinutes = askedAt.map((at, last) => {
    while ((askedAt[first] ?? at) <= at - 60_000) first += 1;
    return last - first + 1;
  });
  return {
    written: writes.size,
    doubled,
    requests: askedAt.length,
    fullestMinute: inMinutes.reduce((most, one) => Math.max(most, one), 0),
  };
}

if (process.argv[1] === program) await serve(JSON.parse(process.argv[2] ?? "{}") as Settings);
