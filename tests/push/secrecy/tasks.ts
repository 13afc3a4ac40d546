// Ids of tasks by their codes, for tests that write beside the register's own functions.
import type { Tx } from "../../../src/store/connection.ts";
import { selectTasksByCode } from "../../../src/store/tasks.ts";

/** In the order of the codes. */
export async function tasksOfCodes(tx: Tx, codes: readonly string[]): Promise<string[]> {
  const ids = new Map((await selectTasksByCode(tx, codes)).map(({ code, id }) => [code, id]));
  return codes.map((code) => ids.get(code) ?? "");
}
