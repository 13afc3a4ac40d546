// A worker of the tests: does what the command push does, from opening the register to the checkpoint at the end, and
// tells on standard output each named moment that it passes. At the moment that its environment names it sends itself a signal, for example
// kill -9; with an account wanted it says at the end where everything stands.
//   CRASH_AT: names as a JSON list; CRASH_NTH: which passing of one of them; CRASH_SIGNAL; CRASH_PORTAL: one lane only
import { writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { openOffice } from "../../src/office.ts";
import { keepCheckpoints } from "../../src/ledger/keep-checkpoints.ts";
import { pushLane } from "../../src/push/run.ts";
import { beginRun, finishRun } from "../../src/push/runs.ts";
import { accountOf } from "./account.ts";
import { quickly } from "./quickly.ts";
import { inLane, watchPassing } from "./passing.ts";

const { CRASH_AT = "[]", CRASH_NTH = "1", CRASH_SIGNAL = "SIGKILL", CRASH_PORTAL } = process.env;
const aims = new Set(JSON.parse(CRASH_AT) as string[]);
let left = Number(CRASH_NTH);

/** The heart beats so much faster than usual, so that a short push has heartbeats too. */
const haste = 50;

const { setInterval } = globalThis;
globalThis.setInterval = ((work: () => void, ms = 0) => setInterval(work, ms / haste)) as typeof setInterval;

function say(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

let isOver = false;
watchPassing((name) => {
  if (isOver) return;
  say({ passed: name });
  if (!aims.has(name) || (left -= 1) !== 0) return;
  say({ ends: name });
  process.kill(process.pid, CRASH_SIGNAL);
});

const office = await openOffice({
  language: "vi",
  configFile: "dongbo.yaml",
  variables: process.env,
  user: "the crash tests",
  carrier: `the crash tests, pid ${process.pid}`,
  now: () => new Date().toISOString(),
  elapsed: () => performance.now(),
  wait: async (ms) => await wait(ms),
});
const lanes = await office.lanes(CRASH_PORTAL);
await beginRun(office.means, { what: "push", portals: lanes.map(({ portal }) => portal) });
const carried = await Promise.all(
  lanes.map(async (lane) => {
    return await inLane(lane.portal, async () => await pushLane(office.means, quickly(lane)));
  }),
);
await finishRun(office.means, carried);
await keepCheckpoints(office.means.store, office.checkpoints, () => new Date().toISOString());
isOver = true;
const account = await accountOf(office.means, Object.keys(office.config.portals));
say({ account: { carried, ...account } });
await office.close();
