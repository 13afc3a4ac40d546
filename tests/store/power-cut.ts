// A disk whose power can be cut. Between the database's file layer and the real files it remembers what was synced,
// as the strictest reading of POSIX has it: a file's bytes survive from its own last sync, a name in a directory from
// that directory's last sync. A cut leaves that and nothing else.
import fs, { linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import type { FileLayer, OpenFile } from "../../src/store/durable-files.ts";

interface WatchedLayer extends FileLayer {
  realPath(node: OpenFile["node"]): string;
}

export interface Disk {
  /** Watches the syncs of a file layer on `root`; `beforeSync` runs while the bytes are not yet safe. */
  watch(layer: FileLayer, beforeSync?: () => void): void;
  /** How often the operating system was really asked to sync. */
  syncs(): number;
  /** Writes into `target`, which must not exist, what a cut at this moment leaves. */
  cutInto(target: string): void;
}

/** Everything in `root` counts as synced now. `graveyard`, an empty folder beside it, keeps inodes from being reused. */
export function diskAt(root: string, graveyard: string): Disk {
  const bytes = new Map<number, Buffer>();
  const names = new Map<number, { name: string; inode: number }[]>();
  let syncs = 0;

  const remember = (path: string): void => {
    const { ino, isDir } = stat(path);
    if (isDir) {
      names.set(
        ino,
        readdirSync(path).map((name) => ({ name, inode: stat(join(path, name)).ino })),
      );
      return;
    }
    if (!bytes.has(ino)) linkSync(path, join(graveyard, String(ino)));
    bytes.set(ino, readFileSync(path));
  };
  const rememberTree = (path: string): void => {
    remember(path);
    if (stat(path).isDir) for (const name of readdirSync(path)) rememberTree(join(path, name));
  };
  const restore = (inode: number, target: string): void => {
    const inside = names.get(inode);
    if (inside === undefined) return writeFileSync(target, bytes.get(inode) ?? "", { mode: 0o600 });
    mkdirSync(target, { mode: 0o700 });
    for (const entry of inside) restore(entry.inode, join(target, entry.name));
  };

  rememberTree(root);
  return {
    watch(layer, beforeSync = () => {}) {
      const { fsync } = layer.stream_ops;
      layer.stream_ops.fsync = (file) => {
        beforeSync();
        const asked = countSystemSyncs(() => fsync?.(file));
        if (asked === 0) return 0;
        syncs += asked;
        remember((layer as WatchedLayer).realPath(file.node));
        return 0;
      };
    },
    syncs: () => syncs,
    cutInto: (target) => restore(stat(root).ino, target),
  };
}

function stat(path: string): { ino: number; isDir: boolean } {
  const found = lstatSync(path);
  return { ino: found.ino, isDir: found.isDirectory() };
}

/** How many times `work` asked the operating system to sync a file or a directory. */
function countSystemSyncs(work: () => void): number {
  const { fsyncSync, fdatasyncSync } = fs;
  let asked = 0;
  const counting = (real: (fd: number) => void) => (fd: number) => {
    real(fd);
    asked++;
  };
  fs.fsyncSync = counting(fsyncSync);
  fs.fdatasyncSync = counting(fdatasyncSync);
  syncBuiltinESMExports();
  try {
    work();
  } finally {
    fs.fsyncSync = fsyncSync;
    fs.fdatasyncSync = fdatasyncSync;
    syncBuiltinESMExports();
  }
  return asked;
}
