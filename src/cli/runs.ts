// dongbo run: what ran and how it ended; the three ways of taking a run up again; taking back what it sent.
import { showInstant } from "../../schemas/time.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import { findRun, listRuns as newest, takeUp, type Again, type RunStory } from "../push/runs.ts";
import { planUndo, undo as takeBack, type UndoPlan } from "../push/undo.ts";
import type { Run } from "./commands.ts";
import { carryRun, exitOf, pushInText } from "./push.ts";
import { answer, atOffice, fieldWord, say, tell, valueWord, type Shell } from "./shell.ts";
import { table } from "./table.ts";
import { typed, wordOf } from "./typed.ts";

export const listRuns: Run = async (shell, call) => {
  const option = typed(call);
  const limit = option.whole("limit", { from: 1, to: 10_000 }) ?? 20;
  option.check();
  return await atOffice(shell, async ({ means }) => {
    const runs = await newest(means, limit);
    answer(shell, { runs }, () => (runs.length === 0 ? say(shell, "cli.no_runs") : runsInText(shell, runs)));
    return 0;
  });
};

export const resume: Run = async (shell, call) => await again(shell, wordOf(call, 0), "resume");
export const retry: Run = async (shell, call) => await again(shell, wordOf(call, 0), "retry");
export const runAgain: Run = async (shell, call) => await again(shell, wordOf(call, 0), "again");

async function again(shell: Shell, id: string, how: Again): ReturnType<Run> {
  return await atOffice(shell, async (office) => {
    const run = await findRun(office.means, id);
    const lanes = (await office.lanes()).filter(({ portal }) => run.portals.includes(portal));
    const only = await takeUp(office.means, run, how);
    const start: Phrase = {
      key: `cli.run_starts.${how}`,
      values: { run: run.id.slice(0, 8), at: showInstant(run.startedAt), count: only.size },
    };
    // Before the work, so that whoever watches knows what it is about; the JSON document has it too.
    if (!shell.json) shell.out(`${tell(shell, start)}\n`);
    const reports =
      only.size === 0
        ? []
        : await carryRun(shell, office, { what: how, of: run.id, lanes, wanted: { only } });
    answer(shell, { run: office.means.run, of: run.id, start: tell(shell, start), portals: reports }, () =>
      pushInText(shell, reports),
    );
    return exitOf(reports);
  });
}

export const undo: Run = async (shell, call) => {
  const reason = typed(call).text("reason");
  return await atOffice(shell, async ({ means, lanes }) => {
    const undoing = { run: await findRun(means, wordOf(call, 0)), lanes: await lanes() };
    const plan =
      reason === undefined ? await planUndo(means, undoing) : await takeBack(means, undoing, reason);
    const isDone = reason !== undefined;
    answer(shell, { ...plan, done: isDone }, () =>
      undoInText(shell, plan, isDone ? "cli.undo_done" : "cli.undo_next"),
    );
    return plan.back.length > 0 ? 2 : 0;
  });
};

function runsInText(shell: Shell, runs: readonly RunStory[]): string {
  const column = (name: string, align?: "right") => ({
    name,
    title: say(shell, `cli.run_column.${name as "run"}`),
    ...(align === undefined ? {} : { align }),
  });
  const counts = ["attempts", "applied", "other", "open"];
  return table(
    [
      column("run"),
      column("what"),
      column("started"),
      column("ended"),
      column("portals"),
      ...counts.map((name) => column(name, "right")),
      column("who"),
    ],
    runs.map((run) => ({
      run: run.id.slice(0, 8),
      what: say(shell, `cli.run_kind.${run.what}`),
      started: showInstant(run.startedAt),
      ended: run.endedAt === null ? say(shell, "cli.run_not_ended") : showInstant(run.endedAt),
      portals: run.portals.join(", "),
      attempts: run.attempts,
      applied: run.outcomes.applied ?? 0,
      other: run.attempts - (run.outcomes.applied ?? 0) - run.open,
      open: run.open,
      who: run.who,
    })),
  );
}

function undoInText(
  shell: Shell,
  { run, back, skipped }: UndoPlan,
  next: "cli.undo_done" | "cli.undo_next",
): string {
  const lines = back.map(({ code, portal, field, from, to }) => {
    const values = `${valueWord(from, shell.language)} → ${valueWord(to, shell.language)}`;
    return `↶ ${code} · ${portal} · ${fieldWord(field, shell.language)}: ${values}`;
  });
  const kept = skipped.map(
    ({ code, portal, what, why }) =>
      `= ${code} · ${portal} · ${fieldWord(what, shell.language)}: ${tell(shell, why)}`,
  );
  const sum = say(shell, "cli.undo_sum", { back: back.length, skipped: skipped.length });
  const follow = back.length === 0 ? [] : [say(shell, next, { run: run.slice(0, 8) })];
  return [...lines, ...kept, sum, ...follow].join("\n");
}
