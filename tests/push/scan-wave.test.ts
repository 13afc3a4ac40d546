// Files on their way to a portal, and a virus scanner in front of it.
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Scanner } from "../../schemas/scanner.ts";
import { pushLane } from "../../src/push/run.ts";
import type { Lane, Step } from "../../src/push/lane.ts";
import { linksDueInFull } from "../../src/push/in-full.ts";
import { createScan, oncePerRun, type Verdict } from "../../src/evidence/scanner.ts";
import { changeTask } from "../../src/register/change.ts";
import { listHolds } from "../../src/store/holds.ts";
import { onEachDatabase } from "../databases.ts";
import { aListener, withScanner } from "../evidence/scanners.ts";
import { desksOn, type Desk } from "./desk.ts";

const half = { lifecycle: "in_progress", percent: 50, progressText: "Đã trình dự thảo" } as const;

/** What the portal holds of each task: its percentage and the names of its files. */
function there({ simulator }: Desk) {
  return simulator
    .held()
    .map(({ fields, evidence }) => [fields["percent"], ...evidence.map(({ name }) => name)]);
}

async function reasons({ means }: Desk) {
  const holds = await means.store.read(async (tx) => await listHolds(tx));
  return holds.flatMap((hold) => hold.reasons);
}

/** Reports on every task, with a file of these bytes on the first. */
async function report(desk: Desk, ...file: [name: string, bytes?: Uint8Array]): Promise<void> {
  await desk.reportAll(desk.codes.map((code) => ({ code, report: half })));
  await desk.addFile(desk.codes[0] ?? "", ...file);
}

/** A scanner that the desk does not have when files are added. */
function scanBy({ means }: Desk, scanner: Scanner): (sha256: string) => Promise<Verdict> {
  const scan = createScan(scanner);
  return async (sha256) => await scan(means.openEvidence(sha256));
}

/** The lane, with something that happens once after the portal was first looked at. */
function whenLookedAt(lane: Lane, happen: () => Promise<void>): Lane {
  let happened: Promise<void> | undefined;
  return {
    ...lane,
    async connect(wire) {
      const session = await lane.connect(wire);
      return {
        ...session,
        async readTask(id) {
          const task = await session.readTask?.(id);
          await (happened ??= happen());
          return task ?? null;
        },
        async *listTasks() {
          yield* session.listTasks();
          await (happened ??= happen());
        },
      };
    },
  };
}

withScanner("with a scanner", ["StreamMaxLength 1M"], (scanner) => {
  onEachDatabase("a push", (open) => {
    const aDesk = desksOn(open);
    const scanned = (tasks: number) => aDesk({ at: ["nq57"], tasks, scanner: scanner().unix });

    it("carries a clean file, and tells that it is being scanned", async () => {
      const desk = await scanned(2);
      await report(desk, "Báo cáo.pdf");
      const told: Step[] = [];

      const result = await pushLane({ ...desk.means, show: (step) => told.push(step) }, desk.lane);

      expect(result).toMatchObject({ applied: 2, held: 0, left: 0, stopped: null });
      expect(there(desk)).toEqual([[50, "Báo cáo.pdf"], [50]]);
      expect(told).toContainEqual({ portal: "nq57", doing: "scanning", done: 1, total: 1 });
    });

    it("holds a task whose file newer signatures find infected, sends nothing of it, and carries the others", async () => {
      const desk = await scanned(2);
      const bad = `doc-hai-${randomUUID()}`;
      await report(desk, "Báo cáo.pdf");
      await desk.addFile(desk.codes[0] ?? "", "Phụ lục.pdf", Buffer.from(`%PDF-1.4\n% ${bad}`));
      await scanner().learn(bad);

      const result = await pushLane(desk.means, desk.lane);
      const again = await pushLane(desk.restarted(), desk.lane);

      expect(result).toMatchObject({ applied: 1, held: 1, left: 0, stopped: null });
      expect(again).toMatchObject({ applied: 0, held: 0, waiting: 1 });
      expect(there(desk)).toEqual([[0], [50]]);
      expect(await reasons(desk)).toEqual([
        phrase("push.infected", { name: "Phụ lục.pdf", signature: "Dongbo.Moi.UNOFFICIAL" }),
      ]);
    });

    it("sends nothing with a file while the scanner is stopped, and the next push does once it is back", async () => {
      const desk = await scanned(3);
      await report(desk, "Báo cáo.pdf");
      await scanner().stop();

      const without = await pushLane(desk.means, desk.lane);
      const thereWithout = there(desk);
      const before = desk.portals[0]?.requests() ?? 0;
      const still = await pushLane(desk.restarted(), desk.lane);
      const looks = (desk.portals[0]?.requests() ?? 0) - before;
      await scanner().start();
      const back = await pushLane(desk.restarted(), desk.lane);

      const { clamd } = scanner().unix;
      const stopped = phrase("push.stopped_scanner", { portal: "nq57", scanner: clamd, why: "ENOENT" });
      expect(without).toMatchObject({ applied: 2, held: 0, left: 1, stopped });
      expect(thereWithout).toEqual([[0], [50], [50]]);
      expect(still).toMatchObject({ applied: 0, left: 1, stopped });
      expect(looks).toBeLessThan(5);
      expect(back).toMatchObject({ applied: 1, held: 0, left: 0, stopped: null });
      expect(there(desk)).toEqual([[50, "Báo cáo.pdf"], [50], [50]]);
    });

    it("holds a file that was added before there was a scanner, and is longer than it looks at", async () => {
      const desk = await aDesk({ at: ["nq57"], tasks: 2 });
      await report(desk, "Bản quét.pdf", Buffer.concat([Buffer.from("%PDF-1.4\n"), Buffer.alloc(3e6)]));
      const scanEvidence = scanBy(desk, scanner().tcp);

      const result = await pushLane({ ...desk.means, scanEvidence }, desk.lane);

      const values = { name: "Bản quét.pdf", scanner: scanner().tcp.clamd };
      expect(result).toMatchObject({ applied: 1, held: 1, stopped: null });
      expect(there(desk)).toEqual([[0], [50]]);
      expect(await reasons(desk)).toMatchObject([{ key: "push.beyond_scanner", values }]);
    });
  });
});

