import { afterEach, expect, it } from "vitest";
import { UserError } from "../../schemas/errors.ts";
import { linksDueInFull } from "../../src/push/in-full.ts";
import { pushLane } from "../../src/push/run.ts";
import { holds } from "../../src/push/standing.ts";
import { forgetWord, listWords, mapWord } from "../../src/push/words.ts";
import { findTask } from "../../src/register/tasks.ts";
import { onEachDatabase } from "../databases.ts";
import { aDesk, type Desk } from "./desk.ts";

const word = "Đã phê duyệt chủ trương";
const wish = { portal: "memory", word, reason: "Theo hướng dẫn của cổng" };

onEachDatabase("a status word that nobody mapped", (open) => {
  const desks: Desk[] = [];
  afterEach(async () => {
    for (const made of desks.splice(0)) await made.stop();
  });

  /** Five tasks of which the portal shows two with the word, decomposed; all were looked at. */
  async function withWord(): Promise<Desk> {
    const desk = await aDesk(await open(), { at: ["memory"], tasks: 5 });
    desks.push(desk);
    for (const { remoteId } of desk.simulator.held().slice(0, 2)) {
      desk.simulator.edit(remoteId, { lifecycle: word.normalize("NFD") });
    }
    await look(desk);
    return desk;
  }

  it("is kept in quarantine with its raw text, when it was seen and whom it holds", async () => {
    const desk = await withWord();
    await desk.means.wait(3_600_000);

    await look(desk);

    expect(await listWords(desk.means, {})).toEqual([
      {
        portal: "memory",
        field: "lifecycle",
        word,
        raw: word.normalize("NFD"),
        firstSeenAt: expect.stringMatching(/^2025-12-08T02:0/),
        lastSeenAt: expect.stringMatching(/^2025-12-08T03:0/),
        meaning: null,
        reason: null,
        mappedBy: null,
        mappedAt: null,
        tasks: ["NV-0001", "NV-0002"],
      },
    ]);
    expect((await holds(desk.means)).map(({ taskCode }) => taskCode)).toEqual(["NV-0001", "NV-0002"]);
  });

  it("releases its tasks once a person says what it means, and no other", async () => {
    const desk = await withWord();

    const { released } = await mapWord(desk.means, { ...wish, meaning: "on_hold" });
    const report = await pushLane(desk.means, desk.lane);

    expect(released).toEqual(["NV-0001", "NV-0002"]);
    expect(report).toMatchObject({ adopted: 2, held: 0, waiting: 0 });
    const task = await desk.means.store.read(async (tx) => await findTask(tx, "NV-0001"));
    expect(task?.lifecycle).toBe("on_hold");
  });

  it("leaves the status alone when it says nothing of it", async () => {
    const desk = await withWord();

    await mapWord(desk.means, { ...wish, meaning: "unchanged" });
    const report = await pushLane(desk.means, desk.lane);

    expect(report).toMatchObject({ adopted: 0, inStep: 2, waiting: 0 });
    const task = await desk.means.store.read(async (tx) => await findTask(tx, "NV-0001"));
    expect(task?.lifecycle).toBe("not_started");
  });

  it("is held again when its meaning is taken back, and can be mapped anew", async () => {
    const desk = await withWord();
    await mapWord(desk.means, { ...wish, meaning: "on_hold" });
    await pushLane(desk.means, desk.lane);

    await forgetWord(desk.means, { ...wish, reason: "Hiểu sai" });
    await look(desk);
    const held = await holds(desk.means);
    await mapWord(desk.means, { ...wish, meaning: "in_progress" });

    expect(held.map(({ taskCode }) => taskCode)).toEqual(["NV-0001", "NV-0002"]);
    expect(await listWords(desk.means, {})).toMatchObject([
      { meaning: "in_progress", mappedBy: "Nguyễn Văn A" },
    ]);
  });

  it.each([
    ["was never seen", { ...wish, word: "Đã phê duyệt" }, ["push.no_such_word"]],
    ["is mapped without a reason", { ...wish, reason: "" }, ["push.reason_needed"]],
    [
      "belongs to another portal",
      { ...wish, portal: "nq57", reason: " " },
      ["push.no_such_word", "push.reason_needed"],
    ],
  ])("is refused when it %s", async (_, asked, problems) => {
    const desk = await withWord();

    const mapping = mapWord(desk.means, { ...asked, meaning: "completed" });

    const refused = await mapping.catch((error: unknown) => error);
    expect(refused instanceof UserError && refused.problems.map(({ key }) => key)).toEqual(problems);
    expect(await listWords(desk.means, {})).toMatchObject([{ meaning: null }]);
  });
});

async function look({ means, lane }: Desk): Promise<void> {
  await linksDueInFull(means, lane);
  await pushLane(means, lane);
}
