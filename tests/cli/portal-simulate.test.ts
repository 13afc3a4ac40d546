// An imitated portal from the command line: what it says, what it holds, what it is told to break, how it ends.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { portals } from "../../adapters/all.ts";
import { faultParameters, isFaultName } from "../../schemas/faults.ts";
import { words } from "../../schemas/words.ts";
import { heard, heardUntil } from "./listening-shell.ts";

interface Said {
  out: string;
  err: string;
}

const imitated = portals.flatMap(({ name, simulator }) =>
  simulator === undefined ? [] : [{ name, simulator }],
);
const addressIn = (text: string) => /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? "none";

/** Runs one until `visit` has seen it, in Vietnamese. */
async function simulated(
  given: string[],
  visit: (said: Said, address: string) => Promise<void>,
  isTerminal = false,
) {
  const stop = async (said: Said) => await visit(said, addressIn(said.out + said.err));
  return await heardUntil({ language: "vi", isTerminal, stop }, "portal", "simulate", ...given);
}

async function aFile(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dongbo-faults-"));
  onTestFinished(async () => await rm(folder, { recursive: true }));
  const file = join(folder, "loi.yaml");
  await writeFile(file, text);
  return file;
}

async function askTwice(_: Said, address: string): Promise<void> {
  await fetch(`${address}/api/v1/nhiem_vu/`);
  await fetch(`${address}/api/v1/nhiem_vu/`);
}

async function drawn(seed: number) {
  return await simulated(["nq57", "--json", "--faults", `random:${seed}`], async () => {});
}

describe("portal simulate", () => {
  test.each(imitated)("tells what leads to $name, and its secrets nowhere but once", async ({ name }) => {
    const { code, out, err } = await simulated([name, "--rate", "20"], async () => {});

    const snippet = /^portals:\n(?: .*\n)+/m.exec(out)?.[0] ?? "";
    const secrets = [...out.matchAll(/^[A-Z0-9_]+=(\S+)$/gm)].map(([, secret]) => secret ?? "");
    expect([code, err]).toEqual([0, ""]);
    expect(parse(snippet)).toMatchObject({
      portals: {
        [name]: { adapter: name, requestsPerMinute: 20, options: { baseUrl: addressIn(out) } },
      },
    });
    expect(secrets.length).toBeGreaterThan(0);
    for (const secret of secrets) expect(out.split(secret)).toHaveLength(2);
  });

  test("ends with the portal's own count, as one JSON document with --json", async () => {
    const { code, out, err } = await simulated(["nq57", "--json", "--tasks", "3"], async (_, address) => {
      await fetch(`${address}/api/v1/nhiem_vu/`);
    });

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      portal: "nq57",
      requests: 1,
      reads: 1,
      writes: 0,
      doubledEntries: 0,
    });
    expect(err).toContain("Có sẵn 3 nhiệm vụ");
  });

  test("tells each request and what befell it on a terminal, and not in a pipe", async () => {
    const file = await aFile("- {fault: gateway-html, after: 1}\n");

    const watched = await simulated(["nq57", "--faults", file], askTwice, true);
    const piped = await simulated(["nq57", "--faults", file], askTwice);

    const line = /^\d\d:\d\d:\d\d {2}GET \/api\/v1\/nhiem_vu\/ {2}(\d+)(.*)$/gm;
    expect([...watched.out.matchAll(line)].map(([, status, rest]) => [status, rest?.trim()])).toEqual([
      ["401", ""],
      ["502", `⚡ gateway-html: ${words["fault.gateway-html"].vi}`],
    ]);
    expect(piped.out).not.toMatch(line);
    expect(piped.out).toContain("⚡ gateway-html × 1");
  });

  test("names the portals that have an imitation", async () => {
    const { code, err } = await heard("vi", "portal", "simulate", "nq5");

    expect(code).toBe(1);
    expect(err).toContain(imitated.map(({ name }) => name).join(", "));
  });

  test("says that the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    onTestFinished(async () => void other.close());
    const { port } = other.address() as { port: number };

    const { code, err } = await heard("en", "portal", "simulate", "nq57", "--port", String(port));

    expect(code).toBe(1);
    expect(err).toContain(`port ${port}.`);
  });
});

