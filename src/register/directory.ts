// Finds organisations by whatever spelling people and portals use. Reads the spellings once, then asks nobody.
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { UserError } from "../../schemas/errors.ts";
import type { Tx } from "../store/connection.ts";
import { selectAliases, type Alias } from "../store/organisations.ts";
import { foldName, looseFold } from "./fold.ts";

/** Organisation ids by spelling, and short names by id. */
export interface Directory {
  exact: ReadonlyMap<string, string>;
  loose: ReadonlyMap<string, ReadonlySet<string>>;
  shortNames: ReadonlyMap<string, string>;
}

/** One organisation, or the short names of all it might be: none when nobody is known by that name. */
export type Found = { id: string } | { candidates: string[] };

/** The spellings as they are now. */
export async function readDirectory(tx: Tx): Promise<Directory> {
  return directoryOf(await selectAliases(tx));
}

/** The same from spellings already read. */
export function directoryOf(aliases: readonly (Alias & { shortName: string })[]): Directory {
  const loose = new Map<string, Set<string>>();
  for (const { alias, organisationId } of aliases) {
    const key = looseFold(alias);
    loose.set(key, (loose.get(key) ?? new Set()).add(organisationId));
  }
  return {
    exact: new Map(aliases.map(({ folded, organisationId }) => [folded, organisationId])),
    loose,
    shortNames: new Map(aliases.map(({ organisationId, shortName }) => [organisationId, shortName])),
  };
}

/** Looks a name up: by its folded spelling, else loosely, where it may stay open between several. */
export function lookUp(directory: Directory, name: string): Found {
  const exact = directory.exact.get(foldName(name));
  if (exact !== undefined) return { id: exact };
  const [first, ...others] = directory.loose.get(looseFold(name)) ?? [];
  if (first !== undefined && others.length === 0) return { id: first };
  const ids = first === undefined ? [] : [first, ...others];
  return { candidates: ids.map((id) => directory.shortNames.get(id) ?? id) };
}

/** The short name of the one organisation known by a spelling; the spelling itself where nobody or several are. */
export function knownName(directory: Directory, spelling: string): string {
  const found = lookUp(directory, spelling);
  return "id" in found ? (directory.shortNames.get(found.id) ?? spelling) : spelling;
}

/** The organisation of that name; UserError when nobody is known by it, or several are. */
export function resolveIn(directory: Directory, name: string): string {
  const found = lookUp(directory, name);
  if ("id" in found) return found.id;
  throw new UserError([organisationProblem(name, found.candidates)]);
}

/** Says that nobody, or several, are known by a name. */
export function organisationProblem(name: string, candidates: readonly string[]): Phrase {
  return candidates.length === 0
    ? phrase("register.unknown_organisation", { name })
    : phrase("register.ambiguous_organisation", { name, candidates: candidates.join("; ") });
}
