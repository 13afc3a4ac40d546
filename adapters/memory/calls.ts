// The conversation with the in-memory portal: sign in, list, read, send. One request for each write, none repeated;
// what does not fit is refused before or by the portal, never mended.
import { createHash } from "node:crypto";
import { Refused, SignedOut, Stale, Transient } from "../../schemas/errors.ts";
import type { FieldValues } from "../../schemas/field.ts";
import { brokenRules } from "../../schemas/file-rules.ts";
import { inWords } from "../../schemas/phrase.ts";
import type { Receipt } from "../../schemas/receipt.ts";
import type {
  EvidenceFile,
  PortalFacts,
  PortalSession,
  ProgressChange,
  RemoteTask,
  TakeBytes,
} from "../../src/portal/contract.ts";
import { dayShown, keptOf, listLeft } from "../../src/portal/simulator-lapses.ts";
import type { FaultParameters } from "../../src/portal/simulator-spec.ts";
import { toRemoteTask, toWish } from "./convert.ts";
import type { Landed } from "./line.ts";
import { addEntry, type Memory, type MemoryRecord } from "./memory.ts";

/** What the facts say that the calls go by. */
export type MemoryLimits = Pick<PortalFacts, "pageSize" | "evidence">;

type Fires = (fault: string) => FaultParameters | null;

/** Signs in, then offers the calls; SignedOut with another password. */
export async function openSession(
  memory: Memory,
  password: string,
  limits: MemoryLimits,
): Promise<PortalSession> {
  await memory.line.ask({
    kind: "signIn",
    path: "/sign-in",
    land() {
      if (password !== memory.password) throw new SignedOut("the portal does not know this account");
      return { result: null, committed: false };
    },
  });
  return {
    listTasks: () => listTasks(memory, limits.pageSize),
    readTask: (remoteId) => readTask(memory, remoteId),
    sendProgress: (change) => sendProgress(memory, change),
    sendEvidence: (file) => sendEvidence(memory, file, limits),
    readEvidence: ({ fileId }, take) => readEvidence(memory, fileId, take),
  };
}

/** Pages until as many were asked for as the portal counts; complete only if it showed as many, and one count. */
async function* listTasks(memory: Memory, pageSize: number): AsyncGenerator<RemoteTask> {
  const totals = new Set<number>();
  let seen = 0;
  for (let number = 1; ; number += 1) {
    const page = await memory.line.ask({
      kind: "read",
      path: `/tasks?page=${number}`,
      land: (fires) => ({ result: pageOf(memory, { number, size: pageSize }, fires), committed: false }),
    });
    yield* page.tasks;
    seen += page.tasks.length;
    totals.add(page.total);
    if (number * pageSize < page.total) continue;
    if (totals.size === 1 && totals.has(seen)) return;
    throw new Transient(`the portal counts ${[...totals].join(", then ")} tasks, the listing showed ${seen}`);
  }
}

function pageOf(
  memory: Memory,
  { number, size }: { number: number; size: number },
  fires: Fires,
): { tasks: RemoteTask[]; total: number } {
  const { records } = memory;
  const asked = {
    number,
    size,
    rows: records.slice((number - 1) * size, number * size),
    total: records.length,
  };
  const { rows, total } = listLeft({ fires }, asked);
  return { tasks: shown(memory, rows, fires), total };
}

async function readTask(memory: Memory, remoteId: string): Promise<RemoteTask | null> {
  return memory.line.ask({
    kind: "read",
    path: `/tasks/${remoteId}`,
    land: (fires) => {
      const found = memory.records.filter((record) => record.remoteId === remoteId);
      return { result: shown(memory, found, fires)[0] ?? null, committed: false };
    },
  });
}

/** Records as shown now; a word that nobody mapped falls on the first. */
function shown(memory: Memory, records: MemoryRecord[], fires: Fires): RemoteTask[] {
  const unknown = records.length === 0 ? null : fires("unknown-word");
  const day = dayShown({ fires });
  const tasks = records.map((record, place) => {
    const word = unknown === null || place > 0 ? record.word : String(unknown["word"] ?? "Đã phê duyệt");
    return toRemoteTask({ ...record, word, values: withDays(record.values, day) });
  });
  memory.rewriting.showed(records.map(({ remoteId }) => remoteId));
  return tasks;
}

