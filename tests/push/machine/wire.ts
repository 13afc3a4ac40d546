// The watched wire between the program and one memory portal: keeps what the portal showed, checks every write at the
// moment it leaves and at the moment it lands, and lets persons act in between, replies come late and runs die.
import type { Memory } from "../../../adapters/memory/memory.ts";
import { fieldNames, type FieldName, type FieldValue } from "../../../schemas/field.ts";
import { Uncertain } from "../../../schemas/errors.ts";
import type { HeldTask, RunningSimulator } from "../../../schemas/simulator.ts";
import type {
  EvidenceFile,
  PortalSession,
  ProgressChange,
  RemoteTask,
} from "../../../src/portal/contract.ts";
import { sameValue } from "../../../src/reconcile/normal.ts";
import { checkFile, checkProgress } from "./writes.ts";
import { Killed, Life } from "./life.ts";
import type { PortalShape, Side, World } from "./world.ts";

/** Something that a person does while the program is at the wire. */
export interface Meanwhile {
  at: "read" | "before write" | "after write";
  nth: number;
  act(): Promise<void>;
}

export interface Wire {
  life: Life;
  /** What the portal showed since the last push began, and the newest of each task. */
  shown: RemoteTask[];
  newest: Map<string, RemoteTask>;
  meanwhile: Meanwhile[];
  /** The next write is answered by nobody and lands so many milliseconds later. */
  lateByMs: number | null;
  /** Tasks whose newest look showed days that the portal does not hold: who writes them once more was misled. */
  misled: Set<string>;
  /** By "remote id, field": what a person changed at the portal since the program looked. */
  edited: Set<string>;
  /** By "remote id, field": what our last write to it brought there. */
  brought: Map<string, FieldValue>;
  /** Writes that left since the last push began. */
  writes: number;
  /** The last entry of the lane's ledger that was checked. */
  checkedUpTo: number;
  /** By "remote id, field": our last write, whether the portal showed it, and how often it was put back by then. */
  wars: Map<string, { value: FieldValue; seen: boolean; rounds: number }>;
  /** Writes that nobody answered: when each left and when it landed, or will. */
  underWay: { key: string; leftAt: number; landsAt: number }[];
  land(clock: number): Promise<void>;
  around(side: Side, session: PortalSession): PortalSession;
}

interface Late {
  at: number;
  deliver(): Promise<void>;
}

type Watching = { world: World; side: Side; wire: Wire; late: Late[]; simulator: RunningSimulator };

/** Watches one portal. */
export function watched(
  world: World,
  {
    simulator,
    conditional,
    keeps,
  }: Pick<PortalShape, "conditional" | "keeps"> & { simulator: RunningSimulator },
): Wire {
  const late: Late[] = [];
  const wire: Wire = {
    life: new Life(),
    shown: [],
    newest: new Map(),
    misled: new Set(),
    edited: new Set(),
    brought: new Map(),
    meanwhile: [],
    lateByMs: null,
    writes: 0,
    checkedUpTo: 0,
    wars: new Map(),
    underWay: [],
    async land(clock) {
      for (const one of late.splice(0).toSorted((left, right) => left.at - right.at)) {
        if (one.at > clock) late.push(one);
        else await one.deliver();
      }
    },
    around(side, session) {
      const watching = { world, side, wire, late, simulator };
      const { readTask } = session;
      return {
        async *listTasks() {
          for await (const task of session.listTasks()) {
            wire.life.mustLive();
            yield see(watching, leftOf(task, keeps));
          }
          await act(watching, "read");
        },
        ...(readTask === undefined
          ? {}
          : {
              async readTask(remoteId: string) {
                wire.life.mustLive();
                const task = await readTask(remoteId);
                const seen = task === null ? null : see(watching, leftOf(task, keeps));
                await act(watching, "read");
                return seen;
              },
            }),
        async sendProgress(change) {
          const wasMisled = isMisled(wire, change);
          return await write(watching, {
            key: change.key,
            check: () => checkProgress(world, { side, change }),
            deliver: () => deliverProgress(watching, { change, conditional, session, wasMisled }),
          });
        },
        sendEvidence: (file) =>
          write(watching, {
            key: file.key,
            check: () => checkFile(world, { side, file }),
            deliver: () => deliverFile(watching, { file, session }),
          }),
      };
    },
  };
  return wire;
}

/** A task as a portal shows it that loses marks, or every entry but the newest. */
function leftOf({ entries = [], ...task }: RemoteTask, keeps: PortalShape["keeps"]): RemoteTask {
  if (keeps === "newest") return task;
  return {
    ...task,
    entries: keeps === "marked" ? entries : entries.map((one) => ({ ...one, marker: null })),
  };
}

function see({ wire, simulator }: Watching, task: RemoteTask): RemoteTask {
  const kept = structuredClone(task);
  const held = heldAt(simulator, task.remoteId)?.fields ?? {};
  const isTrue = days.every((day) => (kept.fields[day] ?? null) === (held[day] ?? null));
  for (const name of fieldNames) wire.edited.delete(`${task.remoteId} ${name}`);
  if (isTrue) wire.misled.delete(task.remoteId);
  else wire.misled.add(task.remoteId);
  wire.shown.push(kept);
  wire.newest.set(task.remoteId, kept);
  for (const [name, shown] of Object.entries(kept.fields)) {
    const field = name as FieldName;
    const ours = wire.wars.get(`${task.remoteId} ${field}`);
    if (ours !== undefined && sameValue(field, ours.value, shown)) ours.seen = true;
  }
  return task;
}

