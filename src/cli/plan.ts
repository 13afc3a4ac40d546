// dongbo plan, approve, drift: what a push would do, without doing it.
import { readFile, writeFile } from "node:fs/promises";
import { describe } from "../../schemas/operation.ts";
import type { Plan } from "../../schemas/plan.ts";
import { approve, makePlan, planLane, readPlan, type PlanScope } from "../push/plan.ts";
import type { Call, Run } from "./commands.ts";
import { answer, atOffice, fieldWord, say, tell, valueWord, type ExitCode, type Shell } from "./shell.ts";
import { wordOf } from "./typed.ts";
import { watch } from "./watch.ts";

export const plan: Run = async (shell, call) =>
  await decideOnly(shell, { call, scope: call.options["all"] === true ? "all" : "due" });

export const drift: Run = async (shell, call) => await decideOnly(shell, { call, scope: "all" });

async function decideOnly(
  shell: Shell,
  { call, scope }: { call: Call; scope: PlanScope },
): Promise<ExitCode> {
  return await atOffice(shell, async (office) => {
    const lanes = await office.lanes(call.options["portal"] as string | undefined);
    const parts = await watch(
      shell,
      { office, lanes },
      async (means, lane) => await planLane(means, lane, scope),
    );
    const made = makePlan(office.means, parts);
    const file = call.options["out"];
    if (typeof file === "string") await writeFile(file, `${JSON.stringify(made, null, 2)}\n`);
    answer(shell, made, () => planInText(shell, made, typeof file === "string" ? file : null));
    if (made.refusals.length > 0) return made.refusals.some(({ guard }) => guard === "unreachable") ? 1 : 3;
    return made.items.length > 0 ? 2 : 0;
  });
}

export const approvePlan: Run = async (shell, call) => {
  const file = wordOf(call, 0);
  const approved = readPlan(await readFile(file, "utf8").catch(() => ""), file);
  return await atOffice(shell, async ({ means }) => {
    await approve(means, approved);
    answer(shell, { checksum: approved.checksum, by: means.who }, () =>
      say(shell, "cli.approved", {
        file,
        checksum: approved.checksum.slice(0, 12),
        count: approved.items.length,
      }),
    );
    return 0;
  });
};

/** A plan for people: what goes where, field by field, and what is held and why. */
export function planInText(shell: Shell, made: Plan, file: string | null): string {
  const lines: string[] = [];
  for (const { operation } of made.items) {
    lines.push(`${signs[operation.kind]} ${tell(shell, describe(operation))}`);
    if (operation.kind === "hold" || operation.kind === "freeze")
      lines.push(...operation.reasons.map((reason) => `    ${tell(shell, reason)}`));
    if (operation.kind !== "send_progress" && operation.kind !== "adopt") continue;
    for (const [field, value] of Object.entries(operation.set)) {
      const before = operation.before[field as keyof typeof operation.before] ?? null;
      lines.push(
        `    ${fieldWord(field, shell.language)}: ${valueWord(before, shell.language)} → ${valueWord(value, shell.language)}`,
      );
    }
  }
  lines.push(...made.refusals.map(({ reason }) => `✗ ${tell(shell, reason)}`));
  const count = (...kinds: string[]) =>
    made.items.filter(({ operation }) => kinds.includes(operation.kind)).length;
  lines.push(
    say(shell, "cli.plan_sum", {
      progress: count("send_progress"),
      files: count("send_evidence"),
      adopt: count("adopt"),
      hold: count("hold", "freeze"),
    }),
  );
  if (file !== null) lines.push(say(shell, "cli.plan_saved", { file, checksum: made.checksum.slice(0, 12) }));
  return lines.join("\n");
}

const signs = { send_progress: "→", send_evidence: "⇒", adopt: "←", hold: "!", freeze: "*" } as const;
