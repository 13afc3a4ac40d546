// Starts the demo's simulated portals and writes the configuration that leads to them.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { secretOptions } from "../../schemas/config.ts";
import { Secret } from "../../schemas/secret.ts";
import type { RunningSimulator } from "../../schemas/simulator.ts";
import type { AdapterCard, Shell } from "./shell.ts";

/** Far above what a real portal bears, so that the story takes seconds; said on screen. */
const relaxedRequestsPerMinute = 60_000;

export interface DemoPortal {
  name: string;
  simulator: RunningSimulator;
}

/** Every adapter that brings a simulator, running, and a configuration in `directory`. Secrets only in variables. */
export async function startPortals(shell: Shell, directory: string) {
  const running: DemoPortal[] = [];
  const portals: Record<string, unknown> = {};
  const environment: Record<string, string> = { DATABASE_URL: "" };
  for (const adapter of await shell.adapters()) {
    if (adapter.simulator === undefined) continue;
    const simulator = await adapter.simulator.start({ requestsPerMinute: 0 });
    running.push({ name: adapter.name, simulator });
    portals[adapter.name] = {
      adapter: adapter.name,
      requestsPerMinute: relaxedRequestsPerMinute,
      options: plainOptions(adapter, { simulator, environment }),
    };
  }
  await mkdir(directory, { recursive: true });
  const configFile = join(directory, "dongbo.yaml");
  await writeFile(configFile, stringify({ dataDirectory: "dongbo-data", portals }));
  return { running, configFile, environment };
}

function plainOptions(
  adapter: AdapterCard,
  { simulator, environment }: { simulator: RunningSimulator; environment: Record<string, string> },
): Record<string, unknown> {
  const variables = secretOptions(adapter.options);
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(simulator.options)) {
    const variable = variables[name];
    if (value instanceof Secret && variable !== undefined) environment[variable] = value.reveal();
    else plain[name] = value;
  }
  return plain;
}
