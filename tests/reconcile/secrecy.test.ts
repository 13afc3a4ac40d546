import { describe, expect, it } from "vitest";
import { whyFileStays, whyTaskStays, type Guarded } from "../../src/reconcile/secrecy.ts";
import { decree } from "./sides.ts";

const { sha256 } = decree;

function task(file: Partial<typeof decree> = {}, classification: Guarded["classification"] = "normal") {
  return { classification, evidence: [{ ...decree, ...file }] };
}

describe("the secrecy guard", () => {
  it.each(["restricted", "mat", "toi_mat", "tuyet_mat", "unknown"] as const)(
    "keeps a task that is %s, with every file of it",
    (classification) => {
      const guarded = task({}, classification);

      expect(whyTaskStays(guarded)).toEqual({ key: "reconcile.secret", values: {} });
      expect(whyFileStays(guarded, sha256)).toEqual({ key: "reconcile.secret", values: {} });
    },
  );

  it.each([
    ["that is secret itself", { classification: "mat" as const }, "reconcile.file_secret"],
    ["whose marking nobody knows", { classification: "unknown" as const }, "reconcile.file_secret"],
    ["with a mark that nobody has settled", { marks: ["MẬT"] }, "reconcile.file_asks"],
  ])("keeps a file %s, and says no more than the beginning of its hash", (_, file, key) => {
    expect(whyFileStays(task(file), sha256)).toEqual({ key, values: { sha256: sha256.slice(0, 12) } });
  });

  it("keeps a file that the task does not cite", () => {
    expect(whyFileStays(task(), "b".repeat(64))?.key).toBe("reconcile.file_secret");
  });

  it("lets a file go whose mark a person has settled, and one without", () => {
    expect(whyFileStays(task({ marks: ["MẬT"], settledBy: "lan" }), sha256)).toBe(null);
    expect(whyFileStays(task(), sha256)).toBe(null);
  });
});
