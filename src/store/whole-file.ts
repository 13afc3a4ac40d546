// Writes one small file whole: whoever reads it finds all of it or the file as it was, also after a power cut.
import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { syncOne } from "./durable-files.ts";

/** Writes `text` to `path`; when this returns it is on disk. `mode` such as 0o600 is that of a new file. */
export async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open(temporary, "wx", mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  // A rename is only on disk once its folder is. Windows cannot open folders and needs no such call.
  if (process.platform !== "win32") await syncOne(dirname(path));
}
