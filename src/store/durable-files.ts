// The files of the embedded database, with the sync that its own file layer lacks: as shipped, a commit is in the
// operating system's cache only, and a power cut takes it. Reaches into the layer's internals, so the package is
// pinned exactly and tests count the syncs and cut the power.
import { fdatasyncSync, fsyncSync } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/** What we use of an open file of the layer: `nfd` is the real descriptor. */
export interface OpenFile {
  nfd: number;
  node: { mode: number };
}

/** The file operations of the layer. A test puts its own between them and the disk. */
export interface FileLayer {
  isDir(mode: number): boolean;
  stream_ops: { fsync?(file: OpenFile): number };
}

/** The database's settings under which it asks for a sync at every commit and believes only that. */
export const durableSettings = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
  ...["fsync=on", "wal_sync_method=fsync", "synchronous_commit=on", "full_page_writes=on"].flatMap(setting),
  // Bounds what a start after a crash has to replay.
  ...setting("max_wal_size=128MB"),
];

function setting(value: string): string[] {
  return ["-c", value];
}

// EIO as the database's own C library numbers it; it then stops instead of believing a lost write.
const inputOutputError = 29;

/** The data directory as the database's file layer. `prepare` sees it just before the database starts (tests). */
export function durableFiles(directory: string, prepare: (layer: FileLayer) => void = () => {}): NodeFS {
  const files = new NodeFS(directory);
  const init = files.init.bind(files);
  files.init = async (pglite, options) => {
    const { emscriptenOpts } = await init(pglite, options);
    return {
      emscriptenOpts: {
        ...emscriptenOpts,
        preRun: [
          ...(emscriptenOpts.preRun ?? []),
          (module: { FS: { isDir: FileLayer["isDir"]; filesystems: { NODEFS: FileLayer } } }) => {
            const layer = module.FS.filesystems.NODEFS;
            layer.isDir = module.FS.isDir;
            layer.stream_ops.fsync = (file) => sync(layer, file);
            prepare(layer);
          },
        ],
      },
    };
  };
  return files;
}

function sync(layer: FileLayer, file: OpenFile): number {
  try {
    // Of a file its bytes and size; of a directory its names, which fdatasync need not write.
    if (layer.isDir(file.node.mode)) fsyncSync(file.nfd);
    else fdatasyncSync(file.nfd);
    return 0;
  } catch {
    return inputOutputError;
  }
}

/** Syncs every file and directory below `directory`, and itself: what nobody synced while it was being made. */
export async function syncTree(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await syncTree(path);
    else await syncOne(path);
  }
  await syncOne(directory);
}

/** Syncs one file, or the names in one directory. */
export async function syncOne(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
