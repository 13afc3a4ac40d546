// Uploads that break off at any byte, of the request or of the reply, over real HTTP, until so many were cut. Afterwards
// the portal's own count says whether a file is there twice, and its hashes whether each is whole.
import { createHash } from "node:crypto";
import type { FaultRule } from "../../schemas/simulator.ts";
import { seededRandom } from "../../schemas/seeded-random.ts";
import { linksDueInFull } from "../../src/push/in-full.ts";
import { pushLane } from "../../src/push/run.ts";
import { holds } from "../../src/push/standing.ts";
import type { Store } from "../../src/store/connection.ts";
import { aDesk, type Desk } from "../push/desk.ts";
import { doubles } from "./end.ts";
import type { LossyPortal } from "./lost-replies.ts";

export interface CutUploads {
  portal: LossyPortal;
  /** How many uploads are cut. */
  cases: number;
  seed: number;
  open(): Promise<Store>;
  /** Told after each round. */
  told?(cut: number): void;
}

export interface Cuts {
  cut: number;
  /** How often each fault fired. */
  fired: Record<string, number>;
  files: number;
  /** What the simulator holds twice. */
  doubled: number;
  /** Files of ours that no hash at the portal shows, and that no hold accounts for. */
  lost: string[];
  wrong: string[];
}

const filesOfRound = 24;
const headersMs = 150;
const largestFile = 400_000;

/** In which ways an upload is cut; a portal that renames as well takes its name away as a clue. */
export const cutKinds = ["cut-request", "cut-reply", "stalled-reply", "lost-reply", "renames-file"] as const;

/** The writes that carry a file, and those that come after it. Nothing else is written here. */
const uploads: Record<LossyPortal, NonNullable<FaultRule["on"]>[]> = {
  nq57: ["write"],
  "nq71-dongnai": [{ path: "/files/upload" }, { path: "/attachments" }],
};

/** Cuts so many uploads and says what came of it. */
export async function cutUploads(given: CutUploads): Promise<Cuts> {
  const random = seededRandom(given.seed);
  const found: Cuts = { cut: 0, fired: {}, files: 0, doubled: 0, lost: [], wrong: [] };
  const desk = await aDesk(await given.open(), {
    at: [given.portal],
    tasks: filesOfRound,
    lane: { parallel: 8, observationGoodForMs: 600_000 },
    timing: { headersMs, bodyMs: headersMs, repeatMs: 1 },
    seed: Math.floor(random() * 2 ** 31),
  });
  try {
    const sent = new Map<string, string[]>();
    for (let round = 1; found.cut < given.cases; round += 1) {
      await cutRound(desk, { given, found, random, round, sent });
      given.told?.(found.cut);
    }
    await account(desk, { found, sent });
  } finally {
    await desk.stop();
  }
  return found;
}

interface Round {
  given: CutUploads;
  found: Cuts;
  random(): number;
  round: number;
  /** Task code -> hashes of its files. */
  sent: Map<string, string[]>;
}

/** Gives every task a file more and pushes while uploads are cut, then until nothing is due. */
async function cutRound(desk: Desk, { given, found, random, round, sent }: Round): Promise<void> {
  const { means, lane, simulator, codes } = desk;
  const sizes = codes.map(() => 30 + Math.floor(random() ** 3 * largestFile));
  for (const [place, code] of codes.entries()) {
    const bytes = aPdf(sizes[place] ?? 30, random);
    await desk.addFile(code, `Văn bản kỳ ${round}.pdf`, bytes);
    sent.set(code, [...(sent.get(code) ?? []), createHash("sha256").update(bytes).digest("hex")]);
  }
  found.files += codes.length;
  const rules = Math.min(given.cases - found.cut, filesOfRound);
  simulator.script(Array.from({ length: rules }, () => aCut(given.portal, random)).flat());

  await pushLane(means, lane);

  await simulator.idle();
  for (const [fault, times] of Object.entries(simulator.fired())) {
    found.fired[fault] = (found.fired[fault] ?? 0) + times;
    if (fault !== "renames-file") found.cut += times;
  }
  simulator.script([]);
  // Whoever lost five tries in a row waits for a person, who lets the next full reconciliation try again.
  for (let again = 0; again < 2; again += 1) {
    await linksDueInFull(means, lane);
    const report = await pushLane(means, lane);
    if (report.stopped !== null || report.left + report.uncertain > 0)
      found.wrong.push(`round ${round}: ${JSON.stringify(report)}`);
  }
}

/** One upload that breaks off somewhere; now and then at a portal that also renames it. */
function aCut(portal: LossyPortal, random: () => number): FaultRule[] {
  const on = uploads[portal][Math.floor(random() * uploads[portal].length)] ?? "write";
  const byte = (most: number) => Math.floor(random() * most);
  const kind = random();
  const renames: FaultRule[] = random() < 0.2 ? [{ fault: "renames-file", on: "write" }] : [];
  // Small offsets hit heads and small files, large ones the middle of large files.
  const offset = random() < 0.5 ? byte(1_000) : byte(largestFile);
  if (kind < 0.35) return [{ fault: "cut-request", on, with: { bytes: offset } }, ...renames];
  if (kind < 0.5) {
    const hanging = { bytes: offset, stallMs: 2 * headersMs };
    return [{ fault: "cut-request", on, with: hanging }, ...renames];
  }
  if (kind < 0.75) return [{ fault: "cut-reply", on, with: { bytes: byte(200) } }, ...renames];
  if (kind < 0.9) return [{ fault: "stalled-reply", on, with: { bytes: byte(200) } }, ...renames];
  return [{ fault: "lost-reply", on }, ...renames];
}

function aPdf(size: number, random: () => number): Buffer {
  const start = Buffer.from(`%PDF-1.4\n${random()}\n`);
  return Buffer.concat([start, Buffer.alloc(size, Math.floor(random() * 256))]);
}

/** Every file of ours is there with its hash, or held; nothing is there twice. */
async function account(
  desk: Desk,
  { found, sent }: { found: Cuts; sent: Map<string, string[]> },
): Promise<void> {
  const { means, lane, simulator } = desk;
  found.doubled = simulator.tally().doubledFiles;
  const held = new Set((await holds(means)).map(({ taskCode }) => taskCode));
  for (const { code, evidence } of simulator.held()) {
    const there = new Set(evidence.map(({ sha256 }) => sha256));
    const missing = (sent.get(code) ?? []).filter((sha256) => !there.has(sha256));
    if (missing.length > 0 && !held.has(code)) found.lost.push(`${code}: ${missing.length} files`);
    const strange = [...there].filter((sha256) => !sent.get(code)?.includes(sha256));
    if (strange.length > 0) found.wrong.push(`${code}: ${strange.length} files that nobody sent`);
  }
  found.wrong.push(...(await doubles(means, { lane, simulator })));
}
