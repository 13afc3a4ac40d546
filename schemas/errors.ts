// Errors are named for the next move. Adapters may throw the six portal errors only; anything else is a bug.
import { inWords, type Phrase } from "./phrase.ts";

/** Still due; try again, not before `retryAfterMs` if given. The write, if it was one, provably did not happen. */
export class Transient extends Error {
  override name = "Transient";
  readonly retryAfterMs: number | undefined;
  constructor(message: string, options: { retryAfterMs?: number | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** A write may or may not have happened: look at the portal before anything else. */
export class Uncertain extends Error {
  override name = "Uncertain";
}

/** The remote record changed since it was read: observe and decide again, once. */
export class Stale extends Error {
  override name = "Stale";
}

/** The portal said no to this write and will again: hold the task, show the portal's own words. */
export class Refused extends Error {
  override name = "Refused";
  readonly portalSaid: string;
  constructor(portalSaid: string, options?: ErrorOptions) {
    super(`the portal refused: ${portalSaid}`, options);
    this.portalSaid = portalSaid;
  }
}

/** Not signed in, or not allowed in: stop this portal and alert. Never concluded from a list that is empty. */
export class SignedOut extends Error {
  override name = "SignedOut";
}

/** The portal answered in a shape nobody described: stop this portal, the adapter is out of date. */
export class Unrecognised extends Error {
  override name = "Unrecognised";
  /** What came, clipped and redacted. */
  readonly raw: string;
  constructor(message: string, raw: string, options?: ErrorOptions) {
    super(message, options);
    this.raw = raw;
  }
}

/** The user can mend this: every problem at once, each with place, reason and fix. Shown without a stack. */
export class UserError extends Error {
  override name = "UserError";
  readonly problems: Phrase[];
  constructor(problems: Phrase[]) {
    super(problems.map((problem) => inWords(problem, "en")).join("\n"));
    this.problems = problems;
  }
}
