// How a lie is told: the in-memory portal through a session, or with facts, that differ in one way.
import type { FieldValue, FieldValues } from "../../schemas/field.ts";
import { memoryStage } from "./stages.ts";
import type { Stage } from "../../src/portal/conformance-bench.ts";
import {
  type EvidenceFile,
  type PortalFacts,
  type PortalSession,
  type ProgressChange,
  type RemoteTask,
} from "../../src/portal/contract.ts";

export interface Liar {
  lie: string;
  caughtBy: string[];
  make(): Promise<Stage>;
}

/** A session whose every promise can be called without asking whether it is there. */
export type WholeSession = Required<PortalSession>;

export function liar(
  lie: string,
  caughtBy: string[],
  tell: (honestly: WholeSession) => Partial<PortalSession>,
): Liar {
  return {
    lie,
    caughtBy,
    async make() {
      const { portal, owner } = memoryStage();
      const open: typeof portal.open = async (options, http) => {
        const session = (await portal.open(options, http)) as WholeSession;
        return { ...session, ...tell(session) };
      };
      return { portal: { ...portal, open }, owner };
    },
  };
}

export function boaster(lie: string, caughtBy: string[], facts: Partial<PortalFacts>): Liar {
  return {
    lie,
    caughtBy,
    async make() {
      const { portal, owner } = memoryStage();
      return { portal: { ...portal, facts: { ...portal.facts, ...facts } }, owner };
    },
  };
}

/** Sends another change than it was given. */
export function bending(bend: (set: FieldValues, change: ProgressChange) => FieldValues) {
  return (honestly: WholeSession) => ({
    sendProgress: (change: ProgressChange) =>
      honestly.sendProgress({ ...change, set: bend(change.set, change) }),
  });
}

export function textBending(bend: (text: string) => string) {
  return bending((set) =>
    "progressText" in set ? { ...set, progressText: bend(String(set.progressText)) } : set,
  );
}

/** Shows other tasks than it was shown. */
export function seeing(see: (task: RemoteTask) => RemoteTask) {
  return (honestly: WholeSession): Partial<PortalSession> => ({
    async *listTasks() {
      for await (const task of honestly.listTasks()) yield see(task);
    },
    async readTask(remoteId) {
      const task = await honestly.readTask(remoteId);
      return task === null ? null : see(task);
    },
  });
}

/** Answers a failed write in another way. */
export function excusing(excuse: (thrown: unknown, again: () => Promise<unknown>) => Promise<unknown>) {
  return (honestly: WholeSession): Partial<PortalSession> => ({
    async sendProgress(change) {
      try {
        return await honestly.sendProgress(change);
      } catch (thrown) {
        const again = async () => {
          const before = await honestly.readTask(change.remoteId);
          return before === null ? null : honestly.sendProgress({ ...change, before });
        };
        await excuse(thrown, again);
        return said;
      }
    },
  });
}

export function listing(list: (honestly: AsyncIterable<RemoteTask>) => AsyncIterable<RemoteTask>) {
  return (honestly: WholeSession) => ({ listTasks: () => list(honestly.listTasks()) });
}

export const said = { createdId: null, portalSaid: "OK" };
export const unaccented = (text: string) =>
  text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("đ", "d");
export const dayLater = (day: FieldValue | undefined) =>
  typeof day === "string" ? new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10) : (day ?? null);

export function fileBending(bend: (file: EvidenceFile) => EvidenceFile) {
  return (honestly: WholeSession) => ({
    sendEvidence: (file: EvidenceFile) => honestly.sendEvidence(bend(file)),
  });
}

/** The first five tasks and then an end, as if there were no more. */
export async function* firstFive(tasks: AsyncIterable<RemoteTask>): AsyncGenerator<RemoteTask> {
  let left = 5;
  for await (const task of tasks) {
    if (left === 0) return;
    left -= 1;
    yield task;
  }
}

/** Every task twice. */
export async function* doubled(tasks: AsyncIterable<RemoteTask>): AsyncGenerator<RemoteTask> {
  for await (const task of tasks) {
    yield task;
    yield task;
  }
}

/** The first task of each code. */
export async function* oneOfEachCode(tasks: AsyncIterable<RemoteTask>): AsyncGenerator<RemoteTask> {
  const codes = new Set<string | null>();
  for await (const task of tasks) {
    if (!codes.has(task.code)) yield task;
    codes.add(task.code);
  }
}

export async function* quietly(
  tasks: AsyncIterable<RemoteTask>,
  swallowed: new (message: string) => Error,
): AsyncGenerator<RemoteTask> {
  try {
    yield* tasks;
  } catch (thrown) {
    if (!(thrown instanceof swallowed)) throw thrown;
  }
}

export async function* nothing(): AsyncGenerator<RemoteTask> {}

export function emptyTask(remoteId: string): RemoteTask {
  const unsaid = { code: null, document: null, version: null, locked: null, raw: null };
  return { remoteId, fields: {}, unknownWords: [], evidence: [], ...unsaid };
}

export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
