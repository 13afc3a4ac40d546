// Starts the demo's simulated portals and writes the configuration that leads to them.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import type { RunningSimulator } from "../../schemas/simulator.ts";
import type { Shell } from "./shell.ts";
import { simulatedOptions } from "./simulated-options.ts";

/** Far above what a real portal bears, so that the story takes seconds; said on screen. */
const relaxedRequestsPerMinute = 60_000;

export interface DemoPortal {
  name: string;
  simulator: RunningSimulator;
}

/** The portals that the letters of the provinces name. */
const told = ["nq57", "nq71-dongnai"];

/** The portals of the story, simulated and running, and a configuration in `directory`. Secrets only in variables. */
export async function startPortals(shell: Shell, directory: string) {
  const running: DemoPortal[] = [];
  const portals: Record<string, unknown> = {};
  const environment: Record<string, string> = { DATABASE_URL: "" };
  for (const adapter of await shell.adapters()) {
    if (adapter.simulator === undefined || !told.includes(adapter.name)) continue;
    const simulator = await adapter.simulator.start({ requestsPerMinute: 0 });
    running.push({ name: adapter.name, simulator });
    const { plain, secrets } = simulatedOptions(adapter, simulator);
    Object.assign(environment, secrets);
    portals[adapter.name] = {
      adapter: adapter.name,
      requestsPerMinute: relaxedRequestsPerMinute,
      options: plain,
    };
  }
  await mkdir(directory, { recursive: true });
  const configFile = join(directory, "dongbo.yaml");
  await writeFile(configFile, stringify({ dataDirectory: "dongbo-data", portals }));
  return { running, configFile, environment };
}
