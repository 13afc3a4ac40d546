// What commands and processes get of this room, by the configuration: settings, channels, and where files of it lie.
import { join } from "node:path";
import type { Alarm, AlarmSettings } from "../../schemas/alarm.ts";
import { readBook } from "./book.ts";
import { openChannels, type Channel, type ChannelSecrets } from "./channel.ts";
import { databaseBook } from "./lookout.ts";
import type { Instant } from "../../schemas/time.ts";

export interface AlarmDesk {
  settings: AlarmSettings;
  /** The data directory. */
  directory: string;
  /** Where `dongbo watch` remembers what it told. */
  watchBook: string;
  /** Every configured channel; UserError for a missing secret or a bad file. */
  channels(): Promise<Channel[]>;
  /** Alarms that stand outside of the database: told by a process of this machine. */
  standingHere(): Promise<Alarm[]>;
}

export function alarmDesk(
  settings: AlarmSettings,
  given: ChannelSecrets & { directory: string; beside(path: string): string; now(): Instant },
): AlarmDesk {
  const { directory } = given;
  const watchBook = join(directory, "alarms-watch.json");
  return {
    settings,
    directory,
    watchBook,
    channels: async () => await openChannels(settings, given),
    async standingHere() {
      const books = await Promise.all([databaseBook(directory), watchBook].map(readBook));
      return books.flatMap(({ alarms }) => alarms.filter(({ endedAt }) => endedAt === null));
    },
  };
}
