// What a run of the conformance kit found out about an adapter, as a file that can be handed on: each case with its
// result and reason, the level that follows from them, and who ran it.
import { z } from "zod";
import { canonicalText } from "./canonical.ts";
import { inWords, type Language, type Phrase } from "./phrase.ts";
import { InstantSchema } from "./time-shapes.ts";
import type { Instant } from "./time.ts";

/** bronze: safe to read; silver: safe to write as well; gold: survives what portals and lines do to connectors. */
export const levels = ["bronze", "silver", "gold"] as const;
export const LevelSchema = z.enum(levels);
export type Level = z.infer<typeof LevelSchema>;

/** A sentence of ours, or the words of whoever declared a fact or found a fault. */
export type Reason = Phrase | string;

export interface CaseOutcome {
  /** Of the case: "reading.complete". */
  id: string;
  result: "passed" | "skipped" | "failed";
  /** Why it was skipped, or what failed; null of a case that passed. */
  reason: Reason | null;
}

const Sha256HexSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const KitResultSchema = z.strictObject({
  format: z.literal("dongbo-kit-1"),
  adapter: z.string(),
  /** SHA-256 of the files that the adapter is made of. */
  version: Sha256HexSchema,
  /** SHA-256 of its facts, as canonical JSON. */
  facts: Sha256HexSchema,
  /** Whom the adapter talked to: "simulator", or the name of a server. */
  against: z.string(),
  /** The highest level asked for. */
  asked: LevelSchema,
  /** The highest level of which, and below which, no case failed; null: none. */
  level: LevelSchema.nullable(),
  cases: z.array(
    z.strictObject({
      id: z.string(),
      result: z.enum(["passed", "skipped", "failed"]),
      /** In English; null of a case that passed. */
      reason: z.string().nullable(),
    }),
  ),
  at: InstantSchema,
  /** Version of dongbo. */
  program: z.string(),
});
export type KitResult = z.infer<typeof KitResultSchema>;

/** A result as it is written to a file: signed, or vouched for by the tests of the project that ships it. */
export const KitFileSchema = KitResultSchema.extend({
  signature: z.strictObject({ publicKey: z.string(), value: z.string() }).optional(),
});
export type KitFile = z.infer<typeof KitFileSchema>;

/** Which adapter was tested, and against whom. */
export type KitSubject = Pick<KitResult, "adapter" | "version" | "facts" | "against" | "program">;

/** What a run found out. */
export function kitResult(
  { adapter, version, facts, against, program, cases }: KitSubject & { cases: readonly Leveled[] },
  { asked, outcomes, at }: { asked: Level; outcomes: readonly CaseOutcome[]; at: Instant },
): KitResult {
  return {
    format: "dongbo-kit-1",
    adapter,
    version,
    facts,
    against,
    asked,
    level: levelOf(cases, outcomes, asked),
    cases: outcomes.map(({ id, result, reason }) => ({
      id,
      result,
      reason: reason === null ? null : reasonInWords(reason, "en"),
    })),
    at,
    program,
  };
}

interface Leveled {
  id: string;
  level: Level;
  /** It must have passed: an adapter that leaves it out has not shown what its level is about. */
  cornerstone?: true;
}

/** The text that is signed: canonical JSON of everything but the signature. */
export function signedText(result: KitResult): string {
  const { signature: _unsigned, ...body } = result as KitFile;
  return canonicalText(body);
}

/**
 * The level that outcomes show, of those up to `asked`: each case of it and of the levels below passed, or was skipped
 * with a reason; a cornerstone passed. A case without an outcome counts as failed.
 */
export function levelOf(
  cases: readonly Leveled[],
  outcomes: readonly CaseOutcome[],
  asked: Level,
): Level | null {
  const kept = new Set(outcomes.filter(({ result }) => result !== "failed").map(({ id }) => id));
  const passed = new Set(outcomes.filter(({ result }) => result === "passed").map(({ id }) => id));
  let reached: Level | null = null;
  for (const level of levels) {
    const needed = cases.filter((one) => one.level === level);
    if (needed.some((one) => !(one.cornerstone === true ? passed : kept).has(one.id))) break;
    reached = level;
    if (level === asked) break;
  }
  return reached;
}

/** A reason in one language; words that are not ours stay as they are. */
export function reasonInWords(reason: Reason, language: Language): string {
  return typeof reason === "string" ? reason : inWords(reason, language);
}

/** The levels up to one. */
export function upTo(asked: Level): readonly Level[] {
  return levels.slice(0, levels.indexOf(asked) + 1);
}
