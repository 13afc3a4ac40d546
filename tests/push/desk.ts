// A register with linked tasks, and lanes to portals that run in this process: what a push needs, with a clock that
// moves only when somebody waits.
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach } from "vitest";
import { memoryPortal, portal as memoryAdapter } from "../../adapters/memory/adapter.ts";
import { portals as adapters } from "../../adapters/all.ts";
import { GuardSettingsSchema } from "../../schemas/config.ts";
import type { Meter } from "../../schemas/meter.ts";
import type { ProgressReport } from "../../schemas/progress.ts";
import type { Scanner } from "../../schemas/scanner.ts";
import type { RunningSimulator } from "../../schemas/simulator.ts";
import { createEvidenceStore, type EvidenceStore } from "../../src/evidence/evidence-store.ts";
import { oncePerRun } from "../../src/evidence/scanner.ts";
import { listEntries } from "../../src/ledger/read.ts";
import { createLog } from "../../src/log.ts";
import type { Portal } from "../../src/portal/contract.ts";
import { createHttp, type HttpTiming } from "../../src/portal/http-client.ts";
import type { Lane, Means } from "../../src/push/lane.ts";
import { acceptLinks, previewLinks } from "../../src/push/link.ts";
import { pushLane } from "../../src/push/run.ts";
import { recordProgressMany } from "../../src/register/change.ts";
import type { Store } from "../../src/store/connection.ts";
import { aTask, keepTasks } from "../builders.ts";
import { slowLanding } from "../slow-landing.ts";
import { temporaryFolder } from "../temporary-folder.ts";

export interface DeskPortal {
  lane: Lane;
  simulator: RunningSimulator;
  /** Requests the portal has seen. */
  requests(): number;
}

export interface Desk {
  means: Means;
  evidence: EvidenceStore;
  codes: string[];
  portals: DeskPortal[];
  lane: Lane;
  simulator: RunningSimulator;
  report(code: string, report: ProgressReport): Promise<void>;
  /** The same for many tasks at once. */
  reportAll(reports: { code: string; report: ProgressReport }[]): Promise<void>;
  /** A small PDF, or one of the given bytes. */
  addFile(code: string, name: string, bytes?: Uint8Array): Promise<void>;
  /** Another run of the same office: as after a restart. */
  restarted(): Means;
  stop(): Promise<void>;
}

/** Builds it: `tasks` tasks, not begun, linked at each of `at`, and met once so that all are in step. */
export async function aDesk(
  store: Store,
  {
    at,
    tasks,
    lane = {},
    memory: memorySettings = {},
    dueOn,
    timing = {},
    seed = 1,
    scanner,
    meter,
  }: {
    at: ("memory" | "nq57" | "nq71-dongnai")[];
    tasks: number;
    lane?: Partial<Lane["facts"]>;
    /** How the memory portal is made, where it is one of them. */
    memory?: Parameters<typeof memoryPortal>[0];
    /** The deadline of each task by its place; the same for all if left out. */
    dueOn?: (place: number) => string;
    /** How long the client waits, where that matters. */
    timing?: Partial<HttpTiming>;
    /** Of what the simulators leave to chance. */
    seed?: number;
    /** What scans files; nothing if left out. */
    scanner?: Scanner;
    /** Is told of everything, from the first meeting on. */
    meter?: Meter;
  },
): Promise<Desk> {
  const folder = await temporaryFolder();
  const evidence = createEvidenceStore(join(folder, "kept"), { scanner });
  let clock = Date.parse("2025-12-08T02:00:00.000Z");
  const means = (): Means => ({
    store,
    openEvidence: (sha256) => evidence.openEvidence(sha256),
    ...(evidence.scanEvidence && { scanEvidence: oncePerRun(evidence.scanEvidence) }),
    now: () => new Date(clock).toISOString(),
    newId: randomUUID,
    async wait(ms) {
      await landed(ms);
      clock += ms;
    },
    elapsed: () => performance.now(),
    who: "Nguyễn Văn A",
    carrier: "test",
    run: randomUUID(),
    show: () => undefined,
    log: createLog("error"),
    ...(meter && { meter }),
  });
  const portals: DeskPortal[] = [];
  const settlesWithinMs = lane.settlesWithinMs ?? shortestSettling(at);
  const landed = slowLanding(() => portals.map(({ simulator }) => simulator), settlesWithinMs);
  const own = means();
  const provenance = () => ({ who: "Nguyễn Văn A", system: "dongbo", run: own.run, at: own.now() });
  const list = Array.from({ length: tasks }, (_, place) =>
    aTask({
      code: `NV-${String(place + 1).padStart(4, "0")}`,
      lifecycle: "not_started",
      percent: 0,
      progressText: "",
      ...(dueOn && { deadline: { dueOn: dueOn(place), precision: "day", text: "" } }),
    }),
  );
  await store.transaction(async (tx) => await keepTasks(tx, list));

  const closes: (() => Promise<void>)[] = [];
  for (const name of at) {
    const portal = await started(name, { seed, ...memorySettings });
    portal.simulator.seed(
      list.map(({ code, title, deadline }) => ({
        code,
        title,
        dueOn: deadline.dueOn,
        leadOrganisation: null,
      })),
    );
    const opened = laneTo(portal, { now: own.now, facts: lane, closes, timing, meter });
    const preview = await previewLinks(own, opened);
    await acceptLinks(own, opened, { preview, pairs: preview.sure });
    await pushLane(own, opened);
    portals.push({
      lane: opened,
      simulator: portal.simulator,
      requests: () => portal.simulator.arrivals().length,
    });
  }
  const reportAll: Desk["reportAll"] = async (reports) =>
    await store.transaction(
      async (tx) => void (await recordProgressMany(tx, { reports, provenance: provenance() })),
    );
  const [first] = portals;
  if (first === undefined) throw new Error("a desk needs a portal");
  return {
    means: own,
    evidence,
    codes: list.map(({ code }) => code),
    portals,
    lane: first.lane,
    simulator: first.simulator,
    report: async (code, report) => await reportAll([{ code, report }]),
    reportAll,
    async addFile(code, name, bytes = Buffer.from(`%PDF-1.4\n% ${name} ${code}\n%%EOF\n`)) {
      const path = join(folder, name);
      await writeFile(path, bytes);
      await store.transaction(
        async (tx) => void (await evidence.addEvidence(tx, { code, path, provenance: provenance() })),
      );
    },
    restarted: means,
    async stop() {
      for (const close of closes) await close();
      for (const { simulator } of portals) await simulator.stop();
    },
  };
}

