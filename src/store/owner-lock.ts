// One process at a time owns a data directory: two would corrupt it in silence. The proof is a lock of the operating
// system on a file (taken through SQLite, which knows how on every platform). The kernel frees it however the owner
// ends, so nothing is ever left behind to clean up, and a pid that was given to another process fools nobody.
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";

/** What stands behind the owner's number in its file when it takes guests. */
const withGuests = "guests";

/** Every lock that this process holds: one that the collector took would be free, whoever still believed in it. */
const held = new Set<DatabaseSync>();

/** Somebody else owns the directory. */
export class DirectoryOwned extends UserError {
  override name = "UserError";
  /** The owner's process number, as far as it is known. */
  readonly pid: string | null;
  /** Whether the owner stays and takes guests: then it is worth asking it, also while it is still starting. */
  readonly takesGuests: boolean;
  constructor(directory: string, { pid, takesGuests }: { pid: string | null; takesGuests: boolean }) {
    super([phrase("store.owned", { directory, pid })]);
    this.pid = pid;
    this.takesGuests = takesGuests;
  }
}

/**
 * Makes the directory (mode 0700) if need be and takes it. Throws DirectoryOwned, naming the owner's pid, while another
 * owner lives, and UserError when the directory cannot be written. What it returns gives the directory up.
 */
export async function ownDirectory(directory: string, takesGuests = false): Promise<() => Promise<void>> {
  try {
    await mkdir(directory, { recursive: true });
    await chmod(directory, 0o700);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError([phrase("store.not_a_directory", { directory, why })]);
  }
  const pidFile = join(directory, "owner.pid");
  const lock = takeLock(join(directory, "owner.lock"));
  if (lock === null) {
    const [pid = null, guests] = (await readFile(pidFile, "utf8").catch(() => "")).split(" ");
    throw new DirectoryOwned(directory, { pid: pid || null, takesGuests: guests === withGuests });
  }
  held.add(lock);
  // Only for what people are told: the lock, not this file, decides.
  await writeFile(pidFile, takesGuests ? `${process.pid} ${withGuests}` : String(process.pid));
  return async () => {
    await rm(pidFile, { force: true });
    held.delete(lock);
    lock.close();
  };
}

/** The held lock, or null if somebody else holds it. Closing it frees it. */
function takeLock(path: string): DatabaseSync | null {
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    lock.exec("begin immediate");
    return lock;
  } catch (error) {
    lock.close();
    if (isBusy(error)) return null;
    throw error;
  }
}

const sqliteBusy = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === sqliteBusy;
}
