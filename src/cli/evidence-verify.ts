// dongbo evidence verify: the files kept here, and those that portals have from us; with --heal both are mended.
import type { CopiesReport } from "../push/verify-copies.ts";
import { dueForHealing, verifyCopies } from "../push/verify-copies.ts";
import type { Lane, LaneReport } from "../push/lane.ts";
import { pushLane } from "../push/run.ts";
import { beginRun, finishRun } from "../push/runs.ts";
import type { EvidenceCheck } from "../evidence/read.ts";
import type { Run } from "./commands.ts";
import { folded } from "./cut.ts";
import { checkpointAfterPush } from "./ledger-checkpoint.ts";
import { exitOf, pushInText } from "./push.ts";
import { answer, atOffice, say, tell, type ExitCode, type Office, type Shell } from "./shell.ts";
import { typed } from "./typed.ts";
import { watch } from "./watch.ts";

/** Requests a portal and run, unless somebody says otherwise. */
const usualBudget = 200;

export const verifyFiles: Run = async (shell, call) => {
  const option = typed(call);
  const budget = option.whole("budget", { from: 1, to: 1_000_000 }) ?? usualBudget;
  const portal = option.text("portal");
  option.check();
  const heal = call.options["heal"] === true;
  const isLocal = call.options["local"] === true;
  return await atOffice(shell, async (office) => {
    const { means, evidence } = office;
    const kept = await means.store.read(async (tx) => await evidence.verifyEvidence(tx));
    const lanes = isLocal ? [] : await office.lanes(portal);
    const { portals, pushed } = await carry(shell, office, { lanes, budget, heal, kept });
    const restored = new Set(portals.flatMap(({ restored: files }) => files.map(({ sha256 }) => sha256)));
    const damaged = kept.damaged.filter(({ sha256 }) => !restored.has(sha256));
    const verified = { ...kept, damaged, portals, pushed };
    answer(shell, { run: means.run, ...verified }, () => inText(shell, verified));
    return exitFor(verified, heal);
  });
};

interface Verified extends EvidenceCheck {
  portals: CopiesReport[];
  pushed: LaneReport[];
}

interface Wish {
  lanes: readonly Lane[];
  budget: number;
  heal: boolean;
  kept: EvidenceCheck;
}

/** One run: the look at every portal and, where it heals, the push of what was found. */
async function carry(
  shell: Shell,
  office: Office,
  { lanes, budget, heal, kept }: Wish,
): Promise<Pick<Verified, "portals" | "pushed">> {
  if (lanes.length === 0) return { portals: [], pushed: [] };
  const { means, evidence } = office;
  await beginRun(means, { what: heal ? "heal" : "verify", portals: lanes.map((lane) => lane.portal) });
  const damaged = new Set(heal ? kept.damaged.map(({ sha256 }) => sha256) : []);
  const wish = {
    budget,
    damaged,
    restore: async (sha256: string, bytes: AsyncIterable<Uint8Array>) =>
      await evidence.restoreEvidence(sha256, bytes),
  };
  const portals = await watch(
    shell,
    { office, lanes },
    async (own, lane) => await verifyCopies(own, lane, wish),
  );
  const only = heal ? await dueForHealing(means, portals) : new Set<string>();
  const pushed =
    only.size === 0
      ? []
      : await watch(shell, { office, lanes }, async (own, lane) => await pushLane(own, lane, { only }));
  await finishRun(means, [...portals, ...pushed]);
  if (pushed.length > 0) await checkpointAfterPush(shell, office);
  return { portals, pushed };
}

function inText(shell: Shell, { files, bytes, damaged, portals, pushed }: Verified): string {
  return [
    say(shell, "cli.evidence_checked", { files, bytes, damaged: damaged.length }),
    ...damaged.map(({ why }) => `✗ ${tell(shell, why)}`),
    ...portals.flatMap((report) => portalInText(shell, report)).map((line) => folded(line, shell)),
    ...(pushed.length === 0 ? [] : [pushInText(shell, pushed)]),
  ].join("\n");
}

function portalInText(shell: Shell, report: CopiesReport): string[] {
  const { portal, checked, requests, proven, left, findings, restored, busy, stopped } = report;
  const sum = say(shell, "cli.copies_checked", { portal, checked, requests, ...proven });
  return [
    ...(proven.receipt === 0 ? [] : [say(shell, "by_hand.proven", { portal, count: proven.receipt })]),
    `${sum}${left === 0 ? "" : `; ${say(shell, "cli.copies_left", { left })}`}`,
    ...restored.map(({ why }) => `  ✓ ${tell(shell, why)}`),
    ...findings.map(({ kind, why }) => `  ${kind === "renamed" ? "!" : "✗"} ${tell(shell, why)}`),
    ...(busy === null ? [] : [`  ▸ ${tell(shell, busy)}`]),
    ...(stopped === null ? [] : [`  ✗ ${tell(shell, stopped)}`]),
  ];
}

/** What the push left waits, or what nobody healed; a damaged file here, or a portal that stopped us, is an error. */
function exitFor({ damaged, portals, pushed }: Verified, heal: boolean): ExitCode {
  if (damaged.length > 0 || portals.some(({ stopped }) => stopped !== null)) return 1;
  const waits = portals.some(
    ({ busy, findings }) =>
      busy !== null || findings.some(({ kind }) => kind === "unseen" || (!heal && kind !== "renamed")),
  );
  const after = exitOf(pushed);
  return after === 0 && waits ? 2 : after;
}
