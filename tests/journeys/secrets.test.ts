// Secrets and secret tasks stay home: whatever a command writes, none of them is in it.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { aDesk, portalNames, type Desk } from "./desk.ts";
import { codeOf, fillDesk, reportOn, titleOf } from "./scene.ts";

const secretTask = 3;

it("writes no secret anywhere and lets no secret task out", async () => {
  const desk = await aDesk({ on: "embedded" });
  await fillDesk(desk, { tasks: 14, secret: [secretTask] });
  await reportOn(desk, { progress: [1, 2, secretTask, 4], files: [1, secretTask] });
  for (const name of portalNames) {
    desk.portals[name].script([
      { fault: "login-page", on: "write", after: 2 },
      // Signing in again amid a write puts the password into what is recorded of that write.
      { fault: "token-expires", on: "write", after: 1 },
    ]);
  }

  const said: string[] = [];
  for (const words of commands) {
    const { out, err } = await desk.run(...words);
    said.push(`${words.join(" ")}\n${out}${err}`);
  }
  const needles = forms(secretsOf(desk));
  const files = await filesOf(desk);

  expect(secretsOf(desk).length).toBeGreaterThanOrEqual(3);
  for (const text of said) expect(found(Buffer.from(text), needles)).toEqual([]);
  for (const { name, bytes } of files) expect(found(bytes, needles), name).toEqual([]);
  expect(files.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["dongbo.yaml", "ke-hoach.json", "nhat-ky.jsonl"]),
  );
  expect(files.some(({ name }) => name.startsWith(join("dongbo-data", "register")))).toBe(true);
  const plan = await readFile(desk.path("ke-hoach.json"), "utf8");
  const ledger = await readFile(desk.path("nhat-ky.jsonl"), "utf8");
  expect(plan).toContain(codeOf(1));
  expect(ledger).toContain(codeOf(1));
  for (const text of [plan, ledger]) {
    expect(text).not.toContain(codeOf(secretTask));
    expect(text).not.toContain(`Báo cáo ${secretTask}.pdf`);
  }
  for (const name of portalNames) {
    const held = desk.portals[name].held();
    expect(desk.portals[name].fired()).toMatchObject({ "token-expires": 1 });
    expect(held.find(({ code }) => code === codeOf(1))?.evidence).toHaveLength(1);
    // The portals' owners entered the same code; nothing of ours ever came to it.
    const same = held.find(({ code }) => code === codeOf(secretTask));
    expect(same).toMatchObject({ evidence: [], fields: { title: titleOf(secretTask) } });
    expect([0, null]).toContain(same?.fields["percent"]);
  }
});

const commands: string[][] = [
  ["doctor"],
  ["portal", "check", "nq57", "--json"],
  ["plan", "--all", "--out", "ke-hoach.json"],
  ["push"],
  ["push", "--json"],
  ["ledger", "list", "--json"],
  ["ledger", "export", "--out", "nhat-ky.jsonl"],
];

/** What the environment holds for the portals, and what the portals gave in exchange. */
function secretsOf(desk: Desk): string[] {
  return Object.entries(desk.environment)
    .filter(([name]) => name.startsWith("NQ"))
    .map(([, value]) => value);
}

/** Each secret plain, in base64 (also as half of "account:password") and encoded for an address. */
function forms(secrets: readonly string[]): string[] {
  return secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    // From the second and third byte on as well: base64 depends on where a text begins.
    ...[0, 1, 2].map((start) => {
      const whole = Buffer.from(secret, "utf8").subarray(start);
      return whole.subarray(0, whole.length - (whole.length % 3)).toString("base64");
    }),
  ]);
}

function found(bytes: Buffer, needles: readonly string[]): string[] {
  return needles.filter((needle) => bytes.includes(needle, 0, "utf8"));
}

async function filesOf(desk: Desk): Promise<{ name: string; bytes: Buffer }[]> {
  const entries = await readdir(desk.folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(desk.folder.length + 1));
  return await Promise.all(names.map(async (name) => ({ name, bytes: await readFile(desk.path(name)) })));
}
