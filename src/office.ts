// Wires an opened register: configuration, store, evidence, portals. Loaded by main only for commands that need it,
// and loads the portals only for those that ask one.
import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Language } from "../schemas/phrase.ts";
import { placeOf } from "../schemas/serve.ts";
import type { Instant } from "../schemas/time.ts";
import { alarmDesk, type AlarmDesk } from "./alarm/desk.ts";
import type { Office } from "./cli/shell.ts";
import { readBucket, readCalendarFile, readConfig, readEnvironment, type Variables } from "./config-file.ts";
import { createEvidenceStore } from "./evidence/evidence-store.ts";
import { oncePerRun } from "./evidence/scanner.ts";
import type { KeyPlace } from "./ledger/signing-key.ts";
import { createLog, type Log } from "./log.ts";
import { lanesOf } from "./office-lanes.ts";
import { accountOf } from "./push/account.ts";
import type { Lane, Means } from "./push/lane.ts";
import { calendarWith } from "./schedule/vietnam.ts";
import type { Keeper } from "./session/keep.ts";
import type { Tracing } from "./telemetry/tracing.ts";
import { openStore } from "./store/connection.ts";
import { freeLanesOfTheDead } from "./store/lanes.ts";
import { forgetProcesses } from "./store/processes.ts";

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
  /** The process stays, and lets other commands use its database (store/directory.ts). */
  hosts?: { waitsFor(pid: string | null): void } | undefined;
}

/** Opens what the configuration names. UserError when it is wrong or the data directory has another owner. */
export async function openOffice(around: Surroundings): Promise<Office> {
  // The schemas' own sentences, which stand inside ours, are in the same language.
  z.config(z.locales[around.language]());
  const environment = readEnvironment(around.variables);
  const config = readConfig(around.configFile);
  const calendar = calendarWith(readCalendarFile(config, around.configFile));
  const bucket = readBucket({ config, file: around.configFile }, environment);
  const beside = (path: string) => resolve(dirname(around.configFile), path);
  const directory = beside(config.dataDirectory);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const store = await openStore({
    url: environment.DATABASE_URL,
    directory: resolve(directory, "register"),
    hosts: around.hosts,
  });
  // Whoever worked on an embedded database before us is dead: there is one owner at a time.
  if (store.mode === "pilot" && !store.guest) {
    await store.transaction(async (tx) => {
      await freeLanesOfTheDead(tx);
      // Commands leave the row of a dead process, for whoever asks; the next one takes its place.
      if (around.hosts !== undefined) await forgetProcesses(tx);
    });
  }

  const evidence = createEvidenceStore(resolve(directory, "evidence"), {
    bucket,
    scanner: config.evidence.scanner,
  });
  const run = randomUUID();
  let tracing: Tracing | null = null;
  const log = createLog(environment.LOG_LEVEL, () => ({ run, ...tracing?.ids() }));
  tracing = await tracingOf(environment.OTEL_EXPORTER_OTLP_ENDPOINT, { process: run, log: () => log });
  let meter: Means["meter"];
  const meansOf = (id: string): Means => ({
    store,
    openEvidence: (sha256) => evidence.openEvidence(sha256),
    ...(evidence.scanEvidence && { scanEvidence: oncePerRun(evidence.scanEvidence) }),
    now: around.now,
    elapsed: around.elapsed,
    newId: randomUUID,
    wait: around.wait,
    who: around.user,
    carrier: around.carrier,
    run: id,
    show: () => undefined,
    log,
    ...(meter && { meter }),
  });
  const means = meansOf(run);
  const keeper: Keeper = {
    store,
    key: keyPlace(environment.DONGBO_SESSION_KEY_FILE, resolve(directory, "keys", "portal-sessions.key")),
    now: around.now,
    who: around.user,
    run,
  };
  const connections = new Set<() => Promise<void>>();
  const lanes: Office["lanes"] = async (portal) =>
    await lanesOf(around, {
      config,
      portal,
      connections,
      store,
      keeper,
      account: (lane) => accountOf(store, lane),
      meter: () => meter,
    });
  return {
    config,
    calendar,
    mode: store.mode,
    means,
    newRun: () => meansOf(randomUUID()),
    evidence,
    checkpoints: {
      key: keyPlace(environment.DONGBO_SIGNING_KEY_FILE, signingKeyIn(directory)),
      directory: config.checkpoints.directory === undefined ? null : beside(config.checkpoints.directory),
    },
    provenance: (system = "dongbo") => ({ who: around.user, system, run, at: around.now() }),
    keeper,
    ...(environment.DONGBO_OIDC_CLIENT_SECRET && { oidcSecret: environment.DONGBO_OIDC_CLIENT_SECRET }),
    lanes,
    async measure(also) {
      const { createTelemetry } = await import("./telemetry/telemetry.ts");
      const forecasts = forecaster(means, { config, calendar, lanes: await lanes() });
      const telemetry = createTelemetry({
        ...means,
        ...also,
        portals: Object.keys(config.portals),
        forecasts,
      });
      meter = telemetry.meter;
      means.meter = meter;
      return telemetry;
    },
    alarms: alarmDeskOf({ config, environment, directory, beside, now: around.now }),
    async close() {
      for (const close of connections) await close();
      await tracing?.end();
      await store.close();
    },
  };
}

