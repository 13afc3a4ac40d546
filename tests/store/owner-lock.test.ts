import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import { ownDirectory } from "../../src/store/owner-lock.ts";
import { temporaryFolder } from "../temporary-folder.ts";

describe("a data directory", () => {
  it("is made for its owner alone", async () => {
    const directory = join(await temporaryFolder(), "new");

    const giveUp = await ownDirectory(directory);
    await giveUp();

    expect(statSync(directory).mode & 0o777).toBe(0o700);
  });

  it("refuses a second owner while the first lives, and names its pid", async () => {
    const directory = await temporaryFolder();
    const owner = await opener(directory);

    const second = ownDirectory(directory);

    expect(owner.said).toBe("owner");
    await expect(second).rejects.toThrow(UserError);
    await expect(second).rejects.toThrow(`(pid ${owner.process.pid})`);
  });

  it("refuses a second owner in the same process too", async () => {
    const directory = await temporaryFolder();
    const giveUp = await ownDirectory(directory);
    onTestFinished(giveUp);

    await expect(ownDirectory(directory)).rejects.toThrow(`(pid ${process.pid})`);
  });

  it("is free again the moment its owner is killed", async () => {
    const directory = await temporaryFolder();
    const owner = await opener(directory);
    owner.process.kill("SIGKILL");
    await once(owner.process, "exit");

    const giveUp = await ownDirectory(directory);

    await giveUp();
    expect(owner.said).toBe("owner");
  });

  it("is free again when its owner gives it up", async () => {
    const directory = await temporaryFolder();
    await (
      await ownDirectory(directory)
    )();

    const giveUp = await ownDirectory(directory);

    await giveUp();
  });

  it("gets exactly one owner when several race for it, also after one was killed", async () => {
    const directory = await temporaryFolder();
    const killed = await opener(directory);
    killed.process.kill("SIGKILL");
    await once(killed.process, "exit");

    const racers = await Promise.all(Array.from({ length: 6 }, () => opener(directory)));

    expect(racers.map((racer) => racer.said).toSorted()).toEqual(
      [...Array(5).fill("refused"), "owner"].toSorted(),
    );
  });
});

/** A real process that tries to own the directory, says how it went, and stays until the test ends. */
async function opener(directory: string): Promise<{ process: ChildProcess; said: string }> {
  const module = JSON.stringify(new URL("../../src/store/owner-lock.ts", import.meta.url).href);
  const program = `
    const { ownDirectory } = await import(${module});
    const went = await ownDirectory(process.argv[1]).then(() => "owner", (error) => error.name === "UserError" ? "refused" : String(error));
    console.log(went);
    process.stdin.resume();
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program, directory], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  });
  const lines = createInterface({ input: child.stdout });
  const [said] = (await once(lines, "line")) as [string];
  return { process: child, said };
}
