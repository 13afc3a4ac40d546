// Normal forms: what counts as the same value. Formatting is never drift; the raw value is kept by whoever read it.
import { fields, type FieldName, type FieldValue } from "../../schemas/field.ts";
import type { Lifecycle, StatusMap } from "../../schemas/status.ts";

/**
 * The value as it is compared: text in NFC with runs of blanks as one and no blank edges, nothing and the empty text
 * alike, percent as a whole number, money without leading zeros, days and lifecycles as they are.
 */
export function normalForm(name: FieldName, value: FieldValue): FieldValue {
  if (value === null) return null;
  switch (fields[name].kind) {
    case "text":
    case "organisation": {
      const text = String(value)
        .normalize("NFC")
        .replaceAll(/\r\n?/g, "\n")
        .replaceAll(/[^\S\n]+/g, " ")
        .replaceAll(/ ?\n ?/g, "\n")
        .trim();
      return text === "" ? null : text;
    }
    case "percent":
      return Math.round(Number(value));
    case "money":
      return String(BigInt(value));
    case "day":
    case "lifecycle":
      return value;
  }
}

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
  return normal === null || (name === "percent" && normal === 0) || normal === "not_started";
}
