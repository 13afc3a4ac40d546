// Looks at a portal: by list pages where many tasks are due, one by one where few are. The wire is the scarce thing.
import { Refused } from "../../schemas/errors.ts";
import { requestsToList } from "../../schemas/facts.ts";
import type { RemoteTask, Seen } from "../../schemas/remote.ts";
import type { PortalSession } from "../portal/contract.ts";
import { spanned } from "../portal/span.ts";
import { withLearnedWords } from "../reconcile/learned-words.ts";
import { knownName } from "../register/directory.ts";
import type { Lane } from "./lane.ts";
import type { Settled } from "./settled.ts";

export interface Observation {
  /** Every task that was asked for, unless the listing is too short to believe. */
  tasks: Map<string, Seen>;
  /** How many tasks a complete listing had; `null`: read one by one. */
  listed: number | null;
}

export interface Looking {
  lane: Lane;
  session: PortalSession;
  /** Words and spellings that people have given a meaning. */
  settled: Pick<Settled, "words" | "names">;
  remoteIds: readonly string[];
  /** Tasks the portal is expected to list, and the fewest for which a listing is believed. */
  expected: number;
  leastListed: number;
  seen(done: number): void;
}

/**
 * Observes tasks with the fewest requests. A task missing from a complete listing is asked for by itself: a list
 * alone never proves that something is gone. Throws what the session throws.
 */
export async function observe(looking: Looking): Promise<Observation> {
  const attributes = { "dongbo.tasks": looking.remoteIds.length };
  return await spanned("look", attributes, async () => await cheapest(looking));
}

async function cheapest(looking: Looking): Promise<Observation> {
  const pages = requestsToList(looking.lane.facts, looking.expected);
  if (looking.session.readTask === undefined || looking.remoteIds.length > pages)
    return await byListing(looking);
  return { tasks: await oneByOne(looking, looking.remoteIds), listed: null };
}

async function byListing(looking: Looking): Promise<Observation> {
  const wanted = new Set(looking.remoteIds);
  const tasks = new Map<string, Seen>();
  let listed = 0;
  for await (const task of looking.session.listTasks()) {
    listed += 1;
    if (wanted.has(task.remoteId)) tasks.set(task.remoteId, read(looking, task));
    looking.seen(listed);
  }
  const missing = looking.remoteIds.filter((id) => !tasks.has(id));
  // A listing that lost much of what it should show is the guards' business, not a reason for as many reads.
  if (listed >= looking.leastListed) {
    for (const [id, task] of await oneByOne(looking, missing)) tasks.set(id, task);
  }
  return { tasks, listed };
}

async function oneByOne(looking: Looking, ids: readonly string[]): Promise<Map<string, Seen>> {
  const tasks = new Map<string, Seen>();
  await Promise.all(
    ids.map(async (id) => {
      tasks.set(id, await readOne(looking, id));
      looking.seen(tasks.size);
    }),
  );
  return tasks;
}

async function readOne(looking: Looking, id: string): Promise<Seen> {
  const { session } = looking;
  // A portal that only lists cannot be asked; one list alone proves nothing.
  if (session.readTask === undefined) return { unlisted: true };
  try {
    const task = await session.readTask(id);
    return task ? read(looking, task) : null;
  } catch (error) {
    // One task that is closed to us holds that task, not the portal.
    if (error instanceof Refused) return { closed: clean(error.portalSaid) };
    throw error;
  }
}

/** The task as it is understood and kept. */
function read({ settled }: Looking, task: RemoteTask): RemoteTask {
  const kept = withLearnedWords(storable(task), settled.words);
  const { leadOrganisation: shown } = kept.fields;
  if (typeof shown !== "string") return kept;
  return { ...kept, fields: { ...kept.fields, leadOrganisation: knownName(settled.names, shown) } };
}

/** The task without what no database text can hold (NUL, half surrogates), so that one odd record stops nobody. */
function storable(task: RemoteTask): RemoteTask {
  return {
    ...task,
    fields: Object.fromEntries(Object.entries(task.fields).map(([name, value]) => [name, clean(value)])),
    unknownWords: task.unknownWords.map(({ field, word }) => ({ field, word: clean(word) })),
    locked: task.locked === null ? null : clean(task.locked),
  };
}

function clean<Value>(value: Value): Value {
  return typeof value === "string" ? (value.replaceAll("\0", "").toWellFormed() as Value) : value;
}
