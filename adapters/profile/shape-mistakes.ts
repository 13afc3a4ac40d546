// What the schema finds wrong, as mistakes that a person can mend: unknown keys with the nearest known one, values that
// are not of a closed list, what is missing and what should stand there.
import { z } from "zod";
import { isPhraseKey } from "../../schemas/phrase.ts";
import type { Mistake } from "./cross-checks.ts";
import { isRecord } from "./path.ts";
import { ProfileSchema } from "./schema.ts";

type Issue = z.core.$ZodIssue;

/** Every issue as one mistake; a key too many each by itself. */
export function mistakesOf(issues: readonly Issue[], written: unknown): Mistake[] {
  return issues.flatMap((issue) => mistakesIn(issue, { written, above: [] }));
}

function mistakesIn(issue: Issue, at: { written: unknown; above: readonly PropertyKey[] }): Mistake[] {
  const path = [...at.above, ...issue.path];
  const value = valueAt(at.written, path);
  const read = shown(value);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknown([...path, key], keysAt(path)));
    case "invalid_key":
      return [unknown(path, keysAt(path.slice(0, -1)))];
    case "invalid_value":
      if (value === undefined)
        return [{ key: "profile.missing", path, values: { wanted: issue.values.join(", ") } }];
      return [notOneOf(path, read, issue.values.map(String))];
    case "invalid_union": {
      const choices = issue.errors.flat();
      if (choices.every((one) => one.code === "invalid_value" && one.path.length === 0))
        return [
          notOneOf(
            path,
            read,
            choices.flatMap((one) => (one.code === "invalid_value" ? one.values.map(String) : [])),
          ),
        ];
      const fitting = closest(issue.errors, value);
      if (fitting === null)
        return [{ key: "profile.wrong_type", path, values: { read, wanted: describedAt(path) } }];
      return fitting.flatMap((one) => mistakesIn(one, { ...at, above: path }));
    }
    case "invalid_type":
      if (value === undefined) return [{ key: "profile.missing", path, values: { wanted: issue.expected } }];
      return [{ key: "profile.wrong_type", path, values: { read, wanted: issue.expected } }];
    default:
      return [malformed(path, read, issue.message)];
  }
}

/** What the schema says of such a form in words of our own, else what it says by itself. */
function malformed(path: readonly PropertyKey[], read: string, why: string): Mistake {
  const says = schemaAt(path)?.meta()?.["says"];
  if (typeof says === "string" && isPhraseKey(says)) return { key: says, path, values: { read } };
  return { key: "profile.bad", path, values: { read, why } };
}

/** Of the forms that a value may have, the complaints of the one that it tries to be. */
function closest(branches: readonly (readonly Issue[])[], value: unknown): readonly Issue[] | null {
  if (branches.length === 1) return branches[0] ?? null;
  const same = branches.filter((issues) =>
    issues.every(({ path, code }) => path.length > 0 || code !== "invalid_type"),
  );
  const [first, ...others] = same;
  if (first === undefined) return null;
  return isRecord(value) || others.length === 0 ? first : null;
}

function unknown(path: readonly PropertyKey[], known: readonly string[]): Mistake {
  const near = nearest(String(path.at(-1)), known);
  return near === null
    ? { key: "profile.unknown_key", path, values: { known: known.join(", ") } }
    : { key: "profile.unknown_key_near", path, values: { near } };
}

function notOneOf(path: readonly PropertyKey[], read: string, known: readonly string[]): Mistake {
  const near = nearest(read, known);
  return near === null
    ? { key: "profile.not_one_of", path, values: { read, known: known.join(", ") } }
    : { key: "profile.not_one_of_near", path, values: { read, near } };
}

/** The one known name that is at most a third of its letters away; null: none. */
export function nearest(name: string, known: readonly string[]): string | null {
  const scored = known.map((one) => ({ one, apart: lettersApart(name, one) }));
  const [best] = scored.toSorted((one, other) => one.apart - other.apart);
  return best !== undefined && best.apart <= Math.floor(name.length / 3) ? best.one : null;
}

/** How many letters differ (Levenshtein, 1965). */
function lettersApart(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [down, letter] of [...one].entries()) {
    const next = [down + 1];
    for (const [across, facing] of [...other].entries()) {
      const swapped = (row[across] ?? 0) + (letter.toLowerCase() === facing.toLowerCase() ? 0 : 1);
      next.push(Math.min(swapped, (row[across + 1] ?? 0) + 1, (next[across] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function keysAt(path: readonly PropertyKey[]): string[] {
  const schema = schemaAt(path);
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum)
    return schema.keyType.options.map(String);
  return [];
}

function describedAt(path: readonly PropertyKey[]): string {
  return schemaAt(path)?.meta()?.description ?? "";
}

function schemaAt(path: readonly PropertyKey[]): z.ZodType | null {
  let schema: unknown = ProfileSchema;
  for (const key of path) {
    schema = plain(schema);
    if (schema instanceof z.ZodObject) schema = schema.shape[String(key)];
    else if (schema instanceof z.ZodArray) schema = schema.element;
    else if (schema instanceof z.ZodRecord) schema = schema.valueType;
    else return null;
  }
  return described(schema) ?? (plain(schema) as z.ZodType | null);
}

function described(schema: unknown): z.ZodType | null {
  return schema instanceof z.ZodType && schema.meta()?.description !== undefined ? schema : null;
}

function plain(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return plain(schema.unwrap());
  if (schema instanceof z.ZodUnion)
    return schema.options.map(plain).find((one) => one instanceof z.ZodObject) ?? schema;
  return schema;
}

function valueAt(written: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    written,
  );
}

function shown(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 80) : (JSON.stringify(value) ?? "").slice(0, 80);
}
