// Owners and guests of one data directory, in this process and in others.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { openAsBlob } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { inject, onTestFinished } from "vitest";
import { openStore, type Store } from "../../src/store/connection.ts";
import { startInMemory } from "../../src/store/embedded.ts";
import { hostGuests } from "../../src/store/host.ts";
import { ownDirectory } from "../../src/store/owner-lock.ts";
import { temporaryFolder } from "../temporary-folder.ts";

export const takesGuests = { waitsFor: () => undefined };

/** A migrated data directory that nobody owns, removed after the test. */
export async function aDirectory(): Promise<string> {
  const directory = join(await temporaryFolder(), "register");
  await cp(inject("embeddedDirectory"), directory, { recursive: true });
  return directory;
}

/** Its owner in this process, which takes guests; closed after the test. */
export async function anOwner(directory: string): Promise<Store> {
  const owner = await openStore({ directory, hosts: takesGuests });
  onTestFinished(async () => await owner.close());
  return owner;
}

/** A guest, with an owner behind it that only lends, and keeps everything in memory. */
export async function openAsGuest(): Promise<Store> {
  const directory = join(await temporaryFolder(), "register");
  const giveUp = await ownDirectory(directory, true);
  const pglite = await startInMemory(await openAsBlob(inject("embeddedTemplate")));
  const host = await hostGuests(pglite, directory);
  onTestFinished(async () => {
    await host.close();
    await pglite.close();
    await giveUp();
  });
  return await openStore({ directory });
}

export interface Program {
  child: ChildProcess;
  /** The next line that it prints; `null` when it has ended. */
  line(): Promise<string | null>;
  /** Its exit code; `null` when a signal ended it. */
  ended: Promise<number | null>;
}

const connection = JSON.stringify(new URL("../../src/store/connection.ts", import.meta.url).href);

/**
 * A process of its own that runs `body` with `store` opened in the directory, `say(line)`, `wait(ms)`, `put(tx, n)` and
 * `sql`. Killed after the test where it still lives.
 */
export function aProgram(directory: string, body: string, as: "owner" | "guest" = "guest"): Program {
  const hosts = as === "owner" ? ", hosts: { waitsFor: () => undefined }" : "";
  const text = `
    const { writeSync } = await import("node:fs");
    const { setTimeout: wait } = await import("node:timers/promises");
    const { openStore } = await import(${connection});
    const say = (line) => writeSync(1, line + "\\n");
    const put = (tx, n) =>
      tx.insertInto("listing").values({ portal: "p" + n, at: "2026-01-01T00:00:00Z", listed: n }).execute();
    const store = await openStore({ directory: process.argv[1]${hosts} });
    ${body}`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", text, directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  if (child.stdout === null) throw new Error("no standard output");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    line: async () => {
      const next = await lines.next();
      return next.done === true ? null : next.value;
    },
    ended,
  };
}

/** Puts a row. */
export async function put(tx: Parameters<Parameters<Store["read"]>[0]>[0], n: number): Promise<void> {
  await tx
    .insertInto("listing")
    .values({ portal: `p${n}`, at: "2026-01-01T00:00:00Z", listed: n })
    .execute();
}

/** The numbers that were put, in order. */
export async function numbers(store: Store): Promise<number[]> {
  const rows = await store.read(
    async (tx) => await tx.selectFrom("listing").select("listed").orderBy("listed").execute(),
  );
  return rows.map(({ listed }) => listed);
}
