// A register whose tasks are at a portal that people reach: one lane over the store's notebook, with a clock that moves only
// when somebody waits or the test says so.
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { portal as byHand } from "../../adapters/by-hand/adapter.ts";
import { GuardSettingsSchema } from "../../schemas/config.ts";
import type { ExportedTask } from "../../schemas/by-hand.ts";
import type { ProgressReport } from "../../schemas/progress.ts";
import { later } from "../../schemas/time.ts";
import { createEvidenceStore } from "../../src/evidence/evidence-store.ts";
import { createLog } from "../../src/log.ts";
import type { PortalSession } from "../../src/portal/contract.ts";
import type { Http } from "../../src/portal/http.ts";
import { noteExport, type ExportReport } from "../../src/push/by-hand-export.ts";
import { noteTaken } from "../../src/push/by-hand-take.ts";
import { noteReceipts } from "../../src/push/by-hand-receipt.ts";
import type { Lane, Means } from "../../src/push/lane.ts";
import { acceptLinks, previewLinks } from "../../src/push/link.ts";
import { pushLane } from "../../src/push/run.ts";
import { changeTask, recordProgressMany } from "../../src/register/change.ts";
import { gatherWorksheet, type SheetTask } from "../../src/report/worksheet.ts";
import type { Store } from "../../src/store/connection.ts";
import { createNotebook } from "../../src/store/notebook.ts";
import { aTask, keepTasks } from "../builders.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** What that portal is entered by, and what it exports. */
const configured = {
  columns: { code: "Mã", lifecycle: "Trạng thái", percent: "Tiến độ" },
  enter: { lifecycle: "Trạng thái", percent: "Tiến độ", difficulties: "Khó khăn" },
  files: { label: "Tệp" },
};

const noWire: Http = {
  read: () => Promise.reject(new Error("no wire")),
  write: () => Promise.reject(new Error("no wire")),
  signIn: () => Promise.reject(new Error("no wire")),
  hide: () => undefined,
};

export interface HandDesk {
  means: Means;
  lane: Lane;
  codes: string[];
  report(code: string, report: ProgressReport): Promise<void>;
  addFile(code: string, name: string): Promise<void>;
  /** The newest sheet's tasks. */
  sheet(): Promise<SheetTask[]>;
  markSecret(code: string): Promise<void>;
  /** Reads an export: by task its lifecycle and percent, and its files where it names any; as of now or some time ago. */
  export(
    shown: Record<string, [ExportedTask["fields"]["lifecycle"], number]>,
    more?: { agoMs?: number; files?: string[] | null },
  ): Promise<ExportReport>;
  done(codes: string[], more?: { slip?: number; notTaken?: string }): Promise<void>;
  /** Time goes by. */
  pass(ms: number): void;
  /** The same lane, with something wrong in its session. */
  laneWith(bent: (session: PortalSession) => PortalSession): Lane;
  /** The same lane, carried by somebody else from now on. */
  lostLane(): Lane;
}

/** Builds it: `tasks` tasks not begun, taken under our codes or listed by an export, linked and met once. */
export async function aHandDesk(
  store: Store,
  { tasks, known = "export" }: { tasks: number; known?: "export" | "taken" },
): Promise<HandDesk> {
  const folder = await temporaryFolder();
  const evidence = createEvidenceStore(join(folder, "kept"));
  let clock = Date.parse("2025-12-08T02:00:00.000Z");
  const now = () => new Date(clock).toISOString();
  const means: Means = {
    store,
    openEvidence: (sha256) => evidence.openEvidence(sha256),
    now,
    newId: randomUUID,
    wait: async (ms) => void (clock += ms),
    elapsed: () => performance.now(),
    who: "Nguyễn Văn A",
    carrier: "test",
    run: randomUUID(),
    show: () => undefined,
    log: createLog("error"),
  };
  const options = byHand.options.parse(
    known === "taken" ? { ...configured, columns: undefined } : configured,
  );
  const hand = byHand.byHand?.(options);
  if (hand === undefined) throw new Error("by-hand is entered by hand");
  const laneWith = (bent: (session: PortalSession) => PortalSession, isOurs = () => true): Lane => ({
    portal: "so-khcn",
    name: "so-khcn",
    facts: hand.facts,
    guards: GuardSettingsSchema.parse({ maxShare: 1, maxProtected: 1_000_000 }),
    owners: {},
    byHand: hand.sheet,
    connect: async ({ mayWrite }) => {
      const mayWriteNow = () => mayWrite() && isOurs();
      const notebook = createNotebook(store, { portal: "so-khcn", now, mayWrite: mayWriteNow });
      return bent(await byHand.open(options, noWire, notebook));
    },
  });
  const lane = laneWith((session) => session);
  const list = Array.from({ length: tasks }, (_, place) =>
    aTask({ code: `NV-${place + 1}`, lifecycle: "not_started", percent: 0, progressText: "" }),
  );
  const provenance = () => ({ who: "Nguyễn Văn A", system: "dongbo", run: means.run, at: now() });
  await store.transaction(async (tx) => await keepTasks(tx, list));
  const read: HandDesk["export"] = async (shown, { agoMs = 0, files = null } = {}) =>
    await noteExport(means, lane, {
      file: "xuat.xlsx",
      at: later(now(), -agoMs),
      tasks: Object.entries(shown).map(([code, [lifecycle = null, percent]]) => ({
        code,
        document: null,
        fields: { lifecycle, percent },
        files,
      })),
    });
  if (known === "taken") await noteTaken(means, lane, "all");
  else await read(Object.fromEntries(list.map(({ code }) => [code, ["not_started", 0]])));
  const preview = await previewLinks(means, lane);
  await acceptLinks(means, lane, { preview, pairs: preview.sure });
  await pushLane(means, lane);
  return {
    means,
    lane,
    codes: list.map(({ code }) => code),
    report: async (code, report) =>
      await store.transaction(
        async (tx) =>
          void (await recordProgressMany(tx, { reports: [{ code, report }], provenance: provenance() })),
      ),
    markSecret: async (code) =>
      await store.transaction(
        async (tx) =>
          void (await changeTask(tx, { code, set: { classification: "mat" }, provenance: provenance() })),
      ),
    async addFile(code, name) {
      const path = join(folder, name);
      await writeFile(path, `%PDF-1.4\n% ${name} ${code}\n%%EOF\n`);
      await store.transaction(
        async (tx) => void (await evidence.addEvidence(tx, { code, path, provenance: provenance() })),
      );
    },
    async sheet() {
      const wish = { portal: "so-khcn", rules: hand.sheet, status: hand.facts.status, at: now(), who: "A" };
      const { units } = await store.read(async (tx) => await gatherWorksheet(tx, wish));
      return units.flatMap(({ tasks: those }) => those);
    },
    export: read,
    done: async (codes, { slip, notTaken } = {}) =>
      void (await noteReceipts(means, lane, {
        codes,
        slip,
        notTaken,
        receipt: { who: "Lan", at: now(), number: null },
      })),
    pass: (ms) => void (clock += ms),
    laneWith,
    lostLane: () =>
      laneWith(
        (session) => session,
        () => false,
      ),
  };
}
