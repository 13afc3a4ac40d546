// Notes how a lane was carried, for every way of carrying it: whoever looks for silence reads nothing else of a portal.
// Lays a failure to the side that it proves: no connection may be our own line, an answer is always the portal's.
import type { TroubleCause } from "../../schemas/alarm.ts";
import { SignedOut, Transient, Unrecognised } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { CircuitOpen } from "../portal/account.ts";
import { failureOf, NotOurs } from "../portal/http-failure.ts";
import { SignInNeeded } from "../session/please-sign-in.ts";
import { dueAt } from "../store/due.ts";
import { noteCarriedLane, noteLeftAlone } from "../store/freshness.ts";
import { LaneLost } from "./lane-lease.ts";
import type { Lane, Means } from "./lane.ts";

/**
 * The lane was carried to its end. With a look the portal answered completely; without one nothing was due, which is as
 * good, unless what is due was put off or left out. `stopped`: by our own doing.
 */
export async function noteWorked(
  means: Means,
  lane: Lane,
  { looked, stopped }: { looked: boolean; stopped: Phrase | null },
): Promise<void> {
  const trouble = stopped === null ? null : { cause: "own_fault" as const, told: stopped };
  const note = { lane: lane.name, at: means.now(), reached: looked, worked: true, trouble };
  await means.store.transaction(async (tx) => {
    if (looked || (await dueAt(tx, lane.name)).count === 0) await noteCarriedLane(tx, note);
  });
}

/** Carrying the lane ended in `error`. Never throws: the error itself is told by whoever caught it. */
export async function noteTrouble(means: Means, lane: Lane, error: unknown): Promise<void> {
  // Another worker carries on and notes what becomes of it.
  if (error instanceof LaneLost || isKeptHere(error)) return;
  const asked = error instanceof CircuitOpen ? error.cause : error;
  const { log, store, run } = means;
  try {
    await store.transaction(async (tx) => {
      if (error instanceof CircuitOpen && asked === undefined) {
        const { reason, since } = error.open;
        const trouble = { cause: causeOfOpen(reason), told: toldOf(lane, reason.values["message"]) };
        await noteLeftAlone(tx, { lane: lane.name, since, trouble });
        return;
      }
      const cause = causeOf(asked);
      const trouble = {
        cause,
        told: asked instanceof SignInNeeded ? asked.told : toldOf(lane, wordsOf(asked)),
      };
      const note = { lane: lane.name, at: means.now(), reached: answered.has(cause), worked: false, trouble };
      await noteCarriedLane(tx, note);
    });
  } catch (failure) {
    // Without a database there is nothing to note in; that it is away is seen by itself.
    log.warn({ run, portal: lane.portal, error: String(failure) }, "carrying not noted");
  }
}

/** Causes that only somebody at the other end can give. */
const answered: ReadonlySet<TroubleCause> = new Set(["failed", "untrusted", "unrecognised", "signed_out"]);

/** Codes that say that this machine found no way out at all. */
const noWayOut: ReadonlySet<unknown> = new Set(["ENETUNREACH", "ENETDOWN", "EAI_AGAIN", "EADDRNOTAVAIL"]);

/** What an error of carrying a lane proves. */
export function causeOf(error: unknown): TroubleCause {
  if (error instanceof SignInNeeded) return "sign_in";
  if (error instanceof SignedOut) return "signed_out";
  if (error instanceof Unrecognised) return "unrecognised";
  if (!(error instanceof Transient)) return "own_fault";
  if (!(error.cause instanceof Error)) return "failed";
  const failure = failureOf(error.cause);
  if (failure === "untrusted") return "untrusted";
  return failure === "never-left" && hasNoWayOut(error.cause) ? "no_line" : "no_answer";
}

function hasNoWayOut(error: Error): boolean {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return error.errors.every((one) => one instanceof Error && hasNoWayOut(one));
  }
  return noWayOut.has((error as NodeJS.ErrnoException).code);
}

function isKeptHere(error: unknown): boolean {
  return error instanceof Transient && error.cause instanceof NotOurs;
}

function causeOfOpen(reason: Phrase): TroubleCause {
  if (reason.key === "portal.open_signed_out") return "signed_out";
  return reason.key === "portal.open_unrecognised" ? "unrecognised" : "no_answer";
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Messages of errors carry what a portal said: clipped, so that a notice stays a notice. */
function toldOf(lane: Lane, message: unknown): Phrase {
  return phrase("alarm.trouble", { portal: lane.portal, message: String(message ?? "").slice(0, 200) });
}