onEachDatabase("a push in front of a scanner", (open) => {
  const aDesk = desksOn(open);

  it("waits for a silent one once and no longer than its time, however many files there are", async () => {
    const desk = await aDesk({ at: ["nq57"], tasks: 4 });
    await report(desk, "a.pdf");
    await desk.addFile(desk.codes[1] ?? "", "b.pdf");
    await desk.addFile(desk.codes[2] ?? "", "c.pdf");
    const listener = await aListener((socket) => void socket.resume());
    const began = performance.now();

    const result = await pushLane(
      { ...desk.means, scanEvidence: oncePerRun(scanBy(desk, listener)) },
      desk.lane,
    );

    const stopped = { key: "push.stopped_scanner", values: { scanner: listener.clamd, why: "ETIMEDOUT" } };
    expect(result).toMatchObject({ applied: 1, held: 0, left: 3, stopped });
    expect(there(desk)).toEqual([[0], [0], [0], [50]]);
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  it("asks once about a file of several tasks and portals, and again in the next run", async () => {
    const desk = await aDesk({ at: ["nq57", "nq71-dongnai"], tasks: 2 });
    const bytes = Buffer.from("%PDF-1.4\n% chung\n%%EOF\n");
    await report(desk, "Chung.pdf", bytes);
    await desk.addFile(desk.codes[1] ?? "", "Chung.pdf", bytes);
    const asked: string[] = [];
    const aRun = () => ({
      ...desk.restarted(),
      scanEvidence: oncePerRun(async (sha256) => {
        asked.push(sha256);
        return { kind: "infected", signature: "X" };
      }),
    });
    const [run, next] = [aRun(), aRun()];

    for (const { lane } of desk.portals) await pushLane(run, lane);
    const first = [...asked];
    await linksDueInFull(next, desk.lane);
    await pushLane(next, desk.lane);

    expect(first).toHaveLength(1);
    expect(asked).toEqual([first[0], first[0]]);
    expect(desk.portals.map(({ simulator }) => simulator.held().flatMap(({ evidence }) => evidence))).toEqual(
      [[], []],
    );
  });

  it("shows it nothing of a task that was marked since it was looked at", async () => {
    const desk = await aDesk({ at: ["nq57"], tasks: 2 });
    await report(desk, "Báo cáo.pdf");
    const [asked, code] = [[] as string[], desk.codes[0] ?? ""];
    const provenance = { who: "A", system: "dongbo", run: "r", at: desk.means.now() };
    const lane = whenLookedAt(desk.lane, async () => {
      await desk.means.store.transaction(
        async (tx) => void (await changeTask(tx, { code, set: { classification: "mat" }, provenance })),
      );
    });
    const scanEvidence = async (sha256: string): Promise<Verdict> => {
      asked.push(sha256);
      return { kind: "clean" };
    };

    const result = await pushLane({ ...desk.means, scanEvidence }, lane);

    expect(asked).toEqual([]);
    expect(result).toMatchObject({ applied: 1, stopped: null });
    expect(there(desk)).toEqual([[0], [50]]);
    expect(await reasons(desk)).toEqual([phrase("reconcile.secret")]);
  });

  it("sends no file that only a newer look wants before that was scanned too", async () => {
    const desk = await aDesk({ at: ["nq57"], tasks: 1, lane: { observationGoodForMs: -1 } });
    const code = desk.codes[0] ?? "";
    await desk.addFile(code, "Báo cáo.pdf");
    await pushLane(desk.means, desk.lane);
    await desk.report(code, half);
    const lost = whenLookedAt(desk.lane, async () =>
      desk.simulator.loseFiles(desk.simulator.held()[0]?.remoteId ?? ""),
    );
    const filesWhenAsked: number[] = [];
    const scanEvidence = async (): Promise<Verdict> => {
      filesWhenAsked.push(desk.simulator.held()[0]?.evidence.length ?? 0);
      return { kind: "clean" };
    };

    const result = await pushLane({ ...desk.restarted(), scanEvidence }, lost);

    expect(result).toMatchObject({ held: 0, left: 0, stopped: null });
    expect(filesWhenAsked).toEqual([0]);
    expect(there(desk)).toEqual([[50, "Báo cáo.pdf"]]);
  });

  it("carries the others when the store cannot hand a file out, and ends with what the store said", async () => {
    const desk = await aDesk({ at: ["nq57"], tasks: 2 });
    await report(desk, "Báo cáo.pdf");
    const away = new UserError([phrase("evidence.missing", { sha256: "0" })]);
    const scanEvidence = async () => await Promise.reject(away);

    const pushing = pushLane({ ...desk.means, scanEvidence }, desk.lane);

    await expect(pushing).rejects.toBe(away);
    expect(there(desk)).toEqual([[0], [50]]);
  });
});
