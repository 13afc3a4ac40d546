// The queue engine (pg-boss) as this program uses it: one queue, whose jobs say "carry this lane" and nothing else. One
// job a lane waits or is at work, over all processes. Nothing rests on a job: the call is kept by ourselves
// (store/lane-calls.ts), so a job that is lost, pruned or doubled costs nothing, and none is ever repeated here.
import { PgBoss } from "pg-boss";
import type { Log } from "../log.ts";
import type { LentDatabase } from "../store/lent.ts";

/** The name of the one queue. */
const carrying = "carry-lane";
/** A job whose process says nothing for so long is given up, and the call is sent again. No shorter one is allowed. */
const silentSeconds = 10;
/** How often jobs of silent processes are looked for. */
const lookSeconds = 5;
/** How close to each other those looks may be, of all processes together. */
const apartSeconds = 2;
/** How long a lane waits at most for a free process to ask for work. */
const askSeconds = 1;
/** The engine ends no carrying by the clock: heartbeats say whether one lives. Its longest. */
const longestSeconds = 86_399;
/** How long finished jobs are kept, for whoever looks into the engine's tables. */
const keptSeconds = 86_400;

export interface Engine {
  /** Sends a job for a lane, the most urgent first; whether none was waiting or at work already. */
  send(job: { lane: string; priority: number }): Promise<boolean>;
  /** Gives up jobs of silent processes now, should nobody have lived long enough to come to it. */
  giveUpSilent(): Promise<void>;
  /** Takes jobs, so many at once, until it is stopped. */
  work(concurrency: number, carry: (lane: string) => Promise<void>): Promise<void>;
  /** Takes no more jobs and waits for those at work, for so long at most. */
  stop(withinMs: number): Promise<void>;
}

/** Starts the engine; its tables are made, or brought to its version, by whichever process comes first. */
export async function startEngine(database: LentDatabase, log: Log): Promise<Engine> {
  const boss = new PgBoss({
    db: database,
    backend: database.backend,
    schema: "pgboss",
    schedule: false,
    superviseIntervalSeconds: lookSeconds,
    monitorIntervalSeconds: apartSeconds,
    maintenanceIntervalSeconds: 3_600,
    // Rebuilding indexes and judging the server's vacuum are its administrator's business.
    reindex: false,
    monitorVacuum: false,
  });
  boss.on("error", ({ message }) => log.warn({ error: message }, "queue engine"));
  boss.on("warning", ({ message }) => log.warn({ message }, "queue engine"));
  await boss.start();
  await boss.createQueue(carrying, {
    policy: "exclusive",
    retryLimit: 0,
    heartbeatSeconds: silentSeconds,
    expireInSeconds: longestSeconds,
    deleteAfterSeconds: keptSeconds,
  });
  return {
    send: async ({ lane, priority }) =>
      (await boss.send(carrying, { lane }, { singletonKey: lane, priority })) !== null,
    giveUpSilent: async () => await boss.supervise(carrying),
    async work(concurrency, carry) {
      const rules = { localConcurrency: concurrency, pollingIntervalSeconds: askSeconds };
      await boss.work<{ lane: string }>(carrying, rules, async (jobs) => {
        for (const { data } of jobs) await carry(data.lane);
      });
    },
    stop: async (withinMs) => await boss.stop({ graceful: true, timeout: withinMs, close: false }),
  };
}
