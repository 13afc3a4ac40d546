// The walk of adapters/README.md, from nothing to gold, by the very lines that stand there.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { KitFileSchema } from "../../schemas/kit-result.ts";
import { project, textOf } from "../house/project-files.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** The shell blocks of the walk, in order. */
function linesOfTheWalk(): string {
  const readme = textOf("adapters/README.md");
  const from = readme.indexOf("## A new portal in fifteen minutes");
  const walk = readme.slice(from, readme.indexOf("\n## ", from + 1));
  return [...walk.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, lines]) => lines).join("");
}

const minute = 60_000;

test(
  "a newcomer who follows the README reaches gold within fifteen minutes",
  { timeout: 15 * minute },
  async () => {
    const home = await temporaryFolder();
    const environment = { ...process.env, HOME: home, DONGBO_LANG: "en" };
    const shell = spawn("bash", ["-euo", "pipefail", "-c", linesOfTheWalk()], {
      cwd: project,
      env: environment,
    });
    const heard = { out: "", err: "" };
    shell.stdout.setEncoding("utf8").on("data", (text: string) => (heard.out += text));
    shell.stderr.setEncoding("utf8").on("data", (text: string) => (heard.err += text));
    const [code] = (await once(shell, "close")) as [number];

    expect(code, `${heard.out}\n${heard.err}`).toBe(0);
    expect([...heard.out.matchAll(/level reached: (\w+)/g)].map(([, level]) => level)).toEqual([
      "bronze",
      "bronze",
      "silver",
      "gold",
    ]);
    expect(heard.out).toContain("failed 0");
    expect(heard.out).toMatch(/so-khcn.*\bcan be reached|so-khcn.*✓|so-khcn/);
    const result = KitFileSchema.parse(
      JSON.parse(await readFile(join(home, "dongbo-thu/so-khcn-kit.json"), "utf8")),
    );
    expect(result.level).toBe("gold");
    expect(result.signature).toBeDefined();
    expect(result.cases.filter(({ result: end }) => end === "failed")).toEqual([]);
    expect(result.cases.find(({ id }) => id === "evidence.sent")?.result).toBe("passed");
  },
);
