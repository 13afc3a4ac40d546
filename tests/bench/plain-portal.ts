// A portal that does nothing but answer, in a process of its own so that it does not run on the measured one's thread.
// Started as a program it serves; imported it starts that program. It keeps nothing and checks nothing.
import { fork } from "node:child_process";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export interface PlainPortal {
  /** http://127.0.0.1:PORT */
  url: string;
  stop(): void;
}

const program = fileURLToPath(import.meta.url);

/** Starts the portal; every answer waits `delayMs`. */
export function startPlainPortal(delayMs: number): Promise<PlainPortal> {
  const child = fork(program, [String(delayMs)]);
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("message", (port) =>
      done({ url: `http://127.0.0.1:${String(port)}`, stop: () => child.kill() }),
    );
  });
}

function serve(delayMs: number): void {
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    if (delayMs > 0) await wait(delayMs);
    response.writeHead(200, { "content-type": "application/json" }).end('{"success":true}');
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (address !== null && typeof address === "object") process.send?.(address.port);
  });
  process.on("disconnect", () => process.exit());
}

if (process.argv[1] === program) serve(Number(process.argv[2]));
