// Normal forms: what counts as the same value. Formatting is never drift; the raw value is kept by whoever read it.
// Never throws: a value that does not fit its field is its own normal form, and so differs from every other.
import { Parser } from "htmlparser2";
import { fields, type FieldKind, type FieldName, type FieldValue } from "../../schemas/field.ts";
import type { Lifecycle, StatusMap } from "../../schemas/status.ts";
import { dayOf } from "../../schemas/time.ts";

/**
 * The value as it is compared. Text: rich text as plain text, NFC, one kind of quote and of dash, runs of blanks and
 * line breaks as one blank, nothing and the empty text alike. Percent: a whole number, of "75 %" and 0.75 too. Money:
 * digits of whole đồng, of "1.500.000.000 đ" too. A day: "YYYY-MM-DD", of "31/12/2025" and of an instant too.
 */
export function normalForm(name: FieldName, value: FieldValue): FieldValue {
  return value === null ? null : forms[fields[name].kind](value);
}

type Form = (value: string | number) => FieldValue;

const forms: Readonly<Record<FieldKind, Form>> = {
  text: plainText,
  organisation: plainText,
  percent: wholePercent,
  money: wholeDong,
  day: calendarDay,
  lifecycle: (value) => value,
};

/** Whether two values have one normal form. */
export function sameValue(name: FieldName, one: FieldValue, other: FieldValue): boolean {
  // Most values of most tasks are simply equal, and normal forms of long texts are dear.
  return one === other || normalForm(name, one) === normalForm(name, other);
}

/**
 * Does the portal show what we mean? For a lifecycle also the one that this portal shows in its place: a completion
 * we report reads "awaiting confirmation" until somebody there confirms it.
 */
export function shownAs(name: FieldName, ours: FieldValue, theirs: FieldValue, status: StatusMap): boolean {
  if (sameValue(name, ours, theirs)) return true;
  return name === "lifecycle" && status.shows[ours as Lifecycle]?.as === theirs;
}

/** Says nothing yet: no text, no date, nothing begun. Blank never wins over a value when two sides first meet. */
export function isBlank(name: FieldName, value: FieldValue): boolean {
  const normal = normalForm(name, value);
  return normal === null || normal === 0 || normal === "not_started";
}

// Word, web editors and phones each have their own.
const quotes = /[“”„‟«»″]/g;
const apostrophes = /[‘’‚‛′]/g;
const dashes = /[‐‑‒–—―−]/g;
const invisible = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;

function plainText(value: string | number): string | null {
  const text = withoutMarkup(String(value))
    // Before composing: what cannot be seen may stand between a letter and its mark.
    .replaceAll(invisible, "")
    .normalize("NFC")
    .replaceAll(quotes, '"')
    .replaceAll(apostrophes, "'")
    .replaceAll(dashes, "-")
    .replaceAll("…", "...")
    .replaceAll(/\s+/g, " ")
    .trim();
  return text === "" ? null : text;
}

const markup = /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>|&(?:[a-z]{2,8}|#\d{1,7}|#x[\da-f]{1,6});/i;
const inline = new Set([
  "a",
  "abbr",
  "b",
  "em",
  "font",
  "i",
  "mark",
  "s",
  "small",
  "span",
  "strong",
  "sub",
  "sup",
  "u",
]);

// Portals with rich-text boxes show paragraphs and entities where plain ones show line breaks.
function withoutMarkup(text: string): string {
  if (!markup.test(text)) return text;
  let plain = "";
  const edge = (tag: string) => {
    if (!inline.has(tag)) plain += " ";
  };
  const parser = new Parser({ ontext: (piece) => (plain += piece), onopentagname: edge, onclosetag: edge });
  parser.end(text);
  return plain;
}

function wholePercent(value: string | number): FieldValue {
  const text = String(value).replace(/%\s*$/, "").replace(",", ".").trim();
  const number = Number(text);
  if (!Number.isFinite(number) || text === "") return value;
  // A spreadsheet keeps 75 % as 0.75.
  return Math.round(number > 0 && number < 1 ? number * 100 : number);
}

const grouped = /^\d{1,3}(?:[., \u00A0]\d{3})+$/;

function wholeDong(value: string | number): FieldValue {
  const text = String(value)
    .replace(/(?:đồng|đ|₫|VNĐ|VND)\s*$/iu, "")
    .trim();
  const whole = text.replace(/[.,]0{1,2}$/, "");
  const digits = grouped.test(whole) ? whole.replaceAll(/\D/g, "") : whole;
  return /^\d+$/.test(digits) ? String(BigInt(digits)) : value;
}

function calendarDay(value: string | number): FieldValue {
  const text = String(value)
    .trim()
    .replace(
      /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/,
      (_, day: string, month: string, year: string) =>
        `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`,
    );
  const isInstant = /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
  if (isInstant) return dayOf(text);
  return /^\d{4}-\d\d-\d\d[T ]/.test(text) ? text.slice(0, 10) : text;
}
