// Outages one by one, and random histories of them: told once, never late, and never laid to somebody else.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isIn, live, type History, type Span } from "./history.ts";

const twoPortals = [
  { every: 1, answers: true, down: [] as Span[] },
  { every: 2, answers: false, down: [] as Span[] },
];
const quiet: History = { minutes: 120, portals: twoPortals, line: [], off: [] };

const brief = (history: History) =>
  live(history).told.map(({ minute, change, alarm }) => `${minute} ${change} ${alarm.kind} ${alarm.subject}`);

describe("a lookout", () => {
  it("says nothing while everything works", () => {
    expect(brief(quiet)).toEqual([]);
  });

  it("tells once that a portal is down, and once that it works again", () => {
    const portals = [
      { ...twoPortals[0], every: 1, answers: true, down: [[10, 60]] as Span[] },
      ...twoPortals.slice(1),
    ];

    expect(brief({ ...quiet, portals })).toEqual(["22 began portal_silent p0", "65 ended portal_silent p0"]);
  });

  it("keeps quiet about an outage that is shorter than what is stated", () => {
    const portals = [
      {
        every: 1,
        answers: true,
        down: [
          [10, 21],
          [22, 33],
          [34, 40],
        ] as Span[],
      },
    ];

    expect(brief({ ...quiet, portals })).toEqual([]);
  });

  it("tells of our line, and of no portal, when nothing is reached anywhere", () => {
    expect(brief({ ...quiet, line: [[10, 60]] })).toEqual(["22 began line_down ", "65 ended line_down "]);
  });

  it("counts a portal's silence from when it was back itself", () => {
    const portals = [{ every: 1, answers: true, down: [[10, 90]] as Span[] }];

    expect(brief({ ...quiet, portals, off: [[12, 60]] })).toEqual([
      "72 began portal_silent p0",
      "95 ended portal_silent p0",
    ]);
  });

  it("tells nothing anew after a gap of its own amid an outage", () => {
    const portals = [{ every: 1, answers: true, down: [[10, 90]] as Span[] }];

    expect(brief({ ...quiet, portals, off: [[40, 60]] })).toEqual([
      "22 began portal_silent p0",
      "95 ended portal_silent p0",
    ]);
  });

  it("waits longer for calm each time that an alarm comes back", () => {
    const down: Span[] = [
      [0, 20],
      [26, 46],
      [52, 72],
      [78, 98],
    ];

    expect(brief({ ...quiet, minutes: 160, portals: [{ every: 1, answers: true, down }] })).toEqual([
      "12 began portal_silent p0",
      "25 ended portal_silent p0",
      "38 began portal_silent p0",
      "108 ended portal_silent p0",
    ]);
  });

  it("does not know whose fault it is when only one portal was asked", () => {
    const portals = [{ every: 1, answers: false, down: [] as Span[] }];
    const [first] = live({ ...quiet, portals, line: [[10, 60]] }).told;

    expect(first?.alarm).toMatchObject({ kind: "portal_silent", values: { sure: "no" } });
  });
});

const minutes = 600;
const [portalAfter, lineAfter] = [12, 12];

/** Outages with quarters of an hour between them, so that whoever is asked every 5 minutes is reached in between. */
function outages(most: number) {
  return fc
    .array(fc.record({ wait: fc.integer({ min: 15, max: 200 }), lasts: fc.integer({ min: 1, max: 90 }) }), {
      maxLength: most,
    })
    .map((all) => {
      let clock = 0;
      return all.map(({ wait, lasts }): Span => {
        const from = clock + wait;
        clock = from + lasts;
        return [from, clock];
      });
    });
}

const histories: fc.Arbitrary<History> = fc.record({
  minutes: fc.constant(minutes),
  portals: fc.array(
    fc.record({ every: fc.integer({ min: 1, max: 5 }), answers: fc.boolean(), down: outages(3) }),
    { minLength: 1, maxLength: 4 },
  ),
  line: outages(2),
  off: outages(2),
});

/** For how many minutes up to this one, without a gap, `down` was true while the program ran. */
function lastingAt(history: History, minute: number, down: (minute: number) => boolean): number {
  let count = 0;
  for (let at = minute; at >= 0 && down(at) && !isIn(history.off, at); at -= 1) count += 1;
  return count;
}

/** Nothing is reached anywhere: from here a line that is down, and portals that are all down, look alike. */
function isLineSilent({ line, portals }: History, minute: number): boolean {
  if (isIn(line, minute)) return true;
  return portals.length > 1 && portals.every(({ answers, down }) => !answers && isIn(down, minute));
}

const property = { numRuns: 60 };

describe("over random histories", () => {
  it("tells every change once: each alarm begins and ends in turn", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const turns = Map.groupBy(live(history).told, ({ alarm }) => `${alarm.kind} ${alarm.subject}`);
        for (const changes of turns.values()) {
          const wanted = changes.map((_, place) => (place % 2 === 0 ? "began" : "ended"));
          expect(changes.map(({ change }) => change)).toEqual(wanted);
        }
      }),
      property,
    );
  });

  it("is never later than stated: who is down for that long has an alarm, or our line has", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { standing } = live(history);
        for (const [minute, names] of standing) {
          const slowest = Math.max(...history.portals.map(({ every }) => every));
          // A try of each to notice it, one more, and a look.
          const limit = Math.max(portalAfter, lineAfter) + 2 * slowest + 2;
          const isLineLate = lastingAt(history, minute, (at) => isLineSilent(history, at)) >= limit;
          history.portals.forEach(({ down }, place) => {
            // Its silence counts only while our line works, as far as anybody can tell.
            const isSilent = (at: number) => isIn(down, at) && !isLineSilent(history, at);
            if (!isLineLate && lastingAt(history, minute, isSilent) < limit) return;
            expect(names, `minute ${minute}`).toSatisfy(
              (all: string[]) => all.includes(`portal_silent p${place}`) || all.includes("line_down"),
            );
          });
        }
      }),
      property,
    );
  });

  it("never says for sure of a portal that works that it is silent", () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { alarm, minute, change } of live(history).told) {
          if (change !== "began" || alarm.kind !== "portal_silent" || alarm.values["sure"] !== "yes")
            continue;
          const portal = history.portals[Number(alarm.subject.slice(1))];
          const wasDown = portal?.down.some(([from, to]) => from <= minute && minute - portalAfter - 10 < to);
          expect(wasDown, `minute ${minute}: ${alarm.subject}`).toBe(true);
        }
      }),
      property,
    );
  });

  it("lays an outage of our line, or of ourselves, to no portal", () => {
    const working = histories.map((history) => ({
      ...history,
      portals: [...history.portals, ...history.portals].map((portal) => ({ ...portal, down: [] })),
    }));
    fc.assert(
      fc.property(working, (history) => {
        const kinds = live(history).told.map(({ alarm }) => alarm.kind);
        expect(kinds.filter((kind) => kind !== "line_down")).toEqual([]);
      }),
      property,
    );
  });
});
