// What all workers of one lane's account share, kept in the database. Adds nothing to it.
import type { Account } from "../portal/account.ts";
import { breakerOf, closeBreaker, countFailures, openBreaker, takeProbe } from "../store/breakers.ts";
import type { Store } from "../store/connection.ts";
import { keepQuiet, reserveRequests } from "../store/rate-budget.ts";

/** The account of a lane. */
export function accountOf(store: Store, lane: string): Account {
  return {
    name: lane,
    reserve: async (wish) =>
      await store.transaction(async (tx) => await reserveRequests(tx, { lane, ...wish })),
    quiet: async (ms) => await store.transaction(async (tx) => await keepQuiet(tx, lane, ms)),
    breaker: {
      read: async () => await store.read(async (tx) => await breakerOf(tx, lane)),
      count: async (state) => await store.transaction(async (tx) => await countFailures(tx, lane, state)),
      open: async (opened) =>
        await store.transaction(async (tx) => await openBreaker(tx, { lane, ...opened })),
      close: async (state) => await store.transaction(async (tx) => await closeBreaker(tx, lane, state)),
      takeProbe: async (forMs) => await store.transaction(async (tx) => await takeProbe(tx, lane, forMs)),
    },
  };
}
