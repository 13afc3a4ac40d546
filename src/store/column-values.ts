// How the text of a column becomes a JavaScript value, the same on both databases. A value that would lose
// something on the way (a count above 2^53, an instant that is not UTC) throws instead of becoming a near miss.

type ReadColumn = (text: string) => unknown;

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a JavaScript number`);
  return value;
}

const asWritten: ReadColumn = (text) => text;

/** "2025-12-31 10:00:00.5+00", as both databases write it for a UTC session, to "2025-12-31T10:00:00.500Z". */
function instant(text: string): string {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text);
  if (!parts) throw new RangeError(`${text} is not an instant of a UTC session`);
  return `${parts[1]}T${parts[2]}.${(parts[3] ?? "").slice(0, 3).padEnd(3, "0")}Z`;
}

/** Readers by type number (pg_type.oid): every type that our tables and queries use. */
export const columnReaders: Record<number, ReadColumn> = {
  16: (text) => text === "t",
  20: safeInteger, // int8, so count(*) too
  21: Number,
  23: Number,
  25: asWritten,
  114: (text) => JSON.parse(text) as unknown,
  700: Number,
  701: Number,
  1043: asWritten,
  1082: asWritten, // date: a day of Vietnam, never a JavaScript Date
  1184: instant,
  1700: asWritten, // numeric: money as digits
  2950: asWritten,
  3802: (text) => JSON.parse(text) as unknown,
};
