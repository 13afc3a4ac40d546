// dongbo plan, approve, drift: what a push would do, without doing it.
import { readFile, writeFile } from "node:fs/promises";
import { UserError } from "../../schemas/errors.ts";
import { describe } from "../../schemas/operation.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Plan } from "../../schemas/plan.ts";
import { showInstant } from "../../schemas/time.ts";
import { acceptBase } from "../push/accept-base.ts";
import { quorumFor } from "../console/quorum.ts";
import { approve, findPlan, listPlans, savePlan, type StandingPlan } from "../push/approvals.ts";
import {
  isUnread,
  makePlan,
  planLane,
  readPlan,
  type KeptDifference,
  type LanePart,
  type PlanScope,
} from "../push/plan.ts";
import type { Call, Run } from "./commands.ts";
import { cutAlike, valueLine } from "./cut.ts";
import { foretell } from "./forecasts.ts";
import {
  answer,
  atOffice,
  fieldWord,
  say,
  tell,
  valueWord,
  type ExitCode,
  type Office,
  type Shell,
} from "./shell.ts";
import { typed, wordOf } from "./typed.ts";
import { watch } from "./watch.ts";

export const plan: Run = async (shell, call) =>
  await atOffice(shell, async (office) => {
    const scope = call.options["all"] === true ? "all" : "due";
    const made = makePlan(office.means, await decideOnly(shell, { office, call, scope }));
    const file = call.options["out"];
    if (typeof file === "string") await writeFile(file, `${JSON.stringify(made, null, 2)}\n`);
    const isSaved = call.options["save"] === true;
    if (isSaved) await savePlan(office.means, made);
    answer(shell, made, () =>
      [
        planInText(shell, made, typeof file === "string" ? file : null),
        ...(isSaved ? [say(shell, "cli.plan_kept", { checksum: made.checksum.slice(0, 12) })] : []),
      ].join("\n"),
    );
    if (made.refusals.length > 0) return made.refusals.some(({ guard }) => guard === "unreachable") ? 1 : 3;
    return made.items.length > 0 ? 2 : 0;
  });

export const drift: Run = async (shell, call) =>
  await atOffice(shell, async (office) => {
    if (call.options["acceptBase"] === true) return await acceptBases(shell, office, call);
    const parts = await decideOnly(shell, { office, call, scope: "all" });
    const made = makePlan(office.means, parts);
    const kept = parts.flatMap((part) => part.kept);
    const { madeAt: comparedAt, items, refusals } = made;
    answer(shell, { comparedAt, items, refusals, kept }, () =>
      [planInText(shell, made, null), ...keptInText(shell, kept)].join("\n"),
    );
    if (refusals.some(isUnread)) return 1;
    return items.length + refusals.length > 0 ? 2 : 0;
  });

async function acceptBases(shell: Shell, office: Office, call: Call): Promise<ExitCode> {
  const [lane, ...others] = await office.lanes(call.options["portal"] as string | undefined);
  if (lane === undefined || others.length > 0) throw new UserError([phrase("cli.needs_portal")]);
  const reason = call.options["reason"];
  const accepted = await acceptBase(office.means, lane, { reason: typeof reason === "string" ? reason : "" });
  answer(shell, accepted, () =>
    accepted.refusals.length > 0
      ? accepted.refusals.map((refusal) => `✗ ${tell(shell, refusal)}`).join("\n")
      : say(shell, "cli.base_accepted", { ...accepted, refusals: null }),
  );
  return accepted.refusals.length > 0 ? 1 : 0;
}

async function decideOnly(
  shell: Shell,
  { office, call, scope }: { office: Office; call: Call; scope: PlanScope },
): Promise<LanePart[]> {
  const lanes = await office.lanes(call.options["portal"] as string | undefined);
  if (scope === "due") await foretell(shell, office, lanes);
  return await watch(shell, { office, lanes }, async (means, lane) => await planLane(means, lane, scope));
}

/** Known differences that nobody here settles, one line each, and how many. */
function keptInText(shell: Shell, kept: readonly KeptDifference[]): string[] {
  if (kept.length === 0) return [];
  const lines = kept.map(({ portal, taskCode, field, ...sides }) => {
    const values = [sides.ours, sides.theirs].map((value) => valueLine(field, value, shell.language));
    const [ours = "", theirs = ""] = cutAlike(values, keptWidth);
    const name = fieldWord(field, shell.language);
    return `≈ ${say(shell, "compare.kept", { code: taskCode, portal, name, ours, theirs })}`;
  });
  return ["", say(shell, "compare.kept_sum", { count: kept.length }), ...lines];
}

/** Letters of each of two values in one line. */
const keptWidth = 30;

export const approvePlan: Run = async (shell, call) => {
  const file = wordOf(call, 0);
  const approved = readPlan(await readFile(file, "utf8").catch(() => ""), file);
  return await atOffice(shell, async (office) => {
    const { means } = office;
    await approve(means, approved, { quorum: await quorumFor(office) });
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

export const listSaved: Run = async (shell, call) => {
  const option = typed(call);
  const limit = option.whole("limit", { from: 1, to: 1_000 }) ?? 20;
  option.check();
  return await atOffice(shell, async (office) => {
    const plans = await listPlans(office.means, await quorumFor(office), limit);
    answer(shell, { plans: plans.map(summaryOf) }, () =>
      plans.length === 0 ? say(shell, "cli.no_plans") : plans.map((one) => lineOf(shell, one)).join("\n"),
    );
    return 0;
  });
};

function summaryOf({
  plan: { checksum, madeAt, madeBy, items },
  use,
  needed,
  missing,
  approvals,
}: StandingPlan) {
  return { checksum, madeAt, madeBy, items: items.length, needed, missing, approvals, use };
}

function lineOf(shell: Shell, standing: StandingPlan): string {
  const { plan: made, use, needed, missing } = standing;
  const state = use !== null ? "used" : missing === 0 ? "ready" : "waiting";
  return say(shell, "cli.plan_line", {
    checksum: made.checksum.slice(0, 12),
    at: showInstant(made.madeAt),
    who: made.madeBy,
    count: made.items.length,
    have: needed - missing,
    needed,
    state: say(shell, `plan_state.${state}`),
  });
}

export const approveSaved: Run = async (shell, call) => {
  const reason = typed(call).text("reason") ?? "";
  return await atOffice(shell, async (office) => {
    const { means } = office;
    const quorum = await quorumFor(office);
    const { plan: wanted } = await findPlan(means, wordOf(call, 0), quorum);
    await approve(means, wanted, { quorum, reason });
    const { missing } = await findPlan(means, wanted.checksum, quorum);
    const { checksum } = wanted;
    answer(shell, { checksum, by: means.who, missing }, () =>
      say(shell, "cli.plan_approved", { who: means.who, checksum: checksum.slice(0, 12), missing }),
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
