// Reads the project's own files for the house tests; what npm installed, what git keeps and what a run leaves behind
// are not ours.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const notOurs = new Set(["node_modules", ".git", "dongbo-data", "coverage"]);

/** Paths of all files below a folder, relative to the project with forward slashes, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(project, folder), { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .toSorted();
}

/** The text of one project file. */
export function textOf(path: string): string {
  return readFileSync(join(project, path), "utf8");
}
