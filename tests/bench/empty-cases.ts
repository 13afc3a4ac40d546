// A run with nothing due, by how many tasks are registered: it must cost by what is due.
import { startPrivateServer } from "../start-postgres.ts";
import { openStore } from "../../src/store/connection.ts";
import { pushLane } from "../../src/push/run.ts";
import { rowOf, timed, type BenchCase, type Round, type Row } from "./bench-case.ts";
import { laneTo, meansOf, register } from "./push-office.ts";
import { atStore, databaseOn } from "./bench-store.ts";
import { startQuickPortal } from "./quick-portal.ts";

const few = 1_000;
const many = 100_000;
const rounds = 30;

export const emptyCases: readonly BenchCase[] = [{ name: `empty run, ${many} tasks beside ${few}`, measure }];

async function measure(): Promise<Row[]> {
  const server = await startPrivateServer([]);
  if (server === null) return [];
  const portal = await startQuickPortal();
  const { lane, close } = laneTo(portal.url);
  try {
    const urls = [await databaseOn(server.url, "few"), await databaseOn(server.url, "many")] as const;
    await atStore(
      { url: urls[0], directory: "" },
      async (store) => await register(store, { lane, tasks: few }),
    );
    await atStore(
      { url: urls[1], directory: "" },
      async (store) => await register(store, { lane, tasks: many }),
    );
    const small = await openStore({ url: urls[0], directory: "" });
    const large = await openStore({ url: urls[1], directory: "" });
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      // Whoever runs second finds the processor awake: they take turns.
      const ours = round % 2 === 0 ? await timed(() => pushLane(meansOf(large), lane)) : null;
      const limit = await timed(() => pushLane(meansOf(small), lane));
      measured.push({ limit, ours: ours ?? (await timed(() => pushLane(meansOf(large), lane))) });
    }
    await small.close();
    await large.close();
    const name = `empty run, ${many} tasks beside ${few}`;
    return [rowOf(name, { rounds: measured, goal: { atMost: 1.2 }, by: "time" })];
  } finally {
    await close();
    portal.stop();
    await server.stop();
  }
}
