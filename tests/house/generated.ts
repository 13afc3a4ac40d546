// Texts that are written from schemas, facts and kit results: .env.example, two tables of README.md, the JSON Schema of
// write profiles, the kit's verdicts. The house test compares them with the files; `npm run generate` writes them.
import { z } from "zod";
import { ProfileSchema } from "../../adapters/profile/schema.ts";
import { portals } from "../../adapters/all.ts";
import { verdictOf } from "../../schemas/kit-verdicts.ts";
import { environmentExample } from "../../src/cli/environment-example.ts";
import { kitTable } from "../../src/cli/kit-table.ts";
import { portalsTable } from "../../src/cli/portals-table.ts";
import { keptResults } from "../conformance/kept-results.ts";

/** `readme` with its tables as facts and kit results have them; throws when the marks of one are not there. */
export function withTables(readme: string): string {
  const withPortals = between(readme, "portals", portalsTable(portals));
  return between(withPortals, "kit results", kitTable(keptResults()));
}

function between(readme: string, what: string, table: string): string {
  const begin = `<!-- ${what}: written by npm run generate -->\n\n`;
  const end = `\n<!-- end of ${what} -->`;
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from === -1 || to < from) throw new Error(`README.md has lost the marks round its ${what}`);
  return readme.slice(0, from + begin.length) + table + readme.slice(to);
}

/** The text of .env.example. */
export const environment = () => environmentExample(portals);

/** Keys of our catalogue mean nothing to an editor. */
function withoutOurs({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void {
  delete jsonSchema["says"];
}

/** The JSON Schema of write profiles, for editors. */
export const profileSchema = () =>
  `${JSON.stringify(z.toJSONSchema(ProfileSchema, { io: "input", reused: "ref", override: withoutOurs }), null, 2)}\n`;

/** What the kit said of the shipped adapters, in short. */
export const verdicts = () => `${JSON.stringify(keptResults().map(verdictOf), null, 2)}\n`;
