// Wires the conformance kit: an adapter, a portal for it to talk to, and what the result file says of both. Loaded by
// main only for the command that runs the kit; opens no register.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { digestOf } from "../schemas/canonical.ts";
import { UserError } from "../schemas/errors.ts";
import { phrase } from "../schemas/phrase.ts";
import type { Kit } from "./cli/shell.ts";
import { conformanceCases, runCase } from "./portal/conformance.ts";
import { listed, simulated } from "./portal/conformance-bench.ts";
import { liveCases, runLiveCase, type LiveStage } from "./portal/conformance-live.ts";
import type { Portal } from "./portal/contract.ts";
import { tryingOut, type Lane } from "./push/lane.ts";
import { isProfileFile, knownAdapters } from "./known-adapters.ts";

const project = fileURLToPath(new URL("..", import.meta.url));
const PackageSchema = z.object({ version: z.string() });

/**
 * The kit for an adapter, by its name or the path of a profile, against its own simulator. UserError when there is no
 * such adapter, or it has no simulator.
 */
export async function openKit(name: string, adapters: readonly Portal[]): Promise<Kit> {
  const { portal, version } = await adapterNamed(name, adapters);
  if (portal.simulator === undefined) throw new UserError([phrase("conformance.no_simulator", { name })]);
  return {
    adapter: portal.name,
    version,
    facts: digestOf(portal.facts),
    against: "simulator",
    program: programVersion(),
    cases: conformanceCases,
    async run(id) {
      const one = conformanceCases.find((known) => known.id === id);
      if (one === undefined) throw new TypeError(`the kit has no case ${id}`);
      return await runCase(one, async () => await simulated(portal));
    },
  };
}

/**
 * The part of the kit that only reads, for a portal of the configuration as it is. `adapter` is what the configuration
 * names; a profile by its path from here.
 */
export async function openLiveKit(
  { adapter, lane }: { adapter: string; lane: Lane },
  adapters: readonly Portal[],
): Promise<Kit> {
  const { portal, version } = await adapterNamed(adapter, adapters);
  let stage: Promise<LiveStage> | null = null;
  const signedIn = async (): Promise<LiveStage> => {
    const session = await lane.connect(tryingOut);
    return { facts: portal.facts, session, tasks: await listed(session) };
  };
  return {
    adapter: portal.name,
    version,
    facts: digestOf(portal.facts),
    against: lane.portal,
    program: programVersion(),
    cases: liveCases,
    async run(id) {
      const one = liveCases.find((known) => known.id === id);
      if (one === undefined) throw new TypeError(`the kit has no case ${id}`);
      stage ??= signedIn();
      return await runLiveCase(one, await stage);
    },
  };
}

function programVersion(): string {
  return PackageSchema.parse(JSON.parse(readFileSync(`${project}package.json`, "utf8"))).version;
}

/** What is meant on the command line, and SHA-256 over everything it is made of. */
async function adapterNamed(
  name: string,
  adapters: readonly Portal[],
): Promise<{ portal: Portal; version: string }> {
  const isFile = isProfileFile(name);
  const all = isFile ? await knownAdapters({ [name]: name }) : adapters;
  const portal = all.find((one) => one.name === name);
  if (portal !== undefined) return { portal, version: isFile ? sha256(readFileSync(name)) : versionOf(name) };
  const known = adapters.map((one) => one.name).join(", ");
  throw new UserError([phrase("conformance.no_such_adapter", { name, known })]);
}

/** Of a profile its text; of an adapter in code the files of its folder, but for what tells of it. */
function versionOf(name: string): string {
  const profile = `${project}adapters/profile/profiles/${name}.yaml`;
  if (existsSync(profile)) return sha256(readFileSync(profile));
  const folder = `${project}adapters/${name}`;
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const digests = files.map((file) => [
    file.replaceAll("\\", "/"),
    sha256(readFileSync(`${folder}/${file}`)),
  ]);
  return digestOf(Object.fromEntries(digests));
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
