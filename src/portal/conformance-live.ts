// The kit at a portal that is in use, where nobody enters tasks for us, breaks the line or tries wrong passwords: what can
// be held against an adapter by reading alone. Sends nothing. A portal that shows little proves little: skips say so.
import assert from "node:assert/strict";
import { fieldNames, fields, type FieldName, type FieldValue } from "../../schemas/field.ts";
import type { CaseOutcome, Reason } from "../../schemas/kit-result.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { isCalendarDay } from "../../schemas/time.ts";
import { listed, thrownBy } from "./conformance-bench.ts";
import type { PortalFacts, PortalSession, RemoteTask } from "./contract.ts";

/** A signed-in session at a portal, and what the adapter declares of it. */
export interface LiveStage {
  facts: PortalFacts;
  session: PortalSession;
  /** The first complete listing. */
  tasks: readonly RemoteTask[];
}

export interface LiveCase {
  id: string;
  level: "bronze";
  title: Phrase;
  cornerstone?: true;
  /** Throws an AssertionError that says what was expected. A reason: why it shows nothing here. */
  run(stage: LiveStage): Promise<Reason | void>;
}

/** So many tasks are read one by one. */
const looks = 3;
const noTask = phrase("conformance.live.no_task");
const noSingleRead = phrase("conformance.live.no_single_read");

/** In the order in which they are told. */
export const liveCases: readonly LiveCase[] = [
  {
    id: "live.complete",
    level: "bronze",
    title: phrase("conformance.live.complete"),
    cornerstone: true,
    async run({ session, tasks }) {
      const again = idsOf(await listed(session));
      // Somebody may have entered a task in between; twice in a row is no chance.
      const stood = isSame(idsOf(tasks), again) || isSame(again, idsOf(await listed(session)));
      assert.ok(stood, `${tasks.length} tasks, then ${again.length} or others`);
      assert.equal(new Set(idsOf(tasks)).size, tasks.length, "a task is listed twice");
    },
  },
  {
    id: "live.declared-fields",
    level: "bronze",
    title: phrase("conformance.live.declared_fields"),
    async run({ facts, tasks }) {
      if (tasks.length === 0) return noTask;
      for (const task of tasks) {
        for (const name of fieldNames) {
          const isShown = name in task.fields;
          // A word that nobody mapped, or that speaks of time alone, says no status.
          if (name === "lifecycle" && !isShown) continue;
          assert.equal(isShown, facts.fields[name].read, `${task.remoteId}: ${name}`);
        }
      }
    },
  },
  {
    id: "live.values",
    level: "bronze",
    title: phrase("conformance.live.values"),
    async run({ tasks }) {
      if (tasks.length === 0) return noTask;
      for (const { remoteId, fields: values } of tasks) {
        for (const name of fieldNames) {
          const value = values[name] ?? null;
          assert.ok(fits(name, value), `${remoteId}: ${name} is ${JSON.stringify(value)}`);
        }
      }
    },
  },
  {
    id: "live.words",
    level: "bronze",
    title: phrase("conformance.live.words"),
    async run({ tasks }) {
      if (tasks.length === 0) return noTask;
      const words = new Set(tasks.flatMap(({ unknownWords }) => unknownWords.map(({ word }) => word)));
      assert.deepEqual([...words], [], `nobody has mapped: ${[...words].join(", ")}`);
    },
  },
  {
    id: "live.reads-as-listed",
    level: "bronze",
    title: phrase("conformance.live.reads_as_listed"),
    async run({ session, tasks }) {
      if (session.readTask === undefined) return noSingleRead;
      if (tasks.length === 0) return noTask;
      for (const task of tasks.slice(0, looks)) {
        const alone = await session.readTask(task.remoteId);
        assert.ok(alone, `${task.remoteId} is listed, and not there when it is read`);
        assert.deepEqual(
          comparable(alone),
          comparable(task),
          `${task.remoteId} is read otherwise than listed`,
        );
      }
    },
  },
  {
    id: "live.gone",
    level: "bronze",
    title: phrase("conformance.live.gone"),
    async run({ session, tasks }) {
      const { readTask } = session;
      if (readTask === undefined) return noSingleRead;
      const nobody = `${tasks[0]?.remoteId ?? ""}990099`;
      const read: { found: RemoteTask | null } = { found: null };
      const thrown = await thrownBy(async () => (read.found = await readTask.call(session, nobody)));
      if (thrown !== null) assert.equal((thrown as Error).name, "Refused", String(thrown));
      assert.equal(read.found, null, "a task was shown that is not there");
    },
  },
  {
    id: "live.files",
    level: "bronze",
    title: phrase("conformance.live.files"),
    async run({ facts: { evidence }, tasks }) {
      if ("none" in evidence) return evidence.none;
      const files = tasks.flatMap((task) => task.evidence);
      if (files.length === 0) return phrase("conformance.live.no_file");
      for (const file of files) {
        assert.notEqual(file.name, "", `the file ${file.remoteId} has no name`);
        if (evidence.proof === "digest") assert.match(file.sha256 ?? "", /^[0-9a-f]{64}$/, file.name);
        else if (evidence.proof !== "receipt") assert.equal(typeof file.size, "number", file.name);
      }
    },
  },
  {
    id: "live.abilities",
    level: "bronze",
    title: phrase("conformance.live.abilities"),
    async run({ facts, session }) {
      const writes = fieldNames.some((name) => facts.fields[name].write);
      assert.equal(session.sendProgress !== undefined, writes, "sendProgress");
      const uploads = !("none" in facts.evidence) && facts.evidence.as === "upload";
      assert.equal(session.sendEvidence !== undefined, uploads, "sendEvidence");
      const downloads = !("none" in facts.evidence) && facts.evidence.proof === "download";
      if (downloads) assert.ok(session.readEvidence !== undefined, "readEvidence");
    },
  },
];

/** Runs one case; never throws for one that fails. */
export async function runLiveCase(one: LiveCase, stage: LiveStage): Promise<CaseOutcome> {
  const { id } = one;
  try {
    const skipped = (await one.run(stage)) ?? null;
    return { id, result: skipped === null ? "passed" : "skipped", reason: skipped };
  } catch (thrown) {
    return { id, result: "failed", reason: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function idsOf(tasks: readonly RemoteTask[]): string[] {
  return tasks.map(({ remoteId }) => remoteId);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.toSorted().join("\n") === other.toSorted().join("\n");
}

function comparable({ code, fields: values, evidence }: RemoteTask) {
  return { code, values, files: evidence.map(({ remoteId, name }) => ({ remoteId, name })) };
}

/** Whether a value is spelled as every side of dongbo expects it (schemas/field.ts). */
function fits(name: FieldName, value: FieldValue): boolean {
  if (value === null) return true;
  switch (fields[name].kind) {
    case "percent":
      return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 100;
    case "day":
      return typeof value === "string" && isCalendarDay(value);
    case "money":
      return typeof value === "string" && /^\d+$/.test(value);
    case "text":
    case "lifecycle":
    case "organisation":
      return typeof value === "string";
  }
}
