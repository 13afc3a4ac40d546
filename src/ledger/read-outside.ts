// Reads checkpoints that were kept outside, with the public key beside them. Believes nothing of them; whoever verifies
// checks the signatures.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { CheckpointSchema } from "../../schemas/checkpoint.ts";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Trusted } from "./check-checkpoints.ts";
import { publicKeyFile } from "./export-checkpoints.ts";
import { fingerprintOf } from "./signing-key.ts";

/** The key and the checkpoints of a directory that dongbo exported to. UserError naming what cannot be read. */
export async function readOutside(directory: string): Promise<Trusted> {
  const file = join(directory, publicKeyFile);
  const publicPem = await readFile(file, "utf8").catch(() => {
    throw new UserError([phrase("ledger.outside_key_missing", { file })]);
  });
  await reading(file, async () => fingerprintOf(publicPem));
  const names = await reading(directory, async () => await readdir(directory));
  const outside = [];
  for (const name of names.filter((one) => /^checkpoint-\d+\.json$/.test(one)).toSorted()) {
    const path = join(directory, name);
    outside.push(
      await reading(path, async () => CheckpointSchema.parse(JSON.parse(await readFile(path, "utf8")))),
    );
  }
  return { publicPem, outside };
}

async function reading<Result>(file: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw new UserError([phrase("ledger.outside_unreadable", { file, why: (error as Error).message })]);
  }
}
