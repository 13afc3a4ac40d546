// dongbo cutoff: what was frozen at each cut-off, who had reported, and that nobody has changed it since.
import { showInstant } from "../../schemas/time.ts";
import {
  contentsOf,
  findSnapshot,
  listSnapshots,
  type Contents,
  type FrozenTask,
  type ListedSnapshot,
} from "../report/snapshots.ts";
import { verifySnapshots } from "../report/verify.ts";
import type { Run } from "./commands.ts";
import { cut, folded, oneLine } from "./cut.ts";
import { freezeFirst } from "./report.ts";
import { answer, atOffice, fieldWord, say, tell, type Shell } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";

export const list: Run = async (shell, call) => {
  const option = typed(call);
  const limit = option.whole("limit", { from: 1, to: 10_000 });
  option.check();
  return await atOffice(shell, async (office) => {
    await freezeFirst(office);
    const snapshots = await office.means.store.read(async (tx) => await listSnapshots(tx, limit));
    answer(shell, { snapshots }, () =>
      snapshots.length === 0
        ? say(shell, "cutoff.none")
        : snapshots.map((one) => lineOf(shell, one)).join("\n"),
    );
    return 0;
  });
};

export const show: Run = async (shell, call) =>
  await atOffice(shell, async (office) => {
    await freezeFirst(office);
    const told = await office.means.store.snapshot(async (tx) => {
      const snapshot = await findSnapshot(tx, wordOf(call, 0));
      return { ...snapshot, ...(await contentsOf(tx, snapshot)) };
    });
    answer(shell, told, () => inText(shell, told));
    return 0;
  });

function inText(shell: Shell, told: ListedSnapshot & Contents): string {
  const byUnit = Map.groupBy(told.frozen, ({ unit }) => unit);
  const frozen = {
    who: told.frozenBy,
    at: showInstant(told.frozenAt),
    how: howOf(shell, told),
    entry: `dongbo/${told.ledgerSeq}`,
  };
  return [
    lineOf(shell, told),
    folded(say(shell, "cutoff.frozen_by", frozen), shell),
    ...told.units.flatMap(({ unit, tasks, reported, expected, reportedBy }) => {
      const who = reportedBy.join(", ") || "–";
      const name = unit ?? say(shell, "report.no_unit");
      const head = say(shell, "cutoff.unit", { unit: name, tasks, reported, expected, who });
      return [
        folded(`  ${head}`, shell),
        ...(byUnit.get(unit) ?? []).map((task) => folded(`    ${taskInText(shell, task)}`, shell)),
      ];
    }),
    ...(told.withheld === 0 ? [] : [say(shell, "cutoff.withheld", { count: told.withheld })]),
  ].join("\n");
}

/** So much of each text a person is shown here; `--json` has all of it. */
const shownLetters = 200;

function taskInText(shell: Shell, task: FrozenTask): string {
  const values = {
    code: task.code,
    percent: task.percent,
    lifecycle: say(shell, `lifecycle.${task.lifecycle}`),
    at: task.reportedAt === null ? null : showInstant(task.reportedAt),
    who: task.reportedBy,
  };
  const key = task.verdict === "missing" && task.reportedAt === null ? "never" : task.verdict;
  const words = [
    oneLine(task.progressText),
    ...(["difficulties", "lateReason"] as const).map((field) =>
      task[field] === "" ? "" : `${fieldWord(field, shell.language)}: ${oneLine(task[field])}`,
    ),
  ].filter((text) => text !== "");
  return [say(shell, `cutoff.task.${key}`, values), ...words.map((text) => cut(text, shownLetters))].join(
    " · ",
  );
}

export const verify: Run = async (shell) =>
  await atOffice(shell, async ({ means }) => {
    const verdict = await means.store.snapshot(verifySnapshots);
    const problems = verdict.problems.map((problem) => ({ key: problem.key, text: tell(shell, problem) }));
    answer(shell, { ok: problems.length === 0, snapshots: verdict.snapshots, problems }, () =>
      problems.length === 0
        ? say(shell, "cutoff.sound", { count: verdict.snapshots })
        : problems.map(({ text }) => `✗ ${text}`).join("\n"),
    );
    return problems.length === 0 ? 0 : 1;
  });

function lineOf(shell: Shell, snapshot: ListedSnapshot): string {
  return say(shell, "cutoff.line", {
    id: snapshot.id.slice(0, 8),
    period: say(shell, `report.${snapshot.period}`),
    at: showInstant(snapshot.cutOff),
    tasks: snapshot.tasks,
    digest: snapshot.digest.slice(0, 16),
    how: howOf(shell, snapshot),
  });
}

function howOf(shell: Shell, { late, frozenAt }: ListedSnapshot): string {
  return late ? say(shell, "cutoff.late", { at: showInstant(frozenAt) }) : say(shell, "cutoff.in_time");
}
