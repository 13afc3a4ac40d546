// Figures that are asked for seldom, and the share that is in step.
import { expect, it } from "vitest";
import type { Store } from "../../src/store/connection.ts";
import { askedSeldom, shareOf } from "../../src/push/summary.ts";

function asking() {
  const clock = { ms: 0 };
  let asked = 0;
  const means = { store: {} as Store, elapsed: () => clock.ms };
  const ask = async (what = "sums") =>
    await askedSeldom(means, { what, seconds: 5 }, async () => await Promise.resolve((asked += 1)));
  return { clock, means, ask };
}

it("whoever asks within five seconds gets the same answer, later a new one", async () => {
  const { clock, ask } = asking();

  const together = await Promise.all([ask(), ask(), ask()]);
  clock.ms = 4_999;
  const soon = await ask();
  const another = await ask("sums of one unit");
  clock.ms = 5_001;
  const later = await ask();

  expect(together).toEqual([1, 1, 1]);
  expect([soon, another, later]).toEqual([1, 2, 3]);
});

it("a question that failed is asked again by the next", async () => {
  const { means, ask } = asking();

  const failed = askedSeldom(
    means,
    { what: "sums", seconds: 5 },
    async () => await Promise.reject(new Error("away")),
  );

  await expect(failed).rejects.toThrow("away");
  expect(await ask()).toBe(1);
});

it("the share in step is of what is linked, and nothing is no share", () => {
  expect(shareOf({ in_step: 3, held: 1, not_linked: 96 })).toBe(0.75);
  expect(shareOf({ not_linked: 5 })).toBeNull();
  expect(shareOf(undefined)).toBeNull();
});
