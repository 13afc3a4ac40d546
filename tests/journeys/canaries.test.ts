// Secrets stay home, whatever happens: after a long day with trouble at both portals, at the most talkative setting of
// the log, no credential, token or cookie is in what any command said, in any file, or in any row of the database; and
// of a secret file nothing is anywhere but in the register, not even its name.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { FaultRule } from "../../schemas/simulator.ts";
import { leaksIn } from "../leaks.ts";
import { databases, makeDesk, portalNames, type Desk, type Ended } from "./desk.ts";
import { aPdf, codeOf, dump, fillDesk, reportOn } from "./scene.ts";

const troubles: FaultRule[] = [
  { fault: "token-expires", on: "write", times: 2, chance: 0.5 },
  { fault: "lost-reply", on: "write", times: 2, chance: 0.4 },
  { fault: "server-error", on: "write", times: 1, after: 3 },
  { fault: "too-many", on: "write", times: 1, after: 4, with: { html: true } },
  { fault: "login-page", on: "write", times: 1, after: 6 },
  { fault: "unknown-word", times: 1, after: 2, with: { word: "Chờ duyệt lại" } },
];
/** What is told of a file that may not leave, in the register alone. */
const hidden = { name: "Phương án ZQ71 diễn tập.pdf", number: "71-ZQ/PA", content: "khu vực ZQ71" };
const reason = ["--reason", "Đã hỏi đơn vị quản lý cổng"];

/** A day at the command line; exit codes are other tests' business. */
const day: readonly string[][] = [
  ["config", "check"],
  ["doctor"],
  ["portal", "list"],
  ...portalNames.map((name) => ["portal", "check", name]),
  ["plan", "--out", "ke-hoach.json", "--json"],
  ["approve", "ke-hoach.json"],
  ["push", "--plan", "ke-hoach.json"],
  ["push", "--json"],
  ["push", "--all"],
  ["drift", "--json"],
  ["compare", "--all", "--json"],
  ["conflicts", "list", "--json"],
  ["conflicts", "resolve", `${codeOf(5)}@nq57`, "--take", "ours", ...reason],
  ["word", "list", "--json"],
  ["push"],
  ["status", "--json"],
  ["task", "show", codeOf(1), "--json"],
  ["task", "history", codeOf(1), "--json"],
  ["evidence", "verify"],
  ["ledger", "list", "--json"],
  ["ledger", "verify"],
  ["ledger", "export", "--out", "nhat-ky.jsonl"],
  ["ledger", "receipt", codeOf(2), "--out", "giay-xac-nhan.html"],
];

describe.each(databases())("a day with trouble at both portals (%s)", (on) => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await makeDesk({ on, portal: { guards: { maxShare: 1 } }, environment: { LOG_LEVEL: "debug" } });
    await fillDesk(desk, { tasks: 8 });
    await reportOn(desk, { progress: [1, 2, 3, 4, 5], files: [1, 2] });
    await addSecretFile(desk);
  });

  it("leaves no secret anywhere", async () => {
    onTestFinished(async () => await desk.close());
    for (const name of portalNames) {
      desk.portals[name].script(troubles);
      const fifth = desk.portals[name].held().find(({ code }) => code === codeOf(5));
      desk.portals[name].edit(fifth?.remoteId ?? "", { progressText: "Cổng ghi khác." });
    }

    const said: Ended[] = [];
    for (const words of day) said.push(await desk.run(...words));
    said.push(...(await withWrongPasswords(desk)));

    const secrets = desk.secrets();
    expect(secrets.length).toBeGreaterThan(2 * portalNames.length);
    expect(said.map(({ err }) => err).join("")).toContain('"level":20');
    expect(said.filter(({ out, err }) => leaksIn(out + err, secrets).length > 0)).toEqual([]);
    expect(await filesWith(desk.folder, secrets)).toEqual([]);
    const rows = await desk.open(async ({ means }) => await dump(means.store));
    expect(rows["ledger"]?.length).toBeGreaterThan(10);
    expect(leaksIn(JSON.stringify(rows), secrets)).toEqual([]);
    await expectHidden(desk, { said, rows });
  });
});

it("a command that tells a secret is caught", async () => {
  const desk = await makeDesk({});
  onTestFinished(async () => await desk.close());
  const [secret = ""] = desk.portals.nq57.secrets();

  await expect(desk.run("task", "show", secret)).rejects.toThrow("tells secrets");
});

/** Beside a file of task 2 that may leave. */
async function addSecretFile(desk: Desk): Promise<void> {
  const path = desk.path(hidden.name);
  await writeFile(path, aPdf(hidden.content));
  await desk.open(async ({ means, evidence, provenance }) => {
    const told = { classification: "mat", documentNumber: hidden.number } as const;
    await means.store.transaction(
      async (tx) =>
        await evidence.addEvidence(tx, { code: codeOf(2), path, ...told, provenance: provenance() }),
    );
  });
}

/** Only the register, the store of files and the file itself know more than that there is one. */
async function expectHidden(
  desk: Desk,
  { said, rows }: { said: readonly Ended[]; rows: Record<string, string[]> },
): Promise<void> {
  const words = Object.values(hidden);
  const { task_evidence: citations, history, ...others } = rows;
  const own = [desk.path(hidden.name), desk.path("dongbo-data")];
  const files = await filesWith(desk.folder, words);

  expect(JSON.stringify([citations, history])).toContain(hidden.name);
  expect(said.filter(({ out, err }) => leaksIn(out + err, words).length > 0).map(({ out }) => out)).toEqual(
    [],
  );
  expect(leaksIn(JSON.stringify(others), words)).toEqual([]);
  expect(files.filter((file) => !own.some((place) => file.startsWith(place)))).toEqual([]);
  expect(leaksIn(JSON.stringify(portalNames.map((name) => desk.portals[name].held())), words)).toEqual([]);
  expect(said.map(({ out }) => out).join("")).toContain("reconcile.file_secret");
}

/** What commands say to somebody whose passwords are wrong; those are secrets too. */
async function withWrongPasswords(desk: Desk): Promise<Ended[]> {
  const right = { ...desk.environment };
  for (const variable of Object.keys(right).filter((name) => /PASSWORD/.test(name))) {
    desk.environment[variable] = desk.keepSecret(`Sai+mật/khẩu="&%" của ${variable}`);
  }
  const said = [
    await desk.run("portal", "check", "nq57"),
    await desk.run("push", "--json"),
    await desk.run("doctor"),
  ];
  Object.assign(desk.environment, right);
  return said;
}

/** Files below a folder in which a secret stands, with the first of them. */
async function filesWith(folder: string, secrets: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const leaks = leaksIn(await readFile(path), secrets);
    if (leaks.length > 0) found.push(`${path}: ${leaks[0]}`);
  }
  return found;
}
