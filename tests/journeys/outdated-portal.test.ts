// A portal that changes while it is written to: a field goes, a status word comes. It is stopped as out of date, or its
// tasks wait; the other portal goes on, the register takes over nothing, and what had been sent is not sent again.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aCopyOf, makeDesk, portalNames, type Desk, type PortalName } from "./desk.ts";
import { codeOf, doubled, dump, fillDesk, percentOf, reportOn, textOf, writesAt } from "./scene.ts";

const tasks = 30;
// More than either portal has pages, so that a push makes one listing before it writes and one after it.
const reported = [3, 7, 11, 14, 18, 21, 25, 30];
const always = 100_000;
const otherThan = { nq57: "nq71-dongnai", "nq71-dongnai": "nq57" } as const;

describe("a portal that changes in the middle of a run", () => {
  let prepared: Desk;
  let register: Record<string, unknown>;
  beforeAll(async () => {
    // Which database does not matter here; a server answers sooner.
    prepared = await makeDesk({});
    await fillDesk(prepared, { tasks });
    await reportOn(prepared, { progress: reported });
    register = await registerOf(prepared);
  });
  afterAll(async () => await prepared.close());

  it.each(portalNames)(
    "%s shows no longer a field that it had: it is stopped as out of date, the other one goes on",
    async (odd) => {
      const desk = await aCopyOf(prepared);
      desk.portals[odd].script([{ fault: "vanished-field", after: 1, times: always }]);

      const troubled = await desk.run("push", "--json");
      const again = await desk.run("push", "--lang", "en");
      const after = await registerOf(desk);
      const written = writesAt(desk);
      desk.portals[odd].script([]);
      const checked = await desk.run("portal", "check", odd);
      const healed = await desk.run("push", "--json");

      expect([troubled.code, again.code]).toEqual([1, 1]);
      expect(reportOf(troubled, odd)).toMatchObject({
        applied: 0,
        stopped: { key: "push.stopped_unrecognised" },
      });
      expect(reportOf(troubled, otherThan[odd])).toMatchObject({ applied: reported.length, stopped: null });
      expect(after).toEqual(register);
      expect(written).toEqual([reported.length, reported.length]);
      expect([checked.code, healed.code]).toEqual([0, 0]);
      expectAllThereOnce(desk);
    },
  );

  it.each(portalNames)(
    "%s has lost the field before the run looks: nothing at all is written to it",
    async (odd) => {
      const desk = await aCopyOf(prepared);
      desk.portals[odd].script([{ fault: "vanished-field", times: always }]);

      const troubled = await desk.run("push", "--json");

      const written = desk.portals[odd].tally().writes;
      expect(troubled.code).toBe(1);
      expect(reportOf(troubled, odd)).toMatchObject({
        applied: 0,
        left: reported.length,
        stopped: { key: "push.stopped_unrecognised" },
      });
      expect(written).toBe(0);
      expect(await registerOf(desk)).toEqual(register);
      expect(reportOf(troubled, otherThan[odd])).toMatchObject({ applied: reported.length });
    },
  );

  it.each([
    // One portal shows the word for its newest task, the other for all.
    { odd: "nq57", waits: [30] },
    { odd: "nq71-dongnai", waits: reported },
  ] as const)(
    "$odd shows a status word that nobody knows: its tasks wait for a person, and the word is asked about",
    async ({ odd, waits }) => {
      const word = "Chờ phê duyệt lại";
      const desk = await aCopyOf(prepared);
      desk.portals[odd].script([{ fault: "unknown-word", after: 1, times: always, with: { word } }]);

      const troubled = await desk.run("push", "--json");
      const status = await desk.run("status", "--json");
      // A push of everything looks at what waits as well.
      const looked = await desk.run("push", "--all", "--json");
      const words = await desk.run("word", "list", "--json");
      const after = await registerOf(desk);
      desk.portals[odd].script([]);
      const healed = await desk.run("push", "--all", "--json");

      const standing = (name: PortalName) =>
        status.json().portals.find(({ portal }: { portal: string }) => portal === name);
      expect([troubled.code, looked.code, healed.code]).toEqual([2, 2, 0]);
      expect(reportOf(troubled, otherThan[odd])).toMatchObject({ applied: reported.length, held: 0 });
      expect(standing(otherThan[odd]).counts).toEqual({ in_step: tasks });
      expect(standing(odd).counts).toEqual({ in_step: tasks - waits.length, held: waits.length });
      expect(JSON.stringify(words.json())).toContain(word);
      expect(after).toEqual(register);
      expectAllThereOnce(desk);
    },
  );
});

function reportOf(ended: Awaited<ReturnType<Desk["run"]>>, name: PortalName) {
  return ended.json().portals.find(({ portal }: { portal: string }) => portal === name);
}

/** What was reported stands at both portals, written once. */
function expectAllThereOnce(desk: Desk): void {
  for (const name of portalNames) {
    const held = new Map(desk.portals[name].held().map(({ code, fields }) => [code, fields]));
    const shown = reported.map((number) => held.get(codeOf(number)));
    expect(shown.map((fields) => [fields?.["percent"], fields?.["progressText"]])).toEqual(
      reported.map((number) => [percentOf(number), textOf(number)]),
    );
  }
  expect(writesAt(desk)).toEqual([reported.length, reported.length]);
  expect(doubled(desk)).toBe(0);
}

/** What the register says of its tasks, and how it came to say so. */
async function registerOf(desk: Desk): Promise<Record<string, unknown>> {
  const { task, history } = await desk.open(async ({ means }) => await dump(means.store));
  return { task, history };
}
