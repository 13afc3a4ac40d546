// The power goes at any moment of a push on one PC: every write since the last sync is gone. Whatever the register had
// acknowledged is still there, the next push looks before it sends, and both sides balance. An ordinary run cuts ten
// times, always at the same moments; `npm run cuts -- 100` as often as is asked, at new ones.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { seededRandom } from "../../schemas/seeded-random.ts";
import type { Lane } from "../../src/push/lane.ts";
import { pushLane } from "../../src/push/run.ts";
import { openStore, type Store } from "../../src/store/connection.ts";
import { freeLanesOfTheDead } from "../../src/store/lanes.ts";
import { portalNames, type Desk } from "../journeys/desk.ts";
import { heldBy } from "../journeys/scene.ts";
import { diskAt, type Disk } from "../store/power-cut.ts";
import { accountOf } from "./account.ts";
import { heldOtherwise, imbalances } from "./balance.ts";
import { lanesAt, meansAt } from "./one-pc.ts";
import { aCopy, prepared, type FinalAccount } from "./stage.ts";

const { CUTS = "10", CUT_SEED = "1" } = process.env;
const seeds = Array.from({ length: Number(CUTS) }, (_, at) => Number(CUT_SEED) + at);

describe("a push whose power is cut", () => {
  let desk: Desk;
  let calm: { moments: number; held: ReturnType<typeof heldBy> };
  beforeAll(async () => {
    desk = await prepared("embedded");
    const copy = await aCopy(desk);
    const whole = await pushUntil(copy, Infinity);
    calm = { moments: whole.moments, held: heldBy(copy) };
    await copy.close();
  });
  afterAll(async () => await desk.close());

  it.each(seeds)("loses nothing that was acknowledged and sends nothing unseen (seed %i)", async (seed) => {
    const copy = await aCopy(desk);
    onTestFinished(async () => await copy.close());
    const cutAt = 1 + Math.floor(seededRandom(seed)() * calm.moments);

    const { left, acknowledged } = await pushUntil(copy, cutAt);
    const before = readsAndWrites(copy);
    const { kept, account } = await goOn(copy, left);

    const replay = `cut at moment ${cutAt} of ${calm.moments}; once more with: CUT_SEED=${seed} npm run cuts -- 1`;
    expect(left, replay).not.toBeNull();
    expect(
      acknowledged.filter((row) => !kept.includes(row)),
      replay,
    ).toEqual([]);
    expect(sentUnseen(copy, before), replay).toEqual([]);
    expect(imbalances(copy, account), replay).toEqual([]);
    expect(heldOtherwise(copy, calm.held), replay).toEqual([]);
  });
});

interface CutPush {
  /** The register's directory as the cut leaves it; `null`: the push was done before. */
  left: string | null;
  /** Rows of the ledger whose commits had returned to the program. */
  acknowledged: string[];
  moments: number;
}

/** Pushes on a disk that loses its power at the nth moment: before a sync, after a commit, or after an answer. */
async function pushUntil(desk: Desk, nth: number): Promise<CutPush> {
  const register = desk.path("dongbo-data/register");
  mkdirSync(desk.path("graveyard"));
  const disk = diskAt(join(register, "database"), desk.path("graveyard"));
  const cut: CutPush = { left: null, acknowledged: [], moments: 0 };
  const passes = () => {
    cut.moments += 1;
    if (cut.moments === nth) cut.left = cutOf(disk, desk.path("left"));
  };
  const hasPower = () => cut.left === null;
  const store = await openStore({ directory: register, prepare: (layer) => disk.watch(layer, passes) });
  const watched = watchedStore(store, {
    hasPower,
    acknowledged(rows) {
      cut.acknowledged.push(...rows);
      passes();
    },
  });
  await carryAll(desk, watched, (lane) => ({
    ...lane,
    connect: async ({ record, mayWrite }) =>
      await lane.connect({
        record(exchange) {
          record(exchange);
          if (hasPower()) passes();
        },
        mayWrite: () => hasPower() && mayWrite(),
      }),
  }));
  await store.close();
  return cut;
}

function cutOf(disk: Disk, left: string): string {
  mkdirSync(left);
  disk.cutInto(join(left, "database"));
  return left;
}

/** The store as a program sees it that ends with the power; tells which rows of the ledger each commit brought. */
function watchedStore(
  store: Store,
  watch: { hasPower(): boolean; acknowledged(rows: string[]): void },
): Store {
  const mustHavePower = () => {
    if (!watch.hasPower()) throw new Error("the power is gone");
  };
  return {
    ...store,
    async read(work) {
      mustHavePower();
      return await store.read(work);
    },
    async transaction(work) {
      mustHavePower();
      const { result, rows } = await store.transaction(async (tx) => {
        const worked = await work(tx);
        const brought = await sql<{ row: string }>`
          select lane || '/' || seq || ' ' || hash as row from ledger
          where xmin::text = pg_current_xact_id()::text`.execute(tx);
        return { result: worked, rows: brought.rows.map(({ row }) => row) };
      });
      mustHavePower();
      watch.acknowledged(rows);
      return result;
    },
  };
}

/** What the register still has after the cut, and where everything stands after the push that follows. */
async function goOn(desk: Desk, left: string | null) {
  const store = await openStore({ directory: left ?? desk.path("dongbo-data/register") });
  try {
    const { rows } = await store.read(
      async (tx) =>
        await sql<{ row: string }>`select lane || '/' || seq || ' ' || hash as row from ledger`.execute(tx),
    );
    await store.transaction(freeLanesOfTheDead);
    return { kept: rows.map(({ row }) => row), account: await carryAll(desk, store, (lane) => lane) };
  } finally {
    await store.close();
  }
}

/** Carries every lane; `null` when one of them ended with the power. */
async function carryAll(
  desk: Desk,
  store: Store,
  changed: (lane: Lane) => Lane,
): Promise<FinalAccount | null> {
  const { lanes, close } = lanesAt(desk);
  const means = meansAt(desk, store);
  const carried = await Promise.allSettled(lanes.map(async (lane) => await pushLane(means, changed(lane))));
  await close();
  const reports = carried.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  if (reports.length < lanes.length) return null;
  return { carried: reports, ...(await accountOf(means, portalNames)) };
}

/** Per portal, how many requests had arrived. */
function readsAndWrites(desk: Desk): Record<string, number> {
  return Object.fromEntries(portalNames.map((name) => [name, desk.portals[name].arrivals().length]));
}

/** Portals that were written to after the cut before anything was read there. */
function sentUnseen(desk: Desk, before: Record<string, number>): string[] {
  return portalNames.filter((name) => {
    const later = desk.portals[name].arrivals().slice(before[name]);
    const firstWrite = later.findIndex(({ committed }) => committed);
    const firstRead = later.findIndex(({ method, path }) => method === "GET" && /nhiem_vu|tasks/.test(path));
    return firstWrite >= 0 && (firstRead < 0 || firstRead > firstWrite);
  });
}
