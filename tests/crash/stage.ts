// The stage of every crash: a small register and two portals on which one push has everything to do that a push can
// have: progress, files, a completion, an adoption, a conflict, a refusal, and attempts that an earlier worker left
// open when it died. Prepared once for each database; every case plays on a copy.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { linksDueInFull } from "../../src/push/in-full.ts";
import type { LaneReport } from "../../src/push/lane.ts";
import { recordProgressMany } from "../../src/register/change.ts";
import { makeDesk, portalNames, type Database, type Desk, type PortalName } from "../journeys/desk.ts";
import { aPdf, codeOf, fillDesk, percentOf, reportOn, textOf } from "../journeys/scene.ts";
import { onServer } from "../start-postgres.ts";
import type { Account } from "./account.ts";

const worker = join(dirname(fileURLToPath(import.meta.url)), "worker.ts");

export const tasks = 12;
const withFiles = [1, 2];
/** Of this one the first write meets a portal that is busy: it goes in a round of its own, and is looked at by itself. */
const postponed = 3;
const adopted = 4;
const contested = 5;
const refused = 6;
/** Of the two open attempts one reached its portal. */
const landed = 7;
const lost = 8;
export const completed = 9;
const whatWasSent = { lifecycle: "in_progress", percent: percentOf(landed), progressText: textOf(landed) };

/** What a worker says that came to its end. */
export type FinalAccount = Account & { carried: LaneReport[] };

/** How a worker's life ended. */
export interface Life {
  passed: string[];
  /** The moment at which it sent itself the signal. */
  endedAt: string | null;
  signal: NodeJS.Signals | null;
  code: number | null;
  account: FinalAccount | null;
  err: string;
}

export interface Aim {
  at: readonly string[];
  nth?: number;
}

/** Runs a worker at a desk to its end, which `aim` may make an early one. */
export async function live(
  desk: Desk,
  aim: Aim = { at: [] },
  environment: Record<string, string> = {},
): Promise<Life> {
  return await begin(desk, aim, environment).ended;
}

/** Starts a worker; `met` once it has sent itself the signal, or has ended without. */
export function begin(
  desk: Desk,
  aim: Aim,
  environment: Record<string, string> = {},
): { child: ChildProcess; met: Promise<void>; ended: Promise<Life> } {
  const child = spawn(process.execPath, [worker], {
    cwd: desk.folder,
    env: {
      ...desk.environment,
      ...environment,
      CRASH_AT: JSON.stringify(aim.at),
      CRASH_NTH: String(aim.nth ?? 1),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const met = Promise.withResolvers<void>();
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    if (out.includes('{"ends":')) met.resolve();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const ended = (async () => {
    const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    met.resolve();
    return { ...said(out), code, signal, err };
  })();
  return { child, met: met.promise, ended };
}

function said(out: string): Pick<Life, "passed" | "endedAt" | "account"> {
  const lines = out.split("\n").filter((line) => line !== "");
  const told = lines.map(
    (line) => JSON.parse(line) as { passed?: string; ends?: string; account?: FinalAccount },
  );
  return {
    passed: told.flatMap(({ passed }) => passed ?? []),
    endedAt: told.find(({ ends }) => ends !== undefined)?.ends ?? null,
    account: told.find(({ account }) => account !== undefined)?.account ?? null,
  };
}

/** The desk that every case copies. The caller closes it. */
export async function prepared(on: Database): Promise<Desk> {
  const desk = await makeDesk({ on, portal: { guards: { maxShare: 1 } } });
  await fillDesk(desk, { tasks });
  await reportOn(desk, { progress: [landed, lost] });
  for (const name of portalNames) {
    const died = await live(
      desk,
      { at: [`after commit of carry-wave.open (${name})`] },
      { CRASH_PORTAL: name },
    );
    if (died.signal !== "SIGKILL") throw new Error(`nobody died while preparing: ${died.err}`);
    await endLeases(desk);
  }
  await reportOn(desk, { progress: [1, 2, 3, contested, refused], files: withFiles });
  await desk.open(async ({ means, evidence, provenance, lanes }) => {
    const path = desk.path("Quyết định 9.pdf");
    await writeFile(path, aPdf("Quyet dinh 9"));
    const provedBy = provenance();
    await means.store.transaction(
      async (tx) => await evidence.addEvidence(tx, { code: codeOf(completed), path, provenance: provedBy }),
    );
    const report = { lifecycle: "completed", percent: 100, completedOn: "2026-07-01" } as const;
    const done = { code: codeOf(completed), report: { ...report, progressText: "Đã ban hành quyết định." } };
    await means.store.transaction(
      async (tx) => await recordProgressMany(tx, { reports: [done], provenance: provedBy }),
    );
    for (const lane of await lanes()) await linksDueInFull(means, lane);
  });
  return desk;
}

/** A copy of the prepared desk with the portals as people and the dead worker left them. */
export async function aCopy(desk: Desk): Promise<Desk> {
  const copy = await desk.copy();
  for (const name of portalNames) {
    edit(copy, name, { number: adopted, fields: { dueOn: "2049-11-30" } });
    edit(copy, name, { number: contested, fields: { progressText: "Cổng ghi khác." } });
    edit(copy, name, { number: landed, fields: whatWasSent });
    const [no, later] = [remoteIdOf(copy, name, refused), remoteIdOf(copy, name, postponed)];
    copy.portals[name].script([
      { fault: "period-locked", on: { path: `/${no}` }, times: 100_000 },
      { fault: "too-many", on: { path: name === "nq57" ? `/${later}` : `/${later}/progress` } },
    ]);
  }
  return copy;
}

/** People go on working on both sides while the worker is dead. */
export async function peopleGoOn(desk: Desk): Promise<void> {
  for (const name of portalNames) {
    edit(desk, name, { number: 3, fields: { progressText: "Cổng vừa ghi." } });
    edit(desk, name, { number: 11, fields: { dueOn: "2049-10-31" } });
  }
  await desk.open(async ({ means, provenance }) => {
    const reports = [1, 3, 10].map((number) => ({
      code: codeOf(number),
      report: { lifecycle: "in_progress" as const, percent: 95, progressText: `Sổ vừa ghi ${number}.` },
    }));
    await means.store.transaction(
      async (tx) => await recordProgressMany(tx, { reports, provenance: provenance() }),
    );
  });
}

/** On a server a dead worker's lease runs out after some seconds; here they pass at once. */
export async function endLeases(desk: Desk): Promise<void> {
  if (desk.databaseUrl === null) return;
  await onServer(desk.databaseUrl, "update lane set lease_until = clock_timestamp() - interval '1 second'");
}

/** The one row that a statement answers with, in the database of a desk on a server. */
export async function aServerRow(desk: Desk, statement: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: desk.databaseUrl ?? "" });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows[0] ?? {};
  } finally {
    await client.end();
  }
}

function edit(
  desk: Desk,
  name: PortalName,
  { number, fields }: { number: number; fields: Readonly<Record<string, string | number | null>> },
): void {
  desk.portals[name].edit(remoteIdOf(desk, name, number), fields);
}

export function remoteIdOf(desk: Desk, name: PortalName, number: number): string {
  const found = desk.portals[name].held().find(({ code }) => code === codeOf(number));
  if (found === undefined) throw new Error(`${name} holds no ${codeOf(number)}`);
  return found.remoteId;
}
