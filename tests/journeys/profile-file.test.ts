// A portal that a configuration names by the path of its profile: made, configured, checked; and every mistake in the
// file told with its line before anything is asked.
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { stringify } from "yaml";
import { profilePortal } from "../../adapters/profile/adapter.ts";
import { Secret } from "../../schemas/secret.ts";
import { seedTask } from "../../src/portal/conformance-bench.ts";
import { project } from "../house/project-files.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** Each command opens a database of its own. */

async function aFolder() {
  const folder = await temporaryFolder();
  const run = (environment: Record<string, string>, ...words: string[]) =>
    new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
      const settings = { cwd: folder, env: { ...environment, PATH: "", DONGBO_LANG: "en" } };
      execFile(process.execPath, [join(project, "src/main.ts"), ...words], settings, (error, out, err) =>
        resolve({ code: error?.code ?? 0, out, err }),
      );
    });
  return { folder, run, profile: join(folder, "portals/theo-doi.yaml") };
}

async function configured() {
  const made = await aFolder();
  await made.run({}, "portal", "new", "theo-doi");
  const portal = profilePortal(await readFile(made.profile, "utf8"), "theo-doi.yaml");
  const simulator = await portal.simulator?.start();
  if (simulator === undefined) throw new Error("every profile has a simulator");
  onTestFinished(async () => await simulator.stop());
  simulator.seed([seedTask(1)]);
  const { baseUrl, token } = simulator.options;
  const portals = { tinh: { adapter: "portals/theo-doi.yaml", options: { baseUrl } } };
  await writeFile(join(made.folder, "dongbo.yaml"), stringify({ portals }));
  return { ...made, simulator, environment: { THEO_DOI_TOKEN: (token as Secret).reveal() } };
}

test("a portal made a moment ago is checked by the name that the configuration gives it", async () => {
  const { run, environment } = await configured();

  const { code, out } = await run(environment, "portal", "check", "tinh");

  expect(out).toContain("KT-001");
  expect(code).toBe(0);
});

test("every mistake in the profile is told with its line, and the portal is not asked", async () => {
  const { run, environment, profile, simulator } = await configured();
  const text = await readFile(profile, "utf8");
  await writeFile(profile, text.replace("as: percent", "as: percnt").replace("rows: data", "row: data"));

  const { code, out } = await run(environment, "config", "check");

  expect(code).toBe(1);
  expect(out).toMatch(/tinh: portals\/theo-doi\.yaml:\d+:3 list\.row: .*did you mean “rows”\?/);
  expect(out).toMatch(
    /tinh: portals\/theo-doi\.yaml:\d+:\d+ task\.fields\.percent\.as: .*did you mean “percent”\?/,
  );
  expect(simulator.arrivals()).toEqual([]);
});

test("a profile that is not there, and a secret that is not set, are told by name", async () => {
  const { run, folder } = await configured();
  const missing = await run({}, "portal", "check", "tinh");
  const file = join(folder, "dongbo.yaml");
  await writeFile(file, (await readFile(file, "utf8")).replace("theo-doi.yaml", "khong-co.yaml"));

  const absent = await run({}, "portal", "check", "tinh");

  expect(missing.out).toContain("THEO_DOI_TOKEN");
  expect(absent.out).toMatch(/khong-co\.yaml” cannot be read/);
  expect([missing.code, absent.code]).toEqual([1, 1]);
});
