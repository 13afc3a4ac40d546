// What the sender hears of an answer through the fault relay: all of it, streamed, or as much as the script lets through.
import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { wholeOf } from "./fault-relay-passing.ts";
import { cutOff, enterJournal, fire, pause, type Line, type Visit } from "./fault-relay-visit.ts";
import type { FaultParameters } from "./simulator-spec.ts";

/** An answer, and how often the portal took the write that it answers. */
export interface Told {
  status: number;
  headers: OutgoingHttpHeaders;
  body: AsyncIterable<Uint8Array>;
  committed: number;
}

/** Lets the sender hear an answer, as far as the script lets it through. */
export async function answer(line: Line, visit: Visit, told: Told): Promise<void> {
  const { status, headers, body, committed } = told;
  if (fire(visit, "lost-reply") !== null) {
    await wholeOf(body);
    return cutOff(line, visit, committed);
  }
  const cut = fire(visit, "cut-reply");
  const stalled = cut === null ? fire(visit, "stalled-reply") : null;
  const slow = fire(visit, "slow");
  const drip = fire(visit, "slow-drip");
  enterJournal(line, visit, { status: (cut ?? stalled) === null ? status : "cut", committed });
  if (slow !== null) await pause(line, Number(slow["ms"] ?? 1000));
  if ((cut ?? stalled ?? drip) === null) {
    visit.response.writeHead(status, headers);
    return await pipeline(body, visit.response);
  }
  const whole = await wholeOf(body);
  if (whole.length === 0 && drip === null) return headOnly(visit, { status, isCut: cut !== null });
  visit.response.writeHead(status, { ...headers, "content-length": whole.length });
  if (cut !== null || stalled !== null) return await partOf(visit, whole, { cut, stalled });
  await dripped(line, visit.response, { whole, ms: Number(drip?.["ms"] ?? 20) });
}

/** Of an answer without a body only its head can be cut. */
function headOnly({ request }: Visit, { status, isCut }: { status: number; isCut: boolean }): void {
  request.socket.write(`HTTP/1.1 ${status} `, () => (isCut ? request.socket.destroy() : undefined));
}

async function partOf(
  { request, response }: Visit,
  whole: Buffer,
  { cut, stalled }: Record<"cut" | "stalled", FaultParameters | null>,
): Promise<void> {
  const wished = Number((cut ?? stalled)?.["bytes"] ?? Math.floor(whole.length / 2));
  const part = whole.subarray(0, Math.max(0, Math.min(whole.length - 1, wished)));
  // Headers alone leave with their first byte of body only.
  response.flushHeaders();
  await new Promise<void>((resolve) => response.write(part, () => resolve()));
  if (cut !== null) request.socket.destroy();
}

async function dripped(
  line: Line,
  response: ServerResponse,
  { whole, ms }: { whole: Buffer; ms: number },
): Promise<void> {
  const size = Math.max(1, Math.ceil(whole.length / 8));
  for (let sent = 0; sent < whole.length && !response.destroyed; sent += size) {
    response.write(whole.subarray(sent, sent + size));
    await pause(line, ms);
  }
  response.end();
}
