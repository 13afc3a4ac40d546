// Reads what a person typed after an option. Collects every problem, so that all are told at once.
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { LifecycleSchema, type Lifecycle } from "../../schemas/status.ts";
import { ClassificationSchema, type Classification } from "../../schemas/task.ts";
import { DaySchema } from "../../schemas/time-shapes.ts";
import type { Day, Instant } from "../../schemas/time.ts";
import { lifecycleNamed } from "../push/typed-value.ts";
import type { Call } from "./commands.ts";

export interface Typed {
  text(name: string): string | undefined;
  /** 2025-12-31 or 31/12/2025. */
  day(name: string): Day | undefined;
  /** "2026-11-26 17:00" or "26/11/2026 17:00" by the clock of Vietnam, or an instant with its zone. */
  instant(name: string): Instant | undefined;
  whole(name: string, range: { from: number; to: number }): number | undefined;
  /** Whole đồng; dots, spaces and commas between groups of three are allowed. */
  money(name: string): bigint | undefined;
  /** The code word, or the word that users read, in either language. */
  lifecycle(name: string): Lifecycle | undefined;
  classification(name: string): Classification | undefined;
  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined;
  /** Every value of an option that takes several. */
  list(name: string): string[];
  /** "key=value" of an option that takes several; the value may hold "=". */
  pairs(name: string, example: string): [key: string, value: string][];
  /** Adds a problem that options have with each other. */
  refuse(problem: Phrase): void;
  /** Throws UserError when anything read so far was wrong. */
  check(): void;
}

/** A reader of one call's options. */
export function typed(call: Call): Typed {
  const problems: Phrase[] = [];
  const raw = (name: string) => {
    const value = call.options[name];
    return typeof value === "string" ? value.normalize("NFC").trim() : undefined;
  };
  const read = <Value>(name: string, expects: string, parse: (text: string) => Value | undefined) => {
    const text = raw(name);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined)
      problems.push(phrase("cli.bad_option", { option: flagOf(name), read: text, expects }));
    return value;
  };
  return {
    text: raw,
    day: (name) => read(name, "2025-12-31, 31/12/2025", dayFrom),
    instant: (name) => read(name, "2026-11-26 17:00, 26/11/2026 17:00", instantFrom),
    whole: (name, { from, to }) =>
      read(name, `${from}–${to}`, (text) => {
        const number = Number(text);
        return /^\d+$/.test(text) && number >= from && number <= to ? number : undefined;
      }),
    money: (name) =>
      read(name, "1500000000, 1.500.000.000", (text) =>
        /^\d+$|^\d{1,3}([., ]\d{3})+$/.test(text) ? BigInt(text.replaceAll(/\D/g, "")) : undefined,
      ),
    lifecycle: (name) => read(name, LifecycleSchema.options.join(", "), lifecycleNamed),
    classification: (name) =>
      read(
        name,
        ClassificationSchema.options.join(", "),
        (text) => ClassificationSchema.safeParse(text).data,
      ),
    choice: (name, choices) => read(name, choices.join(", "), (text) => choices.find((one) => one === text)),
    list: (name) => listOf(call, name),
    pairs: (name, example) =>
      listOf(call, name).flatMap((text): [string, string][] => {
        const [, key, value] = /^([^=]*[^=\s])\s*=\s*(.+)$/.exec(text) ?? [];
        if (key !== undefined && value !== undefined) return [[key, value]];
        problems.push(phrase("cli.bad_option", { option: flagOf(name), read: text, expects: example }));
        return [];
      }),
    refuse: (problem) => void problems.push(problem),
    check() {
      if (problems.length > 0) throw new UserError(problems);
    },
  };
}

function listOf(call: Call, name: string): string[] {
  const given = call.options[name];
  return Array.isArray(given) ? given.map((one) => String(one).normalize("NFC").trim()) : [];
}

/** A required word of the call, by position. */
export function wordOf(call: Call, position: number): string {
  const word = call.words[position];
  if (typeof word !== "string") throw new Error(`the command line promised a word at ${position}`);
  return word.normalize("NFC");
}

function dayFrom(text: string): Day | undefined {
  const vietnamese = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  const day = vietnamese
    ? `${vietnamese[3]}-${vietnamese[2]?.padStart(2, "0")}-${vietnamese[1]?.padStart(2, "0")}`
    : text;
  return DaySchema.safeParse(day).data;
}

function instantFrom(text: string): Instant | undefined {
  const [, day = "", at] = /^(\S+)[ T](\d{2}:\d{2})$/.exec(text) ?? [];
  const local = at === undefined ? undefined : dayFrom(day);
  const written = local === undefined ? text : `${local}T${at}:00+07:00`;
  const hasZone = /T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(written);
  const ms = Date.parse(written);
  return hasZone && Number.isFinite(ms) ? new Date(ms).toISOString() : undefined;
}

function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
