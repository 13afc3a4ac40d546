// The circuit breaker of one account: a portal that is out of order is left alone and asked again later, by one
// question at a time and ever more rarely. Its state outlives the process; its times are those of whoever keeps it.
import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleType,
  IterableBackoff,
} from "cockatiel";
import { SignedOut, Unrecognised } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { CircuitOpen, type Account, type Open } from "./account.ts";
import { NotOurs } from "./http-failure.ts";
import type { End } from "./retry.ts";

export interface Circuit {
  /** Whether nothing may leave now. Costs nothing: asked before every write. */
  isOpen(): boolean;
  /** CircuitOpen when nothing may leave now. */
  check(): Promise<void>;
  /** Runs one request, which tells how each of its exchanges ended; CircuitOpen when the portal is left alone. */
  run<Result>(work: (tell: (end: End) => void) => Promise<Result>): Promise<Result>;
  /** Opens at once: a wrong password that is repeated locks the account, a misread answer misleads a register. */
  trip(error: SignedOut | Unrecognised): Promise<void>;
  /**
   * Runs the first questions of a session. While the circuit is open they are its probe: allowed to one worker when
   * the time has come, or `anyway`; what they meet closes it or opens it for longer.
   */
  admit<Result>(work: { ask(): Promise<Result>; anyway: boolean }): Promise<Result>;
}

export interface CircuitTiming {
  /** Failures in a row that open it. */
  failures: number;
  /** How long it stays open: the first time, the second and so on; the last one for ever after. */
  breaksMs: readonly number[];
  /** How long one worker may take to ask. */
  probeMs: number;
}

const usualTiming: CircuitTiming = {
  failures: 5,
  breaksMs: [1, 2, 5, 15].map((minutes) => minutes * 60_000),
  probeMs: 120_000,
};

/** What the library counts as a failure of the portal; everything else passes it by. */
class Counted extends Error {
  override name = "Counted";
  readonly error: unknown;
  constructor(error: unknown) {
    super("counted against the portal", { cause: error });
    this.error = error;
  }
}

interface Kept {
  ownState: { value: CircuitState; openedAt?: number; attemptNo?: number };
  breakerState: number;
}

/** The circuit of an account as it was left. */
export async function loadCircuit(account: Account, timing: CircuitTiming = usualTiming): Promise<Circuit> {
  const memory = account.breaker;
  const left = await memory.read();
  const counter = new ConsecutiveBreaker(timing.failures);
  const policy = circuitBreaker(handleType(Counted), {
    breaker: counter,
    halfOpenAfter: new IterableBackoff(timing.breaksMs),
    ...(left.state === null ? {} : { initialState: dueNow(left.state as Kept) }),
  });
  let counted = counter.state;
  let probing = false;
  let failure: unknown;
  let opened: Promise<Open> | null = left.open === null ? null : Promise.resolve(left.open);

  const open = async () => {
    const state = policy.toJSON() as Kept;
    const step = Math.min(state.ownState.attemptNo ?? 1, timing.breaksMs.length) - 1;
    return await memory.open({ state, reason: reasonOf(failure), forMs: timing.breaksMs[step] ?? 0 });
  };
  const count = async () => {
    if (counter.state === counted) return;
    counted = counter.state;
    await memory.count(policy.toJSON());
  };
  /** Runs it in the library's eyes, which count what is the portal's fault. */
  const watch = async <Result>(work: () => Promise<Result>, isTheirs: () => boolean): Promise<Result> =>
    await policy.execute(async () => {
      try {
        return await work();
      } catch (error) {
        if (!isTheirs()) throw error;
        failure = error;
        throw new Counted(error);
      }
    });
  const check = async () => {
    if (opened !== null && !probing) throw new CircuitOpen(account.name, await opened);
  };
  return {
    isOpen: () => opened !== null && !probing,
    check,
    async run(work) {
      if (probing) return await work(() => undefined);
      await check();
      let last: End | undefined;
      try {
        const result = await watch(
          async () => await work((end) => (last = end)),
          () => isOutOfOrder(last),
        );
        await count();
        return result;
      } catch (thrown) {
        if (policy.state !== CircuitState.Open) await count();
        else if (await isShut((opened ??= open()), thrown)) await check();
        throw errorIn(thrown);
      }
    },
    async trip(error) {
      if (opened !== null || probing) return;
      // The library opens by counting.
      counter.state = timing.failures - 1;
      await watch(
        () => Promise.reject(error),
        () => true,
      ).catch(() => undefined);
      await (opened ??= open());
    },
    async admit({ ask, anyway }) {
      if (opened === null) return await ask();
      if (!anyway && !(await memory.takeProbe(timing.probeMs))) {
        throw new CircuitOpen(account.name, (await memory.read()).open ?? (await opened));
      }
      probing = true;
      try {
        const result = await watch(ask, () => true);
        opened = null;
        counted = counter.state;
        await memory.close(policy.toJSON());
        return result;
      } catch (thrown) {
        opened = open();
        const error = errorIn(thrown);
        throw anyway ? error : new CircuitOpen(account.name, await opened, { cause: error });
      } finally {
        probing = false;
      }
    },
  };
}

/** Whether the library did not even try, once it is written down that the circuit is open. */
async function isShut(opened: Promise<Open>, thrown: unknown): Promise<boolean> {
  await opened;
  return thrown instanceof BrokenCircuitError;
}

/** No connection, no complete answer, 5xx; neither 429 nor any other status, nor what was kept here. */
function isOutOfOrder(end: End | undefined): boolean {
  if (end === undefined) return false;
  if ("failure" in end) return !(end.thrown instanceof NotOurs);
  return end.reply.status >= 500;
}

function errorIn(thrown: unknown): unknown {
  return thrown instanceof Counted ? thrown.error : thrown;
}

/** Whether the time to ask has come is not this process's clock to say: where the state is open, it has. */
function dueNow({ ownState, breakerState }: Kept): Kept {
  return {
    ownState: ownState.value === CircuitState.Open ? { ...ownState, openedAt: 0 } : ownState,
    breakerState,
  };
}

function reasonOf(error: unknown): Phrase {
  const values = { message: error instanceof Error ? error.message : String(error) };
  if (error instanceof SignedOut) return phrase("portal.open_signed_out", values);
  if (error instanceof Unrecognised) return phrase("portal.open_unrecognised", values);
  return phrase("portal.open_no_answer", values);
}
