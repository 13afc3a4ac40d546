// A person says which tasks a portal without an export has. Never names one that may not leave.
import type { Said } from "../../schemas/by-hand.ts";
import { UserError } from "../../schemas/errors.ts";
import { fieldNames } from "../../schemas/field.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { appendEntries } from "../ledger/append.ts";
import { tasksToLink } from "../store/links.ts";
import { lockNotebook, noteTasks, pagesOf } from "../store/notebook.ts";
import type { Lane, Means } from "./lane.ts";

/** Says that a portal has these tasks under our codes: all that may leave, or the ones named. UserError for others. */
export async function noteTaken(
  means: Means,
  lane: Lane,
  codes: readonly string[] | "all",
): Promise<{ count: number; told: Phrase }> {
  const { portal } = lane;
  return await means.store.transaction(async (tx) => {
    await lockNotebook(tx, portal);
    const tasks = await tasksToLink(tx, portal);
    const byCode = new Map(tasks.map((task) => [task.code, task]));
    const problems = (codes === "all" ? [] : codes).flatMap((code) => {
      const task = byCode.get(code);
      if (task === undefined) return [phrase("register.unknown_task", { code })];
      return task.mayLeave ? [] : [phrase("by_hand.secret_task", { code })];
    });
    if (problems.length > 0) throw new UserError(problems);
    const known = new Set((await pagesOf(tx, portal)).map(({ remoteId }) => remoteId));
    const wanted = tasks.filter(
      ({ code, mayLeave }) => mayLeave && !known.has(code) && (codes === "all" || codes.includes(code)),
    );
    const said: Said = { by: "taken", who: means.who, at: means.now(), number: null };
    const entered = fieldNames.filter((name) => lane.byHand?.labels[name] !== undefined);
    const nothing = Object.fromEntries(entered.map((name) => [name, null]));
    const noted = wanted.map(({ code, title }) => ({
      remoteId: code,
      code,
      document: null,
      fields: { title, ...nothing },
      said: { title: said },
      files: [],
    }));
    await noteTasks(tx, portal, noted);
    const values = { portal, count: noted.length };
    const body = { kind: "note" as const, run: means.run, who: means.who, linkId: null };
    const note = phrase("by_hand.take_note", values);
    await appendEntries(tx, { lane: lane.name, at: means.now(), bodies: [{ ...body, note }] });
    return { count: noted.length, told: phrase("by_hand.took", values) };
  });
}
