// Plays a scenario: looks at the timetable every few minutes, as far as it is possible to look.
import { tick } from "../../../src/schedule/tick.ts";
import { timetableOf } from "../../../src/schedule/timetable.ts";
import { shippedCalendar } from "../../../src/schedule/vietnam.ts";
import { memoryBooks, type MemoryBooks } from "./memory-books.ts";
import { instantOf } from "./plain.ts";
import type { Scenario, Trouble } from "./scenario.ts";

export interface Look {
  /** In milliseconds: the true time, and what the clock showed. */
  at: number;
  clock: number;
  /** Which configuration. */
  edit: number;
  paused: ReadonlySet<string>;
}

export interface Played {
  scenario: Scenario;
  books: MemoryBooks;
  looks: Look[];
  /** What the clock showed at each of them. */
  clocks: ReadonlySet<string>;
}

export async function play(scenario: Scenario): Promise<Played> {
  const books = memoryBooks(`seed ${scenario.seed}`);
  const looks: Look[] = [];
  const timetables = scenario.edits.map(({ config }) => timetableOf(config));
  const waiting = [...scenario.troubles];
  let [edit, askedAt]: [number, number | null] = [0, null];
  let now: Trouble | null = null;
  const step = () => 60_000 * (3.2 + 1.4 * scenario.random());
  for (let at = msOf(scenario.from); at < msOf(scenario.to); at += step()) {
    const minute = at / 60_000 + 420;
    while (minute >= (scenario.edits[edit + 1]?.at ?? Infinity)) edit += 1;
    if (now !== null && minute >= now.to) {
      if (now.kind === "pause") resume(books, now, instantOf(minute));
      now = null;
    }
    if (now === null && minute >= (waiting[0]?.from ?? Infinity)) now = waiting.shift() ?? null;
    if (now?.kind === "pause") books.paused.add(now.schedule);
    if (now?.kind === "off" || now?.kind === "database") continue;
    const clock = Math.floor(at) + (now?.kind === "jump" ? now.by * 60_000 : 0);
    const instant = new Date(clock).toISOString();
    looks.push({ at, clock, edit, paused: new Set(books.paused) });
    books.trueTime.at = at;
    await tick(books, { lines: timetables[edit] ?? [], calendar: shippedCalendar }, instant);
    const hasAsked = books.asked().size > 0;
    if (askedAt === null && hasAsked) askedAt = at + 8 * 3_600_000;
    if (askedAt !== null && at >= askedAt && now?.kind !== "jump") {
      const to = scenario.answer === "once" ? "waiting" : "dropped";
      for (const schedule of books.asked()) books.settle(schedule, ["asked"], to, instant);
      askedAt = null;
    }
  }
  return { scenario, books, looks, clocks: new Set(looks.map(({ clock }) => new Date(clock).toISOString())) };
}

function resume(books: MemoryBooks, pause: Trouble & { kind: "pause" }, at: string): void {
  books.paused.delete(pause.schedule);
  books.settle(pause.schedule, ["paused"], pause.missed === "once" ? "waiting" : "dropped", at);
}

const msOf = (minute: number) => (minute - 420) * 60_000;
