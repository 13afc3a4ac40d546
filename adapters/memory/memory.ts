// What the in-memory portal holds, and the same face that every simulator shows. All state belongs to one start;
// two starts never see each other.
import { randomBytes } from "node:crypto";
import type { FieldValues } from "../../schemas/field.ts";
import { seededRandom } from "../../schemas/seeded-random.ts";
import { faultScript } from "../../src/portal/simulator-faults.ts";
import { newRewriting, type Rewriting } from "../../src/portal/simulator-lapses.ts";
import { tallyOf, type Journal } from "../../src/portal/simulator-tally.ts";
import type { HeldTask, RunningSimulator, SeededTask } from "../../src/portal/simulator.ts";
import { lineFaults, newLine, type MemoryLine } from "./line.ts";

/** An entry: what somebody wrote at one time. */
export interface MemoryEntry {
  id: string;
  percent: number | null;
  /** `null`: nothing was said. */
  text: string | null;
  marker: string | null;
}

/** One task as the portal holds it: its status in the portal's own word. */
export interface MemoryRecord {
  remoteId: string;
  code: string;
  document: string | null;
  word: string;
  /** Everything but the status. */
  values: FieldValues;
  entries: MemoryEntry[];
  files: { remoteId: string; name: string; size: number; sha256: string }[];
  version: number;
  locked: string | null;
}

/** What the adapter is given: the line to this portal, and what is behind it. */
export interface Memory {
  line: MemoryLine;
  records: MemoryRecord[];
  password: string;
  rewriting: Rewriting;
  /** The bytes of files by their id: beside the records, which are shown as they are. */
  bytes: Map<string, Uint8Array>;
  nextId(): string;
}

/** Faults beyond the line's own; their parameters as in the other simulators. */
const ownFaults = [
  "unknown-word",
  "drops-field",
  "truncated-upload",
  "damages-file",
  "renames-file",
  "period-locked",
  "edited-between",
  "empty-list",
  "cut-list",
  "shifted-days",
  "rewrites-field",
];

// The portal's own words for canonical statuses, kept apart from what the adapter converts with.
const words: Readonly<Record<string, string>> = {
  not_started: "Chưa thực hiện",
  in_progress: "Đang thực hiện",
  submitted: "Chờ xác nhận",
  returned: "Bị trả lại",
  completed: "Hoàn thành",
  on_hold: "Tạm hoãn",
  cancelled: "Đã hủy",
  declined: "Từ chối thực hiện",
};

/** Starts an empty portal; `secretOf` wraps its invented password. */
export function startMemory<Wrapped>(settings: {
  seed: number;
  secretOf(text: string): Wrapped;
}): RunningSimulator {
  const records: MemoryRecord[] = [];
  const journal: Journal = { arrivals: [], reads: 0, writes: 0 };
  const script = faultScript([...lineFaults, ...ownFaults], seededRandom(settings.seed));
  const line = newLine(script, journal);
  const password = randomBytes(18).toString("base64url");
  const rewriting = newRewriting((remoteId, fields) => {
    if (records.some((record) => record.remoteId === remoteId)) setTo(recordOf(records, remoteId), fields);
  });
  let last = 0;
  const nextId = () => String((last += 1));
  const memory: Memory = { line, records, password, rewriting, bytes: new Map(), nextId };
  return {
    url: "memory:",
    options: { memory, password: settings.secretOf(password) },
    faults: script.known,
    seed: (tasks) => tasks.map((task) => seedOne(records, nextId(), task)),
    held: () => records.map(heldTask),
    edit: (remoteId, fields) => edit(records, remoteId, fields),
    remove: (remoteId) => void records.splice(records.indexOf(recordOf(records, remoteId)), 1),
    copy(remoteId) {
      const record = structuredClone(recordOf(records, remoteId));
      const copied = { ...record, remoteId: nextId(), version: 1 };
      records.push(copied);
      return copied.remoteId;
    },
    loseFiles(remoteId) {
      recordOf(records, remoteId).files = [];
    },
    script: (rules) => script.replace(rules),
    fired: () => script.fired(),
    arrivals: () => journal.arrivals,
    tally: () => tallyOf(journal, records.map(heldTask)),
    secrets: () => [password],
    idle: () => line.idle(),
    stop: () => line.stop(),
  };
}

function seedOne(records: MemoryRecord[], remoteId: string, task: SeededTask): string {
  const { code, document = null, ...values } = task;
  const empty = { entries: [], files: [], version: 1, locked: null };
  const held = { remoteId, code, document, word: "Chưa thực hiện", values: { percent: 0, ...values } };
  records.push({ ...held, ...empty });
  return remoteId;
}

function edit(records: MemoryRecord[], remoteId: string, fields: FieldValues): void {
  const record = recordOf(records, remoteId);
  setTo(record, fields);
  addEntry(record, fields, null);
}

/** Changes a record and leaves no entry that would tell of it. */
function setTo(record: MemoryRecord, { lifecycle, ...values }: FieldValues): void {
  if (lifecycle !== undefined) record.word = words[String(lifecycle)] ?? String(lifecycle);
  Object.assign(record.values, values);
  record.version += 1;
}

/** Appends the entry that a change of percent or text leaves; any other change leaves none. */
export function addEntry(
  record: MemoryRecord,
  { percent, progressText }: FieldValues,
  marker: string | null,
): void {
  if (percent === undefined && progressText === undefined) return;
  record.entries.push({
    id: `${record.remoteId}.${record.entries.length + 1}`,
    percent: percent === undefined || percent === null ? null : Number(percent),
    text: progressText === undefined || progressText === null ? null : String(progressText),
    marker,
  });
}

function recordOf(records: MemoryRecord[], remoteId: string): MemoryRecord {
  const record = records.find((one) => one.remoteId === remoteId);
  if (record === undefined) throw new RangeError(`the portal holds no task ${remoteId}`);
  return record;
}

function heldTask(record: MemoryRecord): HeldTask {
  const lifecycle = Object.entries(words).find(([, word]) => word === record.word)?.[0] ?? null;
  return {
    remoteId: record.remoteId,
    code: record.code,
    fields: { ...record.values, lifecycle },
    entries: record.entries.map(({ percent, text, marker }) => ({ percent, text: text ?? "", marker })),
    evidence: record.files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
  };
}
