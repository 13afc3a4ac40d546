// dongbo portal new: what it makes is valid, runs against its own simulator and keeps the contract of reading at once.
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { profilePortal } from "../../adapters/profile/adapter.ts";
import { withAdapter } from "../../src/cli/portal-new-code.ts";
import { conformanceCases, runConformance } from "../../src/portal/conformance.ts";
import { simulated } from "../../src/portal/conformance-bench.ts";
import { project, textOf } from "../house/project-files.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { heard } from "./listening-shell.ts";

const run = promisify(execFile);
const topicOf = ({ id }: { id: string }) => id.split(".")[0];

async function made(folder: string, ...words: string[]) {
  return await heard("en", "portal", "new", ...words, "--config", join(folder, "dongbo.yaml"));
}

/** The cases of these topics that a profile fails. */
async function failing(text: string, ...topics: string[]) {
  const portal = profilePortal(text, "new.yaml");
  const cases = conformanceCases.filter((one) => topics.includes(topicOf(one) ?? ""));
  const results = await runConformance(() => simulated(portal), cases);
  expect(results.length).toBeGreaterThan(10);
  return results.filter(({ result }) => result === "failed");
}

describe("a new profile", () => {
  test("stands beside the configuration, reads at once, and says what comes next", async () => {
    const folder = await temporaryFolder();

    const { code, out } = await made(folder, "theo-doi-tinh");

    const text = await readFile(join(folder, "portals/theo-doi-tinh.yaml"), "utf8");
    expect(code).toBe(0);
    expect(out).toMatch(/portal check theo-doi-tinh[^]*portal simulate [^]*portal test /);
    expect(profilePortal(text, "new.yaml").name).toBe("theo-doi-tinh");
    expect(text).toContain("secret: THEO_DOI_TINH_TOKEN");
    expect(await failing(text, "reading")).toEqual([]);
  });

  test("writes as soon as its own comments are followed", async () => {
    const text = textOf("adapters/profile/template.yaml")
      .replaceAll(", readOnly: writing is not described yet", "")
      .replaceAll(/^#(?=writes:| {2}(- call|  carries))/gm, "");

    expect(text).toMatch(/^writes:\n {2}- call: .*\n {4}carries: /m);
    expect(await failing(text, "reading", "writing", "outages")).toEqual([]);
  });

  test("names the schema for editors by a path that is there", async () => {
    const folder = await temporaryFolder();
    await made(folder, "theo-doi-tinh");

    const text = await readFile(join(folder, "portals/theo-doi-tinh.yaml"), "utf8");

    const schema = /^# yaml-language-server: \$schema=(.*)$/m.exec(text)?.[1] ?? "";
    expect(JSON.parse(await readFile(join(folder, "portals", schema), "utf8"))).toHaveProperty("properties");
  });

  test.each(["dean06", "nq71-mst"])(
    "begins as %s where it is told so, with secrets of its own",
    async (from) => {
      const folder = await temporaryFolder();

      const { code, out } = await made(folder, "cong-khac", "--from", from);

      const text = await readFile(join(folder, "portals/cong-khac.yaml"), "utf8");
      expect(code).toBe(0);
      expect(out).toContain(`from ${from}`);
      expect(profilePortal(text, "new.yaml").facts).toEqual(
        profilePortal(textOf(`adapters/profile/profiles/${from}.yaml`), from).facts,
      );
      expect(text).toMatch(/secret: CONG_KHAC_/);
    },
  );

  test("does not overwrite what is there", async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, "portals"));
    await writeFile(join(folder, "portals/cu.yaml"), "mine");

    const { code, err } = await made(folder, "cu");

    expect(code).toBe(1);
    expect(err).toContain("is not overwritten");
    expect(await readFile(join(folder, "portals/cu.yaml"), "utf8")).toBe("mine");
  });

  test.each([
    [["Sai_Ten"], "cannot be the name"],
    [["../len"], "cannot be the name"],
    [["nq57"], "is a portal called"],
    [["moi", "--from", "khong-co"], "cannot be read"],
    [["moi", "--code", "--from", "dean06"], "do not go together"],
  ])("is refused with %j", async (words, said) => {
    const folder = await temporaryFolder();

    const { code, err } = await made(folder, ...words);

    expect(code).toBe(1);
    expect(err).toContain(said);
  });
});

describe("a new adapter", () => {
  test("is added to the list in the order of names", () => {
    const text = textOf("adapters/all.ts");

    const added = withAdapter(text, "mot-cong");

    expect(added).toContain('import { portal as motCong } from "./mot-cong/adapter.ts";\n');
    expect(added.replaceAll(/\s+/g, " ")).toMatch(/"dean06"\),.*\bmotCong, .*\bnq57,/);
  });

  test("compiles in a copy of the project and reads at once", async () => {
    const copy = await temporaryFolder();
    for (const part of ["adapters", "schemas", "src", "tests", "package.json", "tsconfig.json"])
      await cp(join(project, part), join(copy, part), { recursive: true });
    await symlink(join(project, "node_modules"), join(copy, "node_modules"));
    const node = async (...words: string[]) => await run(process.execPath, words, { cwd: copy });

    const { stdout } = await node("src/main.ts", "portal", "new", "theo-doi", "--code", "--lang", "en");

    await node("node_modules/typescript/bin/tsc");
    const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/vitest.config.ts"];
    const kit = await node(...vitest, "tests/conformance/theo-doi.test.ts", "tests/house/adapters.test.ts");
    expect(stdout).toContain("adapters/theo-doi");
    expect(kit.stdout).toMatch(/Test Files[^\n]*2 passed/);
    const source = await readFile(join(copy, "adapters/theo-doi/adapter.ts"), "utf8");
    expect(source).toContain('secret("THEO_DOI_TOKEN")');
    expect(source).not.toMatch(/template/i);
    await expect(node("src/main.ts", "portal", "new", "theo-doi", "--code")).rejects.toMatchObject({
      code: 1,
    });
  });
});
