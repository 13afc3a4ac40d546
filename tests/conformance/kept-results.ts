// The kit results of shipped adapters, one file each in results/. Written by `npm run generate`; nobody signs them,
// because the tests run the kit again and compare.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { portals } from "../../adapters/all.ts";
import { KitFileSchema, kitResult, type CaseOutcome, type KitFile } from "../../schemas/kit-result.ts";
import { openKit } from "../../src/kit.ts";
import type { Portal } from "../../src/portal/contract.ts";
import { project } from "../house/project-files.ts";

const folder = join(project, "tests/conformance/results");

/** Every shipped adapter that has a portal of its own to be tested against. */
export const simulatedPortals = portals.filter(({ simulator }) => simulator !== undefined);

const fileOf = (name: string) => join(folder, `${name}.json`);

/** All kept results in the order of their files. */
export function keptResults(): KitFile[] {
  return readdirSync(folder)
    .toSorted()
    .map((file) => KitFileSchema.parse(JSON.parse(readFileSync(join(folder, file), "utf8"))));
}

/** The kept result of an adapter; null when there is none. */
export function keptResult(name: string): KitFile | null {
  return existsSync(fileOf(name))
    ? KitFileSchema.parse(JSON.parse(readFileSync(fileOf(name), "utf8")))
    : null;
}

/** What these outcomes say of the adapter as it is now, dated as the kept result while they say the same. */
export async function resultNow(name: string, outcomes: readonly CaseOutcome[]): Promise<KitFile> {
  return datedAsKept(name, kitResult(await openKit(name, portals), asking(outcomes)));
}

/** The same of a run against a real server, kept under the adapter's and the server's name. */
export async function resultAt(
  portal: Portal,
  server: string,
  outcomes: readonly CaseOutcome[],
): Promise<KitFile> {
  // Only what the adapter is made of is asked of this kit; nothing runs against an imitation.
  const simulator = { faults: [], start: () => Promise.reject(new Error("a real server is tested")) };
  const kit = await openKit(portal.name, [{ ...portal, simulator }]);
  return datedAsKept(atServer(portal.name, server), kitResult({ ...kit, against: server }, asking(outcomes)));
}

/** Under which name the result of an adapter against a real server is kept. */
export function atServer(name: string, server: string): string {
  return `${name}-at-${server.toLowerCase().replaceAll(/[^a-z]+/g, "")}`;
}

function asking(outcomes: readonly CaseOutcome[]) {
  return { asked: "gold" as const, outcomes, at: "" };
}

function datedAsKept(name: string, result: KitFile): KitFile {
  const kept = keptResult(name);
  const isSame = kept !== null && JSON.stringify(kept) === JSON.stringify({ ...result, at: kept.at });
  return { ...result, at: isSame ? kept.at : new Date().toISOString() };
}

/** Runs the kit on an adapter and keeps the result. */
export async function keepResult(name: string): Promise<void> {
  const kit = await openKit(name, portals);
  const outcomes: CaseOutcome[] = [];
  for (const { id } of kit.cases) outcomes.push(await kit.run(id));
  keep(name, await resultNow(name, outcomes));
}

/** Writes a result down. */
export function keep(name: string, result: KitFile): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(name), `${JSON.stringify(result, null, 2)}\n`);
}
