// The first thing anybody runs: it must end well and leave the machine as it was.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../temporary-folder.ts";

const program = join(import.meta.dirname, "..", "..", "src", "main.ts");

it("plays the demo to a good end and leaves no file and no process behind", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "tmp"));
  const child = spawn(process.execPath, [program, "demo", "--json", "--lang", "en"], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, TMPDIR: join(folder, "tmp") },
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own, so that whatever it started can be counted afterwards.
    detached: true,
  });
  const heard = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (heard.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (heard.err += text));
  const [code] = (await once(child, "close")) as [number | null];

  expect(code, heard.err).toBe(0);
  expect(JSON.parse(heard.out)).toEqual({ sound: true, sent: expect.any(Number), lost: 0, doubled: 0 });
  expect(heard.err).toMatch(/167 tasks, 38 due/);
  expect(await readdir(folder, { recursive: true })).toEqual(["tmp"]);
  expect(groupIsGone(child.pid ?? 0)).toBe(true);
});

/** Signal 0 asks only whether anybody of the group is there. */
function groupIsGone(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
