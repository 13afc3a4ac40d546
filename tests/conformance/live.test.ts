// The kit at a portal in use: an honest adapter passes, each lie that reading can show fails its case, and nothing is sent.
import { describe, expect, test } from "vitest";
import { levelOf } from "../../schemas/kit-result.ts";
import { listed, openBench, seedTask } from "../../src/portal/conformance-bench.ts";
import { liveCases, runLiveCase, type LiveStage } from "../../src/portal/conformance-live.ts";
import type { PortalSession, RemoteTask } from "../../src/portal/contract.ts";
import { doubled, seeing, type WholeSession } from "./liar.ts";
import { memoryStage } from "./stages.ts";

/** A stage at a portal that holds seven tasks, one with a file; the session may differ in one way. */
async function stageOf(
  tell: (honestly: WholeSession) => Partial<PortalSession> = () => ({}),
  facts: Partial<LiveStage["facts"]> = {},
): Promise<{ stage: LiveStage; writes(): Promise<number> }> {
  const bench = openBench(memoryStage());
  const [first = ""] = await bench.owner.seed(Array.from({ length: 7 }, (_, at) => seedTask(at + 1)));
  const honestly = (await bench.open()) as WholeSession;
  const bytes = Buffer.from("%PDF-1.4 minh chứng");
  await honestly.sendEvidence({
    remoteId: first,
    name: "Quyết định.pdf",
    mime: "application/pdf",
    size: bytes.length,
    sha256: "0".repeat(64),
    documentNumber: "12/QĐ",
    documentOn: null,
    key: "kiem-thu",
    async *open() {
      yield bytes;
    },
  });
  const { writes } = await bench.owner.tally();
  const session = { ...honestly, ...tell(honestly) };
  return {
    stage: { facts: { ...bench.portal.facts, ...facts }, session, tasks: await listed(session) },
    writes: async () => (await bench.owner.tally()).writes - writes,
  };
}

const without = (name: keyof RemoteTask["fields"]) => (task: RemoteTask) => {
  const { [name]: _gone, ...fields } = task.fields;
  return { ...task, fields };
};

test("an honest adapter reaches bronze without a write", async () => {
  const { stage, writes } = await stageOf();

  const outcomes = [];
  for (const one of liveCases) outcomes.push(await runLiveCase(one, stage));

  expect(outcomes.filter(({ result }) => result !== "passed")).toEqual([]);
  expect(levelOf(liveCases, outcomes, "bronze")).toBe("bronze");
  expect(await writes()).toBe(0);
});

const lies: [string, string, () => ReturnType<typeof stageOf>][] = [
  [
    "lists a task twice",
    "live.complete",
    () => stageOf((honestly) => ({ listTasks: () => doubled(honestly.listTasks()) })),
  ],
  [
    "lists fewer tasks each time",
    "live.complete",
    () => {
      let left = 7;
      return stageOf((honestly) => ({
        async *listTasks() {
          const tasks = await listed(honestly);
          yield* tasks.slice(0, left);
          left -= 1;
        },
      }));
    },
  ],
  ["hides a field that it declares", "live.declared-fields", () => stageOf(seeing(without("difficulties")))],
  [
    "shows a percent as a fraction",
    "live.values",
    () => stageOf(seeing((task) => ({ ...task, fields: { ...task.fields, percent: 0.4 } }))),
  ],
  [
    "shows a day in another spelling",
    "live.values",
    () => stageOf(seeing((task) => ({ ...task, fields: { ...task.fields, dueOn: "31/12/2025" } }))),
  ],
  [
    "meets a word that nobody mapped",
    "live.words",
    () =>
      stageOf(seeing((task) => ({ ...task, unknownWords: [{ field: "lifecycle", word: "Đã phê duyệt" }] }))),
  ],
  [
    "reads a task otherwise than it lists it",
    "live.reads-as-listed",
    () =>
      stageOf((honestly) => ({
        async readTask(id) {
          const task = await honestly.readTask(id);
          return task === null ? null : { ...task, fields: { ...task.fields, percent: 99 } };
        },
      })),
  ],
  [
    "shows some task for any id",
    "live.gone",
    () => stageOf((honestly) => ({ readTask: async () => (await listed(honestly))[0] ?? null })),
  ],
  [
    "shows no digest where it declares one",
    "live.files",
    () =>
      stageOf(
        seeing((task) => ({
          ...task,
          evidence: task.evidence.map((file) => ({ ...file, sha256: null })),
        })),
      ),
  ],
  [
    "declares evidence that it cannot send",
    "live.abilities",
    () =>
      stageOf((honestly) => {
        const { sendEvidence: _absent, ...others } = honestly;
        return { ...others, sendEvidence: undefined } as unknown as Partial<PortalSession>;
      }),
  ],
];

describe("the live kit catches an adapter that", () => {
  test.each(lies)("%s", async (_, id, make) => {
    const { stage } = await make();
    const one = liveCases.find((known) => known.id === id);
    if (one === undefined) throw new Error(`no case ${id}`);

    const outcome = await runLiveCase(one, stage);

    expect(outcome).toMatchObject({ id, result: "failed" });
  });

  test("tells any lie there is: every case catches somebody", () => {
    const catching = new Set(lies.map(([, id]) => id));

    expect(liveCases.map(({ id }) => id).filter((id) => !catching.has(id))).toEqual([]);
  });
});
