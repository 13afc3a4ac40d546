// A session of the adapter at its own simulator, over real HTTP on this machine.
import { createHttp } from "../../../src/portal/http-client.ts";
import type { PortalSession, ProgressChange } from "../../../src/portal/contract.ts";
import type { FieldValues } from "../../../schemas/field.ts";
import { markerOf } from "../../../schemas/marker.ts";
import type { RemoteTask } from "../../../schemas/remote.ts";
import type { RunningSimulator, Simulator } from "../../../src/portal/simulator.ts";
import { portal } from "../../../adapters/nq57/adapter.ts";
import { simulator as nq57Simulator } from "../../../adapters/nq57/simulator.ts";

export interface SignedIn {
  simulator: RunningSimulator;
  session: PortalSession;
  /** Everything that was recorded of the exchanges, as one text. */
  recorded(): string;
  close(): Promise<void>;
}

/** Starts the simulator, seeds it with `codes`, and signs in. */
export async function signedIn(
  codes: string[] = [],
  settings: Parameters<Simulator["start"]>[0] = {},
): Promise<SignedIn> {
  const simulator = await nq57Simulator.start(settings);
  simulator.seed(
    codes.map((code) => ({ code, title: `Nhiệm vụ ${code}`, dueOn: "2026-12-31", leadOrganisation: null })),
  );
  const exchanges: unknown[] = [];
  const http = createHttp({
    baseUrl: simulator.url,
    requestsPerMinute: Infinity,
    parallel: 4,
    onExchange: (exchange) => exchanges.push(exchange),
    now: () => new Date().toISOString(),
    timing: { repeatMs: 1 },
  });
  const session = await portal.open(portal.options.parse(simulator.options), http);
  return {
    simulator,
    session,
    recorded: () => JSON.stringify(exchanges),
    async close() {
      await http.close();
      await simulator.stop();
    },
  };
}

/** Every task that the session lists. */
export async function listed(session: PortalSession): Promise<RemoteTask[]> {
  const tasks = [];
  for await (const task of session.listTasks()) tasks.push(task);
  return tasks;
}

/** A change of one task, as push would hand it over after observing. */
export async function aChange(
  session: PortalSession,
  remoteId: string,
  set: FieldValues,
): Promise<ProgressChange> {
  const before = await session.readTask?.(remoteId);
  if (before === null || before === undefined) throw new Error(`no task ${remoteId}`);
  return {
    remoteId,
    set,
    whole: { ...before.fields, ...set },
    before,
    cites: [],
    key: "key-1",
    marker: markerOf("1"),
  };
}