describe("faults of portal simulate", () => {
  test.each(imitated)(
    "are listed for $name, each with its parameters and in words",
    async ({ name, simulator }) => {
      const { code, out } = await heard("en", "portal", "simulate", name, "--faults", "list", "--json");

      const { faults } = JSON.parse(out) as {
        faults: { name: string; does: string; parameters: string[] }[];
      };
      expect(code).toBe(0);
      expect(faults.map((fault) => fault.name)).toEqual(simulator.faults);
      expect(simulator.faults.filter((fault) => !isFaultName(fault))).toEqual([]);
      expect(faults.filter((fault) => fault.does === fault.name)).toEqual([]);
    },
  );

  test("are all spelled out in the catalogue, and no others", () => {
    const told = Object.keys(words).filter((key) => key.startsWith("fault."));

    expect(told.toSorted()).toEqual(
      Object.keys(faultParameters)
        .map((name) => `fault.${name}`)
        .toSorted(),
    );
  });

  test("are drawn alike by the same seed, which is told", async () => {
    const [first, again, other] = [await drawn(42), await drawn(42), await drawn(43)];

    const rules = [first, again, other].map(({ out }) => (JSON.parse(out) as { rules: unknown[] }).rules);
    expect(first.err).toContain("--faults random:42");
    expect(rules[0]?.length).toBeGreaterThan(3);
    expect(rules[1]).toEqual(rules[0]);
    expect(rules[2]).not.toEqual(rules[0]);
  });

  test("come from a file in JSON as well", async () => {
    const file = await aFile('[{"fault": "server-error", "on": {"path": "nhiem_vu"}}]');
    const statuses: number[] = [];

    await simulated(["nq57", "--faults", file], async (_, address) => {
      for (const path of ["minh_chung", "nhiem_vu", "nhiem_vu"])
        statuses.push((await fetch(`${address}/api/v1/${path}/`)).status);
    });

    expect(statuses).toEqual([401, 500, 401]);
  });

  test("are refused with every mistake of the file's shape at once, each with its line", async () => {
    const file = await aFile("- fault: slow\n  wann: 3\n- times: -1\n- fault: slow\n  on: wirte\n");

    const { code, err } = await heard("en", "portal", "simulate", "nq57", "--faults", file);

    expect(code).toBe(1);
    expect(
      err
        .trim()
        .split("\n")
        .map((line) => line.replace(`${file}, `, "")),
    ).toEqual([
      expect.stringMatching(/^line 2, \[1\]\.wann: there is no “wann”.* fault, on, after/),
      expect.stringMatching(/^line 3, \[2\]\.fault: /),
      expect.stringMatching(/^line 3, \[2\]\.times: /),
      expect.stringMatching(/^line 5, \[3\]\.on: read, write, signIn/),
    ]);
  });

  test("are refused with every mistake of meaning at once, each with its line", async () => {
    const file = await aFile(
      "- fault: lost-replay\n- fault: slow\n  with: {milliseconds: 5}\n- fault: chokes-on\n  with: {pattern: '('}\n",
    );

    const { code, out } = await heard("vi", "portal", "simulate", "nq57", "--faults", file, "--json");

    const { problems } = JSON.parse(out) as { problems: { key: string; text: string }[] };
    expect(code).toBe(1);
    expect(problems.map(({ key, text }) => [key, /dòng (\d)/.exec(text)?.[1]])).toEqual([
      ["simulate.unknown_fault", "1"],
      ["simulate.unknown_key", "3"],
      ["simulate.bad_rule", "5"],
    ]);
  });

  test.each([
    ["a file that is not there", "khong-co.yaml", "ENOENT"],
    ["a file that is no YAML", null, "dòng 3"],
  ])("are refused from %s", async (_, path, why) => {
    const file = path ?? (await aFile("- fault: slow\n  with: {ms: [\n"));

    const { code, err } = await heard("vi", "portal", "simulate", "nq57", "--faults", file);

    expect(code).toBe(1);
    expect(err).toContain(why);
  });
});
