// What the register can keep, and how it shows a value it was given. Changes no value.

/** False for what the database cannot keep: NUL characters, halves of surrogate pairs, money of over 20 digits. */
export function isStorable(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  if (typeof value === "bigint") return value < 10n ** 20n;
  if (typeof value === "object" && value !== null) return Object.values(value).every(isStorable);
  return true;
}

/** A value as it is shown in a sentence: text as it is, lists joined, nothing as "". */
export function show(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(show).join("; ");
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}
