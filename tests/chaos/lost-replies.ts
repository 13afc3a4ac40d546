// Writes of which no reply arrives, in every way in which a reply gets lost, over real HTTP: progress and files, until
// so many were lost. Afterwards the portal's own count says what is doubled and what is missing.
import type { FaultRule } from "../../schemas/simulator.ts";
import { verifyLedger } from "../../src/ledger/verify.ts";
import { linksDueInFull } from "../../src/push/in-full.ts";
import { pushLane } from "../../src/push/run.ts";
import { standings } from "../../src/push/standing.ts";
import type { Store } from "../../src/store/connection.ts";
import { seededRandom } from "../../schemas/seeded-random.ts";
import { aDesk, type Desk } from "../push/desk.ts";
import { doubles } from "./end.ts";

export type LossyPortal = "nq57" | "nq71-dongnai";

export interface LostReplies {
  portal: LossyPortal;
  /** How many replies get lost. */
  cases: number;
  seed: number;
  open(): Promise<Store>;
  /** Told after each round. */
  told?(lost: number): void;
}

export interface Losses {
  lost: number;
  rounds: number;
  /** How often each fault fired. */
  fired: Record<string, number>;
  /** What the simulator holds more than once. */
  doubled: number;
  /** What was reported and is not there. */
  missing: string[];
  /** Pairs that are not in step, and what else does not balance. */
  wrong: string[];
}

/** Most of a round is waiting for what never comes: the more at once, the quicker. */
const mostTasks = 600;
/** Entries pile up at a portal; after so many rounds a fresh one takes its place. */
const roundsOfDesk = 8;
/** Every so manieth task gets a file as well. */
const fileEvery = 6;
const headersMs = 120;

/** What hits every write, each fault with its share, and which faults those are. */
export const lossKinds = [
  "never-arrives",
  "late-commit",
  "server-error-after-commit",
  "lost-reply",
  "cut-reply",
  "slow",
  "stalled-reply",
] as const;

/** Half of the uploads is spared at the portal where a lost upload leaves nothing to find: it would be lost for ever. */
function rulesOf(portal: LossyPortal, random: () => number): FaultRule[] {
  const always = { times: Number.MAX_SAFE_INTEGER };
  const ms = () => 40 + Math.floor(random() * 100);
  const losing = (on: NonNullable<FaultRule["on"]>, scale: number): FaultRule[] => [
    { fault: "never-arrives", on, ...always, chance: 0.15 * scale },
    { fault: "late-commit", on, ...always, chance: 0.2 * scale, with: { ms: ms() } },
    { fault: "server-error-after-commit", on, ...always, chance: 0.25 * scale },
    { fault: "lost-reply", on, ...always, chance: 0.4 * scale },
    { fault: "cut-reply", on, ...always, chance: 0.6 * scale },
    { fault: "slow", on, ...always, chance: 0.3 * scale, with: { ms: 1.5 * headersMs } },
    { fault: "stalled-reply", on, ...always, chance: 1 * scale },
  ];
  if (portal === "nq57") return losing("write", 1);
  return [
    ...losing({ path: "/progress" }, 1),
    ...losing({ path: "/attachments" }, 1),
    ...losing({ path: "/upload" }, 0.1),
  ];
}

/** Loses so many replies and says what came of it. */
export async function loseReplies(given: LostReplies): Promise<Losses> {
  const random = seededRandom(given.seed);
  const found: Losses = { lost: 0, rounds: 0, fired: {}, doubled: 0, missing: [], wrong: [] };
  while (found.lost < given.cases) {
    const desk = await aDesk(await given.open(), {
      at: [given.portal],
      tasks: Math.min(mostTasks, Math.ceil(given.cases / 2)),
      lane: { parallel: 50, observationGoodForMs: 600_000 },
      timing: { headersMs, bodyMs: headersMs, repeatMs: 1 },
      seed: Math.floor(random() * 2 ** 31),
    });
    try {
      for (let round = 0; round < roundsOfDesk && found.lost < given.cases; round += 1) {
        await loseRound(desk, { given, found, random, round });
        given.told?.(found.lost);
      }
      await balance(desk, found);
    } finally {
      await desk.stop();
    }
  }
  return found;
}

interface Round {
  given: LostReplies;
  found: Losses;
  random(): number;
  round: number;
}

/** Reports on every task, pushes while replies get lost, then once more without. */
async function loseRound(desk: Desk, { given, found, random, round }: Round): Promise<void> {
  const { means, lane, simulator, codes } = desk;
  found.rounds += 1;
  const reports = codes.map((code) => ({
    code,
    report: {
      lifecycle: "in_progress" as const,
      percent: Math.min(99, 10 * (round + 1)),
      progressText: `Kỳ ${round + 1}: ${code} đã làm xong phần ${Math.floor(random() * 1e9)}`,
    },
  }));
  await desk.reportAll(reports);
  const withFile = codes.filter((_, place) => place % fileEvery === round % fileEvery);
  for (const code of withFile) await desk.addFile(code, `Văn bản kỳ ${round + 1} ${code}.pdf`);
  const from = simulator.arrivals().length;
  simulator.script(rulesOf(given.portal, random));

  await pushLane(means, lane);

  await simulator.idle();
  for (const [fault, times] of Object.entries(simulator.fired()))
    found.fired[fault] = (found.fired[fault] ?? 0) + times;
  const arrived = simulator.arrivals().slice(from);
  found.lost += arrived.filter(({ method, faults }) => method !== "GET" && faults.length > 0).length;
  simulator.script([]);
  await linksDueInFull(means, lane);
  let report = await pushLane(means, lane);
  // Whoever lost five tries in a row waits for a person, who lets the next full reconciliation try again.
  if (report.held + report.refused + report.waiting > 0) {
    await linksDueInFull(means, lane);
    report = await pushLane(means, lane);
  }
  if (report.stopped !== null || report.left + report.uncertain > 0)
    found.wrong.push(`round ${round}: ${JSON.stringify(report)}`);
  const held = new Map(simulator.held().map((task) => [task.code, task]));
  for (const { code, report: said } of reports) {
    const there = held.get(code);
    if (there?.fields["progressText"] !== said.progressText)
      found.missing.push(`${code}: ${said.progressText}`);
  }
  for (const code of withFile)
    if (!held.get(code)?.evidence.some(({ name }) => name.startsWith(`Văn bản kỳ ${round + 1} `)))
      found.missing.push(`${code}: file of round ${round + 1}`);
}

/** What both sides count at the end. */
async function balance(desk: Desk, found: Losses): Promise<void> {
  const { means, lane, simulator, codes } = desk;
  const { doubledEntries, doubledFiles } = simulator.tally();
  found.doubled += doubledEntries + doubledFiles;
  const [standing] = await standings(means, [lane.portal]);
  if (standing?.total !== codes.length || standing.counts.in_step !== codes.length)
    found.wrong.push(`status: ${JSON.stringify(standing)}`);
  const verdict = await means.store.read(async (tx) => await verifyLedger(tx));
  found.wrong.push(...(await doubles(means, { lane, simulator })));
  if (!verdict.ok) found.wrong.push(`ledger: ${JSON.stringify(verdict.bad)}`);
}
