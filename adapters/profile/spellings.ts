// The closed list of spellings, both ways: a portal's value to a canonical one and back. A value that is not spelled as
// declared is Unrecognised, never repaired; a value that the portal could not keep exactly is Refused.
import { Refused, Unrecognised } from "../../schemas/errors.ts";
import type { FieldValue } from "../../schemas/field.ts";
import { inWords, phrase } from "../../schemas/phrase.ts";
import { isCalendarDay, showDay } from "../../schemas/time.ts";
import type { Spelling } from "./schema.ts";

interface Both {
  /** undefined: not spelled so. */
  read(native: unknown): FieldValue | undefined;
  /** undefined: cannot be said so. */
  write(value: string | number): unknown;
}

const vietnamMs = 7 * 3_600_000;

const plain: Both = {
  read: (native) => (typeof native === "string" ? native : undefined),
  write: String,
};

const spellings: Readonly<Record<Spelling, Both>> = {
  text: plain,
  organisation: plain,
  status: plain,
  "rich-text": {
    read: (native) => (typeof native === "string" ? unescaped(native) : undefined),
    write: escaped,
  },
  percent: {
    read: (native) => (isWhole(native) && native >= 0 && native <= 100 ? native : undefined),
    write: (value) => (isWhole(value) ? value : undefined),
  },
  day: { read: (native) => (typeof native === "string" ? dayOrNot(native) : undefined), write: String },
  "day-slashes": {
    read: (native) => {
      const found = typeof native === "string" ? /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(native) : null;
      return found === null ? undefined : dayOrNot(`${found[3]}-${found[2]}-${found[1]}`);
    },
    write: (value) => showDay(String(value)),
  },
  "day-instant": {
    read: (native) =>
      typeof native === "string" && /T.*(Z|[+-]\d\d:?\d\d)$/.test(native)
        ? midnight(Date.parse(native))
        : undefined,
    write: (value) => new Date(Date.parse(String(value)) - vietnamMs).toISOString(),
  },
  "day-epoch-ms": {
    read: (native) => (isWhole(native) ? midnight(native) : undefined),
    write: (value) => Date.parse(String(value)) - vietnamMs,
  },
  digits: { read: (native) => digitsOrNot(native), write: String },
  number: {
    read: (native) => (isWhole(native) && native >= 0 ? String(native) : undefined),
    write: (value) => (Number.isSafeInteger(Number(value)) ? Number(value) : undefined),
  },
  separated: {
    read: (native) =>
      typeof native === "string" && /^\d{1,3}(\.\d{3})*$/.test(native)
        ? digitsOrNot(native.replaceAll(".", ""))
        : undefined,
    write: (value) => String(value).replaceAll(/\B(?=(\d{3})+$)/g, "."),
  },
};

/** The canonical value; `null` for each native value that means nothing. Unrecognised when it is spelled otherwise. */
export function toCanonical(
  native: unknown,
  { as, empty, path }: { as: Spelling; empty?: readonly unknown[] | undefined; path: string },
): FieldValue {
  if (native === null || native === "" || empty?.includes(native) === true) return null;
  const value = spellings[as].read(native);
  if (value !== undefined) return value;
  throw new Unrecognised(`${path} is not spelled as ${as}`, JSON.stringify(native).slice(0, 200));
}

/** The native value; Refused when this spelling cannot keep it exactly. */
export function toNative(
  value: FieldValue,
  { as, empty }: { as: Spelling; empty?: readonly unknown[] | undefined },
): unknown {
  if (value === null || value === "") return empty === undefined ? null : empty[0];
  const native = spellings[as].write(value);
  if (native !== undefined && spellings[as].read(native) === value) return native;
  throw new Refused(inWords(phrase("profile.cannot_say", { value: String(value).slice(0, 80), as }), "vi"));
}

function isWhole(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value);
}

function dayOrNot(day: string): string | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && isCalendarDay(day) ? day : undefined;
}

/** Only midnight in Vietnam is a day; any other moment would have to be rounded. */
function midnight(at: number): string | undefined {
  const local = new Date(at + vietnamMs);
  if (Number.isNaN(local.getTime())) return undefined;
  const [day = "", time] = local.toISOString().split("T");
  return time === "00:00:00.000Z" ? day : undefined;
}

function digitsOrNot(native: unknown): string | undefined {
  return typeof native === "string" && /^(0|[1-9]\d*)$/.test(native) ? native : undefined;
}

const entities: readonly (readonly [string, string])[] = [
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
];

function escaped(value: string | number): string {
  const safe = entities.reduce((text, [sign, entity]) => text.replaceAll(sign, entity), String(value));
  return safe.replaceAll("\n", "<br>");
}

/** Text that we wrote reads as it was; other HTML stays HTML, which is compared by what a browser would show. */
function unescaped(html: string): string {
  const lines = html.replaceAll("<br>", "\n");
  if (lines.includes("<")) return html;
  return entities.toReversed().reduce((text, [sign, entity]) => text.replaceAll(entity, sign), lines);
}
