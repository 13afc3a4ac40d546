// The four outcomes of a write (applied, partly, refused, unknown until looked at), by every way in which a portal's
// answer does not say what it did. The same table at each portal.
import { afterEach, describe, expect, it } from "vitest";
import type { FaultRule } from "../../schemas/simulator.ts";
import { listEntries } from "../../src/ledger/read.ts";
import type { Means } from "../../src/push/lane.ts";
import { pushLane } from "../../src/push/run.ts";
import { holds } from "../../src/push/standing.ts";
import { onEachDatabase } from "../databases.ts";
import { aDesk, type Desk } from "./desk.ts";

interface Case {
  says: string;
  rules: FaultRule[];
  at: readonly ("nq57" | "nq71-dongnai")[];
  sends: "progress" | "file";
  /** Outcomes on the ledger, each with how many fields are missing. */
  becomes: string[];
  held: string[];
  doubledFiles?: number;
}

const both = ["nq57", "nq71-dongnai"] as const;
const write = "write" as const;

const cases: readonly Case[] = [
  {
    says: "204 to a change of which it keeps a part",
    rules: [{ fault: "silent-204", on: write }],
    at: both,
    sends: "progress",
    becomes: ["partly, 1 missing", "applied"],
    held: [],
  },
  {
    says: "200 with the refusal in a list",
    rules: [{ fault: "refused-in-list", on: write }],
    at: both,
    sends: "progress",
    becomes: ["refused, 3 missing"],
    held: ["push.refused"],
  },
  {
    says: "200 with the refusal as a sentence",
    rules: [{ fault: "success-false", on: write }],
    at: ["nq71-dongnai"],
    sends: "progress",
    becomes: ["refused, 3 missing"],
    held: ["push.refused"],
  },
  {
    says: "a plain yes to a change of which it keeps a part",
    rules: [{ fault: "drops-field", on: write }],
    at: both,
    sends: "progress",
    becomes: ["partly, 1 missing"],
    held: ["push.not_kept"],
  },
  {
    says: "201 for a file that it drops",
    rules: [{ fault: "drops-file", on: write }],
    at: both,
    sends: "file",
    becomes: ["refused", "applied"],
    held: [],
  },
  {
    says: "201 for a file that it drops twice",
    rules: [{ fault: "drops-file", on: write, times: 2 }],
    at: both,
    sends: "file",
    becomes: ["refused", "refused"],
    held: ["push.file_not_kept"],
  },
  {
    says: "201 for a file that it cuts",
    rules: [{ fault: "truncated-upload", on: write }],
    at: both,
    sends: "file",
    becomes: ["refused", "applied"],
    held: [],
  },
  {
    says: "201 for a file that it cuts twice",
    rules: [{ fault: "truncated-upload", on: write, times: 2 }],
    at: ["nq57"],
    sends: "file",
    becomes: ["refused", "refused"],
    held: ["push.file_not_kept"],
    // Two halves alike, which only its owner can take away.
    doubledFiles: 1,
  },
  {
    says: "201 for a file that it cuts twice, and the digests of both",
    rules: [{ fault: "truncated-upload", on: write, times: 2 }],
    at: ["nq71-dongnai"],
    sends: "file",
    becomes: ["refused", "refused"],
    held: ["push.file_not_kept"],
  },
  {
    says: "nothing to a file that it cuts",
    rules: [
      { fault: "truncated-upload", on: write },
      { fault: "lost-reply", on: write },
    ],
    at: both,
    sends: "file",
    becomes: ["not_sent", "applied"],
    held: [],
  },
  {
    says: "201 for a file that it renames",
    rules: [{ fault: "renames-file", on: write }],
    at: both,
    sends: "file",
    becomes: ["applied"],
    held: [],
  },
  {
    says: "nothing to a file that it renames",
    rules: [
      { fault: "renames-file", on: write },
      { fault: "lost-reply", on: write },
    ],
    at: ["nq57"],
    sends: "file",
    becomes: ["applied"],
    held: [],
  },
  {
    says: "nothing at the end to a file that it renames",
    rules: [
      { fault: "renames-file", on: write },
      { fault: "lost-reply", on: { path: "attachments" } },
    ],
    at: ["nq71-dongnai"],
    sends: "file",
    becomes: ["applied"],
    held: [],
  },
  {
    says: "201 for a file of which it spoils a byte and shows the digest",
    rules: [{ fault: "damages-file", on: write }],
    at: ["nq71-dongnai"],
    sends: "file",
    becomes: ["refused", "applied"],
    held: [],
  },
  {
    says: "nothing to a file of which it reads the beginning",
    rules: [{ fault: "cut-request", on: write, with: { bytes: 200 } }],
    at: both,
    sends: "file",
    becomes: ["not_sent", "applied"],
    held: [],
  },
  {
    says: "nothing, and would refuse a token that is used up",
    rules: [
      { fault: "lost-reply", on: { path: "attachments" } },
      { fault: "token-used-up", on: write, times: 9 },
    ],
    at: ["nq71-dongnai"],
    sends: "file",
    becomes: ["applied"],
    held: [],
  },
  {
    says: "“already sent” to what it has just taken",
    rules: [{ fault: "already-sent", on: write }],
    at: ["nq71-dongnai"],
    sends: "progress",
    becomes: ["applied"],
    held: [],
  },
  {
    says: "yes, long after we stopped listening",
    rules: [{ fault: "slow", on: write, with: { ms: 700 } }],
    at: both,
    sends: "progress",
    becomes: ["applied"],
    held: [],
  },
  {
    says: "500 after it has committed",
    rules: [{ fault: "server-error-after-commit", on: write }],
    at: both,
    sends: "progress",
    becomes: ["applied"],
    held: [],
  },
  {
    says: "nothing, and has nothing",
    rules: [{ fault: "never-arrives", on: write }],
    at: both,
    sends: "progress",
    becomes: ["not_sent, 3 missing", "applied"],
    held: [],
  },
];

const table = cases.flatMap((one) => one.at.map((portal) => ({ ...one, portal })));

async function outcomes({ store }: Means): Promise<string[]> {
  const entries = await store.read(async (tx) => await listEntries(tx, { limit: 1_000 }));
  return entries
    .toReversed()
    .flatMap(({ body }) =>
      body.kind === "outcome"
        ? [body.missing.length === 0 ? body.outcome : `${body.outcome}, ${body.missing.length} missing`]
        : [],
    );
}

onEachDatabase("what became of a write", (open) => {
  let desk: Desk | undefined;
  afterEach(async () => await desk?.stop());

  describe.each(table)("to which $portal says $says", ({ portal, ...given }) => {
    const { rules, sends, becomes, held, doubledFiles = 0 } = given;

    it(`is ${becomes.join(", then ")}`, async () => {
      desk = await aDesk(await open(), { at: [portal], tasks: 2, timing: { headersMs: 1_000 } });
      const { means, lane, simulator, codes } = desk;
      const [code = ""] = codes;
      if (sends === "file") await desk.addFile(code, "Báo cáo.pdf");
      else await desk.report(code, { percent: 50, progressText: "Đã trình", difficulties: "Thiếu vốn" });
      simulator.script(rules);

      await pushLane(means, lane);

      expect(simulator.fired()[rules[0]?.fault ?? ""]).toBe(rules[0]?.times ?? 1);
      expect(await outcomes(means)).toEqual(becomes);
      expect((await holds(means)).flatMap(({ reasons }) => reasons.map(({ key }) => key))).toEqual(held);
      expect(simulator.tally()).toMatchObject({ doubledEntries: 0, doubledFiles });
    });
  });
});
