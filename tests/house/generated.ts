// Texts that are written from schemas and facts: .env.example and the portals table of README.md. The house test
// compares them with the files; `npm run generate` writes them.
import { portals } from "../../adapters/all.ts";
import { environmentExample } from "../../src/cli/environment-example.ts";
import { portalsTable } from "../../src/cli/portals-table.ts";

const begin = "<!-- portals: written by npm run generate -->\n\n";
const end = "\n<!-- end of portals -->";

/** `readme` with its portals table as the facts have it; throws when the marks are not there. */
export function withPortalsTable(readme: string): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from === -1 || to < from) throw new Error("README.md has lost the marks round its portals table");
  return readme.slice(0, from + begin.length) + portalsTable(portals) + readme.slice(to);
}

/** The text of .env.example. */
export const environment = () => environmentExample(portals);
