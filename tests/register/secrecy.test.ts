import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { changeTask } from "../../src/register/change.ts";
import { applyProposals, compareProposals } from "../../src/register/import.ts";
import { classifyDocument } from "../../src/register/secrecy.ts";
import { findTask, taskHistory } from "../../src/register/tasks.ts";
import type { Store } from "../../src/store/connection.ts";
import { aProposal, aProvenance, aTask, keepLink, keepTasks, portalsDue } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";

const provenance = aProvenance();
const letter = { kind: "Kế hoạch", number: "12-KH/TU", issuer: null, issuedOn: "2025-06-19" };
const resting = { sources: [{ document: letter, item: "1", appendix: "" }] };
const marked = { number: "12-KH/TU", classification: "mat", reason: "dấu MẬT", provenance } as const;

async function withTask(store: Store, set: Parameters<typeof aTask>[0] = resting) {
  const task = aTask(set);
  await store.transaction(async (tx) => {
    await keepTasks(tx, [task]);
    await keepLink(tx, { taskId: task.id, portal: "nq57" });
  });
  return task;
}

async function keysOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.catch((thrown: unknown) => thrown);
  return (error as { problems: { key: string }[] }).problems.map(({ key }) => key);
}

onEachDatabase("the secrecy of assigning documents", (open) => {
  it("raises every task that rests on a marked one, tells why, and takes it out of the outbox", async () => {
    const store = await open();
    const [task, other] = [await withTask(store), await withTask(store, {})];

    const { raised } = await store.transaction((tx) => classifyDocument(tx, marked));

    expect(raised).toEqual([task.code]);
    await store.read(async (tx) => {
      expect((await findTask(tx, task.code))?.classification).toBe("mat");
      expect((await findTask(tx, other.code))?.classification).toBe("normal");
      expect(await portalsDue(tx, task.id)).toEqual([]);
      const [change] = await taskHistory(tx, task.code);
      expect(change).toMatchObject({ field: "classification", why: { key: "register.document_classified" } });
    });
  });

  it("lowers no task below its document, and none by itself", async () => {
    const store = await open();
    const task = await withTask(store);
    await store.transaction((tx) => classifyDocument(tx, marked));
    const lower = () =>
      store.transaction((tx) =>
        changeTask(tx, { code: task.code, set: { classification: "normal" }, provenance }),
      );

    const refused = await keysOf(lower());
    await store.transaction((tx) => classifyDocument(tx, { ...marked, classification: "normal" }));
    const between = await store.read((tx) => findTask(tx, task.code));
    await lower();

    expect(refused).toEqual(["register.document_stricter"]);
    expect(between?.classification).toBe("mat");
    expect((await store.read((tx) => findTask(tx, task.code)))?.classification).toBe("normal");
  });

  it("raises a task that comes to rest on a marked document", async () => {
    const store = await open();
    await withTask(store);
    await store.transaction((tx) => classifyDocument(tx, marked));
    const proposals = [aProposal({ code: "PL1-9", ...resting })];

    await store.transaction(async (tx) => {
      const comparisons = await compareProposals(tx, proposals);
      await applyProposals(tx, comparisons, { provenance, newId: randomUUID });
    });

    expect((await store.read((tx) => findTask(tx, "PL1-9")))?.classification).toBe("mat");
  });

  it("asks for a known document, for which of several, and for a reason", async () => {
    const store = await open();
    await withTask(store);
    await withTask(store, {
      sources: [{ document: { ...letter, issuedOn: "2025-11-06" }, item: "2", appendix: "" }],
    });
    const asking = (set: object) =>
      keysOf(store.transaction((tx) => classifyDocument(tx, { ...marked, ...set })));

    const problems = [
      await asking({ number: "13-KH/TU" }),
      await asking({}),
      await asking({ issuedOn: "2025-11-06", reason: " " }),
    ];

    expect(problems).toEqual([
      ["register.unknown_document"],
      ["register.ambiguous_document"],
      ["register.document_needs_reason"],
    ]);
  });
});
