// Reads the register and the portals for a comparison. Asks portals only to read and changes no row: what it keeps
// of a session could not send. Holds the values of all tasks at once, and never what a portal said beside them.
import type { FieldName, FieldValues } from "../../schemas/field.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { isShown, type RemoteTask, type Seen } from "../../schemas/remote.ts";
import { mayLeave } from "../../schemas/task.ts";
import type { PortalSession } from "../portal/contract.ts";
import { readDirectory, resolveIn } from "../register/directory.ts";
import { oursOf, type Ours } from "../register/ours.ts";
import { lastListing, linkedRecords } from "../store/links.ts";
import { overriddenGuards } from "../store/plans.ts";
import { piecesOf } from "../store/rows.ts";
import { selectTaskIds } from "../store/tasks.ts";
import { leastListed } from "./decide-lane.ts";
import type { Pair, PortalSight, RegisterTask } from "./disagreement.ts";
import { onlyReading, type Lane, type Means } from "./lane.ts";
import { observe, type Observation } from "./observe.ts";
import { whyUnread } from "./out-of-order.ts";
import { stopsLane } from "./plan.ts";
import { settledAt, type Settled } from "./settled.ts";

/** The register's side, in the order of the codes. */
export interface Register {
  tasks: RegisterTask[];
  byId: ReadonlyMap<string, RegisterTask>;
}

/** Reads all tasks, or those that an organisation leads; UserError when nobody is known by that name. */
export async function readRegister(means: Means, lead: string | undefined): Promise<Register> {
  return await means.store.read(async (tx) => {
    const ids = await selectTaskIds(tx, lead === undefined ? null : resolveIn(await readDirectory(tx), lead));
    const tasks: RegisterTask[] = [];
    for (const piece of piecesOf(ids)) {
      const ours = await oursOf(tx, piece);
      tasks.push(...piece.flatMap((id) => taskOf(ours.get(id)) ?? []));
    }
    return { tasks, byId: new Map(tasks.map((task) => [task.taskId, task])) };
  });
}

/** The same of one task; empty when there is none of this id. */
export async function registerOfTask({ store }: Pick<Means, "store">, taskId: string): Promise<Register> {
  const ours = await store.read(async (tx) => await oursOf(tx, [taskId]));
  const tasks = [taskOf(ours.get(taskId)) ?? []].flat();
  return { tasks, byId: new Map(tasks.map((task) => [task.taskId, task])) };
}

/** Looks at one portal with the fewest requests. A portal that cannot be read has a problem instead of values. */
export async function lookAt(means: Means, lane: Lane, register: Register): Promise<PortalSight> {
  const known = await means.store.read(async (tx) => ({
    links: await linkedRecords(tx, lane.portal),
    listedBefore: await lastListing(tx, lane.portal),
    overridden: await overriddenGuards(tx, lane.portal, means.now()),
    settled: await settledAt(tx, lane),
  }));
  const wanted = new Map<string, RegisterTask>();
  for (const { remoteId, taskId } of known.links) {
    const task = register.byId.get(taskId);
    // What stays home is not even asked for.
    if (task !== undefined && task.fields !== null) wanted.set(remoteId, task);
  }
  const expected = Math.max(known.listedBefore ?? 0, known.links.length);
  const seen = await look(means, lane, {
    wanted,
    expected,
    leastListed: leastListed(lane, { expected, overridden: known.overridden }),
    settled: known.settled,
  });
  return {
    portal: lane.portal,
    facts: lane.facts,
    problem: seen.problem,
    pairs: new Map([...wanted].map(([remoteId, task]) => [task.taskId, toPair(seen.tasks.get(remoteId))])),
  };
}

interface Wanted {
  /** By remote id. */
  wanted: ReadonlyMap<string, RegisterTask>;
  expected: number;
  leastListed: number;
  settled: Settled;
}

async function look(
  means: Means,
  lane: Lane,
  ask: Wanted,
): Promise<{ tasks: Observation["tasks"]; problem: Phrase | null }> {
  const { wanted, expected } = ask;
  const { portal } = lane;
  if (wanted.size === 0) return { tasks: new Map(), problem: null };
  try {
    const { tasks, listed } = await observe({
      lane,
      session: readingOnly(await lane.connect(onlyReading), ask),
      remoteIds: [...wanted.keys()],
      expected,
      settled: ask.settled,
      leastListed: ask.leastListed,
      seen: (done) => means.show({ portal, doing: "observing", done, total: expected }),
    });
    const unread = wanted.size - tasks.size;
    const short = phrase("compare.short_listing", { portal, listed, expected, unread });
    return { tasks, problem: unread === 0 ? null : short };
  } catch (error) {
    if (!stopsLane(error)) throw error;
    const problem = await whyUnread(means, lane, { error, otherwise: "compare.not_read" });
    return { tasks: new Map(), problem };
  }
}

/** What of a session only reads; tasks that are wanted come without everything a comparison does not need. */
function readingOnly(session: PortalSession, ask: Wanted): PortalSession {
  const slim = (task: RemoteTask): RemoteTask => {
    const ours = ask.wanted.get(task.remoteId)?.fields;
    if (ours === undefined || ours === null) return task;
    return { ...task, fields: asOurs(task.fields, ours), evidence: [], raw: null };
  };
  const { readTask } = session;
  return {
    async *listTasks() {
      for await (const task of session.listTasks()) yield slim(task);
    },
    ...(readTask !== undefined && {
      readTask: async (remoteId) => {
        const task = await readTask(remoteId);
        return task === null ? null : slim(task);
      },
    }),
  };
}

/** The portal's values; equal ones become the register's own, so that they are held once whatever the number of portals. */
function asOurs(theirs: FieldValues, ours: Required<FieldValues>): FieldValues {
  const shared = Object.entries(theirs).map(([name, value]) => {
    const own = ours[name as FieldName];
    return [name, value === own ? own : value];
  });
  return Object.fromEntries(shared) as FieldValues;
}

function taskOf(ours: Ours | undefined): RegisterTask | null {
  if (ours === undefined) return null;
  const { taskId, code, fields: values, classification } = ours;
  return { taskId, code, lead: leadOf(values), fields: mayLeave(classification) ? values : null };
}

function leadOf({ leadOrganisation }: FieldValues): string | null {
  return typeof leadOrganisation === "string" ? leadOrganisation : null;
}

/** `undefined`: the listing was too short to believe that it is gone. */
function toPair(seen: Seen | undefined): Pair {
  const nothing = { fields: {}, unknownWords: [], words: null };
  if (seen === undefined) return { sighting: "unread", ...nothing };
  if (seen === null) return { sighting: "missing", ...nothing };
  if (!isShown(seen)) {
    return "closed" in seen
      ? { sighting: "closed", ...nothing, words: seen.closed }
      : { sighting: "missing", ...nothing };
  }
  const { fields: values, unknownWords } = seen;
  const sighting = unknownWords.length === 0 ? "shown" : "unknown_word";
  return { sighting, fields: values, unknownWords, words: null };
}
