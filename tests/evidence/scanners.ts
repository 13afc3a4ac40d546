// A real scanner for a describe block, and sockets that only pretend to be one.
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Scanner } from "../../schemas/scanner.ts";
import { scannerProgram, startScanner, type RunningScanner } from "../start-scanner.ts";

/** Describes `tests` with a scanner of their own, under these further lines of clamd.conf. Where the system has none they are skipped, but not in CI. */
export function withScanner(
  title: string,
  settings: readonly string[],
  tests: (scanner: () => RunningScanner) => void,
): void {
  if (scannerProgram() !== null) describe(title, () => tests(scannerOfBlock(settings)));
  else if (process.env["CI"]) it(title, () => expect.fail("clamav-daemon is not installed"));
  else
    describe.skip(`${title}; skipped: clamav-daemon is not installed`, () => tests(scannerOfBlock(settings)));
}

function scannerOfBlock(settings: readonly string[]): () => RunningScanner {
  let scanner: RunningScanner | undefined;
  beforeAll(async () => {
    scanner = await startScanner(settings);
  });
  afterAll(async () => await scanner?.remove());
  return () => {
    if (scanner === undefined) throw new Error("the scanner is started before the first test");
    return scanner;
  };
}

/** Something that listens where a scanner should, for one test, and does this with each connection. */
export async function aListener(meet: (socket: Socket) => void): Promise<Scanner> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.on("error", () => undefined));
    meet(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    for (const socket of open) socket.destroy();
    server.close();
    await once(server, "close");
  });
  return { clamd: `127.0.0.1:${(server.address() as AddressInfo).port}`, answersWithinSeconds: 1 };
}
