// The lookout inside serve: looks every half minute, tells what changed, and says of the database that it is away by
// itself, because nothing else can.
import { join } from "node:path";
import type { Log } from "../log.ts";
import { tellByBook } from "./book.ts";
import type { Channel } from "./channel.ts";
import { deliverNotices } from "./deliver.ts";
import { lookOnce, type Looking } from "./look.ts";
import { answers } from "../store/connection.ts";

/** What the lookout is given; `lanes` are the names of the configured ones. */
export interface LookoutMeans extends Omit<Looking, "channels"> {
  channels: readonly Channel[];
  /** The data directory of this process. */
  directory: string;
  wait(ms: number): Promise<void>;
  log: Log;
}

const lookEveryMs = 30_000;
/** How soon it notices that it is to stop. */
const napMs = 500;

/** The file in which a process remembers what it told of its database. */
export function databaseBook(directory: string): string {
  return join(directory, "alarms-database.json");
}

/**
 * Looks, decides and tells once. A database that does not answer is told of, by the book. Throws any other fault: it is
 * this program's own, and a database that answers is not to be blamed for it.
 */
export async function lookAndTell(means: LookoutMeans): Promise<void> {
  const { store, channels, directory, settings, now, newId, log } = means;
  const fault = await faultOf(means);
  const amiss = fault !== null && !(await answers(store));
  if (amiss) log.warn({ error: String(fault) }, "the database does not answer the lookout");
  const { database: afterMs } = settings.silentAfter;
  const look = { kind: "database_away" as const, amiss, afterMs, values: {} };
  await tellByBook(databaseBook(directory), [look], { settings, channels, now, newId });
  if (fault !== null && !amiss) throw fault;
}

/** Looks once and delivers what waits; what it threw, or null. */
async function faultOf({ store, channels, now, log, ...means }: LookoutMeans): Promise<unknown> {
  try {
    await lookOnce({ ...means, store, now, channels: channels.map(({ name }) => name) });
    await deliverNotices({ store, channels, now, log });
    return null;
  } catch (error) {
    return error;
  }
}

/**
 * Starts looking; throws when the first look fails by a fault of our own. A later one leaves the part in trouble until a
 * look works again: the door says so, and who watches serve tells it. `stop` waits for the look that is under way.
 */
export async function startLookout(
  means: LookoutMeans,
): Promise<{ name: string; stop(): Promise<void>; trouble(): string | null }> {
  const until = { stopped: false };
  let trouble: string | null = null;
  await lookAndTell(means);
  const looking = (async () => {
    while (!until.stopped) {
      for (let waited = 0; waited < lookEveryMs && !until.stopped; waited += napMs) await means.wait(napMs);
      if (until.stopped) return;
      trouble = await lookAndTell(means).then(() => null, String);
      if (trouble !== null) means.log.warn({ error: trouble }, "the lookout failed");
    }
  })();
  return {
    name: "lookout",
    async stop() {
      until.stopped = true;
      await looking;
    },
    trouble: () => trouble,
  };
}
