// What a command is given: a place to write, a language, and an office to open when it needs the register. Made in
// main; a command touches neither the process nor the clock itself.
import type { ZodObject } from "zod";
import type { PortalFacts } from "../../schemas/facts.ts";
import type { CaseOutcome, KitSubject, Level } from "../../schemas/kit-result.ts";
import { inWords, type Language, type Phrase } from "../../schemas/phrase.ts";
import type { Simulator } from "../../schemas/simulator.ts";
import type { Instant } from "../../schemas/time.ts";
import { fieldWord, tellIn } from "../../schemas/wording.ts";
import type { AlarmDesk } from "../alarm/desk.ts";
import type { KeyPlace } from "../ledger/signing-key.ts";
import type { Office } from "../opened-office.ts";
import type { Lane } from "../push/lane.ts";

export type { Office } from "../opened-office.ts";
export { fieldWord, valueWord } from "../../schemas/wording.ts";

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
  return tellIn(shell.language, phrase);
}

/** How the shell's language says things, for functions that put more than a phrase into words. */
export function wordsOf({ language }: Pick<Shell, "language">) {
  return {
    language,
    say: (key: Phrase["key"], values: Phrase["values"] = {}) => inWords({ key, values }, language),
    tell: (told: Phrase) => tellIn(language, told),
  };
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

/** "CODE: recorded …", or that nothing changed. */
export function changedInText(shell: Shell, { code, changed }: { code: string; changed: string[] }): string {
  if (changed.length === 0) return say(shell, "cli.nothing_changed", { code });
  const fields = changed.map((field) => fieldWord(field, shell.language)).join(", ");
  return say(shell, "cli.changed", { code, fields });
}
