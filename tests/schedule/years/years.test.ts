// Simulated years of the timetable: outages, clocks that jump, edits, pauses, Tết. Each seed is a story of its own.
// The same ones each time; npm run years draws new ones. YEARS_SEEDS: how many; YEARS_SEED: only this one; YEARS_DAYS: how long.
import { expect, it } from "vitest";
import { check } from "./check.ts";
import { play } from "./play.ts";
import { drawScenario } from "./scenario.ts";

const { YEARS_SEEDS, YEARS_SEED, YEARS_DAYS } = process.env;
const days = Number(YEARS_DAYS ?? 120);
const count = Number(YEARS_SEEDS ?? 2);
const first = Number(YEARS_SEED ?? 1);
const seeds = Array.from({ length: YEARS_SEED === undefined ? count : 1 }, (_, place) => first + place);

it.each(seeds)(
  "in the story of seed %i every due run happens exactly once or is coalesced and logged, and no reachable cut-off is missed",
  async (seed) => {
    const found = check(await play(drawScenario(seed, days)));

    const { wrong } = found;
    const again = `again: YEARS_SEED=${seed} npm run years -- 1 ${days}`;
    expect([
      ...wrong.slice(0, 10),
      ...(wrong.length > 10 ? [`and ${wrong.length - 10} more`] : []),
      again,
    ]).toEqual([again]);
    expect(found.reachable).toBeGreaterThan(0);
  },
  600_000,
);
