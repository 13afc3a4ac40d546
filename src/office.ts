// Wires an opened register: configuration, store, evidence, portals. Loaded by main only for commands that need it,
// and loads the portals only for those that ask one.
import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ProofRules } from "../schemas/evidence.ts";
import { UserError } from "../schemas/errors.ts";
import { phrase, type Language, type Phrase } from "../schemas/phrase.ts";
import type { Instant } from "../schemas/time.ts";
import type { Office } from "./cli/shell.ts";
import { readBucket, readConfig, readEnvironment, readPortal, type Variables } from "./config-file.ts";
import { createEvidenceStore } from "./evidence/evidence-store.ts";
import { oncePerRun } from "./evidence/scanner.ts";
import type { KeyPlace } from "./ledger/signing-key.ts";
import { createLog } from "./log.ts";
import type { Account } from "./portal/account.ts";
import type { Portal } from "./portal/contract.ts";
import { accountOf } from "./push/account.ts";
import type { HttpSettings } from "./portal/http-client.ts";
import type { Lane, Means, WireRules } from "./push/lane.ts";
import { openStore } from "./store/connection.ts";
import { freeAllLanes } from "./store/lanes.ts";

export interface Surroundings {
  configFile: string;
  variables: Variables;
  language: Language;
  user: string;
  /** Which process this is, for a person. */
  carrier: string;
  now(): Instant;
  /** A stopwatch that runs on while the machine sleeps (push/lane.ts). */
  elapsed(): number;
  wait(ms: number): Promise<void>;
}

/** Opens what the configuration names. UserError when it is wrong or the data directory has another owner. */
export async function openOffice(around: Surroundings): Promise<Office> {
  // The schemas' own sentences, which stand inside ours, are in the same language.
  z.config(z.locales[around.language]());
  const environment = readEnvironment(around.variables);
  const config = readConfig(around.configFile);
  const bucket = readBucket({ config, file: around.configFile }, environment);
  const beside = (path: string) => resolve(dirname(around.configFile), path);
  const directory = beside(config.dataDirectory);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const store = await openStore({ url: environment.DATABASE_URL, directory: resolve(directory, "register") });
  // Whoever carried a lane of an embedded database before us is dead: there is one owner at a time.
  if (store.mode === "pilot") await store.transaction(freeAllLanes);

  const evidence = createEvidenceStore(resolve(directory, "evidence"), {
    bucket,
    scanner: config.evidence.scanner,
  });
  const run = randomUUID();
  const means: Means = {
    store,
    openEvidence: (sha256) => evidence.openEvidence(sha256),
    ...(evidence.scanEvidence && { scanEvidence: oncePerRun(evidence.scanEvidence) }),
    now: around.now,
    elapsed: around.elapsed,
    newId: randomUUID,
    wait: around.wait,
    who: around.user,
    carrier: around.carrier,
    run,
    show: () => undefined,
    log: createLog(environment.LOG_LEVEL),
  };
  const connections = new Set<() => Promise<void>>();
  return {
    config,
    mode: store.mode,
    means,
    evidence,
    checkpoints: {
      key: keyPlace(environment.DONGBO_SIGNING_KEY_FILE, directory),
      directory: config.checkpoints.directory === undefined ? null : beside(config.checkpoints.directory),
    },
    provenance: (system = "dongbo") => ({ who: around.user, system, run, at: around.now() }),
    lanes: async (portal) =>
      await lanesOf(around, { config, portal, connections, account: (lane) => accountOf(store, lane) }),
    async close() {
      for (const close of connections) await close();
      await store.close();
    },
  };
}

function keyPlace(given: string | undefined, directory: string): KeyPlace {
  if (given !== undefined) return { file: resolve(given), origin: "given" };
  return { file: resolve(directory, "keys", "ledger-signing.pem"), origin: "made here" };
}

interface Wanted {
  config: Office["config"];
  portal: string | undefined;
  account(lane: string): Account;
  connections: Set<() => Promise<void>>;
}

async function lanesOf(
  around: Surroundings,
  { config, portal, account, connections }: Wanted,
): Promise<Lane[]> {
  const file = around.configFile;
  const names = Object.keys(config.portals);
  if (portal !== undefined && !names.includes(portal)) {
    throw new UserError([phrase("config.no_such_portal", { name: portal, known: names.join(", ") })]);
  }
  const { portals: adapters } = await import("../adapters/all.ts");
  const problems: Phrase[] = [];
  const lanes = Object.entries(config.portals).flatMap(([name, configured]) => {
    if (portal !== undefined && name !== portal) return [];
    const read = readPortal({ name, config: configured, file }, adapters, around.variables);
    if ("problems" in read) {
      problems.push(...read.problems);
      return [];
    }
    const caFile = configured.caFile === undefined ? undefined : resolve(dirname(file), configured.caFile);
    return [
      laneOf(around, {
        name,
        ...read,
        configured: { ...configured, caFile },
        account: account(name),
        proofs: proofsOf(config),
        connections,
      }),
    ];
  });
  if (problems.length > 0) throw new UserError(problems);
  return lanes;
}

function proofsOf({ programmes }: Office["config"]): ProofRules {
  return Object.fromEntries(Object.entries(programmes).map(([name, one]) => [name, one.completionNeeds]));
}

interface Configured {
  name: string;
  adapter: Portal;
  options: unknown;
  configured: {
    requestsPerMinute?: number | undefined;
    parallel?: number | undefined;
    caFile?: string | undefined;
    guards: Lane["guards"];
    owners: Lane["owners"];
  };
  account: Account;
  proofs: ProofRules;
  connections: Set<() => Promise<void>>;
}

function laneOf(
  around: Surroundings,
  { name, adapter, options, configured, account, proofs, connections }: Configured,
): Lane {
  const facts = {
    ...adapter.facts,
    requestsPerMinute: configured.requestsPerMinute ?? adapter.facts.requestsPerMinute,
    parallel: configured.parallel ?? adapter.facts.parallel,
  };
  const ca = configured.caFile === undefined ? {} : { caFile: configured.caFile };
  // Sessions come and go, a worker's by the thousand: the connections below them stay.
  let dispatcher: HttpSettings["dispatcher"];
  return {
    portal: name,
    name,
    facts,
    guards: configured.guards,
    owners: configured.owners,
    proofs,
    async connect(wire: WireRules) {
      const { createHttp, openConnections } = await import("./portal/http-client.ts");
      const { loadCircuit } = await import("./portal/circuit.ts");
      const { openSession } = await import("./portal/open-session.ts");
      const circuit = await loadCircuit(account);
      if (dispatcher === undefined) {
        const opened = openConnections({ parallel: facts.parallel, ...ca });
        connections.add(async () => await opened.close());
        dispatcher = opened;
      }
      const http = createHttp({
        baseUrl: (options as { baseUrl: string }).baseUrl,
        requestsPerMinute: facts.requestsPerMinute,
        parallel: facts.parallel,
        account,
        circuit,
        dispatcher,
        onExchange: wire.record,
        mayWrite: wire.mayWrite,
        now: around.now,
      });
      return await openSession(circuit, {
        open: async () => await adapter.open(options, http),
        anyway: wire.anyway ?? false,
      });
    },
  };
}
