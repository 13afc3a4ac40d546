// A unit says that nothing has changed: no field moves, and yet it is a report (schemas/README.md, "report of a unit").
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { Provenance } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import { insertHistory } from "../store/history.ts";
import { lockTasksByCode, selectTasks, selectTaskIds } from "../store/tasks.ts";
import { readDirectory, resolveIn } from "./directory.ts";

/** Tasks by their codes, or all open ones that an organisation leads, by any of its names. */
export type Unchanged = { codes: readonly string[] } | { lead: string };

/** Writes it into the history of each task and returns their codes; UserError for an unknown code or organisation. */
export async function reportUnchanged(
  tx: Tx,
  said: Unchanged & { provenance: Provenance },
): Promise<string[]> {
  const codes = "codes" in said ? [...new Set(said.codes)] : await openCodesOf(tx, said.lead);
  const tasks = await lockTasksByCode(tx, codes);
  const known = new Set(tasks.map(({ code }) => code));
  const problems: Phrase[] = codes
    .filter((code) => !known.has(code))
    .map((code) => phrase("register.unknown_task", { code }));
  if (problems.length > 0) throw new UserError(problems);
  const changes = tasks.map(({ id }) => ({ taskId: id, field: "unchanged", from: null, to: null }));
  await insertHistory(tx, changes, { provenance: said.provenance, why: null });
  return codes;
}

async function openCodesOf(tx: Tx, lead: string): Promise<string[]> {
  const tasks = await selectTasks(tx, await selectTaskIds(tx, resolveIn(await readDirectory(tx), lead)));
  const open = tasks.filter(({ lifecycle }) =>
    ["not_started", "in_progress", "returned"].includes(lifecycle),
  );
  return open.map(({ code }) => code).toSorted();
}
