// A clock that moves only when a test says so, for one part that lives by waiting.

export interface SteppedClock {
  now(): string;
  /** What the part waits by. */
  wait(): Promise<void>;
  /** Lets time pass in so many waits of the part; resolves when it waits again. */
  pass(ms: number, waits: number): Promise<void>;
  /** Time passes in which the part does nothing. */
  skip(ms: number): void;
  /** The part waits no more, so that it can stop. */
  release(): void;
}

export function steppedClock(start: string): SteppedClock {
  let at = Date.parse(start);
  let isReleased = false;
  let goOn: (() => void) | null = null;
  let waits = Promise.withResolvers<void>();
  return {
    now: () => new Date(at).toISOString(),
    async wait() {
      if (isReleased) return;
      const going = Promise.withResolvers<void>();
      goOn = going.resolve;
      waits.resolve();
      await going.promise;
    },
    async pass(ms, count) {
      for (let left = count; left > 0; left -= 1) {
        await waits.promise;
        waits = Promise.withResolvers();
        at += ms / count;
        goOn?.();
      }
      await waits.promise;
    },
    skip: (ms) => void (at += ms),
    release() {
      isReleased = true;
      goOn?.();
    },
  };
}
