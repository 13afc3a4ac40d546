// Windows against a plain reading of each minute, and the cases that people write.
import { describe, expect, it } from "vitest";
import { PortalConfigSchema } from "../../schemas/config.ts";
import { seededRandom } from "../../schemas/seeded-random.ts";
import { WindowSchema, type Window } from "../../schemas/schedule.ts";
import { windowOf } from "../../src/schedule/windows.ts";

type Written = Partial<Window> & { lasts: string };
const windows = (...written: Written[]) => written.map((one) => WindowSchema.parse(one));
const at = (local: string) => new Date(`${local}:00+07:00`).toISOString();
const local = (instant: string | null) =>
  instant && new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 16);

function look(some: Window[], now: string) {
  const portal = { ...PortalConfigSchema.parse({ adapter: "nq57" }), windows: some };
  const state = windowOf({ portals: { p: portal } }, "p", at(now));
  if (state.open) return ["open", local(state.since), local(state.until), state.overrun];
  return ["closed", local(state.since), local(state.opensAt), state.why.key];
}

const closedKey = "schedule.closed_until";
const office = { allow: "0 7 * * 1-5", lasts: "11h" };
const lunch = { deny: "30 11 * * *", lasts: "2h" };

describe("a portal", () => {
  it.each<[string, Window[], string, unknown[]]>([
    ["without windows is open", [], "2026-11-26T03:00", ["open", null, null, "finish"]],
    [
      "with an allow is closed outside of it",
      windows(office),
      "2026-11-28T12:00",
      ["closed", "2026-11-27T18:00", "2026-11-30T07:00", closedKey],
    ],
    [
      "opens with the minute of its start",
      windows(office),
      "2026-11-27T07:00",
      ["open", "2026-11-27T07:00", "2026-11-27T18:00", "stop"],
    ],
    [
      "closes with the minute of its end",
      windows(office),
      "2026-11-27T18:00",
      ["closed", "2026-11-27T18:00", "2026-11-30T07:00", closedKey],
    ],
    [
      "is closed by a deny within an allow",
      windows(office, lunch),
      "2026-11-27T12:00",
      ["closed", "2026-11-27T11:30", "2026-11-27T13:30", closedKey],
    ],
    [
      "is open until the deny, which says what a run does then",
      windows({ ...office, overrun: "stop" }, { ...lunch, overrun: "finish" }),
      "2026-11-27T11:00",
      ["open", "2026-11-27T07:00", "2026-11-27T11:30", "finish"],
    ],
    [
      "that opens only where a deny ends after the allow began",
      windows(office, { deny: "0 6 * * *", lasts: "2h" }),
      "2026-11-27T07:30",
      ["closed", "2026-11-26T18:00", "2026-11-27T08:00", closedKey],
    ],
    [
      "with two allows that touch is open through both",
      windows({ allow: "0 7 * * *", lasts: "5h" }, { allow: "0 12 * * *", lasts: "5h" }),
      "2026-11-27T08:00",
      ["open", "2026-11-27T07:00", "2026-11-27T17:00", "stop"],
    ],
    [
      "that is denied always never opens",
      windows({ deny: "0 0 * * *", lasts: "1d" }),
      "2026-11-27T08:00",
      ["closed", null, null, "schedule.closed"],
    ],
    [
      "that is allowed always never closes",
      windows({ allow: "0 0 * * *", lasts: "1d" }),
      "2026-11-27T08:00",
      ["open", null, null, "stop"],
    ],
    [
      "is closed for long, over months",
      windows({ deny: "0 0 1 6 *", lasts: "31d" }, { deny: "0 0 1 7 *", lasts: "31d" }),
      "2026-06-15T08:00",
      ["closed", "2026-06-01T00:00", "2026-08-01T00:00", closedKey],
    ],
    [
      "follows another time zone",
      windows({ allow: "0 0 * * *", lasts: "10h", timeZone: "UTC" }),
      "2026-11-27T16:00",
      ["open", "2026-11-27T07:00", "2026-11-27T17:00", "stop"],
    ],
  ])("%s", (_what, some, now, told) => {
    expect(look(some, now)).toEqual(told);
  });
});

it("is open in exactly the minutes that a plain reading of the rule says", () => {
  const random = seededRandom(7);
  const pick = (count: number) => Math.floor(random() * count);
  for (let drawn = 0; drawn < 20; drawn += 1) {
    const some = windows(
      ...Array.from({ length: 1 + pick(3) }, () => {
        const cron = `${pick(60)} ${pick(24)} * * ${pick(2) === 0 ? "*" : String(pick(7))}`;
        const lasts = `${1 + pick(40)}${pick(2) === 0 ? "h" : "m"}`;
        return pick(2) === 0 ? { allow: cron, lasts } : { deny: cron, lasts };
      }),
    );
    for (let asked = 0; asked < 25; asked += 1) {
      const now = new Date(Date.UTC(2026, 1, 1) + pick(60 * 1440) * 60_000);
      const state = look(some, new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 16));
      expect([now.toISOString(), some, state[0]]).toEqual([
        now.toISOString(),
        some,
        plainlyOpen(some, now) ? "open" : "closed",
      ]);
    }
  }
});

/** Goes back minute by minute and asks of each whether a window starts there. */
function plainlyOpen(some: readonly Window[], now: Date): boolean {
  const isIn = ({ allow, deny, lasts }: Window) => {
    const [minute, hour, , , weekday] = (allow ?? deny ?? "").split(" ");
    const minutes = Number(lasts.slice(0, -1)) * (lasts.endsWith("h") ? 60 : 1);
    for (let back = 0; back < minutes; back += 1) {
      const then = new Date(now.getTime() - back * 60_000 + 7 * 3_600_000);
      const isDay = weekday === "*" || then.getUTCDay() === Number(weekday);
      if (isDay && then.getUTCHours() === Number(hour) && then.getUTCMinutes() === Number(minute))
        return true;
    }
    return false;
  };
  const allows = some.filter(({ allow }) => allow !== undefined);
  const denies = some.filter(({ deny }) => deny !== undefined);
  return (allows.length === 0 || allows.some(isIn)) && !denies.some(isIn);
}
