// Files that a command makes and never overwrites, and names in them.
import { writeFile } from "node:fs/promises";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";

/** Writes a file that is not there; UserError where one is. */
export async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: "wx" });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") throw thrown;
    throw new UserError([phrase("portal_new.exists", { file })]);
  }
}

/** A name as the beginning of environment variables. */
export function variableOf(name: string): string {
  return name.toUpperCase().replaceAll("-", "_");
}
