// The machine as a test: so many runs, and proof afterwards that every step was taken and every fault fired. The
// ordinary runs are the same for everybody, so that a red test is the doing of the change; the long command draws anew.
// A failure tells its seed; MACHINE_SEED, MACHINE_PATH and MACHINE_RUNS play it again.
import { randomInt } from "node:crypto";
import { expect, it } from "vitest";
import type { Store } from "../../../src/store/connection.ts";
import { faultKinds } from "./faults.ts";
import { runMachine } from "./machine.ts";

const { MACHINE_RUNS, MACHINE_SEED, MACHINE_PATH, MACHINE_TELL } = process.env;

/** Fewer runs than this need not have met everything: the rarest happens once in some hundred. */
const enoughForAll = 1_250;
/** A run takes a tenth of a second or two; a failure is made short by some hundred more. */
const patienceMs = 3_000;

/** What must have happened in so many runs. */
export const mustHappen: readonly string[] = [
  ...Object.keys(faultKinds).map((kind) => `fault ${kind}`),
  ...[
    "register",
    "portal",
    "meanwhile",
    "secret",
    "vanish",
    "double",
    "fault",
    "late",
    "war",
    "conflict",
  ].map(step),
  ...["push", "twice", "overtaken", "plan", "resolve", "word", "override", "pass"].map(step),
  ...["read", "before write", "after write"].map((at) => `meanwhile ${at}`),
  "late commit",
  "killed",
  "adopted",
  "ruled",
  "word mapped",
  "word forgotten",
  ...["nobody", "register", "portal"].map((who) => `overtaken by ${who}`),
  ...["ours", "theirs", "value"].map((take) => `resolved ${take}`),
  ...["applied", "partly", "refused", "not_sent", "unknown"].map((outcome) => `outcome ${outcome}`),
  ...["in_step", "due", "uncertain", "held", "refused"].map((standing) => `standing ${standing}`),
  ...["both_changed", "unmet", "backwards_here", "backwards_there", "write_war", "unknown_word"].map(hold),
  ...["secret", "gone", "unlisted", "late_unexplained"].map(hold),
  ...["completed_unproven_here", "completed_unproven_there"].map(hold),
  "hold push.not_kept",
  "hold push.refused",
  "hold register.unknown_organisation",
  "refusal guard.empty_listing",
  "refusal guard.short_listing",
  "stopped push.stopped_signed_out",
  "stopped push.stopped_transient",
];

function step(name: string): string {
  return `step ${name}`;
}

function hold(reason: string): string {
  return `hold reconcile.${reason}`;
}

/** One test that runs the machine on the databases that `open` makes, so often unless MACHINE_RUNS says otherwise. */
export function machineTest(
  database: string,
  {
    open,
    ordinaryRuns,
    ordinarySeed,
  }: { open: () => Promise<Store>; ordinaryRuns: number; ordinarySeed: number },
): void {
  const runs = Number(MACHINE_RUNS ?? ordinaryRuns);
  const isLong = MACHINE_TELL !== undefined;
  const seed = Number(MACHINE_SEED ?? (isLong ? randomInt(2 ** 31) : ordinarySeed));
  it(
    `keeps every promise in ${runs} random stories (${database})`,
    { timeout: 600_000 + runs * patienceMs },
    async () => {
      const counts = await runMachine({
        runs,
        seed,
        path: MACHINE_PATH,
        open,
        told: isLong ? teller({ database, runs, seed }) : () => undefined,
      });

      const isWhole = MACHINE_PATH === undefined && runs >= enoughForAll;
      const missed = isWhole ? mustHappen.filter((what) => !counts.has(what)) : [];
      expect(missed, `never happened with seed ${seed}`).toEqual([]);
    },
  );
}

/** Says every so often how far it is. */
function teller({ database, runs, seed }: { database: string; runs: number; seed: number }) {
  const started = performance.now();
  let last = started;
  return (done: number) => {
    const now = performance.now();
    if (now - last < 10_000 && done !== runs) return;
    last = now;
    const speed = ((done * 1_000) / (now - started)).toFixed(1);
    process.stderr.write(`${database}, seed ${seed}: ${done} of ${runs} runs, ${speed} a second\n`);
  };
}
