// All crashes there are: every named moment, each with three ways to go on, on each database. Names are stable, so that
// a case can be asked for by its name.
import { readFileSync } from "node:fs";
import type { Database } from "../journeys/desk.ts";

/** Where every moment stands that a push passes; `npm run crashes -- list` writes it anew. */
export const listFile = new URL("moments.txt", import.meta.url);

/** Every moment in the order of the list: lane by lane, as one push passes them for the first time. */
export const moments: readonly string[] = readFileSync(listFile, "utf8").trim().split("\n");

/** What happens after the crash, and at which passing of its moment it falls. */
const ways = {
  "then on": "first",
  "then a second crash": "last",
  "then edits on both sides": "middle",
} as const;
export type Way = keyof typeof ways;

export interface Crash {
  name: string;
  on: Database;
  moment: string;
  way: Way;
  passing: (typeof ways)[Way];
}

export function crashesOn(databases: readonly Database[]): Crash[] {
  return databases.flatMap((on) =>
    moments.flatMap((moment) =>
      Object.entries(ways).map(([way, passing]) => ({
        name: `${on}: ${moment}, ${way}`,
        on,
        moment,
        way: way as Way,
        passing,
      })),
    ),
  );
}

/** The moments after this one in its lane; after the last one the first again. A register's moment is in every lane. */
export function following(moment: string): string[] {
  const lane = laneOf(moment);
  const later = moments.slice(moments.indexOf(moment) + 1);
  const ofLane = later.filter((other) => lane === null || laneOf(other) === lane);
  return ofLane.length > 0 ? ofLane : [...moments];
}

export function laneOf(moment: string): string | null {
  return / \((.+)\)$/.exec(moment)?.[1] ?? null;
}

const sampleSize = 12;

/** Few crashes of every kind, the same each time: each way, each database and each sort of moment in turn. */
export function sampleOf(crashes: readonly Crash[]): Crash[] {
  const on = [...new Set(crashes.map((crash) => crash.on))];
  const sorts = [...new Set(moments.map(sortOf))];
  return Array.from({ length: sampleSize }, (_, at) => {
    const alike = crashes.filter(
      (crash) =>
        crash.on === on[at % on.length] &&
        crash.way === Object.keys(ways)[at % 3] &&
        sortOf(crash.moment) === sorts[at % sorts.length],
    );
    // Spread over the whole push: the golden ratio never falls twice on nearly the same place.
    return alike[Math.floor(((at * 0.618) % 1) * alike.length)];
  }).filter((crash) => crash !== undefined);
}

/** "before commit", "after commit", "before", "sent", "answered". */
function sortOf(moment: string): string {
  return /^\w+( commit)?/.exec(moment)?.[0] ?? "";
}
