// One PostgreSQL, many portals of equal size, and everything due: what workers are set to work on. Clears all of it away.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { stringify } from "yaml";
import { portal as nq57 } from "../../adapters/nq57/adapter.ts";
import { mappingOf } from "../../src/push/lane.ts";
import { recordProgressMany } from "../../src/register/change.ts";
import { openStore, type Store } from "../../src/store/connection.ts";
import { callLane } from "../../src/store/lane-calls.ts";
import { addLinks, recordListing } from "../../src/store/links.ts";
import { insertTasks } from "../../src/store/tasks.ts";
import { aTask } from "../builders.ts";
import { startPrivateServer } from "../start-postgres.ts";
import { startPortals, type RunningPortals } from "./portals.ts";

export interface Size {
  lanes: number;
  tasksPerLane: number;
  /** What each lane may ask its portal. */
  requestsPerMinute: number;
  /** How long a portal takes for an answer. */
  delayMs: number;
}

export interface World extends Size {
  folder: string;
  environment: Record<string, string>;
  store: Store;
  portals: RunningPortals;
  /** Calls for every lane. */
  callAll(): Promise<void>;
  /** What is due or called yet. */
  left(): Promise<{ due: number; calls: number }>;
  stop(): Promise<void>;
}

/** Where the portals listen, and how the server is set. */
export interface Place {
  host: string;
  serverSettings: readonly string[];
}

const here: Place = { host: "127.0.0.1", serverSettings: [] };

export const laneName = (number: number) => `portal-${String(number + 1).padStart(2, "0")}`;

/** Builds it: `lanes` portals with `tasksPerLane` tasks each, all linked and all with a report to be sent. */
export async function aWorld(size: Size, place: Place = here): Promise<World> {
  const server = await startPrivateServer(place.serverSettings);
  if (server === null) throw new Error("there is no postgres program on this machine");
  const store = await openStore({ url: server.url, directory: "" });
  const portals = await startPortals({
    portals: size.lanes,
    tasks: size.tasksPerLane,
    delayMs: size.delayMs,
    host: place.host,
  });
  for (let lane = 0; lane < size.lanes; lane += 1) await fill(store, lane, size.tasksPerLane);
  const folder = await mkdtemp(join(tmpdir(), "dongbo-spread-"));
  await writeFile(join(folder, "dongbo.yaml"), configurationOf(size, portals.urls));
  return {
    ...size,
    folder,
    environment: {
      DATABASE_URL: server.url,
      NQ57_ACCOUNT: "clerk",
      NQ57_PASSWORD: "a password that nobody else has",
      LOG_LEVEL: process.env["SPREAD_LOG"] ?? "error",
    },
    store,
    portals,
    callAll: async () => await callAll(store, size.lanes),
    left: async () => await store.read(leftIn),
    async stop() {
      portals.stop();
      await store.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function callAll(store: Store, lanes: number): Promise<void> {
  const at = new Date().toISOString();
  await store.transaction(async (tx) => {
    for (let lane = 0; lane < lanes; lane += 1)
      await callLane(tx, { lane: laneName(lane), at, reason: "spread" });
  });
}

async function leftIn(tx: Parameters<Parameters<Store["read"]>[0]>[0]) {
  const { rows } = await sql<{ due: number; calls: number }>`
    select (select count(*) from due) as due, (select count(*) from lane_call) as calls`.execute(tx);
  return rows[0] ?? { due: -1, calls: -1 };
}

/** One lane's tasks with their links, and a report on each. */
async function fill(store: Store, lane: number, tasks: number): Promise<void> {
  const portal = laneName(lane);
  const at = new Date().toISOString();
  const codes = Array.from({ length: tasks }, (_, place) => `NV-${lane + 1}-${place + 1}`);
  const list = codes.map((code) =>
    aTask({
      code,
      deadline: { dueOn: "2099-12-31", precision: "day", text: "31/12/2099" },
      lifecycle: "not_started",
      percent: 0,
      progressText: "",
    }),
  );
  const mapping = mappingOf({ facts: nq57.facts, owners: {} });
  const links = list.map(({ id: taskId }, place) => {
    return { id: randomUUID(), taskId, portal, lane: portal, remoteId: String(place + 1), mapping };
  });
  const reports = codes.map((code, place) => ({
    code,
    report: {
      lifecycle: "in_progress" as const,
      percent: 1 + (place % 90),
      progressText: `Đã hoàn thành phần ${place + 1}, đang lấy ý kiến các đơn vị.`,
    },
  }));
  const provenance = { who: "spread", system: "dongbo", run: "spread", at };
  await store.transaction(async (tx) => {
    await insertTasks(tx, list);
    await addLinks(tx, links, { who: "spread", at });
    await recordListing(tx, { portal, at, listed: tasks });
  });
  await store.transaction(async (tx) => void (await recordProgressMany(tx, { reports, provenance })));
}

function configurationOf({ requestsPerMinute }: Size, urls: readonly string[]): string {
  const portals = urls.map((baseUrl, lane) => [
    laneName(lane),
    { adapter: "nq57", requestsPerMinute, guards: { maxShare: 1 }, options: { baseUrl } },
  ]);
  return stringify({ portals: Object.fromEntries(portals) });
}
