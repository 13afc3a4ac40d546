// What an owner may be: slow to seed, not alone at the portal, unable to do some acts. The kit bears all of it.
import { expect, test } from "vitest";
import { setImmediate } from "node:timers/promises";
import { conformanceCases, runConformance } from "../../src/portal/conformance.ts";
import { seedTask, type Stage } from "../../src/portal/conformance-bench.ts";
import type { PortalOwner } from "../../src/portal/conformance-owner.ts";
import { memoryStage } from "./stages.ts";

const failed = async (make: () => Promise<Stage>) =>
  (await runConformance(make)).filter(({ result }) => result === "failed");

async function shared(): Promise<Stage> {
  const { portal, owner } = memoryStage();
  await owner.seed([11, 12, 1].map(seedTask));
  const seed: PortalOwner["seed"] = async (tasks) => {
    await setImmediate();
    return await owner.seed(tasks);
  };
  return { portal, owner: { ...owner, seed } };
}

const why = "người quản trị cổng không làm được";
const never = () => Promise.reject(new Error("an act was asked for that the owner cannot do"));

async function unable(): Promise<Stage> {
  const { portal, owner } = memoryStage();
  const cannot = { copy: why, edit: why, loseFiles: why, remove: why };
  return { portal, owner: { ...owner, cannot, copy: never, edit: never, loseFiles: never, remove: never } };
}

test("holds nothing against a portal with tasks of others, whose owner takes his time", async () => {
  const failures = await failed(shared);

  expect(failures).toEqual([]);
});

test("leaves out, with the owner's reason, each case that needs an act which the owner cannot do", async () => {
  const outcomes = await runConformance(unable);

  const acting = conformanceCases.filter(({ acts = [] }) => acts.length > 0).map(({ id }) => id);
  expect(outcomes.filter(({ result }) => result === "failed")).toEqual([]);
  expect(outcomes.filter(({ reason }) => reason === why).map(({ id }) => id)).toEqual(
    acting.filter((id) => id !== "abilities.stale"),
  );
});
