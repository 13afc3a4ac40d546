// Each way in which a portal can trouble a push, from the command line: what the push after it leaves behind.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FaultRule } from "../../schemas/simulator.ts";
import { planLane } from "../../src/push/plan.ts";
import { holds, standings, type ListedHold, type PortalStanding } from "../../src/push/standing.ts";
import { aCopyOf, makeDesk, portalNames, type Desk, type PortalName } from "./desk.ts";
import { codeOf, doubled, fillDesk, percentOf, reportOn, textOf } from "./scene.ts";

interface Trouble {
  title: string;
  /** What each portal's simulator is told; the fault is `fault`, further rules only help it to fire. */
  fault: string;
  rules: FaultRule[];
  /** The number of the task that is hit; writes run side by side, and else it is whichever comes first. */
  hits?: number;
  /** Whether the fault goes on during the push after it. */
  stays?: boolean;
  /** What waits for a person afterwards, by portal: codes of tasks and the reason. Nothing if left out. */
  leaves?: { reason: string; nq57: number[]; "nq71-dongnai": number[] };
}

const always = 100_000;

const troubles: Trouble[] = [
  { title: "loses the reply to a write", fault: "lost-reply", rules: [{ fault: "lost-reply", on: "write" }] },
  { title: "cuts the reply to a write", fault: "cut-reply", rules: [{ fault: "cut-reply", on: "write" }] },
  {
    title: "asks to slow down and says for how long",
    fault: "too-many",
    rules: [{ fault: "too-many", on: "write", times: 2, with: { retryAfter: 1 } }],
  },
  {
    title: "asks to slow down and does not say for how long",
    fault: "too-many",
    rules: [{ fault: "too-many", on: "write", times: 2 }],
  },
  {
    title: "is not available for a while",
    fault: "unavailable",
    rules: [{ fault: "unavailable", on: "write", times: 2 }],
  },
  {
    title: "shows its sign-in page instead of an answer",
    fault: "login-page",
    rules: [{ fault: "login-page", on: "write", after: 1 }],
  },
  {
    title: "forgets the sign-in amid the push",
    fault: "token-expires",
    rules: [{ fault: "token-expires", on: "write", after: 1 }],
  },
  {
    title: "cuts its pages shorter than asked",
    fault: "clamp-pages",
    rules: [{ fault: "clamp-pages", times: always, with: { size: 4 } }],
    stays: true,
  },
  {
    title: "shifts its pages while they are read",
    fault: "shifting-pages",
    rules: [
      { fault: "clamp-pages", times: always, with: { size: 4 } },
      { fault: "shifting-pages", times: 1 },
    ],
  },
  {
    title: "is edited by somebody just before our write",
    fault: "edited-between",
    rules: [{ fault: "edited-between", on: "write", with: { text: "Cán bộ của cổng vừa sửa" } }],
  },
  {
    title: "shows a status word that nobody mapped",
    fault: "unknown-word",
    rules: [{ fault: "unknown-word", times: always, with: { word: "Chờ phê duyệt lại" } }],
    stays: true,
    // One portal shows the word for its newest task, the other for all.
    leaves: { reason: "reconcile.unknown_word", nq57: [14], "nq71-dongnai": [2, 5, 8, 14] },
  },
  {
    title: "silently drops a field",
    fault: "drops-field",
    rules: [{ fault: "drops-field" }],
    hits: 5,
    leaves: { reason: "push.not_kept", nq57: [5], "nq71-dongnai": [5] },
  },
  {
    title: "has closed its reporting period",
    fault: "period-locked",
    rules: [{ fault: "period-locked" }],
    hits: 5,
    leaves: { reason: "push.refused", nq57: [5], "nq71-dongnai": [5] },
  },
  {
    title: "keeps half of each uploaded file",
    fault: "truncated-upload",
    rules: [{ fault: "truncated-upload", on: "write", times: 2 }],
  },
];

const tasks = 14;
const reported = [2, 5, 8, 14];
const withFiles = [2, 8];

