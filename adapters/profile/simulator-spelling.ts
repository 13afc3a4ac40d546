// How the imitated portal spells and takes values. A second truth, written from the names of the spellings alone: never
// imports spellings.ts or path.ts, so that a mistake there cannot hide here.
import type { Spelling } from "./schema.ts";

type Canonical = string | number | null;

interface Both {
  say(value: string | number): unknown;
  /** undefined: the portal does not take it. */
  take(native: unknown): string | number | undefined;
}

const dayShape = /^(\d{4})-(\d\d)-(\d\d)$/;
const hour = 3_600_000;

const text: Both = { say: String, take: (native) => (typeof native === "string" ? native : undefined) };

const both: Readonly<Record<Spelling, Both>> = {
  text,
  organisation: text,
  status: text,
  "rich-text": {
    say: (value) =>
      String(value).replace(
        /[&<>\n]/g,
        (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? "<br>",
      ),
    take: (native) =>
      typeof native === "string"
        ? native
            .replaceAll("<br>", "\n")
            .replace(/&(lt|gt|amp);/g, (_, name: string) => ({ lt: "<", gt: ">" })[name] ?? "&")
        : undefined,
  },
  percent: {
    say: Number,
    take: (native) =>
      Number.isInteger(native) && Number(native) >= 0 && Number(native) <= 100 ? Number(native) : undefined,
  },
  day: { say: String, take: (native) => realDay(native) },
  "day-slashes": {
    say: (value) => String(value).replace(dayShape, "$3/$2/$1"),
    take: (native) => realDay(String(native).replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, "$3-$2-$1")),
  },
  "day-instant": {
    say: (value) => `${String(value)}T00:00:00+07:00`,
    take: (native) => midnightOf(Date.parse(String(native))),
  },
  "day-epoch-ms": {
    say: (value) => Date.parse(`${String(value)}T00:00:00+07:00`),
    take: (native) => (typeof native === "number" ? midnightOf(native) : undefined),
  },
  digits: { say: String, take: (native) => amount(native) },
  number: {
    say: Number,
    take: (native) => (typeof native === "number" ? amount(String(native)) : undefined),
  },
  separated: {
    say: (value) => BigInt(value).toLocaleString("de-DE"),
    take: (native) => amount(String(native).replaceAll(".", "")),
  },
};

/** The value as the portal shows it. */
export function spelled(value: Canonical, as: Spelling, empty: readonly unknown[] | undefined): unknown {
  if (value === null) return empty === undefined ? null : empty[0];
  return both[as].say(value);
}

/** The value that the portal makes of what came; undefined when it does not take it. */
export function accepted(
  native: unknown,
  as: Spelling,
  empty: readonly unknown[] | undefined,
): Canonical | undefined {
  if (native === null || native === "" || empty?.includes(native) === true) return null;
  return both[as].take(native);
}

function realDay(native: unknown): string | undefined {
  if (typeof native !== "string" || !dayShape.test(native)) return undefined;
  const at = new Date(`${native}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(native) ? native : undefined;
}

function midnightOf(at: number): string | undefined {
  if (Number.isNaN(at)) return undefined;
  const there = new Date(at + 7 * hour).toISOString();
  return there.endsWith("T00:00:00.000Z") ? there.slice(0, 10) : undefined;
}

function amount(native: unknown): string | undefined {
  return typeof native === "string" && /^\d{1,15}$/.test(native) ? String(BigInt(native)) : undefined;
}

type Keyed = Record<string, unknown>;

/** Where "a.b[key=value].c" leads, key by key. */
function keysOf(path: string): { key: string; of?: [string, string] }[] {
  return path.split(/\.(?![^[]*\])/).map((part) => {
    const [key = "", inside] = part.split("[");
    const [by = "", is = ""] = inside?.slice(0, -1).split("=") ?? [];
    return inside === undefined ? { key } : { key, of: [by, is] };
  });
}

/** Puts a value into a row, where the path says. */
export function place(row: Keyed, path: string, value: unknown): void {
  let here = row;
  const keys = keysOf(path);
  keys.forEach(({ key, of }, index) => {
    if (of !== undefined) {
      const list = (here[key] ??= []) as Keyed[];
      let item = list.find((one) => String(one[of[0]]) === of[1]);
      if (item === undefined)
        list.push((item = { [of[0]]: Number.isNaN(Number(of[1])) ? of[1] : Number(of[1]) }));
      here = item;
    } else if (index === keys.length - 1) here[key] = value;
    else here = (here[key] ??= {}) as Keyed;
  });
}

/** What came at a path; undefined: nothing came. */
export function cameAt(body: unknown, path: string): unknown {
  let here = body;
  for (const { key, of } of keysOf(path)) {
    if (typeof here !== "object" || here === null || !(key in here)) return undefined;
    here = (here as Keyed)[key];
    if (of !== undefined)
      here = Array.isArray(here) ? here.find((one: Keyed) => String(one[of[0]]) === of[1]) : undefined;
  }
  return here;
}
