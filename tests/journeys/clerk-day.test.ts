// A clerk's day at the command line, from an empty folder to a ledger that proves every push; each step is a command
// and rests on the one before. Told on the embedded database and, where there is a server, on PostgreSQL beside it.
import { readFile, writeFile } from "node:fs/promises";
import { parse, stringify } from "yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleOrganisations } from "../../src/intake/sample-organisations.ts";
import { writeSampleAppendices } from "../../src/intake/samples.ts";
import { addOrganisations } from "../../src/register/organisations.ts";
import { databases, makeDesk, portalNames, type Desk } from "./desk.ts";
import { aPdf, doubled, writesAt } from "./scene.ts";

const stated = ["--expect", "167/38", "--due-by", "2025-12-31"];
const moving = ["--status", "in_progress", "--percent", "60"];
const late = ["--reason", "Chờ ý kiến của Bộ", "--expected", "2049-12-31"];

/** Steps of one story follow each other; the stories go on side by side. */
const inTurn = { concurrent: false };

describe.concurrent.each(databases())("a clerk's day (%s)", (on) => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await makeDesk({ on });
  });
  afterAll(async () => await desk.close());

  it("starts with a configuration that is made once and not overwritten", inTurn, async () => {
    const made = await desk.run("init", "--config", "moi.yaml", "--json");
    const again = await desk.run("init", "--config", "moi.yaml");
    const checked = await desk.run("doctor", "--json");

    expect([made.code, again.code, checked.code]).toEqual([0, 1, 0]);
    expect(parse(await readFile(desk.path("moi.yaml"), "utf8"))).toMatchObject({ portals: {} });
    expect(again.err).toContain("moi.yaml");
    expect(checked.json().checks).toHaveLength(5);
  });

  it("tells every mistake of the configuration at once, in either language", inTurn, async () => {
    const config = parse(await readFile(desk.path("dongbo.yaml"), "utf8"));
    config.portals.nq57.guard = {};
    config.dataDirectoryy = "x";
    await writeFile(desk.path("sai.yaml"), stringify(config));

    const vietnamese = await desk.run("status", "--config", "sai.yaml");
    const english = await desk.run("status", "--config", "sai.yaml", "--lang", "en");

    expect([vietnamese.code, english.code]).toEqual([1, 1]);
    for (const { err } of [vietnamese, english]) {
      expect(err.trim().split("\n")).toHaveLength(2);
      expect(err).toMatch(/\bdataDirectoryy\b/);
      expect(err).toMatch(/\bportals\.nq57\.guard\b/);
    }
    expect(english.err).not.toBe(vietnamese.err);
  });

  it("keeps the agencies that the appendix names", inTurn, async () => {
    const [first, ...others] = sampleOrganisations;
    const name = first?.name ?? "";
    const words = ["org", "add", name, "--short", first?.shortName ?? "", "--kind", "department", "--json"];
    const added = await desk.run(...words);
    const aliased = await desk.run("org", "alias", name, first?.aliases[0] ?? "", "--json");
    await desk.open(async ({ means }) => {
      const rest = others.map((one) => ({ id: means.newId(), codes: [], ...one }));
      await means.store.transaction(async (tx) => await addOrganisations(tx, rest));
    });
    const listed = await desk.run("org", "list", "--json");

    expect([added.code, aliased.code, listed.code]).toEqual([0, 0, 0]);
    expect(added.json()).toMatchObject({ name, kind: "department" });
    expect(listed.json().organisations).toHaveLength(sampleOrganisations.length);
  });

  it(
    "imports an appendix only with the counts that the letter states, and a second time changes nothing",
    inTurn,
    async () => {
      await writeSampleAppendices(desk.folder);
      const file = "phu-luc-1.xlsx";

      const preview = await desk.run("import", file, "--dry-run", ...stated, "--json");
      const empty = await desk.run("task", "list", "--json");
      const wrong = await desk.run("import", file, "--expect", "170/40", "--due-by", "2025-12-31");
      const imported = await desk.run("import", file, ...stated);
      const again = await desk.run("import", file, ...stated, "--json");

      expect([preview.code, empty.code, wrong.code, imported.code, again.code]).toEqual([0, 0, 1, 0, 0]);
      expect(preview.json()).toMatchObject({ total: 167, due: 38, new: 167, written: false });
      expect(empty.json().tasks).toEqual([]);
      for (const count of ["167", "38", "170", "40"]) expect(wrong.err).toContain(count);
      expect(imported.out).toContain("167 mới");
      expect(again.json()).toMatchObject({ new: 0, changed: 0, same: 167, tasks: [] });
    },
  );

  it("links what both sides call the same, after a look at it, and finds both in step", inTurn, async () => {
    const { tasks } = (await desk.run("task", "list", "--json")).json();
    desk.seed(
      tasks.map((task: { code: string; title: string; dueOn: string; leadOrganisation: string }) => ({
        code: task.code,
        title: task.title,
        dueOn: task.dueOn,
        leadOrganisation: task.leadOrganisation,
      })),
    );

    const preview = await desk.run("link", "--json");
    const accepted = await desk.run("link", "--accept", "sure", "--json");
    const pushed = await desk.run("push", "--json");

    expect([preview.code, accepted.code, pushed.code]).toEqual([2, 0, 0]);
    for (const portal of preview.json().portals) expect(portal.sure).toHaveLength(167);
    expect(pushed.json().portals).toMatchObject([{ inStep: 167 }, { inStep: 167 }]);
    expect(writesAt(desk)).toEqual([0, 0]);
  });

  it("carries progress and evidence to both portals, after a plan that shows them", inTurn, async () => {
    const text = "Đã hoàn thành dự thảo lần 2";
    const noted = await desk.run("progress", "PL1-001", ...moving, "--text", text, ...late);
    const nonsense = await desk.run("progress", "PL1-002", "--percent", "160", "--expected", "hôm nào đó");
    await writeFile(desk.path("Quyết định 12.pdf"), aPdf("Quyet dinh 12"));
    const document = ["--number", "12/QĐ-UBND", "--date", "2025-11-20"];
    const filed = await desk.run("evidence", "add", "PL1-001", "Quyết định 12.pdf", ...document, "--json");
    const planned = await desk.run("plan");
    const pushed = await desk.run("push", "--json");
    const status = await desk.run("status", "--json");

    expect([noted.code, nonsense.code, filed.code, planned.code]).toEqual([0, 1, 0, 2]);
    expect(nonsense.err.trim().split("\n")).toHaveLength(2);
    expect(planned.out).toContain(text);
    expect(planned.out).toContain("Quyết định 12.pdf");
    expect(pushed.code).toBe(0);
    expect(pushed.json().portals).toMatchObject([{ applied: 1 }, { applied: 1 }]);
    expect(status.code).toBe(0);
    for (const portal of status.json().portals) {
      expect(portal).toMatchObject({ counts: { in_step: 167 }, total: 167 });
    }
    for (const name of portalNames) {
      const held = desk.portals[name].held().find(({ code }) => code === "PL1-001");
      expect(held?.fields).toMatchObject({ percent: 60, progressText: text });
      expect(held?.evidence).toMatchObject([{ name: "Quyết định 12.pdf" }]);
    }
    expect(doubled(desk)).toBe(0);
  });

  it("shows what became of it: task, history, evidence, ledger, drift", inTurn, async () => {
    const task = await desk.run("task", "show", "PL1-001", "--json");
    const history = await desk.run("task", "history", "PL1-001", "--field", "percent", "--json");
    const files = await desk.run("evidence", "verify", "--json");
    const ledger = await desk.run("ledger", "list", "--task", "PL1-001", "--json");
    const row = await desk.run("ledger", "show", "nq57/1", "--json");
    const verified = await desk.run("ledger", "verify");
    const drift = await desk.run("drift", "--json");
    const conflicts = await desk.run("conflicts", "list", "--lang", "en");

    const codes = [task, history, files, ledger, row, verified, drift, conflicts].map(({ code }) => code);
    expect(codes).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(task.json()).toMatchObject({ code: "PL1-001", percent: 60 });
    const { events } = history.json();
    expect(events.map(({ kind, to }: { kind: string; to: number }) => `${kind} ${to}`)).toEqual([
      "sent 60",
      "sent 60",
      "changed 60",
    ]);
    expect(files.json()).toMatchObject({ files: 1, damaged: [] });
    const kinds = ledger.json().entries.map((entry: { body: { kind: string } }) => entry.body.kind);
    expect(kinds.toSorted()).toEqual([...Array(4).fill("attempt"), ...Array(4).fill("outcome")]);
    expect(row.json().entries.length).toBeGreaterThan(0);
    expect(verified.out).toMatch(/nguyên vẹn/);
    expect(drift.json().items).toEqual([]);
    expect(conflicts.out).toBe("Nothing waits for a decision.\n");
  });

  it("holds what somebody at a portal undid, and says so in words", inTurn, async () => {
    const { remoteId } = desk.portals.nq57.held().find(({ code }) => code === "PL1-001") ?? {
      remoteId: "",
    };
    desk.portals.nq57.edit(remoteId, { percent: 70, progressText: "Cán bộ trung ương sửa" });
    await desk.run("progress", "PL1-001", "--percent", "80", "--text", "Đã trình ký", "--json");

    const drift = await desk.run("drift", "--json");
    const pushed = await desk.run("push");
    const listed = await desk.run("conflicts", "list");
    const shown = await desk.run("conflicts", "show", "PL1-001", "--json");
    const status = await desk.run("status");

    expect([drift.code, pushed.code, listed.code, shown.code, status.code]).toEqual([2, 2, 2, 2, 2]);
    expect(listed.out).toContain("PL1-001@nq57");
    expect(shown.json().holds).toMatchObject([
      {
        portal: "nq57",
        taskCode: "PL1-001",
        ours: { percent: 80 },
        theirs: { percent: 70 },
        base: { percent: 60 },
      },
    ]);
    expect(status.out).toMatch(/nq57\s*│\s*166/);
    const held = desk.portals["nq71-dongnai"].held().find(({ code }) => code === "PL1-001");
    expect(held?.fields["percent"]).toBe(80);
  });

  it("answers the remaining commands with one JSON document each", inTurn, async () => {
    const [from, into] = sampleOrganisations.slice(-2).map(({ name }) => name);
    const commands: [number, ...string[]][] = [
      [0, "config", "check"],
      [0, "portal", "check", "nq57"],
      [0, "task", "set", "PL1-005", "--person", "Nguyễn Văn A"],
      [0, "evidence", "list", "PL1-001"],
      [0, "org", "merge", from ?? "", into ?? ""],
      [0, "ledger", "export", "--out", "nhat-ky.jsonl"],
      [0, "unlink", "PL1-010", "--portal", "nq57"],
      [1, "unlink", "PL1-010", "--portal", "nq57"],
      [1, "task", "show", "PL9-999"],
      [2, "status"],
    ];

    for (const [code, ...words] of commands) {
      const ended = await desk.run(...words, "--json");

      expect(ended.code, words.join(" ")).toBe(code);
      expect(ended.json(), words.join(" ")).toBeTypeOf("object");
      expect(ended.err, words.join(" ")).toBe("");
    }
  });
});
