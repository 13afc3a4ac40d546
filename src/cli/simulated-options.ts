// What leads a client to a running simulator: options that may be written down, and its secrets as variables.
import { secretOptions } from "../../schemas/config.ts";
import { Secret } from "../../schemas/secret.ts";
import type { RunningSimulator } from "../../schemas/simulator.ts";
import type { AdapterCard } from "./shell.ts";

/** Options for a configuration file, and the secrets by the names of their environment variables. */
export function simulatedOptions(
  adapter: Pick<AdapterCard, "options">,
  simulator: Pick<RunningSimulator, "options">,
): { plain: Record<string, unknown>; secrets: Record<string, string> } {
  const variables = secretOptions(adapter.options);
  const plain: Record<string, unknown> = {};
  const secrets: Record<string, string> = {};
  for (const [name, value] of Object.entries(simulator.options)) {
    const variable = variables[name];
    if (value instanceof Secret && variable !== undefined) secrets[variable] = value.reveal();
    else plain[name] = value;
  }
  return { plain, secrets };
}
