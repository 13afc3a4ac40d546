// A worker host that loses its line to the database amid a run, and still reaches the portals: makes the network, and
// plays the scene (cut-off-scene.ts) inside it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { makeNetwork } from "./network.ts";

const scene = fileURLToPath(new URL("cut-off-scene.ts", import.meta.url));

/** The faults found; figures are printed as they come. */
export async function cutOff(isSmall: boolean): Promise<string[]> {
  const network = await makeNetwork();
  try {
    const inside = [
      "netns",
      "exec",
      network.hub,
      process.execPath,
      scene,
      network.far,
      isSmall ? "small" : "whole",
    ];
    const child = spawn("ip", inside, { stdio: "inherit" });
    const stop = () => child.kill();
    process.once("SIGINT", stop).once("SIGTERM", stop);
    const [code] = (await once(child, "exit")) as [number | null];
    return code === 0 ? [] : [`cut-off: the scene ended with ${String(code)}`];
  } finally {
    await network.remove();
  }
}
