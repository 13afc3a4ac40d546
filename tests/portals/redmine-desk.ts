// A register with tasks that are linked at a real Redmine: what a push needs, with a clock that moves only when somebody
// waits. Reports nothing by itself.
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { portals } from "../../adapters/all.ts";
import { GuardSettingsSchema } from "../../schemas/config.ts";
import type { ProgressReport } from "../../schemas/progress.ts";
import { createEvidenceStore } from "../../src/evidence/evidence-store.ts";
import { createLog } from "../../src/log.ts";
import { createHttp, type HttpTiming } from "../../src/portal/http-client.ts";
import type { Lane, Means } from "../../src/push/lane.ts";
import { acceptLinks, previewLinks } from "../../src/push/link.ts";
import { pushLane } from "../../src/push/run.ts";
import { recordProgressMany } from "../../src/register/change.ts";
import type { Store } from "../../src/store/connection.ts";
import { aTask, keepTasks } from "../builders.ts";
import { slowLanding } from "../slow-landing.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import type { RedmineStage } from "./redmine-owner.ts";

export interface RedmineDesk {
  means: Means;
  lane: Lane;
  reportAll(reports: { code: string; report: ProgressReport }[]): Promise<void>;
  addFile(code: string, name: string, bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Builds it over what stands at the stage: the tasks of these codes, linked and met once. */
export async function redmineDesk(
  store: Store,
  stage: RedmineStage,
  { codes, timing }: { codes: readonly string[]; timing: Partial<HttpTiming> },
): Promise<RedmineDesk> {
  const folder = await temporaryFolder();
  const evidence = createEvidenceStore(join(folder, "kept"), {});
  const means = meansOf(store, stage, evidence.openEvidence);
  const { lane, close } = laneTo(stage, { now: means.now, timing });
  const tasks = codes.map((code) =>
    aTask({ code, title: `Nhiệm vụ ${code}`, lifecycle: "not_started", percent: 0, progressText: "" }),
  );
  await store.transaction(async (tx) => await keepTasks(tx, tasks));
  const preview = await previewLinks(means, lane);
  await acceptLinks(means, lane, { preview, pairs: preview.sure });
  await pushLane(means, lane);
  const provenance = () => ({ who: "Nguyễn Văn A", system: "dongbo", run: means.run, at: means.now() });
  return {
    means,
    lane,
    close,
    reportAll: async (reports) =>
      await store.transaction(
        async (tx) => void (await recordProgressMany(tx, { reports, provenance: provenance() })),
      ),
    async addFile(code, name, bytes) {
      const path = join(folder, name);
      await writeFile(path, bytes);
      await store.transaction(
        async (tx) => void (await evidence.addEvidence(tx, { code, path, provenance: provenance() })),
      );
    },
  };
}

function meansOf(store: Store, stage: RedmineStage, openEvidence: Means["openEvidence"]): Means {
  let clock = Date.parse("2025-12-08T02:00:00.000Z");
  const landed = slowLanding(() => [{ idle: stage.idle }], 5_000);
  return {
    store,
    openEvidence,
    now: () => new Date(clock).toISOString(),
    newId: randomUUID,
    async wait(ms) {
      await landed(ms);
      clock += ms;
    },
    elapsed: () => performance.now(),
    who: "Nguyễn Văn A",
    carrier: "test",
    run: randomUUID(),
    show: () => undefined,
    log: createLog("error"),
  };
}

function laneTo(
  stage: RedmineStage,
  { now, timing }: { now(): string; timing: Partial<HttpTiming> },
): { lane: Lane; close(): Promise<void> } {
  const portal = portals.find(({ name }) => name === "redmine");
  if (portal === undefined) throw new Error("there is no profile of Redmine");
  const closes: (() => Promise<void>)[] = [];
  const lane: Lane = {
    portal: portal.name,
    name: portal.name,
    facts: { ...portal.facts, requestsPerMinute: 1_000_000 },
    guards: GuardSettingsSchema.parse({ maxShare: 1, maxProtected: 1_000_000 }),
    owners: {},
    async connect({ record, mayWrite }) {
      const http = createHttp({
        baseUrl: stage.url,
        requestsPerMinute: Infinity,
        parallel: portal.facts.parallel,
        onExchange: record,
        mayWrite,
        now,
        timing: { repeatMs: 5, ...timing },
      });
      closes.push(async () => await http.close());
      return await portal.open(portal.options.parse(stage.options), http);
    },
  };
  return {
    lane,
    close: async () => {
      for (const close of closes) await close();
    },
  };
}
