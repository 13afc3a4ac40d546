// A share of the cut uploads with each commit, the same ones for everybody; all of them by a command (README.md here).
import { randomInt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { onEachDatabase } from "../databases.ts";
import { cutKinds, cutUploads } from "./cut-uploads.ts";
import { playAgain, teller } from "./play-again.ts";

const { UPLOAD_CASES, UPLOAD_SEED, UPLOAD_TELL } = process.env;
/** In each of four: two portals on two databases. */
const cases = Math.ceil(Number(UPLOAD_CASES ?? 100) / 4);
const seed = Number(UPLOAD_SEED ?? (UPLOAD_TELL === undefined ? 500 : randomInt(2 ** 31)));

onEachDatabase(`${cases} cut uploads`, (open) => {
  describe.each(["nq57", "nq71-dongnai"] as const)("at %s", (portal) => {
    it("end whole or held, and none twice", { timeout: 300_000 + cases * 3_000 }, async () => {
      const told = UPLOAD_TELL === undefined ? () => undefined : teller(`${portal}, seed ${seed}`, cases);

      const { cut, fired, doubled, lost, wrong } = await cutUploads({ portal, cases, seed, open, told });

      const again = playAgain("tests/chaos/cut-uploads", { UPLOAD_SEED: seed, UPLOAD_CASES: cases * 4 });
      expect({ doubled, lost, wrong }, again).toEqual({ doubled: 0, lost: [], wrong: [] });
      expect(cut).toBeGreaterThanOrEqual(cases);
      expect(cutKinds.filter((fault) => (fired[fault] ?? 0) === 0)).toEqual([]);
    });
  });
});
