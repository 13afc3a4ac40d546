// The narrow lines of the tasks: kept by the database whatever writes, and read page by page.
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { Standing } from "../../schemas/link.ts";
import type { Task } from "../../schemas/task.ts";
import { bareWords, taskPage, type LineFilter } from "../../src/store/task-lines.ts";
import { insertOrganisations } from "../../src/store/organisations.ts";
import { updateTasks } from "../../src/store/tasks.ts";
import type { Store, Tx } from "../../src/store/connection.ts";
import { standingsOfTasks } from "../../src/store/standings.ts";
import { anOrganisation, aTask, keepLink, keepTasks } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";

const everything: LineFilter = { units: null, portals: ["nq57"], limit: 100 };

async function codes(store: Store, filter: Partial<LineFilter> = {}): Promise<string[]> {
  const found = await store.read(async (tx) => await taskPage(tx, { ...everything, ...filter }));
  return found.map(({ code }) => code);
}

async function registered(store: Store, ...tasks: Partial<Task>[]): Promise<Task[]> {
  const list = tasks.map((task) => aTask(task));
  await store.transaction(async (tx) => await keepTasks(tx, list));
  return list;
}

onEachDatabase("a page of tasks", (open) => {
  it("reads bare letters of any spelling, and nothing that could steer a query", async () => {
    const store = await open();
    const bare = async (text: string) => await store.read(async (tx) => await bareWords(tx, text));

    expect(await bare("Đẩy  MẠNH, chuyển-đổi (số)")).toBe("day manh chuyen doi so");
    expect(await bare("Uỷ ban".normalize("NFD"))).toBe("uy ban");
    expect(await bare("'); drop table task; -- & | ! <-> :*")).toBe("drop table task");
    expect(await bare("x".repeat(3000))).toBe("x".repeat(64));
    expect(await bare("—…“”")).toBe("");
  });

  it("follows the register: a new title, a new lead, a renamed organisation", async () => {
    const store = await open();
    const unit = anOrganisation({ name: "Sở Y tế", shortName: "SYT", codes: [] });
    await store.transaction(async (tx) => await insertOrganisations(tx, [unit]));
    const [task] = await registered(store, { code: "A-1", title: "Kho dữ liệu" });
    if (task === undefined) throw new Error("no task");
    expect(await codes(store, { text: "kho du lieu" })).toEqual(["A-1"]);

    await store.transaction(
      async (tx) => await updateTasks(tx, [{ ...task, title: "Bệnh án điện tử", leadOrganisation: unit.id }]),
    );
    expect(await codes(store, { text: "kho du lieu" })).toEqual([]);
    expect(await codes(store, { text: "benh an so y te" })).toEqual(["A-1"]);
    expect(await codes(store, { units: [unit.id] })).toEqual(["A-1"]);
    expect(await codes(store, { units: [randomUUID()] })).toEqual([]);

    await store.transaction(async (tx) => {
      await tx.updateTable("organisation").set({ name: "Sở Sức khoẻ" }).where("id", "=", unit.id).execute();
    });
    expect(await codes(store, { text: "suc khoe" })).toEqual(["A-1"]);
  });

  it("begins behind the last code of the page before, in the byte order of the codes", async () => {
    const store = await open();
    await registered(store, { code: "b" }, { code: "A" }, { code: "Đ" }, { code: "a" });

    expect(await codes(store, { limit: 2 })).toEqual(["A", "a"]);
    expect(await codes(store, { limit: 2, after: "a" })).toEqual(["b", "Đ"]);
    expect(await codes(store, { after: "Đ" })).toEqual([]);
  });

  it("keeps to a programme, a deadline that counts, and where a pair stands", async () => {
    const store = await open();
    const late = { dueOn: "2025-12-01", precision: "day" as const, text: "" };
    const [due, held] = await registered(
      store,
      { code: "due", programmes: ["ĐA06"], deadline: late, lifecycle: "in_progress" },
      { code: "held", deadline: late, lifecycle: "completed" },
      {
        code: "moved",
        deadline: late,
        lifecycle: "in_progress",
        extension: "granted",
        extendedOn: "2026-01-01",
      },
      { code: "step" },
    );
    await store.transaction(async (tx) => {
      const [step] = await tx.selectFrom("task").select("id").where("code", "=", "step").execute();
      const dueLink = await keepLink(tx, { taskId: due?.id ?? "", portal: "nq57" });
      const heldLink = await keepLink(tx, { taskId: held?.id ?? "", portal: "nq57" });
      await keepLink(tx, { taskId: step?.id ?? "", portal: "nq57" });
      const since = "2025-12-01T00:00:00.000Z";
      await tx
        .insertInto("due")
        .values({ link_id: dueLink, revision: 1, since, not_before: null, priority: 1, reason: "test" })
        .execute();
      const nothing = { ours: "{}", theirs: "{}", base: "{}", raw: null };
      await tx
        .insertInto("hold")
        .values({ link_id: heldLink, kind: "held", reasons: "[]", fields: "[]", since, run: "r", ...nothing })
        .execute();
    });

    expect(await codes(store, { programme: "ĐA06" })).toEqual(["due"]);
    expect(await codes(store, { overdueOn: "2025-12-08" })).toEqual(["due"]);
    expect(await codes(store, { standing: "due" })).toEqual(["due"]);
    expect(await codes(store, { standing: "held" })).toEqual(["held"]);
    expect(await codes(store, { standing: "in_step" })).toEqual(["step"]);
    expect(await codes(store, { standing: "not_linked" })).toEqual(["moved"]);
    expect(await codes(store, { standing: "due", portals: ["nq71"] })).toEqual([]);
  });

  it("finds by where a pair stands what each task's own pairs say, for any portals", async () => {
    const store = await open();
    const kinds = ["not_linked", "in_step", "due", "held", "refused", "uncertain"] as const;
    const pairs = kinds.flatMap((here) => kinds.map((there) => ({ here, there, code: `${here}-${there}` })));
    const tasks = await registered(store, ...pairs.map(({ code }) => ({ code })));
    await store.transaction(async (tx) => {
      for (const [place, { here, there }] of pairs.entries()) {
        for (const [portal, kind] of [["nq57", here] as const, ["nq71", there] as const]) {
          await standAs(tx, { taskId: tasks[place]?.id ?? "", portal, kind });
        }
      }
    });
    const known = await store.read(
      async (tx) =>
        await standingsOfTasks(
          tx,
          tasks.map(({ id }) => id),
        ),
    );
    const at = (id: string, portal: string) =>
      known.find((pair) => pair.taskId === id && pair.portal === portal)?.standing ?? "not_linked";

    for (const portals of [["nq57"], ["nq71"], ["nq57", "nq71"], []]) {
      for (const standing of kinds) {
        const wanted = tasks.filter(({ id }) => {
          const own = portals.map((portal) => at(id, portal));
          if (standing !== "in_step") return own.includes(standing);
          return own.includes("in_step") && own.every((one) => one === "in_step" || one === "not_linked");
        });
        const found = await codes(store, { standing, portals });
        expect({ portals, standing, found }).toEqual({
          portals,
          standing,
          found: wanted.map(({ code }) => code).toSorted(),
        });
      }
    }
  });
});

async function standAs(
  tx: Tx,
  { taskId, portal, kind }: { taskId: string; portal: string; kind: Standing },
): Promise<void> {
  if (kind === "not_linked") return;
  const linkId = await keepLink(tx, { taskId, portal });
  const since = "2025-12-01T00:00:00.000Z";
  if (kind === "due") {
    const mark = { link_id: linkId, revision: 1, since, not_before: null, priority: 1, reason: "test" };
    await tx.insertInto("due").values(mark).execute();
  }
  if (kind === "held" || kind === "refused") {
    const told = { reasons: "[]", fields: "[]", ours: "{}", theirs: "{}", base: "{}", raw: null };
    await tx
      .insertInto("hold")
      .values({ link_id: linkId, kind, since, run: "r", ...told })
      .execute();
  }
  if (kind === "uncertain") {
    const attempt = { attempt_id: randomUUID(), link_id: linkId, lane: `${portal}/main`, opened_at: since };
    await tx
      .insertInto("open_attempt")
      .values({ ...attempt, key: "", operation: "{}", run: "r" })
      .execute();
  }
}
