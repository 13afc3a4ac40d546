// Databases for the bench, on a server of its own or in a folder.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore, type Store, type StoreLocation } from "../../src/store/connection.ts";
import { databaseUrl, onServer } from "../start-postgres.ts";

/** Runs `work` in a folder that is gone afterwards. */
export async function inFreshFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "dongbo-bench-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Makes an empty database and returns its URL; it goes with its server. */
export async function databaseOn(serverUrl: string, name: string): Promise<string> {
  await onServer(serverUrl, `create database ${name}`);
  return databaseUrl(serverUrl, name);
}

/** Opens, works, closes. */
export async function atStore<Result>(
  location: StoreLocation,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = await openStore(location);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
