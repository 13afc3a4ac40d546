// Wires lanes: an adapter with its options and secrets, its quota, circuit breaker and line. Loads the portals.
import { dirname, resolve } from "node:path";
import type { Approvals } from "../schemas/approvals.ts";
import type { ProofRules } from "../schemas/evidence.ts";
import { UserError, type SignedOut } from "../schemas/errors.ts";
import { pageAt, signInByPerson } from "../schemas/facts.ts";
import type { Meter } from "../schemas/meter.ts";
import { phrase, type Phrase } from "../schemas/phrase.ts";
import type { Secret } from "../schemas/secret.ts";
import type { Instant } from "../schemas/time.ts";
import type { Office } from "./cli/shell.ts";
import { readPortal, type Variables } from "./config-file.ts";
import { isProfileFile, knownAdapters } from "./known-adapters.ts";
import type { Account } from "./portal/account.ts";
import type { Portal } from "./portal/contract.ts";
import type { Http } from "./portal/http.ts";
import type { HttpSettings } from "./portal/http-client.ts";
import type { Lane, WireRules } from "./push/lane.ts";
import { secretParts } from "./session/handed-over.ts";
import { openKept, type Keeper } from "./session/keep.ts";
import type { Store } from "./store/connection.ts";
import { createNotebook } from "./store/notebook.ts";

/** Where, by what and when lanes are wired. */
export interface LaneSurroundings {
  configFile: string;
  variables: Variables;
  now(): Instant;
}

interface Wanted {
  config: Office["config"];
  portal: string | undefined;
  account(lane: string): Account;
  store: Store;
  connections: Set<() => Promise<void>>;
  keeper: Keeper;
  meter(): Meter | undefined;
}

/** The lanes of the configured portals, or of the one asked for; UserError with every problem of all of them. */
export async function lanesOf(
  around: LaneSurroundings,
  { config, portal, account, store, connections, keeper, meter }: Wanted,
): Promise<Lane[]> {
  const file = around.configFile;
  const names = Object.keys(config.portals);
  if (portal !== undefined && !names.includes(portal)) {
    throw new UserError([phrase("config.no_such_portal", { name: portal, known: names.join(", ") })]);
  }
  const adapters = await knownAdapters(profilesOf(around, { config, portal }));
  const problems: Phrase[] = [];
  const lanes = Object.entries(config.portals).flatMap(([name, configured]) => {
    if (portal !== undefined && name !== portal) return [];
    const read = readPortal({ name, config: configured, file }, adapters, around.variables);
    if ("problems" in read) {
      problems.push(...read.problems);
      return [];
    }
    const rules = {
      proofs: proofsOf(config),
      ...(config.approvals && { approvals: config.approvals }),
    };
    if (read.adapter.byHand !== undefined) {
      return [handLaneOf(around, { name, ...read, configured, rules, store })];
    }
    const caFile = configured.caFile === undefined ? undefined : resolve(dirname(file), configured.caFile);
    return [
      laneOf(around, {
        name,
        ...read,
        configured: { ...configured, caFile },
        account: account(name),
        rules,
        connections,
        keeper,
        meter,
      }),
    ];
  });
  if (problems.length > 0) throw new UserError(problems);
  return lanes;
}

/** The profile files that the configured portals name, or the one portal asked for; relative to the configuration. */
function profilesOf(
  { configFile }: LaneSurroundings,
  { config, portal }: Pick<Wanted, "config" | "portal">,
): Record<string, string> {
  const named = Object.entries(config.portals).filter(([name]) => portal === undefined || name === portal);
  const files = named.map(([, { adapter }]) => adapter).filter(isProfileFile);
  return Object.fromEntries(files.map((file) => [file, resolve(dirname(configFile), file)]));
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
  rules: { proofs: ProofRules; approvals?: Approvals };
  connections: Set<() => Promise<void>>;
  keeper: Keeper;
  meter(): Meter | undefined;
}

/** A lane that people are: no wire, no quota, no circuit breaker; its session works on the store's notebook. */
function handLaneOf(
  { now }: LaneSurroundings,
  {
    name,
    adapter,
    options,
    configured,
    rules,
    store,
  }: Omit<Configured, "account" | "connections" | "keeper" | "meter"> & { store: Store },
): Lane {
  const hand = adapter.byHand?.(options);
  if (hand === undefined) throw new Error(`${adapter.name} is not entered by hand`);
  return {
    portal: name,
    name,
    facts: hand.facts,
    guards: configured.guards,
    owners: configured.owners,
    ...rules,
    byHand: hand.sheet,
    connect: async ({ mayWrite }: WireRules) =>
      await adapter.open(options, noWire, createNotebook(store, { portal: name, now, mayWrite })),
  };
}

const unreachable = async () => await Promise.reject(new Error("a portal that people reach has no wire"));
const noWire: Http = { read: unreachable, write: unreachable, signIn: unreachable, hide: () => undefined };

function laneOf(
  around: LaneSurroundings,
  { name, adapter, options, configured, account, rules, connections, keeper, meter }: Configured,
): Lane {
  const facts = {
    ...adapter.facts,
    requestsPerMinute: configured.requestsPerMinute ?? adapter.facts.requestsPerMinute,
    parallel: configured.parallel ?? adapter.facts.parallel,
  };
  const ca = configured.caFile === undefined ? {} : { caFile: configured.caFile };
  const { baseUrl } = options as { baseUrl: string };
  const byPerson = signInByPerson(facts, options as Record<string, unknown>);
  const signIn = byPerson === null ? null : { ...byPerson, portal: name, page: pageAt(baseUrl, byPerson) };
  // Sessions come and go, a worker's by the thousand: the connections below them stay.
  let dispatcher: HttpSettings["dispatcher"];
  return {
    portal: name,
    name,
    facts,
    guards: configured.guards,
    owners: configured.owners,
    ...rules,
    ...(signIn && { signIn }),
    async connect(wire: WireRules) {
      const handed = signIn && (wire.session ? justHanded(wire.session) : await openKept(keeper, signIn));
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
        baseUrl,
        requestsPerMinute: facts.requestsPerMinute,
        parallel: facts.parallel,
        account,
        circuit,
        dispatcher,
        onExchange: wire.record,
        onMeasured: (told) => meter()?.request(name, told),
        ...(wire.keep && { record: wire.keep }),
        mayWrite: wire.mayWrite,
        now: around.now,
      });
      for (const part of handed === null ? [] : secretParts(handed.secret)) http.hide(part);
      const given = handed === null ? options : { ...(options as object), session: handed.secret };
      return await openSession(circuit, {
        open: async () => await adapter.open(given, http),
        anyway: wire.anyway ?? false,
        ...(handed && { handed }),
      });
    },
  };
}

/** A session that is only being tried: what becomes of it is the business of whoever hands it over. */
function justHanded(secret: Secret) {
  return { secret, worked: async () => {}, over: (error: SignedOut) => Promise.resolve(error) };
}
