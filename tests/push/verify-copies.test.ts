// Asking portals for everything they ever had from us: what is found, how far a budget goes, what is mended by it.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { dueForHealing, verifyCopies, type CopiesReport } from "../../src/push/verify-copies.ts";
import { takeLease } from "../../src/push/lane-lease.ts";
import { linksDueInFull } from "../../src/push/in-full.ts";
import { pushLane } from "../../src/push/run.ts";
import { holds } from "../../src/push/standing.ts";
import { onEachDatabase } from "../databases.ts";
import { desksOn, type Desk } from "./desk.ts";

const both = ["nq57", "nq71-dongnai"] as const;
const ample = 10_000;
const days = (count: number) => count * 86_400_000;

function verify(
  { means, lane }: Desk,
  wish: { budget?: number; damaged?: Set<string> } = {},
): Promise<CopiesReport> {
  return verifyCopies(means, lane, {
    budget: wish.budget ?? ample,
    damaged: wish.damaged ?? new Set(),
    restore: () => Promise.resolve(false),
  });
}

async function heal(desk: Desk) {
  const only = await dueForHealing(desk.means, [await verify(desk)]);
  return await pushLane(desk.means, desk.lane, { only });
}

function filesAt({ simulator }: Desk): number {
  return simulator.held().reduce((sum, { evidence }) => sum + evidence.length, 0);
}

const kinds = ({ findings }: CopiesReport) => findings.map(({ taskCode, kind }) => `${taskCode} ${kind}`);

