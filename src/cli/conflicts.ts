// dongbo conflicts: everything that waits for a person, with the reason and the three values; settling it; and the
// rules that came of it.
import { UserError } from "../../schemas/errors.ts";
import type { FieldName } from "../../schemas/field.ts";
import { phrase } from "../../schemas/phrase.ts";
import { showInstant } from "../../schemas/time.ts";
import { differencesIn, resolveConflict } from "../push/resolve.ts";
import { listRules as rulesOf, removeRule, type ListedRule } from "../push/rules.ts";
import { holds, type ListedHold } from "../push/standing.ts";
import type { Run } from "./commands.ts";
import { answer, atOffice, fieldWord, say, tell, valueWord, type Shell } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";

export const listConflicts: Run = async (shell, call) =>
  await atOffice(shell, async ({ means }) => {
    const { portal } = call.options;
    const found = await holds(means, typeof portal === "string" ? { portal } : {});
    answer(shell, { holds: found.map(withId) }, () =>
      found.length === 0
        ? say(shell, "cli.no_conflicts")
        : [
            ...found.flatMap((hold) => [headOf(shell, hold), ...reasonsOf(shell, hold)]),
            say(shell, "cli.conflicts_next"),
          ].join("\n"),
    );
    return found.length === 0 ? 0 : 2;
  });

export const showConflict: Run = async (shell, call) =>
  await atOffice(shell, async ({ means }) => {
    const [code = "", portal] = wordOf(call, 0).split(/@(?=[a-z0-9-]+(?:\/\w+)?$)/u);
    const found = await holds(
      means,
      portal === undefined ? { code } : { code, portal: portal.replace(/\/.*/, "") },
    );
    if (found.length === 0) throw new UserError([phrase("cli.not_held", { code })]);
    answer(shell, { holds: found.map(withId) }, () =>
      found
        .flatMap((hold) => [
          headOf(shell, hold),
          `  ${hold.taskTitle}`,
          ...reasonsOf(shell, hold),
          ...hold.fields.map((field) => sidesOf(shell, hold, field)),
          ...choicesOf(shell, hold),
        ])
        .join("\n"),
    );
    return 2;
  });

export const resolve: Run = async (shell, call) => {
  const option = typed(call);
  const take = option.text("take");
  if (take === undefined) {
    throw new UserError([phrase("cli.option_needed", { option: "--take", expects: "ours, theirs, VALUE" })]);
  }
  const scope = call.options["always"] === true ? "always" : "once";
  const wish = { id: wordOf(call, 0), take, reason: option.text("reason") ?? "", scope } as const;
  return await atOffice(shell, async ({ means }) => {
    const { resolution, rule, taskCode, portal } = await resolveConflict(means, wish);
    const { field, take: side } = resolution;
    answer(shell, { id: `${taskCode}@${portal}/${field}`, resolution, rule }, () => {
      const value = valueWord(side === "ours" ? resolution.ours : resolution.theirs, shell.language);
      const done = say(shell, "cli.resolved", {
        code: taskCode,
        portal,
        field: fieldWord(field, shell.language),
        value,
        side: say(shell, `take.${side}`),
      });
      return rule === null
        ? done
        : `${done}\n${say(shell, "cli.rule_made", { id: rule.slice(0, 8), portal })}`;
    });
    return 0;
  });
};

export const listRules: Run = async (shell, call) =>
  await atOffice(shell, async ({ means }) => {
    const { portal } = call.options;
    const rules = await rulesOf(means, { portal: typeof portal === "string" ? portal : undefined });
    answer(shell, { rules }, () =>
      rules.length === 0
        ? say(shell, "cli.no_rules")
        : rules.map((rule) => ruleInText(shell, rule)).join("\n"),
    );
    return 0;
  });

export const forgetRule: Run = async (shell, call) =>
  await atOffice(shell, async ({ means }) => {
    const rule = await removeRule(means, { id: wordOf(call, 0), reason: typed(call).text("reason") ?? "" });
    answer(shell, { rule }, () => ruleInText(shell, rule));
    return 0;
  });

/** With the id under which it is shown and settled. */
function withId(hold: ListedHold) {
  return { id: `${hold.taskCode}@${hold.portal}`, ...hold, choices: differencesIn(hold) };
}

function headOf(shell: Shell, hold: ListedHold): string {
  const standing = say(shell, `standing.${hold.kind}`);
  return `! ${hold.taskCode}@${hold.portal} · ${standing} · ${showInstant(hold.since)}`;
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

/** The very commands that settle it. */
function choicesOf(shell: Shell, hold: ListedHold): string[] {
  const fields = [...new Set(differencesIn(hold).map(({ field }) => field))];
  return fields.map((field) => {
    const id = `${hold.taskCode}@${hold.portal}${fields.length > 1 ? `/${field}` : ""}`;
    return `    ${say(shell, "cli.settle_by", { id })}`;
  });
}

function ruleInText(shell: Shell, rule: ListedRule): string {
  const made = say(shell, "cli.rule", {
    id: rule.id.slice(0, 8),
    portal: rule.portal,
    field: fieldWord(rule.field, shell.language),
    case: say(shell, `case.${rule.case}`),
    side: say(shell, `take.${rule.take}`),
    who: rule.madeBy,
    at: showInstant(rule.madeAt),
    reason: rule.reason,
  });
  if (rule.removed === null) return made;
  const { by, at, reason } = rule.removed;
  return `${made}\n    ${say(shell, "cli.rule_removed", { who: by, at: showInstant(at), reason })}`;
}
