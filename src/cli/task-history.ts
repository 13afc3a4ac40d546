// dongbo task history and restore: past values of a task, why a field has its value, and bringing an old one back.
import { fieldNames, type FieldName } from "../../schemas/field.ts";
import { showInstant } from "../../schemas/time.ts";
import { restoreValue } from "../push/restore.ts";
import { whyOf, type FieldEvent } from "../push/why.ts";
import { taskHistory, type PastChange } from "../register/tasks.ts";
import type { Run } from "./commands.ts";
import { answer, atOffice, changedInText, fieldWord, say, tell, valueWord, type Shell } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";

export const showHistory: Run = async (shell, call) => {
  const code = wordOf(call, 0);
  const field = typed(call).text("field");
  const compared = fieldNames.find((name) => name === field);
  return await atOffice(shell, async ({ means }) => {
    if (compared !== undefined) {
      const events = await whyOf(means, { code, field: compared });
      answer(shell, { code, field: compared, events }, () => whyInText(shell, compared, events));
      return 0;
    }
    const changes = await means.store.read(async (tx) => await taskHistory(tx, code, field));
    answer(shell, { changes }, () =>
      changes.length === 0
        ? say(shell, "cli.no_history")
        : changes.map((change) => changeInText(shell, change)).join("\n"),
    );
    return 0;
  });
};

export const restore: Run = async (shell, call) =>
  await atOffice(shell, async ({ means }) => {
    const wish = { code: wordOf(call, 0), entry: wordOf(call, 1), reason: typed(call).text("reason") ?? "" };
    const changed = await restoreValue(means, wish);
    answer(shell, changed, () => changedInText(shell, changed));
    return 0;
  });

function changeInText(shell: Shell, change: PastChange): string {
  const why = change.why === null ? "" : `  ${tell(shell, change.why)}`;
  const by = `${change.who} (${change.system}, ${shortRun(change.run)})`;
  const head = `${showInstant(change.at)}  h${change.id}  ${fieldWord(change.field, shell.language)}`;
  return `${head}: ${arrow(shell, change)}  ${by}${why}`;
}

/** The story of a field, newest first. */
export function whyInText(shell: Shell, field: FieldName, events: readonly FieldEvent[]): string {
  if (events.length === 0) return say(shell, "cli.no_history");
  return [fieldWord(field, shell.language), ...events.flatMap((event) => eventInText(shell, event))].join(
    "\n",
  );
}

function eventInText(shell: Shell, event: FieldEvent): string[] {
  const values = event.kind === "held" ? "" : `  ${arrow(shell, event)}`;
  const what = say(shell, `cli.event.${event.kind}`, { portal: event.portal });
  const by = event.who === "" ? "" : `  ${event.who} (${event.system}, ${shortRun(event.run)})`;
  const lines = [`${showInstant(event.at)}  ${event.id}  ${what}${values}${by}`];
  if (event.outcome !== null) lines.push(say(shell, `outcome.${event.outcome}`));
  if (event.why !== null) lines.push(tell(shell, event.why));
  if (event.sides !== null) {
    const { base, ours, theirs } = event.sides;
    const inWords = (value: unknown) => valueWord(value, shell.language);
    const worded = { base: inWords(base), ours: inWords(ours), theirs: inWords(theirs) };
    lines.push(say(shell, "cli.three_sides", worded));
  }
  if (event.rule !== null) {
    const { pattern, owner, by: settled } = event.rule;
    const decided =
      settled === null
        ? ""
        : `; ${say(shell, `cli.settled_by.${settled.kind}`, { id: settled.id.slice(0, 8) })}`;
    lines.push(`${say(shell, `pattern.${pattern}`)}; ${say(shell, `owner.${owner}`)}${decided}`);
  }
  return lines.map((line, at) => (at === 0 ? line : `      ${line}`));
}

function arrow(shell: Shell, { from, to }: { from: unknown; to: unknown }): string {
  return `“${valueWord(from, shell.language)}” → “${valueWord(to, shell.language)}”`;
}

function shortRun(run: string): string {
  return run.slice(0, 8);
}
