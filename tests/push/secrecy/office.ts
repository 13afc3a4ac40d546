// An office that marks, unmarks, plans and pushes at random, and what it was told of secrecy: kept here a second time, so
// that the portal's own account can be held against it. Knows nothing of how the program decides.
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../../schemas/errors.ts";
import type { Plan } from "../../../schemas/plan.ts";
import type { FaultRule } from "../../../schemas/simulator.ts";
import type { Classification } from "../../../schemas/task.ts";
import { createEvidenceStore } from "../../../src/evidence/evidence-store.ts";
import { approve, makePlan, planLane, takeForPush } from "../../../src/push/plan.ts";
import { pushLane } from "../../../src/push/run.ts";
import { changeTask } from "../../../src/register/change.ts";
import { classifyDocument } from "../../../src/register/secrecy.ts";
import type { Store } from "../../../src/store/connection.ts";
import { insertSources } from "../../../src/store/documents.ts";
import { tasksOfCodes } from "./tasks.ts";
import { watched } from "./watched.ts";
import { aPdfPage } from "../../evidence/files.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { aDesk, type Desk } from "../desk.ts";

export type Marking =
  | { act: "add"; task: number; file: number; marked: boolean; level: Classification | null }
  | { act: "classify"; task: number; file: number; level: Classification }
  | { act: "task"; task: number; level: Classification }
  | { act: "document"; level: Classification };
export type Act =
  | Marking
  | { act: "progress"; task: number }
  | { act: "plan" }
  | {
      act: "push";
      saved: boolean;
      fault: FaultRule["fault"] | null;
      meanwhile: { at: "look" | "write"; what: Marking } | null;
    };

/** The last shows a mark on its first page. */
export const fileCount = 3;
export const taskCount = 2;
const documentNumber = "12-KH/TU";

/** How secret things are, as the office was told. */
interface Told {
  files: Map<number, { level: Classification; marks: Set<string>; settled: boolean }>;
  tasks: Classification[];
  document: Classification;
}

interface Leaving {
  task: number;
  /** `null`: its progress. */
  file: number | null;
}

export interface SecrecyOffice {
  run(act: Act): Promise<void>;
  /** Everything that reached the portal while it was secret or nobody had said that it is not. */
  readonly escaped: string[];
  /** How often what happened, so that a test can see that it met everything. */
  readonly met: Map<string, number>;
  /** Names of files that at no time were allowed to leave. */
  neverAllowed(): string[];
  desk: Desk;
  stop(): Promise<void>;
}

