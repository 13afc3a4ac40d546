// The life of one run: it may be killed before or after any transaction, or at any write. A killed run does nothing
// more: neither its database nor its portal hears of it again, and its leases stay.
import type { Store } from "../../../src/store/connection.ts";

export interface Death {
  at: "transaction" | "write";
  /** Before, after, or (a write) while the request is under way. */
  when: "before" | "after" | "under way";
  /** Which one, from 0. */
  nth: number;
}

/** What a killed run's calls end with. */
export class Killed extends Error {
  override name = "Killed";
}

export class Life {
  dead = false;
  readonly #death: Death | null;
  readonly #passed = { transaction: 0, write: 0 };

  constructor(death: Death | null = null) {
    this.#death = death;
  }

  /** Counts one more transaction or write and says how the run dies at it, if it does. */
  meets(at: Death["at"]): Death["when"] | null {
    this.mustLive();
    const isIt = this.#death?.at === at && this.#death.nth === this.#passed[at];
    this.#passed[at] += 1;
    return isIt ? (this.#death?.when ?? null) : null;
  }

  mustLive(): void {
    if (this.dead) throw new Killed("this run is dead");
  }

  end(): never {
    this.dead = true;
    throw new Killed("killed");
  }
}

/** The store as a run sees it for as long as it lives. */
export function mortalStore(store: Store, life: Life): Store {
  return {
    ...store,
    async transaction(work) {
      const dies = life.meets("transaction");
      if (dies === "before") life.end();
      const result = await store.transaction(work);
      if (dies !== null) life.end();
      return result;
    },
    async read(work) {
      life.mustLive();
      return await store.read(work);
    },
  };
}
