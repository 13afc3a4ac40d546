// A line to the database that is cut without a word: questions in it end with an error after a while, and the next ones
// get a new line when there is one again.
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { sql } from "kysely";
import { expect, inject, it } from "vitest";
import { openStore } from "../../src/store/connection.ts";
import { dropServerDatabase, makeServerDatabase } from "../databases.ts";

interface Relay {
  url: string;
  /** From now on, or no longer, nothing passes; nobody is told. */
  cut(isCut: boolean): void;
  stop(): void;
}

/** A TCP line to the server's socket. */
async function relayTo(databaseUrl: string): Promise<Relay> {
  const url = new URL(databaseUrl);
  const folder = url.searchParams.get("host");
  const target =
    folder === null
      ? { host: url.hostname, port: Number(url.port || 5432) }
      : { path: `${folder}/.s.PGSQL.5432` };
  const sockets = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((near) => {
    const far = connect(target as never);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("error", () => undefined);
      from.on("data", (piece) => void (isCut || to.write(piece)));
      from.on("close", () => void (isCut || to.destroy()));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url.searchParams.delete("host");
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    cut: (now) => void (isCut = now),
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

it.skipIf("missing" in inject("postgres"))(
  "a question into a cut line ends with an error, and the store works again when the line is back",
  async () => {
    const database = await makeServerDatabase();
    const relay = await relayTo(database);
    const store = await openStore({ url: relay.url, directory: "" });
    const ask = async () => await store.read(async (tx) => (await sql`select 1 as one`.execute(tx)).rows);
    await ask();

    relay.cut(true);
    await expect(ask()).rejects.toThrow();
    relay.cut(false);

    await expect.poll(ask).toEqual([{ one: 1 }]);
    await store.close();
    relay.stop();
    await dropServerDatabase(database);
  },
);

it.skipIf("missing" in inject("postgres"))(
  "a question that the server works on for long is left alone",
  async () => {
    const database = await makeServerDatabase();
    const store = await openStore({ url: database, directory: "" });

    const slept = await store.read(
      async (tx) => (await sql`select pg_sleep(16)::text as slept`.execute(tx)).rows,
    );

    expect(slept).toHaveLength(1);
    await store.close();
    await dropServerDatabase(database);
  },
);
