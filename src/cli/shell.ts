// What a command is given: a place to write, a language, and an office to open when it needs the register. Made in
// main; a command touches neither the process nor the clock itself.
import type { ZodObject } from "zod";
import type { Calendar } from "../../schemas/calendar.ts";
import type { Config } from "../../schemas/config.ts";
import type { PortalFacts } from "../../schemas/facts.ts";
import type { CaseOutcome, KitSubject, Level } from "../../schemas/kit-result.ts";
import type { Telemetry } from "../../schemas/meter.ts";
import { inWords, isPhraseKey, type Language, type Phrase } from "../../schemas/phrase.ts";
import type { Simulator } from "../../schemas/simulator.ts";
import { showDay, type Instant, type Provenance } from "../../schemas/time.ts";
import type { AlarmDesk } from "../alarm/desk.ts";
import type { EvidenceStore } from "../evidence/evidence-store.ts";
import type { CheckpointPlaces } from "../ledger/keep-checkpoints.ts";
import type { KeyPlace } from "../ledger/signing-key.ts";
import type { Lane, Means } from "../push/lane.ts";
import type { Keeper } from "../session/keep.ts";

/** 0 nothing left to do; 1 error; 2 changes or holds wait for someone; 3 a guard refused. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface Streams {
  /** Standard output: results only. */
  out(text: string): void;
  /** Standard error: progress, warnings, problems. */
  err(text: string): void;
  /** Whether a person watches (progress, colour) or a pipe listens. */
  isTerminal: boolean;
}

/** An adapter as commands show it. */
export interface AdapterCard {
  name: string;
  facts: PortalFacts;
  options: ZodObject;
  simulator?: Simulator;
}

/** An opened register with its portals. */
export interface Office {
  config: Config;
  /** The shipped working days with this office's own. */
  calendar: Calendar;
  mode: "pilot" | "server";
  means: Means;
  evidence: EvidenceStore;
  checkpoints: CheckpointPlaces;
  /** Where sessions are kept that people hand over. */
  keeper: Keeper;
  /** The means of one more run, with an id of its own: for processes that carry many. */
  newRun(): Means;
  /** Who is told of alarms, and how. */
  alarms: AlarmDesk;
  provenance(system?: string): Provenance;
  /** The configured portals, or the one named; UserError with every problem of their options and secrets. */
  lanes(portal?: string): Promise<Lane[]>;
  /** From now on everything is counted, for a process that stays; `means` has the meter. */
  measure(also?: Measurable): Promise<Telemetry>;
  close(): Promise<void>;
}

/** What rooms that only run in a process that stays know of themselves, for its metrics. */
export interface Measurable {
  /** Alarms that stand now, by what is silent. */
  alarms?(): Promise<readonly { kind: string; count: number }[]>;
  /** When the last weekly snapshot was frozen. */
  snapshotAt?(): Promise<Instant | null>;
}

/** A case of the conformance kit, as commands show it. */
export interface KitCase {
  id: string;
  level: Level;
  title: Phrase;
  cornerstone?: true;
}

/** The conformance kit, ready for one adapter and a portal for it to talk to. */
export interface Kit extends KitSubject {
  /** Level by level. */
  cases: readonly KitCase[];
  /** Runs one case on a fresh portal; never throws for a case that fails. */
  run(id: string): Promise<CaseOutcome>;
}

