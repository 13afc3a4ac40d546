// One conversation of an adapter with its portal, from sign-in to a file's bytes; recorded from the portal's imitation,
// and held again with what was recorded.
import { strict as assert } from "node:assert";
import { Secret } from "../../schemas/secret.ts";
import type { RecordedExchange } from "../../schemas/recording.ts";
import type { RemoteTask } from "../../schemas/remote.ts";
import { aFile, entry, listed, observe, seedTask, send } from "../../src/portal/conformance-bench.ts";
import type { Portal, PortalSession } from "../../src/portal/contract.ts";
import { createHttp } from "../../src/portal/http-client.ts";
import { replay } from "../../src/portal/replay.ts";

const noon = "2025-12-10T05:00:00.000Z";

/** What the adapter made of the portal's answers, without the portal's own shape. */
export type Seen = Omit<RemoteTask, "raw">[];

export interface Held {
  seen: Seen;
  recording: RecordedExchange[];
  /** Everything that the portal invented, and what the adapter was given. */
  secrets: readonly string[];
}

/** Where a session is opened and who hears of it. */
interface Place {
  baseUrl: string;
  options: Record<string, unknown>;
  record?(exchange: RecordedExchange): void;
}

/** Holds the conversation with the portal's imitation and records it. */
export async function recorded(portal: Portal, text = "Đã trình dự thảo, đang lấy ý kiến"): Promise<Held> {
  assert.ok(portal.simulator, `${portal.name} has no simulator`);
  const simulator = await portal.simulator.start({ requestsPerMinute: 0, now: () => Date.parse(noon) });
  try {
    simulator.seed([1, 2, 3].map(seedTask));
    const recording: RecordedExchange[] = [];
    const { options, url: baseUrl } = simulator;
    const record = (exchange: RecordedExchange) => void recording.push(exchange);
    const seen = await converse(portal, { baseUrl, options, record }, text);
    const given = Object.values(options).flatMap((one) => (one instanceof Secret ? [one.reveal()] : []));
    return { seen, recording, secrets: [...simulator.secrets(), ...given] };
  } finally {
    await simulator.stop();
  }
}

/** Holds it with what was recorded, as somebody with other secrets; throws where it is another conversation. */
export async function replayed(
  portal: Portal,
  { recording, options }: { recording: readonly RecordedExchange[]; options: Record<string, unknown> },
  text?: string,
): Promise<Seen> {
  const playing = await replay(recording);
  try {
    const seen = await converse(
      portal,
      { baseUrl: playing.url, options: { ...options, baseUrl: playing.url } },
      text,
    );
    playing.check();
    return seen;
  } catch (error) {
    playing.check();
    throw error;
  } finally {
    await playing.stop();
  }
}

/** Options of an adapter with invented values, each secret another one. */
export async function strangersOptions(portal: Portal): Promise<Record<string, unknown>> {
  assert.ok(portal.simulator, `${portal.name} has no simulator`);
  const simulator = await portal.simulator.start();
  await simulator.stop();
  const changed = Object.entries(simulator.options).map(([name, value]) => [
    name,
    value instanceof Secret ? new Secret(`khac-${name}`) : value,
  ]);
  return Object.fromEntries(changed);
}

async function converse(
  portal: Portal,
  place: Place,
  text = "Đã trình dự thảo, đang lấy ý kiến",
): Promise<Seen> {
  const http = createHttp({
    baseUrl: place.baseUrl,
    requestsPerMinute: Infinity,
    parallel: portal.facts.parallel,
    onExchange: () => undefined,
    ...(place.record && { record: place.record }),
    now: () => noon,
    timing: { repeatMs: 1 },
  });
  try {
    const session = await portal.open(portal.options.parse(place.options), http);
    const seen = await steps(portal, session, text);
    return seen.map(withoutRaw);
  } finally {
    await http.close();
  }
}

async function steps(portal: Portal, session: PortalSession, text: string): Promise<RemoteTask[]> {
  const before = await listed(session);
  const [first] = before;
  assert.ok(first, "the portal lists no task");
  if (session.sendProgress !== undefined) await send(session, first, entry(portal, text, 40));
  const written = await observe(session, first.remoteId);
  if (session.sendEvidence === undefined) return [...before, written];
  await session.sendEvidence(aFile(portal, first.remoteId));
  const attached = await observe(session, first.remoteId);
  const [file] = attached.evidence;
  assert.ok(file, "the file is not shown");
  await session.readEvidence?.({ taskId: first.remoteId, fileId: file.remoteId }, emptied);
  return [...before, written, attached];
}

async function emptied(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  await Array.fromAsync(bytes);
}

function withoutRaw(task: RemoteTask): Seen[number] {
  const { raw, ...others } = task;
  return raw === undefined ? task : others;
}
