// Simulated years of the timetable, many stories: npm run years [-- how many [days]]. Tells of each; a wrong one names its
// seed and how to play it again.
import { check } from "./check.ts";
import { play } from "./play.ts";
import { drawScenario } from "./scenario.ts";

const [count = 50, days = 1_095] = process.argv.slice(2).map(Number);
const { YEARS_SEED } = process.env;
const first = Number(YEARS_SEED ?? 1 + Math.floor(Math.random() * 1_000_000));

if (![count, days, first].every(Number.isInteger) || count < 1 || days < 30) {
  process.stderr.write("how many stories (at least 1) and of how many days (at least 30)\n");
  process.exitCode = 2;
} else {
  for (let seed = first; seed < first + count; seed += 1) {
    const { wrong, ...counts } = check(await play(drawScenario(seed, days)));
    process.stdout.write(`seed ${seed}: ${JSON.stringify(counts)}\n`);
    if (wrong.length === 0) continue;
    process.exitCode = 1;
    process.stdout.write(`${wrong.slice(0, 20).join("\n")}\n${wrong.length} wrong\n`);
    process.stdout.write(`again: YEARS_SEED=${seed} npm run years -- 1 ${days}\n`);
  }
}
