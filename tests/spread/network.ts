// Two network namespaces with two lines between them: one to the database, which can be cut, and one to the portals.
// Everything runs in the first ("hub"), the host that gets lost in the second ("far"). Nothing outside them is touched.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const ip = async (...words: string[]) => void (await run("ip", words));

/** Addresses of the hub on either line; they exist only inside the namespaces. */
export const hubAt = { database: "10.203.1.1", portals: "10.203.2.1" } as const;
const farAt = { database: "10.203.1.2", portals: "10.203.2.2" } as const;
/** The hub's end of the line to the database. */
const cuttable = "database0";

export interface Network {
  hub: string;
  far: string;
  remove(): Promise<void>;
}

/** Makes both. Throws with what is missing where this process may not, or has no `ip`. */
export async function makeNetwork(): Promise<Network> {
  const hub = `dongbo-hub-${process.pid}`;
  const far = `dongbo-far-${process.pid}`;
  const remove = async () => {
    for (const name of [hub, far]) await ip("netns", "del", name).catch(() => undefined);
  };
  try {
    for (const name of [hub, far]) {
      await ip("netns", "add", name);
      await ip("-n", name, "link", "set", "lo", "up");
    }
    for (const line of ["database", "portals"] as const) {
      const ends = { hub: `${line}0`, far: `${line}1` };
      await ip("-n", hub, "link", "add", ends.hub, "type", "veth", "peer", "name", ends.far, "netns", far);
      await ip("-n", hub, "address", "add", `${hubAt[line]}/30`, "dev", ends.hub);
      await ip("-n", far, "address", "add", `${farAt[line]}/30`, "dev", ends.far);
      await ip("-n", hub, "link", "set", ends.hub, "up");
      await ip("-n", far, "link", "set", ends.far, "up");
    }
  } catch (error) {
    await remove();
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`network namespaces take root and the program ip (package iproute2): ${why}`, {
      cause: error,
    });
  }
  return { hub, far, remove };
}

/** Pulls the plug of the line to the database, from within the hub: nobody is told. */
export async function cutLine(): Promise<void> {
  await ip("link", "set", cuttable, "down");
}

export async function mendLine(): Promise<void> {
  await ip("link", "set", cuttable, "up");
}
