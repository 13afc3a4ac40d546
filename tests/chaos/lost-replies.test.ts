// A few thousand lost replies with each commit, the same ones for everybody; many more by a command (README.md here).
import { randomInt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { onEachDatabase } from "../databases.ts";
import { loseReplies, lossKinds } from "./lost-replies.ts";
import { playAgain, teller } from "./play-again.ts";

const { LOST_CASES, LOST_SEED, LOST_TELL } = process.env;
/** In each of four: two portals on two databases. */
const cases = Math.ceil(Number(LOST_CASES ?? 2_000) / 4);
const seed = Number(LOST_SEED ?? (LOST_TELL === undefined ? 2_000 : randomInt(2 ** 31)));

onEachDatabase(`${cases} lost replies`, (open) => {
  describe.each(["nq57", "nq71-dongnai"] as const)("at %s", (portal) => {
    it("double nothing and lose nothing", { timeout: 300_000 + cases * 300 }, async () => {
      const told = LOST_TELL === undefined ? () => undefined : teller(`${portal}, seed ${seed}`, cases);

      const { lost, fired, doubled, missing, wrong } = await loseReplies({ portal, cases, seed, open, told });

      const again = playAgain("tests/chaos/lost-replies", { LOST_SEED: seed, LOST_CASES: cases * 4 });
      expect({ doubled, missing, wrong }, again).toEqual({ doubled: 0, missing: [], wrong: [] });
      expect(lost).toBeGreaterThanOrEqual(cases);
      expect(lossKinds.filter((fault) => (fired[fault] ?? 0) === 0)).toEqual([]);
    });
  });
});
