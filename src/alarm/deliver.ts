// Delivers the notices that wait in the database: at least once on each channel, every channel by itself, so that one
// that is slow or broken stops no other.
import { later, type Instant } from "../../schemas/time.ts";
import type { Log } from "../log.ts";
import { claimDelivery, noteDelivery } from "../store/alarms.ts";
import type { Store } from "../store/connection.ts";
import type { Channel } from "./channel.ts";
import { pauseAfter } from "./notices.ts";

/** Longer than any try takes: whoever died amid one is followed by somebody else. */
const claimMs = 120_000;

export interface Delivering {
  store: Store;
  channels: readonly Channel[];
  now(): Instant;
  log: Log;
}

/** Tries everything whose time has come, each once. */
export async function deliverNotices(means: Delivering): Promise<void> {
  await Promise.all(means.channels.map(async (channel) => await deliverOn(means, channel)));
}

async function deliverOn({ store, now, log }: Delivering, channel: Channel): Promise<void> {
  for (;;) {
    const wish = { channel: channel.name, now: now(), claimMs };
    const claimed = await store.transaction(async (tx) => await claimDelivery(tx, wish));
    if (claimed === null) return;
    const { notice, tries } = claimed;
    const failed = await tryChannel(channel, notice);
    const at = now();
    const pause = pauseAfter(tries);
    const again = pause === null ? null : later(at, pause);
    await store.transaction(async (tx) => {
      const end = failed === null ? ("delivered" as const) : { failed, again };
      await noteDelivery(tx, { id: notice.id, channel: channel.name, at }, end);
    });
    if (failed !== null)
      log.warn({ channel: channel.name, notice: notice.id, error: failed }, "notice not delivered");
  }
}

/** Sends it; why that did not work, or null. */
export async function tryChannel(
  channel: Channel,
  notice: Parameters<Channel["send"]>[0],
): Promise<string | null> {
  try {
    await channel.send(notice);
    return null;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).slice(0, 300);
  }
}
