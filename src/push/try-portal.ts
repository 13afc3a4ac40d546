// A person tries whether a portal works: signs in, reads one task, and is told what to do where that fails.
import { Refused, SignedOut, Transient, Unrecognised, UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { SignInNeeded } from "../session/please-sign-in.ts";
import { tryingOut, type Lane, type WireRules } from "./lane.ts";

/** Signs in and reads one task, also at a portal that is out of order; `null` when it lists none. */
export async function firstTask(lane: Lane, wire: WireRules = tryingOut): Promise<string | null> {
  const session = await lane.connect(wire);
  for await (const task of session.listTasks()) return task.code ?? task.remoteId;
  return null;
}

/** What a person can do about an error of a portal; anything that is none of them is thrown on. */
export function problemsOf(error: unknown): Phrase[] {
  if (error instanceof UserError) return error.problems;
  if (error instanceof SignInNeeded) return [error.told];
  if (error instanceof SignedOut) return [phrase("cli.check_signed_out", { message: error.message })];
  if (error instanceof Transient) return [phrase("cli.check_unreachable", { message: error.message })];
  if (error instanceof Unrecognised) return [phrase("cli.check_unrecognised", { message: error.message })];
  if (error instanceof Refused) return [phrase("push.refused", { words: error.portalSaid })];
  throw error;
}
