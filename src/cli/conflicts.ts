// dongbo conflicts: everything that waits for a person, with the reason and the three values.
import { UserError } from "../../schemas/errors.ts";
import type { FieldName } from "../../schemas/field.ts";
import { phrase } from "../../schemas/phrase.ts";
import { showInstant } from "../../schemas/time.ts";
import { holds, type ListedHold } from "../push/standing.ts";
import type { Run } from "./commands.ts";
import { answer, atOffice, fieldWord, say, tell, valueWord, type Shell } from "./shell.ts";
import { wordOf } from "./typed.ts";

export const listConflicts: Run = async (shell, call) =>
  await atOffice(shell, async ({ means }) => {
    const { portal } = call.options;
    const found = await holds(means, typeof portal === "string" ? { portal } : {});
    answer(shell, { holds: found }, () =>
      found.length === 0
        ? say(shell, "cli.no_conflicts")
        : found.flatMap((hold) => [headOf(shell, hold), ...reasonsOf(shell, hold)]).join("\n"),
    );
    return found.length === 0 ? 0 : 2;
  });

export const showConflict: Run = async (shell, call) =>
  await atOffice(shell, async ({ means }) => {
    const code = wordOf(call, 0);
    const found = await holds(means, { code });
    if (found.length === 0) throw new UserError([phrase("cli.not_held", { code })]);
    answer(shell, { holds: found }, () =>
      found
        .flatMap((hold) => [
          headOf(shell, hold),
          `  ${hold.taskTitle}`,
          ...reasonsOf(shell, hold),
          ...hold.fields.map((field) => sidesOf(shell, hold, field)),
        ])
        .join("\n"),
    );
    return 2;
  });

function headOf(shell: Shell, hold: ListedHold): string {
  const standing = say(shell, `standing.${hold.kind}`);
  return `! ${hold.taskCode} · ${hold.portal} · ${standing} · ${showInstant(hold.since)}`;
}

function reasonsOf(shell: Shell, hold: ListedHold): string[] {
  return hold.reasons.map((reason) => `    ${tell(shell, reason)}`);
}

function sidesOf(shell: Shell, hold: ListedHold, field: FieldName): string {
  return `    ${say(shell, "cli.sides", {
    name: fieldWord(field, shell.language),
    ours: valueWord(hold.ours[field], shell.language),
    theirs: valueWord(hold.theirs[field], shell.language),
    base: valueWord(hold.base[field], shell.language),
  })}`;
}
