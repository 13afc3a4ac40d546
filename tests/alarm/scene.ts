// Lookouts on a store, with sinks and a clock that moves only when a test says so: minutes pass at once, lines are real.
import { randomUUID } from "node:crypto";
import type { AlarmSettings } from "../../schemas/alarm.ts";
import { createLog } from "../../src/log.ts";
import type { Channel } from "../../src/alarm/channel.ts";
import { lookAndTell, type LookoutMeans } from "../../src/alarm/lookout.ts";
import { isWeekday, type Observed } from "../../src/alarm/observed.ts";
import type { Store } from "../../src/store/connection.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { channelsTo, smtpSink, webhookSink } from "./sinks.ts";

export interface Scene {
  smtp: Awaited<ReturnType<typeof smtpSink>>;
  webhook: Awaited<ReturnType<typeof webhookSink>>;
  settings: AlarmSettings;
  channels: Channel[];
  now(): string;
  /** What is late, to be set by a test. */
  overdue: Observed["overdue"];
  /** Lets minutes pass, two by two: first `live`, then a look of every serve. */
  pass(minutes: number, live?: () => Promise<void>): Promise<void>;
  /** The clock goes on while nobody looks. */
  skip(minutes: number): void;
  /** What one serve's lookout is given. */
  serve(): Promise<LookoutMeans>;
  /** Another serve in the place of the first: as after a restart. */
  restart(): Promise<void>;
  /** One more serve on the same database. */
  another(): Promise<void>;
  /** What arrived at the webhook, in order; each was at both channels once, or it throws. */
  told(): string[];
}

export async function aScene(store: Store, lanes: readonly string[], more: object = {}): Promise<Scene> {
  const [smtp, webhook] = [await smtpSink(), await webhookSink()];
  let clock = Date.parse("2026-03-04T02:00:00.000Z");
  const now = () => new Date(clock).toISOString();
  const { settings, channels } = await channelsTo({ smtp, webhook }, { now, more });
  const serve = async (): Promise<LookoutMeans> => ({
    store,
    settings,
    lanes,
    channels,
    now,
    newId: randomUUID,
    isOpen: () => true,
    overdue: async () => scene.overdue,
    isWorkingDay: isWeekday,
    directory: await temporaryFolder(),
    wait: async () => {},
    log: createLog("error"),
  });
  const serves = [await serve()];
  const scene: Scene = {
    smtp,
    webhook,
    settings,
    channels,
    now,
    overdue: [],
    serve,
    async pass(minutes, live) {
      for (let minute = 0; minute < minutes; minute += 2) {
        clock += 120_000;
        await live?.();
        for (const one of serves) await lookAndTell(one);
      }
    },
    skip: (minutes) => void (clock += minutes * 60_000),
    async restart() {
      serves[0] = { ...(await serve()), directory: serves[0]?.directory ?? "" };
    },
    async another() {
      serves.push(await serve());
    },
    told() {
      const [mailed, posted] = [smtp.arrived, webhook.arrived].map((arrived) => arrived.map(({ id }) => id));
      if (JSON.stringify(mailed) !== JSON.stringify(posted)) {
        throw new Error(`by e-mail ${JSON.stringify(smtp.arrived.map(({ said }) => said))},
          by webhook ${JSON.stringify(webhook.arrived.map(({ said }) => said))}`);
      }
      return webhook.arrived.map(({ said }) => said);
    },
  };
  return scene;
}