function shortestSettling(names: readonly string[]): number {
  const portals = [memoryAdapter, ...adapters].filter(({ name }) => names.includes(name));
  return Math.min(...portals.map(({ facts }) => facts.settlesWithinMs));
}

/** Makes desks on the databases that `open` makes; each is cleared away after its test. */
export function desksOn(open: () => Promise<Store>) {
  const desks: Desk[] = [];
  afterEach(async () => {
    for (const made of desks.splice(0)) await made.stop();
  });
  return async (wish: Parameters<typeof aDesk>[1]): Promise<Desk> => {
    const made = await aDesk(await open(), wish);
    desks.push(made);
    return made;
  };
}

interface Started {
  portal: Portal;
  simulator: RunningSimulator;
}

async function started(name: string, settings: Parameters<typeof memoryPortal>[0]): Promise<Started> {
  if (name === "memory") return memoryPortal(settings);
  const portal = adapters.find((one) => one.name === name);
  if (portal?.simulator === undefined) throw new Error(`${name} has no simulator`);
  return {
    portal,
    simulator: await portal.simulator.start({ requestsPerMinute: 0, seed: settings?.seed ?? 1 }),
  };
}

interface Line {
  now(): string;
  facts: Partial<Lane["facts"]>;
  closes: (() => Promise<void>)[];
  timing: Partial<HttpTiming>;
  meter: Meter | undefined;
}

function laneTo({ portal, simulator }: Started, { now, facts, closes, timing, meter }: Line): Lane {
  return {
    portal: portal.name,
    name: portal.name,
    facts: { ...portal.facts, requestsPerMinute: 1_000_000, ...facts },
    guards: GuardSettingsSchema.parse({ maxShare: 1, maxProtected: 1_000_000 }),
    owners: {},
    async connect({ record, mayWrite }) {
      const http = createHttp({
        baseUrl: simulator.url.startsWith("http") ? simulator.url : "http://127.0.0.1:9",
        requestsPerMinute: Infinity,
        parallel: facts.parallel ?? portal.facts.parallel,
        onExchange: record,
        onMeasured: (told) => meter?.request(portal.name, told),
        mayWrite,
        now,
        timing: { repeatMs: 5, headersMs: 2_000, ...timing },
      });
      closes.push(async () => await http.close());
      return await portal.open(portal.options.parse(simulator.options), http);
    },
  };
}

/** What the ledger says of all attempts, "partly push.partly_landed", oldest first. */
export async function outcomes({ store }: Means): Promise<string[]> {
  const entries = await store.read(async (tx) => await listEntries(tx, { limit: 1_000 }));
  return entries
    .toReversed()
    .flatMap(({ body }) =>
      body.kind === "outcome" ? [`${body.outcome} ${body.reason?.key ?? ""}`.trim()] : [],
    );
}