describe("a portal in trouble", () => {
  let prepared: Desk;
  beforeAll(async () => {
    // Which database does not matter here; a server answers sooner.
    prepared = await makeDesk({});
    await fillDesk(prepared, { tasks });
    await reportOn(prepared, { progress: reported, files: withFiles });
  });
  afterAll(async () => await prepared.close());

  it.each(troubles)(
    "$title: nothing doubled, nothing lost",
    async ({ fault, rules, hits, stays, leaves }) => {
      const desk = await aCopyOf(prepared);
      for (const name of portalNames) desk.portals[name].script(aimed(rules, desk, { name, hits }));

      const troubled = await desk.run("push", "--json");
      const fired = portalNames.map((name) => desk.portals[name].fired()[fault] ?? 0);
      if (stays !== true) for (const name of portalNames) desk.portals[name].script([]);
      const after = await desk.run("push", "--json");
      const { planned, holding, portals } = await afterwards(desk);

      expect(Math.min(...fired), `fired at ${portalNames.join(", ")}: ${fired.join(", ")}`).toBeGreaterThan(
        0,
      );
      expect(troubled.json().portals).toHaveLength(2);
      expect(after.code).toBe(holding.length > 0 ? 2 : 0);
      expect(planned).toMatchObject(portalNames.map(() => ({ items: [], refusals: [] })));
      expect(doubled(desk)).toBe(0);
      for (const name of portalNames) {
        const held = leaves?.[name] ?? [];
        expect(heldAt(holding, name)).toEqual(held.map((number) => [codeOf(number), leaves?.reason]));
        expect(sumsOf(portals, name)).toEqual({
          inStep: tasks - held.length,
          held: held.length,
          total: tasks,
        });
        const sound = reported.filter((number) => !held.includes(number));
        expect(shownAt(desk, name, sound)).toEqual(expected(sound));
      }
    },
  );
});

/** The rules, narrowed to the task with this number if there is one. */
function aimed(
  rules: readonly FaultRule[],
  desk: Desk,
  { name, hits }: { name: PortalName; hits: number | undefined },
): FaultRule[] {
  if (hits === undefined) return [...rules];
  const found = desk.portals[name].held().find(({ code }) => code === codeOf(hits));
  return rules.map((rule) => ({ ...rule, on: { path: `/${found?.remoteId}` } }));
}

/** What is still planned, what waits for a person, and where everything stands. */
async function afterwards(desk: Desk) {
  return await desk.open(async ({ means, lanes }) => ({
    planned: await Promise.all((await lanes()).map(async (lane) => await planLane(means, lane, "due"))),
    holding: await holds(means),
    portals: await standings(means, portalNames),
  }));
}

/** Codes and first reasons of what waits for a person. */
function heldAt(holding: ListedHold[], name: PortalName): (string | undefined)[][] {
  return holding
    .filter(({ portal }) => portal === name)
    .map(({ taskCode, reasons }) => [taskCode, reasons[0]?.key])
    .toSorted();
}

/** In step, and waiting for a person; anything else would show as a missing task. */
function sumsOf(portals: PortalStanding[], name: PortalName) {
  const found = portals.find(({ portal }) => portal === name);
  const { in_step: inStep = 0, held = 0, refused = 0 } = found?.counts ?? {};
  return { inStep, held: held + refused, total: found?.total };
}

function shownAt(desk: Desk, name: PortalName, numbers: readonly number[]) {
  const held = desk.portals[name].held();
  return numbers.map((number) => {
    const task = held.find(({ code }) => code === codeOf(number));
    return {
      percent: Number(task?.fields["percent"]),
      text: task?.fields["progressText"],
      // A copy that was cut may stay beside the whole one, under the same name; twice the same is counted elsewhere.
      files: [...new Set(task?.evidence.map((file) => file.name))],
    };
  });
}

function expected(numbers: readonly number[]) {
  return numbers.map((number) => ({
    percent: percentOf(number),
    text: textOf(number),
    files: withFiles.includes(number) ? [`Báo cáo ${number}.pdf`] : [],
  }));
}
