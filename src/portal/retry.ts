// What a request's end means for the next move (the rules stand in http.ts), and the quick repeats inside one
// request. Longer waits are not ours: the caller gets Transient and stays due.
import pRetry from "p-retry";
import { Transient, Uncertain } from "../../schemas/errors.ts";
import type { HttpReply } from "./http.ts";
import { failureText, NotOurs, type Failure } from "./http-failure.ts";

export type Intent = "read" | "write" | "signIn";

/** How one exchange ended. */
export type End =
  | { reply: HttpReply; retryAfterMs: number | undefined; quietMs: number | undefined }
  | { failure: Failure; thrown: unknown };

/** Says that the same request may be sent once more; carries what to throw when it may not. */
class Again extends Error {
  override name = "Again";
  readonly instead: Error;
  constructor(instead: Error) {
    super(instead.message);
    this.instead = instead;
  }
}

const repeats = 2;

/** Sends until a reply that counts, or throws Transient or Uncertain. `once` is called up to three times. */
export async function untilAnswered(
  intent: Intent,
  once: () => Promise<End>,
  pauses: { firstMs: number; longestMs: number },
): Promise<HttpReply> {
  try {
    return await pRetry(async () => judged(intent, await once(), pauses.longestMs), {
      retries: repeats,
      minTimeout: pauses.firstMs,
      factor: 2,
      randomize: true,
      shouldRetry: ({ error }) => error instanceof Again,
    });
  } catch (thrown) {
    throw thrown instanceof Again ? thrown.instead : thrown;
  }
}

function judged(intent: Intent, end: End, longestMs: number): HttpReply {
  if ("failure" in end) throw failed(intent, end);
  const { reply } = end;
  if (reply.status === 429) throw tooMany(intent, end, longestMs);
  if (reply.status >= 500) throw broke(intent, end, longestMs);
  return reply;
}

function failed(intent: Intent, end: { failure: Failure; thrown: unknown }): Error {
  const why = failureText(end.thrown);
  const cause = end.thrown;
  if (end.thrown instanceof NotOurs) return new Transient(why, { cause });
  if (end.failure === "never-left")
    return new Again(new Transient(`no connection to the portal: ${why}`, { cause }));
  if (end.failure === "untrusted")
    return new Transient(`the portal's certificate does not pass: ${why}`, { cause });
  if (intent === "read") return new Again(new Transient(`no complete answer: ${why}`, { cause }));
  if (intent === "signIn") return new Transient(`no complete answer to the sign-in: ${why}`, { cause });
  return new Uncertain(`no complete answer to a write: ${why}`, { cause });
}

function tooMany(intent: Intent, end: Extract<End, { reply: HttpReply }>, longestMs: number): Error {
  const { retryAfterMs } = end;
  return repeatable(intent, new Transient("the portal asks to slow down (429)", { retryAfterMs }), longestMs);
}

function broke(intent: Intent, end: Extract<End, { reply: HttpReply }>, longestMs: number): Error {
  const { reply, retryAfterMs } = end;
  if (intent === "write") return new Uncertain(`the portal failed on a write (${reply.status})`);
  return repeatable(
    intent,
    new Transient(`the portal failed (${reply.status})`, { retryAfterMs }),
    longestMs,
  );
}

/** A read is repeated unless the portal asked for a longer silence than one request may wait. */
function repeatable(intent: Intent, instead: Transient, longestMs: number): Error {
  return intent === "read" && (instead.retryAfterMs ?? 0) <= longestMs ? new Again(instead) : instead;
}
