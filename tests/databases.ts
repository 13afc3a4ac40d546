// The same tests on both databases. Each `open` gives a fresh, migrated one; it is closed after the test that opened
// it, or after the block when a beforeAll did.
import { openAsBlob } from "node:fs";
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { openStore, type Store } from "../src/store/connection.ts";
import { databaseUrl, onServer } from "./start-postgres.ts";

export type OpenDatabase = () => Promise<Store>;

/**
 * Describes `tests` twice: on the embedded database, and on PostgreSQL. Without a server the second is skipped and
 * says so in its title; where CI is set, that is a failure.
 */
export function onEachDatabase(title: string, tests: (open: OpenDatabase) => void): void {
  describe(`${title} (embedded)`, () => tests(closing(openEmbedded)));
  const postgres = inject("postgres");
  if (!("missing" in postgres)) describe(`${title} (PostgreSQL)`, () => tests(closing(openOnServer)));
  else if (process.env["CI"]) it(`${title} (PostgreSQL)`, () => expect.fail(postgres.missing));
  else describe.skip(`${title} (PostgreSQL; skipped: ${postgres.missing})`, () => tests(openOnServer));
}

/** Opens a fresh embedded database in memory. The caller closes it. */
export async function openEmbedded(): Promise<Store> {
  return openStore({ directory: "memory", template: await openAsBlob(inject("embeddedTemplate")) });
}

/** Makes a database on the server and opens it. Closing the store drops it. */
export async function openOnServer(): Promise<Store> {
  const url = await makeServerDatabase();
  const store = await openStore({ url, directory: "memory" });
  return {
    ...store,
    async close() {
      await store.close();
      await dropServerDatabase(url);
    },
  };
}

/** The URL of a fresh, migrated database on the server. The caller drops it. */
export async function makeServerDatabase(): Promise<string> {
  const postgres = inject("postgres");
  if ("missing" in postgres) throw new Error(postgres.missing);
  const name = `dongbo_${randomUUID().replaceAll("-", "")}`;
  await onServer(postgres.url, `create database ${name} template ${postgres.template}`);
  return databaseUrl(postgres.url, name);
}

/** Drops what `makeServerDatabase` made. */
export async function dropServerDatabase(url: string): Promise<void> {
  const postgres = inject("postgres");
  if ("missing" in postgres) throw new Error(postgres.missing);
  await onServer(postgres.url, `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
}

function closing(open: OpenDatabase): OpenDatabase {
  const opened: Store[] = [];
  let before = 0;
  const closeFrom = async (start: number): Promise<void> => {
    for (const store of opened.splice(start)) await store.close();
  };
  beforeEach(() => {
    before = opened.length;
  });
  afterEach(() => closeFrom(before));
  afterAll(() => closeFrom(0));
  return async () => {
    const store = await open();
    opened.push(store);
    return store;
  };
}
