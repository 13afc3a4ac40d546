// Shows that lanes spread over machines: npm run spread [-- small] [-- peace | kills | cut-off]. Prints figures; ends with
// 1 when anything was lost, doubled, or asked too often. SPREAD_SEED plays the same killings again.
import { cutOff } from "./cut-off.ts";
import { spread, type Load, type Spread } from "./spread.ts";

const words = process.argv.slice(2);
const isSmall = words.includes("small");
const parts = words.filter((word) => word !== "small");
const seed = Number(process.env["SPREAD_SEED"] ?? Math.floor(performance.now() * 1_000));

const load: Load = {
  lanes: 20,
  tasksPerLane: isSmall ? 50 : 1_000,
  requestsPerMinute: isSmall ? 120 : 600,
  delayMs: 150,
  workers: 4,
  concurrency: 5,
};
const due = load.lanes * load.tasksPerLane;
const faults: string[] = [];

function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}

function judge(title: string, { written, doubled, requests, fullestMinute, seconds, killed }: Spread): void {
  const deaths = killed > 0 ? `, ${killed} workers killed` : "";
  tell(
    `${title}: ${written} of ${due} written, ${doubled} doubled, ${due - written} lost, in ${seconds.toFixed(0)} s` +
      `${deaths}; ${requests} requests, fullest minute of a lane ${fullestMinute} of ${load.requestsPerMinute}`,
  );
  if (written !== due) faults.push(`${title}: ${due - written} lost`);
  if (doubled > 0) faults.push(`${title}: ${doubled} doubled`);
  if (fullestMinute > load.requestsPerMinute) faults.push(`${title}: ${fullestMinute} requests in a minute`);
}

async function peace(): Promise<void> {
  const one = await spread({ ...load, workers: 1 });
  judge("one worker", one);
  const four = await spread(load);
  judge("four workers", four);
  tell(`speed-up of four workers over one: ${(one.seconds / four.seconds).toFixed(2)}`);
}

async function kills(): Promise<void> {
  tell(`killing a worker every 2 s, SPREAD_SEED=${seed}`);
  judge("four workers, killed", await spread(load, { seed }));
}

const shows: Record<string, () => Promise<void>> = {
  peace,
  kills,
  "cut-off": async () => void faults.push(...(await cutOff(isSmall))),
};

for (const [name, show] of Object.entries(shows)) {
  if (parts.length === 0 || parts.includes(name)) await show();
}
for (const fault of faults) tell(`FAULT ${fault}`);
process.exit(faults.length === 0 ? 0 : 1);
