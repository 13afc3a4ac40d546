// What all workers of one portal account share, wherever they run: its quota, and whether its portal is out of order.
// Kept by whoever wires a portal; nothing here knows how.
import { Transient } from "../../schemas/errors.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import { showInstant, type Instant } from "../../schemas/time.ts";

export interface Account {
  /** The portal's name in the configuration. */
  name: string;
  /**
   * Reserves `count` moments for requests, `everyMs` apart, and says when the first one is; or that the portal wants
   * silence for longer than `patienceMs`, and then reserves none.
   */
  reserve(wish: {
    count: number;
    everyMs: number;
    patienceMs: number;
  }): Promise<{ inMs: number } | { quietMs: number }>;
  /** No worker starts a request for this long; a longer silence that was asked for before stays. */
  quiet(ms: number): Promise<void>;
  breaker: BreakerMemory;
}

/** Where a circuit breaker's state outlives the process. `state` is its library's own. */
export interface BreakerMemory {
  read(): Promise<{ state: unknown; open: Open | null }>;
  /** Remembers failures that did not open it; one that somebody opened meanwhile stays open. */
  count(state: unknown): Promise<void>;
  open(opened: { state: unknown; reason: Phrase; forMs: number }): Promise<Open>;
  close(state: unknown): Promise<void>;
  /** Whether we are the one who asks the portal now; for `forMs` nobody else is. */
  takeProbe(forMs: number): Promise<boolean>;
}

/** Why nobody asks the portal, since when, and when it is asked next. */
export interface Open {
  reason: Phrase;
  since: Instant;
  askedNext: Instant;
}

/** The portal is out of order and was not asked. A write, if it was one, provably did not happen. */
export class CircuitOpen extends Transient {
  readonly open: Open;
  constructor(account: string, open: Open, options: { cause?: unknown } = {}) {
    super(
      `${account} is left alone since ${showInstant(open.since)}, asked again at ${showInstant(open.askedNext)}`,
      options,
    );
    this.open = open;
  }
}
