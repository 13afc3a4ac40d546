// A desk whose lanes are carried by themselves, by the real clock; and what the tests of the queue ask of it.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { Lane, Means } from "../../src/push/lane.ts";
import { startCarriers, type CarriersWish } from "../../src/queue/carriers.ts";
import type { Store } from "../../src/store/connection.ts";
import { callFor, callLane, type LaneCall } from "../../src/store/lane-calls.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import type { Desk } from "../push/desk.ts";
import { sending } from "../push/sending.ts";

export const half = { lifecycle: "in_progress", percent: 50, progressText: "Đã trình dự thảo" } as const;

/** Tasks that are not late by the real clock. */
export const dueOn = () => "2099-12-31";

/** Means of another run at this desk, by the real clock. */
export function realMeans(desk: Desk): Means {
  return {
    ...desk.restarted(),
    run: randomUUID(),
    now: () => new Date().toISOString(),
    wait: async (ms) => void (await sleep(ms)),
  };
}

/** Starts carriers for the desk's lanes. */
export async function carriersAt(desk: Desk, wish: Partial<CarriersWish> = {}) {
  const key = { file: join(await temporaryFolder(), "signing.pem"), origin: "made here" } as const;
  return await startCarriers({
    lanes: desk.portals.map(({ lane }) => lane),
    newRun: () => realMeans(desk),
    checkpoints: { key, directory: null },
    ...wish,
  });
}

export async function call(store: Store, lane: string, full = false): Promise<void> {
  const at = new Date().toISOString();
  await store.transaction(async (tx) => await callLane(tx, { lane, at, full, reason: "test" }));
}

export async function callOf(store: Store, lane: string): Promise<LaneCall | null> {
  return await store.read(async (tx) => await callFor(tx, lane));
}

/** Waits until it holds. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  await expect.poll(async () => await holds()).toBe(true);
}

/** The lane, telling of each report of progress before it leaves. */
export function listening(lane: Lane, hear: (remoteId: string) => Promise<void> | void): Lane {
  return sending(lane, async (change, send) => {
    await hear(change.remoteId);
    return await send(change);
  });
}
