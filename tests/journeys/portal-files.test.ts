// Portals that do not keep what they took: cut, renamed, spoilt, lost after a week; and a damaged file of our own. What
// the command line finds, mends and holds.
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../schemas/simulator.ts";
import { aDesk, usualDatabases, portalNames, type Desk, type DeskSettings } from "./desk.ts";
import { doubled, fillDesk, reportOn } from "./scene.ts";

const week = 7 * 86_400_000;
const files = [1, 2, 3];

/** A desk with three tasks, each with a file that is still to be sent. */
async function aDeskWithFiles(settings: DeskSettings): Promise<Desk> {
  const desk = await aDesk(settings);
  await fillDesk(desk, { tasks: 4 });
  await reportOn(desk, { progress: [], files });
  return desk;
}

/** A clock that a test moves on. */
function aClock() {
  let ahead = 0;
  return { now: () => Date.now() + ahead, pass: (ms: number) => void (ahead += ms) };
}

function script(desk: Desk, rules: FaultRule[]): void {
  for (const name of portalNames) desk.portals[name].script(rules);
}

/** Names of files at each portal, by task. */
function namesAt(desk: Desk): string[][] {
  return portalNames.map((name) =>
    desk.portals[name].held().flatMap(({ evidence }) => evidence.map((file) => file.name)),
  );
}

const sent = files.map((number) => `Báo cáo ${number}.pdf`);
const kindsOf = (answer: { portals: { findings: { kind: string }[] }[] }) =>
  answer.portals.map(({ findings }) => findings.map(({ kind }) => kind));

describe("files at portals", () => {
  it("that are stored cut are sent once more, at once", async () => {
    const desk = await aDeskWithFiles({});
    script(desk, [{ fault: "truncated-upload", on: "write", times: 1 }]);

    const pushed = await desk.run("push", "--json");
    const verified = await desk.run("evidence", "verify", "--json");

    expect([pushed.code, verified.code]).toEqual([0, 0]);
    expect(kindsOf(verified.json())).toEqual([[], []]);
    // The tracker that attaches what it stored has the cut one as well, which only its owner can delete.
    expect(namesAt(desk).map((names) => names.length)).toEqual([4, 3]);
    expect(doubled(desk)).toBe(0);
  });

  it("that are stored cut time and again are held, with what a person can do", async () => {
    const desk = await aDeskWithFiles({});
    script(desk, [{ fault: "truncated-upload", on: "write", times: 100 }]);

    const pushed = await desk.run("push");
    const listed = await desk.run("push", "--all", "--json");
    script(desk, []);
    const retried = await desk.run("run", "retry", "last", "--json");

    expect(pushed.code).toBe(2);
    expect(listed.json().portals.map(({ held }: { held: number }) => held)).toEqual([3, 3]);
    expect(retried.code).toBe(0);
    expect((await desk.run("evidence", "verify")).code).toBe(0);
  });

  it("that are renamed are known again and not sent twice", async () => {
    const desk = await aDeskWithFiles({});
    script(desk, [
      { fault: "renames-file", on: "write", times: 100 },
      { fault: "lost-reply", on: "write", times: 1 },
    ]);

    const pushed = await desk.run("push");
    const again = await desk.run("push", "--all");
    const verified = await desk.run("evidence", "verify", "--json");

    expect([pushed.code, again.code, verified.code]).toEqual([0, 0, 0]);
    expect(namesAt(desk).map((names) => names.length)).toEqual([3, 3]);
    expect(kindsOf(verified.json())).toEqual([Array(3).fill("renamed"), Array(3).fill("renamed")]);
    expect(doubled(desk)).toBe(0);
  });

  it.each(usualDatabases())(
    "that are lost after a week are found, mended once, then held (%s)",
    async (on) => {
      const clock = aClock();
      const desk = await aDeskWithFiles({ on, portalClock: clock.now });
      script(desk, [{ fault: "loses-files", on: "write", times: 100 }]);
      const pushed = await desk.run("push");
      const before = await desk.run("evidence", "verify");
      clock.pass(week);

      const found = await desk.run("evidence", "verify", "--json");
      const healed = await desk.run("evidence", "verify", "--heal", "--json");
      const names = namesAt(desk);
      clock.pass(week);
      const lostAgain = await desk.run("evidence", "verify", "--heal", "--json");
      const runs = await desk.run("run", "list", "--json");

      expect([pushed.code, before.code, found.code, healed.code, lostAgain.code]).toEqual([0, 0, 2, 0, 2]);
      expect(kindsOf(found.json())).toEqual([Array(3).fill("missing"), Array(3).fill("missing")]);
      expect(names.map((one) => one.toSorted())).toEqual([sent, sent]);
      expect(lostAgain.json().pushed).toMatchObject([
        { applied: 0, held: 3 },
        { applied: 0, held: 3 },
      ]);
      expect(runs.json().runs.map(({ what }: { what: string }) => what)).toEqual(
        expect.arrayContaining(["heal", "verify", "push"]),
      );
      expect((await desk.run("ledger", "verify")).code).toBe(0);
    },
  );

  it("that are spoilt in silence are found by their digest or their bytes, and sent again", async () => {
    const desk = await aDeskWithFiles({});
    desk.portals.nq57.script([{ fault: "damages-file", on: "write", times: 1 }]);
    const pushed = await desk.run("push");

    const found = await desk.run("evidence", "verify", "--lang", "en");
    const healed = await desk.run("evidence", "verify", "--heal", "--portal", "nq57");

    expect([pushed.code, found.code, healed.code]).toEqual([0, 2, 0]);
    expect(found.out).toContain("The copy at nq57");
    expect((await desk.run("evidence", "verify")).code).toBe(0);
  });

  it("give back a file that is damaged here", async () => {
    const desk = await aDeskWithFiles({});
    await desk.run("push");
    const kept = desk.path("dongbo-data/evidence");
    const [folder = ""] = (await readdir(kept)).filter((name) => name.length === 2);
    const [file = ""] = await readdir(join(kept, folder));
    const place = join(kept, folder, file);
    await rm(place);
    await writeFile(place, "hỏng");

    const found = await desk.run("evidence", "verify", "--local");
    const healed = await desk.run("evidence", "verify", "--heal", "--json");

    expect([found.code, healed.code]).toEqual([1, 0]);
    expect(healed.json().damaged).toEqual([]);
    expect((await desk.run("evidence", "verify", "--local")).code).toBe(0);
  });
});
