// JSONata, for reading only, where a path is not enough. Compiled when the profile is loaded; each answer within a
// bound of time, depth and size, else Unrecognised. Never writes, never reaches anything but the task it is given.
import jsonata from "jsonata";
import { Unrecognised } from "../../schemas/errors.ts";

/** Milliseconds by the clock: a machine under load is slow, and an expression that is too slow stops the portal. */
const bounds = { timeout: 2_000, stack: 200, sequence: 10_000 };
const longest = 100_000;

/** What an expression answers of a task; undefined becomes null. */
export type Expression = (task: unknown) => Promise<unknown>;

/** Compiles an expression; throws jsonata's own error, with its position, where it is none. */
export function compile(source: string): Expression {
  const compiled = jsonata(source, bounds);
  return async (task) => {
    const answer = await answered(source, compiled, task);
    if (JSON.stringify(answer ?? null).length > longest) throw failed(source, "its answer is too long");
    return answer ?? null;
  };
}

async function answered(source: string, compiled: jsonata.Expression, task: unknown): Promise<unknown> {
  try {
    return await compiled.evaluate(task);
  } catch (thrown) {
    const why =
      typeof thrown === "object" && thrown !== null && "message" in thrown ? thrown.message : thrown;
    throw failed(source, String(why));
  }
}

function failed(source: string, why: string): Unrecognised {
  return new Unrecognised(`the expression ${source.slice(0, 100)} fails: ${why}`, "");
}
