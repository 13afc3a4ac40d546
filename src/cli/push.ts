// dongbo push: carries what is due to the portals, or one approved plan.
import { readFile } from "node:fs/promises";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { later } from "../../schemas/time.ts";
import { waitingForEntry } from "../push/by-hand-waiting.ts";
import { linksDueInFull } from "../push/in-full.ts";
import { quorumFor } from "../console/quorum.ts";
import { findPlan } from "../push/approvals.ts";
import { carryAsRun } from "../push/as-run.ts";
import { toldCounts, type Lane, type LaneReport, type Means } from "../push/lane.ts";
import { pushInWindow } from "../push/in-window.ts";
import { allow } from "../push/override.ts";
import { readPlan, takeForPush } from "../push/plan.ts";
import type { Wanted } from "../push/run.ts";
import type { RunKind } from "../push/runs.ts";
import { waitingForApproval } from "../push/unapproved.ts";
import { windowOf } from "../schedule/windows.ts";
import type { Call, Run } from "./commands.ts";
import { folded } from "./cut.ts";
import { foretell } from "./forecasts.ts";
import { approvalInText, entryInText } from "./waiting-text.ts";
import { answer, atOffice, say, tell, type ExitCode, type Office, type Shell } from "./shell.ts";
import { watch } from "./watch.ts";

export const push: Run = async (shell, call) =>
  await atOffice(shell, async (office) => {
    const lanes = await office.lanes(call.options["portal"] as string | undefined);
    await overrideFirst(office, lanes, call);
    const forecasts = await foretell(shell, office, lanes);
    const reports = await carry(shell, office, { lanes, call });
    const isCarried = ({ portal }: { portal: string }) => reports.some((report) => report.portal === portal);
    const entry = (await waitingForEntry(office.means)).filter(isCarried);
    const approval = (await waitingForApproval(office.means)).filter(isCarried);
    const waiting = { waitingForEntry: entry, waitingForApproval: approval };
    answer(shell, { run: office.means.run, portals: reports, forecasts, ...waiting }, () =>
      [
        pushInText(shell, reports),
        ...entry.map((one) => entryInText(shell, one)),
        ...approval.map((one) => folded(approvalInText(shell, one), shell)),
      ].join("\n"),
    );
    return exitOf(reports);
  });

async function carry(
  shell: Shell,
  office: Office,
  { lanes, call }: { lanes: readonly Lane[]; call: Call },
): Promise<LaneReport[]> {
  const file = call.options["plan"];
  if (typeof file === "string") {
    const quorum = await quorumFor(office);
    const text = await readFile(file, "utf8").catch(() => null);
    const isSaved = text === null && /^[0-9a-f]{6,64}$/.test(file);
    const plan = isSaved ? (await findPlan(office.means, file, quorum)).plan : readPlan(text ?? "", file);
    const approved = await takeForPush(office.means, plan, quorum);
    const concerned = lanes.filter((lane) =>
      plan.items.some(({ operation }) => operation.portal === lane.portal),
    );
    return await carryRun(shell, office, { what: "plan", lanes: concerned, wanted: { approved } });
  }
  if (call.options["all"] !== true) return await carryRun(shell, office, { what: "push", lanes });
  for (const lane of lanes) await linksDueInFull(office.means, lane);
  return await carryRun(shell, office, { what: "full", lanes });
}

/** One run over some lanes, from its first note on the register to its last. */
export async function carryRun(
  shell: Shell,
  office: Office,
  run: { what: RunKind; of?: string; lanes: readonly Lane[]; wanted?: Wanted },
): Promise<LaneReport[]> {
  const { what, of, lanes, wanted } = run;
  const portals = lanes.map(({ portal }) => portal);
  const { reports, problems } = await carryAsRun(
    office,
    { what, of, portals },
    async () => await watch(shell, { office, lanes }, carryInWindow(office, wanted)),
  );
  for (const problem of problems) shell.err(`! ${tell(shell, problem)}\n`);
  return reports;
}

function carryInWindow({ config }: Office, wanted: Wanted | undefined) {
  return async (means: Means, lane: Lane): Promise<LaneReport> =>
    await pushInWindow(means, lane, { window: windowOf(config, lane.portal, means.now()), wanted });
}

async function overrideFirst(office: Office, lanes: readonly Lane[], { options }: Call): Promise<void> {
  const { override: guard, reason, until } = options;
  if (typeof guard !== "string") return;
  const [lane] = lanes;
  if (lane === undefined || lanes.length !== 1) throw new UserError([phrase("cli.override_one_portal")]);
  await allow(office.means, lane, {
    guard,
    reason: typeof reason === "string" ? reason : "",
    until: typeof until === "string" ? until : later(office.means.now(), 3_600_000),
  });
}

/** What a push did, a line or two for each portal. */
export function pushInText(shell: Shell, reports: readonly LaneReport[]): string {
  return reports
    .flatMap((report) => [
      `${report.portal}: ${countsInText(shell, report)}`,
      ...(report.drifted > 0 ? [`  ! ${say(shell, "cli.push_drifted", { count: report.drifted })}`] : []),
      ...report.refusals.map((reason) => `  ✗ ${tell(shell, reason)}`),
      ...(report.busy === null ? [] : [`  ▸ ${tell(shell, report.busy)}`]),
      ...(report.paused === null ? [] : [`  ‖ ${tell(shell, report.paused)}`]),
      ...(report.signIn === null ? [] : [`  ▸ ${tell(shell, report.signIn)}`]),
      ...(report.stopped === null ? [] : [`  ✗ ${tell(shell, report.stopped)}`]),
    ])
    .map((line) => folded(line, shell))
    .join("\n");
}

function countsInText(shell: Shell, report: LaneReport): string {
  const counted = toldCounts.filter((name) => report[name] > 0);
  if (counted.length === 0) return say(shell, "cli.push.nothing");
  return counted.map((name) => say(shell, `cli.push.${name}`, { count: report[name] })).join(", ");
}

/** The worst of all lanes: error before refused before waiting. */
export function exitOf(reports: readonly LaneReport[]): ExitCode {
  if (reports.some(({ stopped }) => stopped !== null)) return 1;
  if (reports.some(({ refusals }) => refusals.length > 0)) return 3;
  const waiting = reports.some(
    (one) =>
      one.busy !== null ||
      one.signIn !== null ||
      one.held + one.refused + one.waiting + one.unapproved + one.left + one.uncertain + one.drifted > 0,
  );
  return waiting ? 2 : 0;
}