function withDays(values: FieldValues, day: (day: string | null) => string | null): FieldValues {
  const bent = { ...values };
  for (const name of ["dueOn", "expectedOn", "completedOn"] as const) {
    const value = values[name];
    if (typeof value === "string") bent[name] = day(value);
  }
  return bent;
}

/** What only whoever assigned the task writes. */
const assigned = ["title", "leadOrganisation"] as const;

async function sendProgress(memory: Memory, change: ProgressChange): Promise<Receipt> {
  if (assigned.some((field) => field in change.set)) throw new Refused("Trường do bên giao nhiệm vụ nhập");
  return memory.line.ask({
    kind: "write",
    path: `/tasks/${change.remoteId}/progress`,
    land(fires) {
      const landed = landProgress(recordOf(memory, change.remoteId), change, fires);
      memory.rewriting.wrote({ fires }, change.remoteId);
      return landed;
    },
  });
}

function landProgress(record: MemoryRecord, change: ProgressChange, fires: Fires): Landed<Receipt> {
  const locked = fires("period-locked");
  if (locked !== null) throw new Refused(String(locked["message"] ?? "Kỳ báo cáo đã khóa"));
  if (record.locked !== null) throw new Refused(record.locked);
  if (fires("edited-between") !== null) {
    record.values.difficulties = "Đơn vị khác vừa cập nhật";
    record.version += 1;
  }
  if (change.before.version !== String(record.version))
    throw new Stale("the record was changed since it was read");
  const { word, values } = toWish(change.set);
  const [first = ""] = Object.keys(values);
  const kept = { ...values };
  if (fires("drops-field") !== null) delete kept[first as keyof typeof kept];
  if (word !== null) record.word = word;
  Object.assign(record.values, kept);
  addEntry(record, kept, change.marker);
  record.version += 1;
  return { result: { createdId: String(record.entries.length), portalSaid: "Đã cập nhật" }, committed: true };
}

async function sendEvidence(memory: Memory, file: EvidenceFile, limits: MemoryLimits): Promise<Receipt> {
  refuseUnfit(file, limits.evidence);
  const pieces: Uint8Array[] = [];
  for await (const piece of file.open()) pieces.push(piece);
  const arrived = Buffer.concat(pieces);
  return memory.line.ask({
    kind: "write",
    path: `/tasks/${file.remoteId}/files`,
    land: (fires) => {
      const { files } = recordOf(memory, file.remoteId);
      const { name, bytes } = keptOf({ faults: { fires }, now: 0 }, { name: file.name, bytes: arrived });
      const remoteId = `${file.remoteId}-${memory.nextId()}`;
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      memory.bytes.set(remoteId, bytes);
      files.push({ remoteId, name, size: bytes.length, sha256 });
      return { result: { createdId: remoteId, portalSaid: "Đã nhận tệp" }, committed: true };
    },
  });
}

async function readEvidence(memory: Memory, fileId: string, take: TakeBytes): Promise<void> {
  const bytes = await memory.line.ask({
    kind: "read",
    path: `/files/${fileId}`,
    land: () => ({ result: memory.bytes.get(fileId), committed: false }),
  });
  const isShown = memory.records.some(({ files }) => files.some(({ remoteId }) => remoteId === fileId));
  if (bytes === undefined || !isShown) throw new Refused("Không tìm thấy tệp");
  await take(
    (async function* () {
      yield bytes;
    })(),
  );
}

function refuseUnfit(file: EvidenceFile, evidence: MemoryLimits["evidence"]): void {
  if ("none" in evidence) throw new Refused(evidence.none);
  const [broken] = brokenRules(file, evidence);
  if (broken !== undefined) throw new Refused(inWords(broken, "vi"));
}

function recordOf(memory: Memory, remoteId: string): MemoryRecord {
  const record = memory.records.find((one) => one.remoteId === remoteId);
  if (record === undefined) throw new Refused("Không tìm thấy nhiệm vụ");
  return record;
}
