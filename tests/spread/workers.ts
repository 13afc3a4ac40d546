// Workers as processes: started, told to stop, killed.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { World } from "./world.ts";

export interface Worker {
  name: string;
  /** Resolves once it takes work. */
  ready: Promise<void>;
  isReady(): boolean;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

const program = join(dirname(fileURLToPath(import.meta.url)), "worker.ts");

/** Starts one; `inside` runs it through another program, such as `ip netns exec NAME`. */
export function startWorker(
  world: Pick<World, "folder" | "environment">,
  { name, concurrency, inside = [] }: { name: string; concurrency: number; inside?: readonly string[] },
): Worker {
  const [first = process.execPath, ...rest] = [
    ...inside,
    process.execPath,
    program,
    name,
    String(concurrency),
  ];
  const child = spawn(first, rest, {
    cwd: world.folder,
    env: { PATH: process.env["PATH"], ...world.environment },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  let isReady = false;
  const ready = readyOf(child, name).then(() => void (isReady = true));
  const ended = once(child, "exit");
  return {
    name,
    ready,
    isReady: () => isReady,
    async stop() {
      await ready;
      if (child.connected) child.send("stop");
      await ended;
    },
    async kill() {
      // One that is killed while it starts never becomes ready.
      ready.catch(() => undefined);
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function readyOf(child: ChildProcess, name: string): Promise<void> {
  const died = once(child, "exit").then(([code]) => {
    throw new Error(`${name} ended with ${String(code)} before it was ready`);
  });
  await Promise.race([once(child, "message"), died]);
  died.catch(() => undefined);
}
