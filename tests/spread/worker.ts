// A worker of the spread: opens the office and carries what is called until it is told to stop. Says when it is ready.
// Its first word is its name, the second how many lanes it carries side by side.
import { setTimeout as wait } from "node:timers/promises";
import { openOffice } from "../../src/office.ts";
import { startCarriers } from "../../src/queue/carriers.ts";

const [name = "worker", concurrency = "5"] = process.argv.slice(2);
const office = await openOffice({
  language: "vi",
  configFile: "dongbo.yaml",
  variables: process.env,
  user: name,
  carrier: `${name}, pid ${process.pid}`,
  now: () => new Date().toISOString(),
  elapsed: () => Math.max(performance.now(), Date.now() - performance.timeOrigin),
  wait: async (ms) => await wait(ms),
});
const part = await startCarriers({
  lanes: await office.lanes(),
  newRun: office.newRun,
  checkpoints: office.checkpoints,
  concurrency: Number(concurrency),
});
process.once("message", () => void stop());
// Whoever started us is gone.
process.once("disconnect", () => process.exit(1));
process.send?.("ready");

async function stop(): Promise<void> {
  await part.stop();
  await office.close();
  process.exit();
}
