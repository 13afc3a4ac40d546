// What happens in some years, drawn by a seed: portals and schedules that are edited, and troubles one after the other:
// the process off (with an edit meanwhile, at times), the database away, the clock wrong, a schedule paused.
import { ConfigSchema, type Config } from "../../../schemas/config.ts";
import { seededRandom } from "../../../schemas/seeded-random.ts";
import { minuteOf } from "./plain.ts";

export type Trouble =
  | { kind: "off" | "database"; from: number; to: number }
  /** The clock shows so many minutes more, or less. */
  | { kind: "jump"; from: number; to: number; by: number }
  | { kind: "pause"; from: number; to: number; schedule: string; missed: "once" | "none" };

export interface Scenario {
  seed: number;
  /** In minutes, as everything here (plain.ts). */
  from: number;
  to: number;
  /** The first from the beginning. */
  edits: { at: number; config: Config }[];
  troubles: Trouble[];
  /** What a person answers when asked what to do with missed runs. */
  answer: "once" | "none";
  random(): number;
}

export const portalNames = ["a", "b", "c"] as const;

export function drawScenario(seed: number, days: number): Scenario {
  const random = seededRandom(seed);
  const from = minuteOf("2025-01-05T17:00:00Z");
  const to = from + days * 1440;
  const edits = [{ at: from, config: drawConfig(random) }];
  const troubles: Trouble[] = [];
  const minutes = (low: number, high: number) => Math.floor(low + random() * (high - low));
  const between = (low: number, high: number) => minutes(low * 1440, high * 1440);
  for (let at = from + between(1, 9); at < to - 10 * 1440; at += between(2, 14)) {
    const until = at + (random() < 0.5 ? minutes(1, 90) : minutes(60, 4_000));
    const draw = random();
    if (draw < 0.3) {
      troubles.push({ kind: "off", from: at, to: until });
      if (random() < 0.3) edits.push({ at: minutes(at, until), config: drawConfig(random) });
    } else if (draw < 0.5) troubles.push({ kind: "database", from: at, to: until });
    else if (draw < 0.75) {
      const size = random() < 0.6 ? minutes(3, 130) : between(1, 4);
      const jump = { from: at, to: at + minutes(1, 170), by: random() < 0.5 ? size : -size };
      troubles.push({ kind: "jump", ...jump });
      at = jump.to + size + 170;
      continue;
    } else if (draw < 0.9) {
      const schedule = ["through-the-day", "own", "before-cut-off"][minutes(0, 3)] ?? "own";
      troubles.push({
        kind: "pause",
        from: at,
        to: until,
        schedule,
        missed: random() < 0.5 ? "once" : "none",
      });
    } else edits.push({ at, config: drawConfig(random) });
    at = until;
  }
  return { seed, from, to, edits, troubles, answer: random() < 0.5 ? "once" : "none", random };
}

function drawConfig(random: () => number): Config {
  const one = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const own = {
    cron: one([
      "*/30 8-16 * * 1-5",
      "0 4 * * *",
      "15,45 9 1-7 * *",
      "5 10 25 * *",
      "0 12 * * 6",
      "10 */3 * * 1,3",
    ]),
    onlyWorkingDays: one([true, false]),
    full: one([true, false]),
    missed: one(["once", "none", "ask"]),
    enabled: random() < 0.85,
    ...(random() < 0.6 && { jitter: one(["5m", "45m", "3h"]) }),
    ...(random() < 0.3 && { portals: ["a", "c"] }),
    ...(random() < 0.3 && { nearCutOff: [{ within: "2h", every: one(["10m", "25m"]) }] }),
  };
  const usual = {
    "through-the-day": {
      cron: "0 7-18 * * *",
      onlyWorkingDays: true,
      jitter: "20m",
      missed: one(["once", "ask"]),
    },
    "full-look": { cron: "0 5 * * *", onlyWorkingDays: true, jitter: "1h", full: true },
    "before-cut-off": {
      jitter: "10m",
      nearCutOff: [
        { within: "24h", every: "1h" },
        { within: "3h", every: "15m" },
      ],
    },
  };
  return ConfigSchema.parse({
    portals: {
      a: {
        adapter: "nq57",
        cutOff: { weekday: "thursday", at: "17:00", onHoliday: one(["same", "before"]) },
      },
      b: { adapter: "nq57", cutOff: one([{ daily: "16:30" }, { daily: "17:00", onHoliday: "before" }]) },
      c: {
        adapter: "nq57",
        cutOff: { monthly: 25, at: one(["10:00", "17:00"]), onHoliday: one(["before", "after", "same"]) },
        windows: one([
          [],
          [{ allow: "0 7 * * 1-5", lasts: "11h" }],
          [{ deny: "30 11 * * *", lasts: "2h" }],
          [
            { deny: "0 16 * * 4", lasts: "14h" },
            { allow: "0 6 * * *", lasts: "17h" },
          ],
          [{ deny: "0 0 24 * *", lasts: "2d" }],
        ]),
      },
    },
    schedules: random() < 0.85 ? { ...usual, own } : usual,
  });
}