/** An office with two tasks that rest on one document, linked to the memory portal and in step. */
export async function aSecrecyOffice(store: Store): Promise<SecrecyOffice> {
  const desk = await aDesk(store, { at: ["memory"], tasks: taskCount });
  const folder = await temporaryFolder();
  const evidence = createEvidenceStore(join(folder, "kept"));
  const told: Told = { files: new Map(), tasks: desk.codes.map(() => "normal"), document: "normal" };
  const [escaped, met] = [[] as string[], new Map<string, number>()];
  const allowedOnce = new Set<string>();
  const underWay = new Set<string>();
  let saved: Plan | null = null;
  let pushes = 0;
  let seen = look();

  await store.transaction(async (tx) => {
    const ids = await tasksOfCodes(tx, desk.codes);
    const document = { kind: "Kế hoạch", number: documentNumber, issuer: null, issuedOn: null };
    const sources = ids.map((taskId) => ({ taskId, source: { document, item: "1", appendix: "" } }));
    await insertSources(tx, sources, desk.means.newId);
  });

  const provenance = () => ({ who: "Văn thư", system: "dongbo", run: desk.means.run, at: desk.means.now() });
  const count = (what: string) => void met.set(what, (met.get(what) ?? 0) + 1);
  const isSecretTask = (task: number) => told.tasks[task] !== "normal";
  const isSecretFile = (file: number) => {
    const known = told.files.get(file);
    return known === undefined || known.level !== "normal" || (known.marks.size > 0 && !known.settled);
  };

  const fileNamed = (name: string) => [...told.files.keys()].find((one) => name.includes(stemOf(one))) ?? -1;
  const isSecret = ({ task, file }: Leaving) => isSecretTask(task) || (file !== null && isSecretFile(file));

  /** What left while it was allowed may arrive a moment after it was marked. */
  function judge(leaving: Leaving): void {
    const what = saying(leaving);
    if (isSecret(leaving) && !underWay.has(what)) escaped.push(what);
  }

  function leaves({ remoteId, file: name }: { remoteId: string; file: string | null }): () => void {
    const code = desk.simulator.held().find((one) => one.remoteId === remoteId)?.code ?? "";
    const leaving = { task: desk.codes.indexOf(code), file: name === null ? null : fileNamed(name) };
    const what = saying(leaving);
    if (!isSecret(leaving)) underWay.add(what);
    return () => {
      check();
      underWay.delete(what);
    };
  }

  /** What the portal holds of each task. */
  function look() {
    return desk.simulator.held().map(({ code, evidence: files, entries }) => ({
      task: desk.codes.indexOf(code),
      files: files.map(({ name }) => name),
      entries: entries.length,
    }));
  }

  /** Holds what arrived since the last time against what was told until now. */
  function check(): void {
    const now = look();
    for (const [at, { task, files, entries }] of now.entries()) {
      const before = seen[at];
      for (const name of files.filter((one) => before?.files.includes(one) !== true)) {
        const file = fileNamed(name);
        count("file arrived");
        judge({ task, file });
      }
      if (entries > (before?.entries ?? 0)) {
        count("progress arrived");
        judge({ task, file: null });
      }
    }
    for (const file of told.files.keys()) if (!isSecretFile(file)) allowedOnce.add(String(file));
    seen = now;
  }

  async function mark(what: Marking): Promise<void> {
    check();
    try {
      await carryOut(what);
      count(what.act);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      count(`${what.act} refused`);
    }
    // Allowed for a moment is allowed.
    check();
  }

  async function carryOut(what: Marking): Promise<void> {
    if (what.act === "add") return await add(what);
    const reason = "theo văn thư";
    await store.transaction(async (tx) => {
      if (what.act === "classify") {
        const asked = {
          code: desk.codes[what.task] ?? "",
          file: digestOf(what.file),
          classification: what.level,
        };
        await evidence.classifyFile(tx, { ...asked, reason, provenance: provenance() });
      } else if (what.act === "task") {
        const set = { classification: what.level };
        await changeTask(tx, { code: desk.codes[what.task] ?? "", set, provenance: provenance() });
      } else {
        const asked = {
          number: documentNumber,
          classification: what.level,
          reason,
          provenance: provenance(),
        };
        await classifyDocument(tx, asked);
      }
    });
    if (what.act === "classify")
      Object.assign(told.files.get(what.file) ?? {}, { level: what.level, settled: true });
    if (what.act === "task") told.tasks[what.task] = what.level;
    if (what.act === "document") {
      told.document = what.level;
      if (what.level !== "normal")
        told.tasks = told.tasks.map((level) => (level === "normal" ? what.level : level));
    }
  }

  async function add({ task, file, marked, level }: Marking & { act: "add" }): Promise<void> {
    const place = join(folder, `${task}`);
    await mkdir(place, { recursive: true });
    const path = join(place, nameOf(file, marked));
    await writeFile(path, bytesOf(file));
    await store.transaction(async (tx) => {
      const added = { code: desk.codes[task] ?? "", path, classification: level ?? undefined };
      await evidence.addEvidence(tx, { ...added, provenance: provenance() });
    });
    const known = told.files.get(file) ?? {
      level: told.tasks[task] ?? "unknown",
      marks: new Set<string>(),
      settled: false,
    };
    for (const mark_ of [...(marked ? ["name"] : []), ...(file === fileCount - 1 ? ["page"] : [])]) {
      if (!known.marks.has(mark_)) known.settled = false;
      known.marks.add(mark_);
    }
    told.files.set(file, { ...known, level: level ?? known.level });
  }

  async function push({ saved: isSaved, fault, meanwhile }: Act & { act: "push" }): Promise<void> {
    const means = { ...desk.restarted(), openEvidence: (sha256: string) => evidence.openEvidence(sha256) };
    const wanted = isSaved && saved !== null ? { approved: await takeForPush(means, saved) } : {};
    if (isSaved && saved !== null) count("saved plan pushed");
    saved = isSaved ? null : saved;
    desk.simulator.script(fault === null ? [] : [{ fault, on: "write" }]);
    let waiting = meanwhile;
    const pause = async (at: "look" | "write") => {
      if (waiting?.at !== at) return;
      const { what } = waiting;
      waiting = null;
      await mark(what);
      count(`meanwhile ${at}`);
    };
    const { connect } = desk.lane;
    const lane = {
      ...desk.lane,
      connect: async (wire: Parameters<typeof connect>[0]) => watched(await connect(wire), { leaves, pause }),
    };
    await pushLane(means, lane, wanted);
    pushes += 1;
    check();
  }

  return {
    escaped,
    met,
    desk,
    neverAllowed: () =>
      [...told.files.keys()].filter((file) => !allowedOnce.has(String(file))).map((file) => stemOf(file)),
    async run(act) {
      if (act.act === "push") await push(act);
      else if (act.act === "progress") {
        const progressText = `Lần ${pushes}, đã trình dự thảo.`;
        const report = { lifecycle: "in_progress", percent: 50, progressText } as const;
        await desk.report(desk.codes[act.task] ?? "", report);
      } else if (act.act === "plan") {
        const plan = makePlan(desk.means, [await planLane(desk.means, desk.lane, "due")]);
        const text = JSON.stringify(plan);
        for (const [file] of [...told.files].filter(([one]) => isSecretFile(one))) {
          if (text.includes(stemOf(file))) escaped.push(`the name of file ${file} in a plan`);
        }
        if (plan.items.length === 0) return;
        await approve(desk.means, plan);
        saved = plan;
        count("plan saved");
      } else await mark(act);
    },
    async stop() {
      await desk.stop();
    },
  };
}

function saying({ task, file }: Leaving): string {
  return file === null ? `progress of task ${task}` : `file ${file} of task ${task}`;
}

function stemOf(file: number): string {
  return `Kết quả số ${file}0${file}`;
}

function nameOf(file: number, marked: boolean): string {
  return `${marked ? "MẬT - " : ""}${stemOf(file)}.pdf`;
}

function bytesOf(file: number): Buffer {
  if (file === fileCount - 1) return aPdfPage("TỐI MẬT");
  return Buffer.from(`%PDF-1.4\n% ${file}\n%%EOF\n`);
}

function digestOf(file: number): string {
  return createHash("sha256").update(bytesOf(file)).digest("hex");
}
