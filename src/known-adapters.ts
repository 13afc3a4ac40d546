// Which adapters there are: the shipped ones, and profile files that a configuration or a command names by their path.
// Loaded only by commands that ask portals.
import { readFileSync } from "node:fs";
import { UserError } from "../schemas/errors.ts";
import { phrase, type Phrase } from "../schemas/phrase.ts";
import type { Portal } from "./portal/contract.ts";

/** Whether an adapter's name is the path of a profile file. */
export function isProfileFile(adapter: string): boolean {
  return /\.ya?ml$/i.test(adapter);
}

/**
 * The shipped portals, and those of the profile files named besides (name -> path), each under the name that was given
 * for it. UserError with every mistake in every file.
 */
export async function knownAdapters(
  profiles: Readonly<Record<string, string>> = {},
): Promise<readonly Portal[]> {
  const { portals } = await import("../adapters/all.ts");
  const files = Object.entries(profiles);
  if (files.length === 0) return portals;
  const { profilePortal } = await import("../adapters/profile/adapter.ts");
  const problems: Phrase[] = [];
  const described = files.flatMap(([name, file]) => {
    try {
      return [{ ...profilePortal(textOf(file), name), name }];
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      problems.push(...thrown.problems);
      return [];
    }
  });
  if (problems.length > 0) throw new UserError(problems);
  return [...portals, ...described];
}

/** The same for one name that a person typed: a profile file by its path, or nothing more than the shipped ones. */
export async function adaptersFor(name: string | undefined): Promise<readonly Portal[]> {
  return await knownAdapters(name !== undefined && isProfileFile(name) ? { [name]: name } : {});
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (thrown) {
    throw new UserError([phrase("profile.no_file", { file, why: (thrown as Error).message })]);
  }
}
