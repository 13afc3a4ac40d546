import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createEvidenceStore } from "../../src/evidence/evidence-store.ts";
import { taskHistory } from "../../src/register/tasks.ts";
import type { Store } from "../../src/store/connection.ts";
import { aProvenance, aTask, keepLink, keepTasks, portalsDue } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const provenance = aProvenance();

async function anOffice(store: Store) {
  const folder = await temporaryFolder();
  const evidence = createEvidenceStore(join(folder, "kept"));
  const tasks = [aTask(), aTask()] as const;
  await store.transaction(async (tx) => {
    await keepTasks(tx, tasks);
    for (const { id } of tasks) await keepLink(tx, { taskId: id, portal: "nq57" });
  });
  return {
    evidence,
    tasks,
    codes: [tasks[0].code, tasks[1].code] as const,
    async add(code: string, name: string, told: object = {}) {
      const path = join(folder, name);
      await writeFile(path, "%PDF-1.7\n");
      const added = { code, path, provenance, ...told };
      return await store.transaction((tx) => evidence.addEvidence(tx, added));
    },
    list: async (code: string) => await store.read((tx) => evidence.listEvidence(tx, code)),
    async classify(asked: { code: string; file: string; classification: "normal" | "mat"; reason?: string }) {
      const whole = { reason: "theo văn thư", ...asked, provenance };
      return await store.transaction((tx) => evidence.classifyFile(tx, whole));
    },
  };
}

async function keysOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.catch((thrown: unknown) => thrown);
  return (error as { problems: { key: string }[] }).problems.map(({ key }) => key);
}

onEachDatabase("how secret a file is", (open) => {
  it("holds for every task that cites it, each told and looked at again", async () => {
    const store = await open();
    const office = await anOffice(store);
    const [one, other] = office.codes;
    await office.add(one, "a.pdf");
    await office.add(other, "b.pdf");

    await office.classify({ code: one, file: "a.pdf", classification: "mat" });

    expect((await office.list(other))[0]).toMatchObject({
      name: "b.pdf",
      classification: "mat",
      settledBy: "clerk",
    });
    await store.read(async (tx) => {
      const [change] = await taskHistory(tx, other);
      expect(change).toMatchObject({ field: "evidence", why: { key: "evidence.classified_because" } });
      expect(await portalsDue(tx, office.tasks[1].id)).toEqual(["nq57"]);
    });
  });

  it("is made stricter by adding it again, and laxer only with a reason", async () => {
    const office = await anOffice(await open());
    const [one, other] = office.codes;
    await office.add(one, "a.pdf");
    await office.add(other, "a.pdf", { classification: "mat" });

    const laxer = await keysOf(office.add(one, "a.pdf", { classification: "normal" }));
    const silent = await keysOf(
      office.classify({ code: one, file: "a.pdf", classification: "normal", reason: " " }),
    );
    await office.classify({ code: one, file: "a.pdf", classification: "normal" });

    expect([laxer, silent]).toEqual([["evidence.laxer"], ["evidence.no_reason"]]);
    expect((await office.list(other))[0]).toMatchObject({ classification: "normal" });
  });

  it("is asked anew where a mark is seen that nobody has settled", async () => {
    const office = await anOffice(await open());
    const [one, other] = office.codes;
    await office.add(one, "a.pdf");
    await office.classify({ code: one, file: "a.pdf", classification: "normal" });
    await office.add(other, "MẬT a.pdf");

    const asked = (await office.list(one))[0];
    await office.classify({ code: other, file: "MẬT a.pdf", classification: "normal" });
    await office.add(other, "MẬT a.pdf", { signer: "Trần Thị B" });

    expect(asked).toMatchObject({ marks: ["MẬT"], settledBy: null });
    expect((await office.list(one))[0]).toMatchObject({ marks: ["MẬT"], settledBy: "clerk" });
  });

  it("is said of one file that the task cites, by its name or its hash", async () => {
    const office = await anOffice(await open());
    const [one] = office.codes;
    const { evidence } = await office.add(one, "a.pdf");

    const unknown = await keysOf(office.classify({ code: one, file: "b.pdf", classification: "mat" }));
    const byHash = await office.classify({
      code: one,
      file: evidence.sha256.slice(0, 6),
      classification: "mat",
    });

    expect(unknown).toEqual(["evidence.unknown_file"]);
    expect(byHash.classification).toBe("mat");
  });
});
