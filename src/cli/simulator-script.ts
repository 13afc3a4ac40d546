// Which faults an imitated portal is told to produce: read from a file, drawn by a seed, or none. Every mistake of a file
// at once, each with its line; a seed draws the same faults every time.
import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { LineCounter, parseDocument, type Document } from "yaml";
import { z } from "zod";
import { UserError } from "../../schemas/errors.ts";
import { faultParameters, isFaultName } from "../../schemas/faults.ts";
import { inWords, isPhraseKey, phrase, type Phrase } from "../../schemas/phrase.ts";
import { seededRandom } from "../../schemas/seeded-random.ts";
import { FaultRuleSchema, type FaultRule } from "../../schemas/simulator.ts";
import type { Shell } from "./shell.ts";

export interface FaultScript {
  rules: readonly FaultRule[];
  /** By which they were drawn; `null`: they were written down. */
  seed: number | null;
}

/** The script of `--faults`: nothing, "random", "random:SEED", or a YAML or JSON file with a list of rules. */
export async function scriptOf(
  shell: Pick<Shell, "language">,
  { asked, known }: { asked: unknown; known: readonly string[] },
): Promise<FaultScript> {
  if (typeof asked !== "string") return { rules: [], seed: null };
  const drawn = /^random(?::(\d{1,9}))?$/.exec(asked);
  if (drawn === null) return { rules: await rulesIn(shell, asked, known), seed: null };
  const seed = drawn[1] === undefined ? randomInt(1_000_000) : Number(drawn[1]);
  return { rules: drawnRules(seed, known), seed };
}

/** What a fault does, in words; an unknown one by its name. */
export function faultWord({ language }: Pick<Shell, "language">, fault: string): string {
  const key = `fault.${fault}`;
  return isPhraseKey(key) ? inWords({ key, values: {} }, language) : fault;
}

/** The faults as people choose among them. */
export function faultsInWords(shell: Pick<Shell, "language">, names: readonly string[]) {
  return names.map((name) => ({ name, parameters: parametersOf(name), does: faultWord(shell, name) }));
}

function parametersOf(fault: string): readonly string[] {
  return isFaultName(fault) ? faultParameters[fault] : [];
}

/** Which one task is meant only a person can say. */
const neverDrawn = ["says-gone"];

function drawnRules(seed: number, known: readonly string[]): FaultRule[] {
  const random = seededRandom(seed);
  const upTo = (limit: number) => Math.floor(random() * limit);
  const choice = known.filter((name) => !neverDrawn.includes(name));
  return Array.from({ length: 4 + upTo(5) }, () => ({
    fault: choice[upTo(choice.length)] ?? "lost-reply",
    after: upTo(12),
    times: 1 + upTo(3),
  }));
}

async function rulesIn(
  shell: Pick<Shell, "language">,
  file: string,
  known: readonly string[],
): Promise<FaultRule[]> {
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new UserError([phrase("simulate.unreadable", { file, why: error.message })]);
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new UserError(
      document.errors.map(({ linePos, message }) =>
        phrase("simulate.syntax", { file, line: linePos?.[0].line ?? 1, why: firstLine(message) }),
      ),
    );
  }
  z.config(z.locales[shell.language]());
  const parsed = z.array(FaultRuleSchema).safeParse(document.toJS());
  const bad = parsed.success ? mistakes(parsed.data, known) : parsed.error.issues.flatMap(spelledOut);
  if (parsed.success && bad.length === 0) return parsed.data;
  throw new UserError(
    bad.map(({ path, says }) => {
      const place = { file, line: lineOf({ document, lines }, path), place: placeOf(path) };
      return { ...says, values: { ...says.values, ...place } };
    }),
  );
}

type Path = readonly PropertyKey[];
interface Mistake {
  path: Path;
  says: Phrase;
}

function spelledOut(issue: z.core.$ZodIssue): Mistake[] {
  if (issue.code !== "unrecognized_keys")
    return [{ path: issue.path, says: phrase("simulate.bad_rule", { why: issue.message }) }];
  const allowed = issue.path.includes("on") ? "path" : Object.keys(FaultRuleSchema.shape).join(", ");
  return issue.keys.map((key) => ({
    path: [...issue.path, key],
    says: phrase("simulate.unknown_key", { key, allowed }),
  }));
}

/** What fits the shape of a rule and still means nothing. */
function mistakes(rules: readonly FaultRule[], known: readonly string[]): Mistake[] {
  return rules.flatMap(({ fault, with: given = {} }, at): Mistake[] => {
    if (!known.includes(fault)) {
      const says = phrase("simulate.unknown_fault", { fault });
      return [{ path: [at, "fault"], says }];
    }
    const allowed = parametersOf(fault);
    const unknown = Object.keys(given).filter((name) => !allowed.includes(name));
    const bad = unknown.map((key) => ({
      path: [at, "with", key],
      says: phrase("simulate.unknown_key", { key, allowed: allowed.join(", ") || "–" }),
    }));
    const pattern = given["pattern"];
    const why = pattern === undefined ? null : badPattern(String(pattern));
    if (why !== null) bad.push({ path: [at, "with", "pattern"], says: phrase("simulate.bad_rule", { why }) });
    return bad;
  });
}

function badPattern(pattern: string): string | null {
  try {
    RegExp(pattern, "u");
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The line on which a place stands, or the nearest one around it. */
function lineOf({ document, lines }: { document: Document; lines: LineCounter }, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    const range = typeof node === "object" && node !== null && "range" in node ? node.range : null;
    if (Array.isArray(range)) return lines.linePos(Number(range[0])).line;
  }
  return 1;
}

function placeOf(path: Path): string {
  return path.map((part) => (typeof part === "number" ? `[${part + 1}]` : String(part))).join(".");
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/ at line \d+, column \d+:$/, "");
}