async function tracingOf(
  endpoint: string | undefined,
  of: { process: string; log(): Log },
): Promise<Tracing | null> {
  if (endpoint === undefined) return null;
  const { startTracing } = await import("./telemetry/tracing.ts");
  const { makeSpansBy } = await import("./portal/span.ts");
  const tracing = startTracing({ endpoint, ...of });
  makeSpansBy(tracing.makeSpan);
  const end = async () => {
    makeSpansBy(null);
    await tracing.end();
  };
  return { ...tracing, end };
}

/** The forecast of every lane, as often as it is asked for. */
function forecaster(
  means: Means,
  { config, calendar, lanes }: Pick<Office, "config" | "calendar"> & { lanes: readonly Lane[] },
) {
  return async () => {
    const { forecast } = await import("./push/forecast.ts");
    const told = lanes.map(async ({ portal, facts }) => {
      const cutOff = config.portals[portal]?.cutOff;
      return cutOff === undefined ? [] : [await forecast(means, { portal, facts, cutOff, calendar })];
    });
    return (await Promise.all(told)).flat();
  };
}

interface AlarmPlace {
  config: Office["config"];
  environment: ReturnType<typeof readEnvironment>;
  directory: string;
  beside(path: string): string;
  now(): Instant;
}

function alarmDeskOf({ config, environment, ...place }: AlarmPlace): AlarmDesk {
  const { DONGBO_SMTP_PASSWORD: smtpPassword, DONGBO_WEBHOOK_SECRET: webhookSecret } = environment;
  return alarmDesk(config.alarms, { smtpPassword, webhookSecret, ...place });
}

/** Where serve's door is reached from this machine; `null`: it is shut. */
function addressOf(listen: string): string | null {
  const place = placeOf(listen);
  return place === null ? null : place.host === "0.0.0.0" ? `127.0.0.1:${place.port}` : listen;
}

/** What watches over serve needs, without opening the register. The data directory is made if there is none. */
export function watchPost({
  configFile,
  variables,
  now,
}: Pick<Surroundings, "configFile" | "variables" | "now">): {
  alarms: AlarmDesk;
  address: string | null;
} {
  const environment = readEnvironment(variables);
  const config = readConfig(configFile);
  const beside = (path: string) => resolve(dirname(configFile), path);
  const directory = beside(config.dataDirectory);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return {
    alarms: alarmDeskOf({ config, environment, directory, beside, now }),
    address: addressOf(config.serve.listen),
  };
}

/** Where the key of this installation is kept, without opening its register. */
export function signingKeyPlace({
  configFile,
  variables,
}: Pick<Surroundings, "configFile" | "variables">): KeyPlace {
  const { DONGBO_SIGNING_KEY_FILE: given } = readEnvironment(variables);
  if (given !== undefined) return keyPlace(given, "");
  return keyPlace(
    undefined,
    signingKeyIn(resolve(dirname(configFile), readConfig(configFile).dataDirectory)),
  );
}

function signingKeyIn(directory: string): string {
  return resolve(directory, "keys", "ledger-signing.pem");
}

function keyPlace(given: string | undefined, usual: string): KeyPlace {
  if (given !== undefined) return { file: resolve(given), origin: "given" };
  return { file: usual, origin: "made here" };
}