export interface Shell extends Streams {
  language: Language;
  json: boolean;
  configFile: string;
  user: string;
  now(): Instant;
  wait(ms: number): Promise<void>;
  /** Resolves when the person ends a command that runs until then (Ctrl-C). */
  untilStopped(): Promise<void>;
  /** The kit for an adapter (its name, or a profile file) against its own simulator; UserError when there is none. */
  openKit(adapter: string): Promise<Kit>;
  /** The part of it that only reads, at a portal of the configuration; a profile by its path from here. */
  openLiveKit(at: { adapter: string; lane: Lane }): Promise<Kit>;
  /** Where this installation keeps its signing key; UserError when no configuration says so. */
  signingKeyPlace(): Promise<KeyPlace>;
  /** What `dongbo watch` needs, without opening the register: alarms, and where serve answers. */
  watchPost(): Promise<{ alarms: AlarmDesk; address: string | null }>;
  /** The shipped adapters; where `named` is the path of a profile file, also that one, under its path as its name. */
  adapters(named?: string): Promise<readonly AdapterCard[]>;
  /** One text from a hidden prompt on the terminal, or all of standard input where that is none. Shown nowhere. */
  readSecret(prompt: string): Promise<string>;
  /** A question on the terminal and the line that a person typed, "" when they broke it off; null: nobody is there. */
  ask: ((question: string) => Promise<string>) | null;
  /** Opens the register of the configuration; with `configFile` another one (the demo's). */
  openOffice(at?: {
    configFile?: string;
    environment?: Record<string, string>;
    now?(): Instant;
    /** The process stays, and lets other commands use its database (store/directory.ts). */
    hosts?: { waitsFor(pid: string | null): void };
  }): Promise<Office>;
  /** Ends the process at once, whatever still runs: only for what could not be stopped. */
  leave(code: ExitCode): never;
}

/** A phrase in the shell's language. */
export function say(
  shell: Pick<Shell, "language">,
  key: Phrase["key"],
  values: Phrase["values"] = {},
): string {
  return inWords({ key, values }, shell.language);
}

/** A stored phrase in the shell's language, with names of fields inside it put into words too. */
export function tell(shell: Pick<Shell, "language">, phrase: Phrase): string {
  return inWords(withFieldNames(phrase, shell.language), shell.language);
}

/** Prints the one result: a JSON document with `--json`, else the text. */
export function answer(shell: Shell, result: unknown, text: () => string): void {
  if (shell.json) shell.out(`${JSON.stringify(result, asJson, 2)}\n`);
  else shell.out(`${text().trimEnd()}\n`);
}

function asJson(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

/** Runs work on an opened office and closes it whatever happens. */
export async function atOffice(shell: Shell, work: (office: Office) => Promise<ExitCode>): Promise<ExitCode> {
  const office = await shell.openOffice();
  try {
    return await work(office);
  } finally {
    await office.close();
  }
}

// Stored phrases name fields and lifecycles by their code words.
function withFieldNames({ key, values }: Phrase, language: Language): Phrase {
  const worded = Object.entries(values).map(([name, value]) => {
    if (typeof value !== "string") return [name, value];
    if (name === "fields" || name === "what") {
      const list = value.split(", ").map((field) => fieldWord(field, language));
      return [name, list.join(", ")];
    }
    if (name === "proofs") {
      return [
        name,
        value
          .split(", ")
          .map((proof) => wordFor(`proof.${proof}`, language, proof))
          .join(", "),
      ];
    }
    if (name === "level") return [name, wordFor(`classification.${value}`, language, value)];
    if (name === "weekday") return [name, wordFor(`weekday.${value}`, language, value)];
    return [
      name,
      name === "field" ? fieldWord(value, language) : wordFor(`lifecycle.${value}`, language, value),
    ];
  });
  return { key, values: Object.fromEntries(worded) as Phrase["values"] };
}

/** A field's name in words; text that names no field stays as it is. */
export function fieldWord(name: string, language: Language): string {
  return wordFor(`field.${name}`, language, name);
}

/** A field's value as people read it: a lifecycle in words, a day as dd/MM/yyyy, nothing as a dash. */
export function valueWord(value: unknown, language: Language): string {
  if (value === null || value === undefined || value === "") return "–";
  const text = typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return showDay(text);
  const word = wordFor(`lifecycle.${text}`, language, text);
  return word.length > 80 ? `${word.slice(0, 79)}…` : word;
}

function wordFor(key: string, language: Language, otherwise: string): string {
  return isPhraseKey(key) ? inWords({ key, values: {} }, language) : otherwise;
}

/** "CODE: recorded …", or that nothing changed. */
export function changedInText(shell: Shell, { code, changed }: { code: string; changed: string[] }): string {
  if (changed.length === 0) return say(shell, "cli.nothing_changed", { code });
  const fields = changed.map((field) => fieldWord(field, shell.language)).join(", ");
  return say(shell, "cli.changed", { code, fields });
}