/** Whether what is written was decided on a look that no longer holds, and not by our doing. */
function isMisled({ misled, edited }: Wire, { remoteId, set }: ProgressChange): boolean {
  return misled.has(remoteId) || Object.keys(set).some((field) => edited.has(`${remoteId} ${field}`));
}

const days = ["dueOn", "expectedOn", "completedOn"] as const;

async function act({ wire, world }: Watching, at: Meanwhile["at"]): Promise<void> {
  for (const one of wire.meanwhile) if (one.at === at) one.nth -= 1;
  const ready = wire.meanwhile.filter((one) => one.at === at && one.nth < 0);
  wire.meanwhile = wire.meanwhile.filter((one) => !ready.includes(one));
  for (const one of ready) {
    world.count(`meanwhile ${at}`);
    await one.act();
  }
}

interface Writing<Receipt> {
  key: string;
  check(): Promise<void>;
  deliver(): Promise<Receipt>;
}

async function write<Receipt>(
  watching: Watching,
  { key, check, deliver }: Writing<Receipt>,
): Promise<Receipt> {
  const { wire, world, late } = watching;
  const { life } = wire;
  const dies = life.meets("write");
  wire.writes += 1;
  await act(watching, "before write");
  if (dies === "before") life.end();
  await check();
  if (dies === "under way" || wire.lateByMs !== null) {
    const leftAt = Date.parse(world.now());
    const at = leftAt + (wire.lateByMs ?? 150);
    wire.underWay.push({ key, leftAt, landsAt: at });
    // What the portal answers to it, nobody hears any more.
    late.push({ at, deliver: async () => void (await deliver().catch(() => undefined)) });
    wire.lateByMs = null;
    world.count("late commit");
    if (dies !== null) life.end();
    throw new Uncertain("no complete answer to a write");
  }
  const receipt = await deliver();
  await act(watching, "after write");
  if (dies === "after") life.end();
  if (life.dead) throw new Killed("this run is dead");
  return receipt;
}

async function deliverProgress(
  watching: Watching,
  {
    change,
    conditional,
    session,
    wasMisled,
  }: { change: ProgressChange; conditional: string; session: PortalSession; wasMisled: boolean },
) {
  const { simulator, wire } = watching;
  const before = heldAt(simulator, change.remoteId);
  const asSent = conditional === "none" ? { ...change, before: unversioned(simulator, change) } : change;
  const send = async () => {
    try {
      return await session.sendProgress?.(asSent);
    } finally {
      for (const [name, value] of Object.entries(heldAt(simulator, change.remoteId)?.fields ?? {})) {
        if (name in change.set) wire.brought.set(`${change.remoteId} ${name}`, value);
      }
    }
  };
  return await landing(watching, {
    send,
    isNews: () =>
      wasMisled ||
      isMisled(wire, change) ||
      Object.entries(change.set).some(
        ([name, value]) => !sameValue(name as FieldName, (before?.fields[name] ?? null) as FieldValue, value),
      ),
    what: `${change.remoteId} ${JSON.stringify(change.set)}`,
  });
}

async function deliverFile(
  watching: Watching,
  { file, session }: { file: EvidenceFile; session: PortalSession },
) {
  const before = heldAt(watching.simulator, file.remoteId);
  return await landing(watching, {
    send: async () => await session.sendEvidence?.(file),
    isNews: () => !before?.evidence.some(({ sha256 }) => sha256 === file.sha256),
    what: `${file.remoteId} ${file.name}`,
  });
}

/** Hands a request over; a committed write that changes nothing is a write that was made twice. */
async function landing<Receipt>(
  { simulator, world, side }: Watching,
  request: { send(): Promise<Receipt | undefined>; isNews(): boolean; what: string },
): Promise<Receipt> {
  const from = simulator.arrivals().length;
  try {
    const receipt = await request.send();
    if (receipt === undefined) throw new Error("the memory portal takes every write");
    return receipt;
  } finally {
    const own = simulator.arrivals().slice(from, from + 1);
    const isOnce = own.some(({ committed, faults }) => committed && !faults.includes("delivered-twice"));
    if (isOnce && !request.isNews()) world.wrong.push(`${side.lane.portal}: written twice: ${request.what}`);
  }
}

function heldAt(simulator: RunningSimulator, remoteId: string): HeldTask | undefined {
  return simulator.held().find((task) => task.remoteId === remoteId);
}

/** The task as if it had just been read: a portal without versions refuses no stale write. */
function unversioned(simulator: RunningSimulator, { before }: ProgressChange): RemoteTask {
  const { records } = simulator.options["memory"] as Memory;
  const now = records.find(({ remoteId }) => remoteId === before.remoteId);
  return { ...before, version: String(now?.version ?? before.version) };
}