onEachDatabase("what portals have from us", (open) => {
  const desk = desksOn(open);

  /** Tasks with a file each, all of them at the portal. */
  async function sent(at: "nq57" | "nq71-dongnai" | "memory", tasks: number): Promise<Desk> {
    const made = await desk({ at: [at], tasks });
    for (const code of made.codes) await made.addFile(code, `Báo cáo ${code}.pdf`);
    await pushLane(made.means, made.lane);
    return made;
  }

  describe.each([
    ["nq57", "download"],
    ["nq71-dongnai", "digest"],
    ["memory", "digest"],
  ] as const)("at %s", (at, proof) => {
    it(`is there and equal, by ${proof}`, async () => {
      const made = await sent(at, 3);

      const report = await verify(made);

      expect(report).toMatchObject({ checked: 3, left: 0, findings: [], stopped: null });
      expect(report.proven).toEqual({ digest: 0, download: 0, size: 0, receipt: 0, [proof]: 3 });
    });

    it("is missing once it is lost, and is sent again by the next push", async () => {
      const made = await sent(at, 3);
      made.simulator.loseFiles(made.simulator.held()[1]?.remoteId ?? "");

      const found = await verify(made);
      const pushed = await heal(made);

      expect(kinds(found)).toEqual(["NV-0002 missing"]);
      expect(pushed).toMatchObject({ applied: 1, held: 0, left: 0 });
      expect([filesAt(made), made.simulator.tally().doubledFiles]).toEqual([3, 0]);
      expect(kinds(await verify(made))).toEqual([]);
    });

    it("is held when it is lost again soon, and sent again after a person has looked", async () => {
      const made = await sent(at, 1);
      const [task] = made.simulator.held();
      made.simulator.loseFiles(task?.remoteId ?? "");
      await heal(made);
      made.simulator.loseFiles(task?.remoteId ?? "");

      const pushed = await heal(made);

      expect(pushed).toMatchObject({ applied: 0, held: 1 });
      expect((await holds(made.means)).map(({ reasons }) => reasons.map(({ key }) => key))).toEqual([
        ["reconcile.file_missing_again"],
      ]);
      expect(filesAt(made)).toBe(0);
    });

    it("is sent again once more when it is lost again after a month", async () => {
      const made = await sent(at, 1);
      const [task] = made.simulator.held();
      made.simulator.loseFiles(task?.remoteId ?? "");
      await heal(made);
      await made.means.wait(days(31));
      made.simulator.loseFiles(task?.remoteId ?? "");

      const pushed = await heal(made);

      expect(pushed).toMatchObject({ applied: 1, held: 0 });
      expect(filesAt(made)).toBe(1);
    });

    it("is known under another name", async () => {
      const made = await desk({ at: [at], tasks: 1 });
      await made.addFile("NV-0001", "Báo cáo.pdf");
      made.simulator.script([{ fault: "renames-file", on: "write", with: { name: "tai-lieu.pdf" } }]);
      await pushLane(made.means, made.lane);

      const report = await verify(made);

      expect(kinds(report)).toEqual(["NV-0001 renamed"]);
      await linksDueInFull(made.means, made.lane);
      expect((await pushLane(made.means, made.lane)).inStep).toBe(1);
      expect(filesAt(made)).toBe(1);
    });

    it("goes round everything, budget by budget, and begins where it stopped", async () => {
      const made = await sent(at, 6);
      await made.means.wait(days(1));
      const seen = new Set<number>();

      for (let run = 0; run < 12; run += 1) {
        await made.means.wait(1_000);
        const report = await verify(made, { budget: 5 });
        seen.add(report.checked);
        expect(report.requests).toBeLessThan(5 + 4);
      }

      const { rows } = await checkedAt(made);
      expect(rows.every((one) => one !== null && Date.parse(one) > Date.parse("2025-12-09T00:00:00Z"))).toBe(
        true,
      );
      expect([...seen].every((count) => count > 0)).toBe(true);
    });
  });

  it("is changed where only its bytes tell, and is sent again beside the broken copy", async () => {
    const made = await desk({ at: ["nq57"], tasks: 1 });
    await made.addFile("NV-0001", "Báo cáo.pdf");
    made.simulator.script([{ fault: "damages-file", on: "write" }]);
    await pushLane(made.means, made.lane);

    const report = await verify(made);
    const pushed = await heal(made);

    expect(kinds(report)).toEqual(["NV-0001 changed"]);
    expect(pushed).toMatchObject({ applied: 1, held: 0 });
    expect([filesAt(made), made.simulator.tally().doubledFiles]).toEqual([2, 0]);
    expect(await verify(made)).toMatchObject({ findings: [], proven: { download: 1 } });
  });

  it("cannot be seen where the task is gone", async () => {
    const made = await sent("nq57", 2);
    made.simulator.remove(made.simulator.held()[0]?.remoteId ?? "");

    expect(kinds(await verify(made))).toEqual(["NV-0001 unseen"]);
  });

  it.each(both)("gives back what is damaged here, at %s", async (at) => {
    const made = await sent(at, 2);
    const [task] = made.simulator.held();
    const sha256 = task?.evidence[0]?.sha256 ?? "";
    const damaged = new Set([sha256]);
    const fetched: string[] = [];

    const report = await verifyCopies(made.means, made.lane, {
      budget: ample,
      damaged,
      async restore(wanted, bytes) {
        const hash = createHash("sha256");
        for await (const piece of bytes) hash.update(piece);
        fetched.push(hash.digest("hex"));
        return fetched.at(-1) === wanted;
      },
    });

    expect(fetched).toEqual([sha256]);
    expect(report.restored.map((file) => file.sha256)).toEqual([sha256]);
    expect(damaged.size).toBe(0);
  });

  it("is not asked while another worker carries the lane", async () => {
    const made = await sent("memory", 1);

    const lease = await takeLease(made.restarted(), made.lane);
    const before = made.simulator.arrivals().length;

    const report = await verify(made);

    expect([report.busy?.key, report.checked]).toEqual(["push.busy", 0]);
    expect(made.simulator.arrivals().length).toBe(before);
    if ("end" in lease) await lease.end();
  });

  it("writes nothing at a portal", async () => {
    const made = await sent("nq57", 2);
    const before = made.simulator.tally().writes;
    made.simulator.loseFiles(made.simulator.held()[0]?.remoteId ?? "");

    await verify(made);

    expect(made.simulator.tally().writes).toBe(before);
  });
});

async function checkedAt({ means }: Desk): Promise<{ rows: (string | null)[] }> {
  const rows = await means.store.read(
    async (tx) => await tx.selectFrom("link_evidence").select("checked_at").execute(),
  );
  return { rows: rows.map(({ checked_at }) => checked_at) };
}
