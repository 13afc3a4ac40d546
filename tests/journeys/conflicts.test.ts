// An admin's morning at the command line: what is held is found, understood and settled, and can be looked up
// afterwards. Each step is a command and rests on the one before.
import { readFile, writeFile } from "node:fs/promises";
import { parse, stringify } from "yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDesk, portalNames, type Desk, type JsonAnswer, type PortalName } from "./desk.ts";
import { codeOf, doubled, fillDesk } from "./scene.ts";

const why = ["--reason", "Đã hỏi đơn vị quản lý cổng"];
const tasks = 12;

describe("an admin's morning", () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await makeDesk({ portal: { guards: { maxShare: 1 } } });
    await fillDesk(desk, { tasks });
    await desk.run("progress", codeOf(1), "--percent", "60", "--text", "Bước một", "--status", "in_progress");
    await desk.run("progress", codeOf(2), "--percent", "40", "--text", "Bước một", "--status", "in_progress");
    await desk.run("push");
  });
  afterAll(async () => await desk.close());

  const recordAt = (portal: PortalName, number: number) =>
    desk.portals[portal].held().find(({ code }) => code === codeOf(number));
  const edit = (portal: PortalName, number: number, fields: Record<string, string | number | null>) =>
    desk.portals[portal].edit(recordAt(portal, number)?.remoteId ?? "", fields);

  it("finds what both sides changed, with the three values and how to settle it", async () => {
    edit("nq57", 1, { percent: 65 });
    edit("nq71-dongnai", 2, { percent: 45, progressText: "Cổng ghi" });
    await desk.run("progress", codeOf(1), "--percent", "70");
    await desk.run("progress", codeOf(2), "--percent", "50", "--text", "Sổ ghi");

    const pushed = await desk.run("push");
    const listed = await desk.run("conflicts", "list");
    const shown = await desk.run("conflicts", "show", `${codeOf(2)}@nq71-dongnai`, "--lang", "en");

    expect([pushed.code, listed.code, shown.code]).toEqual([2, 2, 2]);
    expect(listed.out).toContain("NV-001@nq57");
    expect(listed.out).toContain("sổ ghi “70”, cổng ghi “65”, lần khớp trước là “60”");
    expect(shown.out).toContain("Result: register “Sổ ghi” · portal “Cổng ghi” · last agreed “Bước một”");
    expect(shown.out).toContain("dongbo conflicts resolve NV-002@nq71-dongnai/percent --take");
  });

  it("settles each field with a reason, and refuses to do so without one", async () => {
    const unexplained = await desk.run("conflicts", "resolve", "NV-001@nq57", "--take", "theirs");
    const vague = await desk.run("conflicts", "resolve", "NV-002@nq71-dongnai", "--take", "theirs", ...why);
    const own = await desk.run("conflicts", "resolve", "NV-001@nq57", "--take", "68 %", ...why, "--json");
    const percent = ["NV-002@nq71-dongnai/percent", "--take", "ours", ...why, "--always"];
    const ruled = await desk.run("conflicts", "resolve", ...percent, "--json");
    const text = ["NV-002@nq71-dongnai/progressText", "--take", "theirs", ...why];
    const taken = await desk.run("conflicts", "resolve", ...text);
    const pushed = await desk.run("push", "--json");

    expect([unexplained.code, vague.code]).toEqual([1, 1]);
    expect(unexplained.err).toContain("--reason");
    expect(vague.err).toContain("NV-002@nq71-dongnai/progressText");
    expect([own.code, ruled.code, taken.code]).toEqual([0, 0, 0]);
    expect(own.json().resolution).toMatchObject({ field: "percent", take: "ours", ours: 68, theirs: 65 });
    expect(ruled.json().rule).toMatch(/^[0-9a-f-]{36}$/);
    // 70 stands at the other portal: going down to 68 there is for a person to see.
    expect(pushed.json().portals).toMatchObject([{ held: 0 }, { held: 1 }]);
    expect(recordAt("nq57", 1)?.fields).toMatchObject({ percent: 68 });
    expect(recordAt("nq71-dongnai", 2)?.fields).toMatchObject({ percent: 50, progressText: "Cổng ghi" });
    expect(doubled(desk)).toBe(0);
  });

  it("lists the rule that came of it, and removes it", async () => {
    const [rule] = (await desk.run("conflicts", "rules", "--json")).json().rules;

    const listed = await desk.run("conflicts", "rules", "--lang", "en");
    const removed = await desk.run("conflicts", "forget", rule.id.slice(0, 8), "--reason", "Một lần là đủ");
    const after = await desk.run("conflicts", "rules", "--json");

    expect(listed.out).toMatch(
      /nq71-dongnai · Progress \(%\): both sides changed it → always takes the register/,
    );
    expect(removed.code).toBe(0);
    expect(after.json().rules).toMatchObject([{ removed: { reason: "Một lần là đủ" } }]);
  });

  it("answers why a value went backwards, with values, sources, runs and the rule that decided", async () => {
    const story = (await desk.run("task", "history", "NV-001", "--field", "percent", "--json")).json();
    const told = await desk.run("task", "history", "NV-001", "--field", "percent");

    const kinds = story.events.map(({ kind, portal }: JsonAnswer) => `${kind} ${portal ?? "-"}`);
    expect(kinds.toSorted()).toEqual(
      [
        "changed -",
        "changed -",
        "changed -",
        "gave_way nq57",
        "held nq71-dongnai",
        "resolved nq57",
        "sent nq57",
        "sent nq57",
        "sent nq71-dongnai",
        "sent nq71-dongnai",
      ].toSorted(),
    );
    const sent = story.events.find(({ kind, to }: JsonAnswer) => kind === "sent" && to === 68);
    expect(sent).toMatchObject({
      portal: "nq57",
      from: 65,
      sides: { base: 60, ours: 68, theirs: 65 },
      rule: { pattern: "both", owner: "ours", by: { kind: "resolution" } },
      outcome: "applied",
      run: expect.stringMatching(/./),
    });
    for (const event of story.events) expect(event.id).toMatch(/^(h\d+|r[0-9a-f]{8}|hold|[\w-]+\/\d+)$/);
    expect((await desk.run("ledger", "show", sent.id)).code).toBe(0);
    expect(told.out).toContain("cả hai bên cùng thay đổi; trường do sổ quyết định; theo quyết định r");
  });

  it("brings back the value that gave way", async () => {
    const { events } = (await desk.run("task", "history", "NV-001", "--field", "percent", "--json")).json();
    const loser = events.find(({ kind }: JsonAnswer) => kind === "gave_way");

    const unknown = await desk.run("task", "restore", "NV-001", "h999999", ...why);
    const restored = await desk.run("task", "restore", "NV-001", loser.id, ...why, "--json");
    const task = (await desk.run("task", "show", "NV-001", "--json")).json();

    expect(unknown.code).toBe(1);
    expect(restored.json()).toMatchObject({ code: "NV-001", changed: ["percent"] });
    expect(task.percent).toBe(65);
    await desk.run("progress", "NV-001", "--percent", "75");
    expect((await desk.run("push")).code).toBe(0);
  });

  it("keeps a word that nobody knows in quarantine until a person says what it means", async () => {
    const words = ["--portal", "nq57", "--reason", "Theo hướng dẫn của cổng"];
    desk.portals.nq57.script([
      { fault: "unknown-word", times: 1_000, with: { word: "Đã phê duyệt chủ trương" } },
    ]);
    const pushed = await desk.run("push", "--all", "--portal", "nq57", "--json");
    const listed = await desk.run("word", "list");
    const guessed = await desk.run("word", "map", "Đã phê duyệt", "--as", "in_progress", ...words);
    const wrong = await desk.run("word", "map", "Đã phê duyệt chủ trương", "--as", "xong", ...words);

    const mapped = await desk.run(
      "word",
      "map",
      "Đã phê duyệt chủ trương",
      "--as",
      "Chưa thực hiện",
      ...words,
    );
    const released = await desk.run("push", "--portal", "nq57", "--json");
    const after = await desk.run("word", "list", "--json");
    desk.portals.nq57.script([]);

    expect(pushed.json().portals).toMatchObject([{ portal: "nq57", held: 1 }]);
    expect(listed.code).toBe(2);
    expect(listed.out).toMatch(/\? nq57: “Đã phê duyệt chủ trương” · gặp lần đầu [\d/]+ [\d:]+, lần cuối/);
    expect(guessed.err).toContain("“Đã phê duyệt chủ trương”");
    expect([guessed.code, wrong.code, mapped.code]).toEqual([1, 1, 0]);
    expect(released.json().portals).toMatchObject([{ held: 0, waiting: 0 }]);
    expect(after.code).toBe(0);
    expect(after.json().words).toMatchObject([{ meaning: "not_started", tasks: [] }]);
  });

  it("freezes one field that a portal keeps rewriting, after at most three writes", async () => {
    desk.portals["nq71-dongnai"].script([
      {
        fault: "rewrites-field",
        on: "write",
        times: 1_000,
        with: { field: "lateReason", value: "Không chậm" },
      },
    ]);
    await desk.run(
      "progress",
      "NV-007",
      "--percent",
      "10",
      "--text",
      "Đang làm",
      "--status",
      "in_progress",
      "--reason",
      "Chờ Bộ",
    );
    const before = desk.portals["nq71-dongnai"].tally().writes;
    for (let run = 0; run < 6; run += 1) await desk.run("push", "--all", "--portal", "nq71-dongnai");

    const shown = await desk.run("conflicts", "show", "NV-007@nq71-dongnai");
    desk.portals["nq71-dongnai"].script([]);
    await desk.run("conflicts", "resolve", "NV-007@nq71-dongnai", "--take", "theirs", ...why);
    const settled = await desk.run("push");

    expect(desk.portals["nq71-dongnai"].tally().writes - before).toBeLessThanOrEqual(3);
    expect(shown.out).toMatch(/“Lý do chậm” bị ghi qua ghi lại: ta đã gửi “Chờ Bộ” 2 lần/);
    expect(shown.out).toMatch(
      /người ghi trong sổ: \S.* \(dongbo\).*nq71-dongnai cũng đổi, nay là “Không chậm”/,
    );
    expect(settled.code).toBe(0);
  });

  it("only looks after a change of owners, until a person accepts the new base", async () => {
    const config = parse(await readFile(desk.path("dongbo.yaml"), "utf8"));
    config.portals.nq57.owners = { difficulties: "theirs" };
    await writeFile(desk.path("dongbo.yaml"), stringify(config));
    await desk.run("progress", "NV-003", "--percent", "5", "--text", "Đang làm", "--status", "in_progress");

    const refused = await desk.run("push", "--portal", "nq57");
    const drift = await desk.run("drift", "--portal", "nq57");
    const unexplained = await desk.run("drift", "--portal", "nq57", "--accept-base");
    const accepted = await desk.run("drift", "--portal", "nq57", "--accept-base", ...why, "--json");
    const pushed = await desk.run("push");

    expect([refused.code, drift.code, unexplained.code, accepted.code, pushed.code]).toEqual([3, 2, 1, 0, 0]);
    expect(refused.out).toContain(`${tasks} / ${tasks}`);
    expect(accepted.json()).toMatchObject({ portal: "nq57", links: tasks, openFields: 0 });
    expect(recordAt("nq57", 3)?.fields).toMatchObject({ percent: 5 });
  });

  it("moves the day that counts by an extension and keeps the assigned one", async () => {
    const dayless = await desk.run("task", "set", "NV-004", "--extension", "granted");
    const granted = ["--extension", "granted", "--extended-to", "31/01/2050", "--extension-reason", "CV 12"];
    const set = await desk.run("task", "set", "NV-004", ...granted);
    const shown = await desk.run("task", "show", "NV-004");
    const listed = (await desk.run("task", "list", "--text", "NV-004", "--json")).json();

    expect([dayless.code, set.code]).toEqual([1, 0]);
    expect(dayless.err).toContain("--extended-to");
    expect(shown.out).toMatch(/Thời hạn +31\/12\/2049/);
    expect(shown.out).toMatch(/Gia hạn +Được gia hạn · 31\/01\/2050 · CV 12/);
    expect(listed.tasks).toMatchObject([{ dueOn: "2050-01-31" }]);
  });

  it("ends with sums that match and a ledger that is sound", async () => {
    await desk.run("push");
    const status = (await desk.run("status", "--json")).json();
    const verified = (await desk.run("ledger", "verify", "--json")).json();

    for (const { counts, total } of status.portals) {
      const sum = Object.values(counts as Record<string, number>).reduce((all, count) => all + count, 0);
      expect([sum, total]).toEqual([tasks, tasks]);
    }
    expect(status.portals.map(({ portal }: JsonAnswer) => portal)).toEqual([...portalNames]);
    expect(verified).toMatchObject({ ok: true });
  });
});
