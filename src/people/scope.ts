// What a person is limited to, from names that somebody typed to ids, and back.
import { UserError } from "../../schemas/errors.ts";
import type { Person } from "../../schemas/person.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { lookUp, organisationProblem, readDirectory } from "../register/directory.ts";
import type { Tx } from "../store/connection.ts";

export type Scope = Pick<Person, "units" | "portals">;

/** The scope that names mean; no name: everything. UserError with every name that nobody has. */
export async function scopeOf(
  tx: Tx,
  named: { units: readonly string[]; portals: readonly string[] },
  configured: readonly string[],
): Promise<Scope> {
  const directory = await readDirectory(tx);
  const problems: Phrase[] = [];
  const units = named.units.flatMap((name) => {
    const found = lookUp(directory, name);
    if ("id" in found) return [found.id];
    problems.push(organisationProblem(name, found.candidates));
    return [];
  });
  for (const name of named.portals) {
    if (configured.includes(name)) continue;
    problems.push(phrase("people.unknown_portal", { name, known: configured.join(", ") || "–" }));
  }
  if (problems.length > 0) throw new UserError(problems);
  return {
    units: units.length === 0 ? null : [...new Set(units)],
    portals: named.portals.length === 0 ? null : [...new Set(named.portals)],
  };
}

/** Short names of organisations by their ids, for showing scopes. */
export async function unitNames(tx: Tx): Promise<ReadonlyMap<string, string>> {
  return (await readDirectory(tx)).shortNames;
}
