// No path lets anything out that is marked secret or that nobody has said is not: asked of what the portal holds.
// SECRECY_RUNS, SECRECY_SEED and SECRECY_PATH play a failure again.
import fc from "fast-check";
import { expect, it } from "vitest";
import { ClassificationSchema } from "../../../schemas/task.ts";
import { listEntries } from "../../../src/ledger/read.ts";
import { openEmbedded } from "../../databases.ts";
import { dump } from "../../journeys/scene.ts";
import { playAgain } from "../../chaos/play-again.ts";
import { aSecrecyOffice, fileCount, taskCount, type Act, type Marking } from "./office.ts";

const { SECRECY_RUNS = "24", SECRECY_SEED = "20251208", SECRECY_PATH } = process.env;
const [runs, seed] = [Number(SECRECY_RUNS), Number(SECRECY_SEED)];

const task = fc.nat({ max: taskCount - 1 });
const file = fc.nat({ max: fileCount - 1 });
const level = fc.oneof(fc.constant("normal" as const), fc.constantFrom(...ClassificationSchema.options));
const marking: fc.Arbitrary<Marking> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant("add" as const),
      task,
      file,
      marked: fc.boolean(),
      level: fc.option(level),
    }),
  },
  { weight: 4, arbitrary: fc.record({ act: fc.constant("classify" as const), task, file, level }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("task" as const), task, level }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("document" as const), level }) },
);
const meanwhile = fc.option(
  fc.record({ at: fc.constantFrom("look" as const, "write" as const), what: marking }),
);
const fault = fc.option(fc.constantFrom("lost-reply", "too-many", "server-error", "truncated-upload"), {
  freq: 2,
});
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: marking },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("progress" as const), task }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("plan" as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({ act: fc.constant("push" as const), saved: fc.boolean(), fault, meanwhile }),
  },
);

/** Something is ready to leave from the start, so that what comes meanwhile meets it. */
const opening: readonly Act[] = [
  { act: "progress", task: 0 },
  { act: "progress", task: 1 },
  { act: "add", task: 0, file: 0, marked: false, level: null },
  { act: "add", task: 1, file: 1, marked: false, level: null },
];

const mustHappen = [
  "add",
  "classify",
  "task",
  "document",
  "add refused",
  "task refused",
  "plan saved",
  "saved plan pushed",
  "meanwhile look",
  "meanwhile write",
  "file arrived",
  "progress arrived",
];

it(
  `lets nothing secret and nothing unsettled out in ${runs} random stories`,
  { timeout: 300_000 + runs * 60_000 },
  async () => {
    const met = new Map<string, number>();
    const replay = playAgain("tests/push/secrecy", { SECRECY_RUNS: runs, SECRECY_SEED: seed });
    const story = fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 16 }), async (acts) => {
      const store = await openEmbedded();
      const office = await aSecrecyOffice(store);
      try {
        for (const one of [...opening, ...acts]) await office.run(one);
        expect(office.escaped, replay).toEqual([]);
        const written = JSON.stringify({
          ledger: await store.read((tx) => listEntries(tx, { limit: 10_000 })),
          holds: (await dump(store))["hold"],
        });
        expect(
          office.neverAllowed().filter((name) => written.includes(name)),
          replay,
        ).toEqual([]);
        for (const [what, times] of office.met) met.set(what, (met.get(what) ?? 0) + times);
      } finally {
        await office.stop();
        await store.close();
      }
    });

    await fc.assert(story, {
      numRuns: runs,
      seed,
      ...(SECRECY_PATH === undefined ? {} : { path: SECRECY_PATH }),
    });

    const isWhole = SECRECY_PATH === undefined && runs >= 24;
    expect(
      isWhole ? mustHappen.filter((what) => !met.has(what)) : [],
      `never happened with seed ${seed}`,
    ).toEqual([]);
  },
);
