// Conformance: writing on a line that works. What was sent is shown, what was not sent stays, text stays
// exactly as it is; what the portal does not take is Refused by name.
import assert from "node:assert/strict";
import type { FieldName, FieldValues } from "../../schemas/field.ts";
import { phrase } from "../../schemas/phrase.ts";
import {
  assertNamed,
  assertShows,
  entry,
  observe,
  sample,
  send,
  sendOrRefused,
  texted,
  thrownBy,
  writable,
  type Bench,
} from "./conformance-bench.ts";
import { entryCases } from "./conformance-entries.ts";
import { readOnlyPortal } from "./conformance-skips.ts";
import { statusCases } from "./conformance-statuses.ts";
import { valueCases } from "./conformance-values.ts";
import type { ConformanceCase } from "./conformance.ts";

export const writingCases: readonly ConformanceCase[] = [
  {
    id: "writing.reads-back",
    topic: "writing",
    level: "silver",
    cornerstone: true,
    title: phrase("conformance.writing.reads_back"),
    skips: readOnlyPortal,
    async run(bench) {
      const [first = ""] = await bench.seed(2);
      const session = await bench.open();
      const set = texted(bench.portal, "Đã trình UBND tỉnh phê duyệt kế hoạch");
      const receipt = await send(session, await observe(session, first), set);
      assert.ok(receipt.portalSaid.length <= 500, "a receipt is clipped to 500 characters");
      assertShows(await observe(session, first), set);
      assert.equal((await bench.owner.tally()).doubledEntries, 0);
    },
  },
  {
    id: "writing.every-field",
    topic: "writing",
    level: "silver",
    title: phrase("conformance.writing.every_field"),
    skips: readOnlyPortal,
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      const plain = writable(bench.portal).filter((name) => name !== "lifecycle" && name !== "completedOn");
      const set: FieldValues = Object.fromEntries(plain.map((name) => [name, sample(name)]));
      await send(session, await observe(session, first), set);
      assertShows(await observe(session, first), set);
    },
  },
  ...statusCases,
  {
    id: "writing.only-what-was-set",
    topic: "writing",
    level: "silver",
    title: phrase("conformance.writing.only_what_was_set"),
    skips: readOnlyPortal,
    async run(bench) {
      const [first = "", second = ""] = await bench.seed(2);
      const session = await bench.open();
      const plain = writable(bench.portal).filter((name) => name !== "lifecycle" && name !== "completedOn");
      const all: FieldValues = Object.fromEntries(plain.map((name) => [name, sample(name)]));
      await send(session, await observe(session, first), all);
      const other = await observe(session, second);
      const set = texted(bench.portal, "Chỉ thay nội dung này", 55);
      await send(session, await observe(session, first), set);
      assertShows(await observe(session, first), { ...all, ...set });
      assert.deepEqual((await observe(session, second)).fields, other.fields, "another task was changed");
    },
  },
  {
    id: "writing.empties",
    topic: "writing",
    level: "silver",
    title: phrase("conformance.writing.empties"),
    skips: readOnlyPortal,
    async run(bench) {
      const names = emptiable(bench);
      if (names.length === 0) return phrase("conformance.skip.no_such_field");
      const ids = await bench.seed(names.length);
      const session = await bench.open();
      for (const [place, name] of names.entries()) {
        await emptied(bench, { session, remoteId: ids[place] ?? "", name });
      }
    },
  },
  {
    id: "writing.zero",
    topic: "writing",
    level: "silver",
    title: phrase("conformance.writing.zero"),
    skips: readOnlyPortal,
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      const budget = Object.fromEntries(
        writable(bench.portal, ["budgetDisbursed"]).map((name) => [name, "0"]),
      );
      const set = { ...entry(bench.portal, "Chưa giải ngân", 0), ...budget };
      if (!(await sendOrRefused(bench, session, { remoteId: first, set }))) return;
      assertShows(await observe(session, first), set);
    },
  },
  ...valueCases,
  ...entryCases,
  {
    id: "writing.side-by-side",
    topic: "writing",
    level: "silver",
    title: phrase("conformance.writing.side_by_side"),
    skips: readOnlyPortal,
    async run(bench) {
      const ids = await bench.seed(4);
      const session = await bench.open();
      const changes = ids.map((id, place) => ({
        id,
        set: texted(bench.portal, `Nội dung riêng ${place}`, 10 + place),
      }));
      const before = new Map<string, Awaited<ReturnType<typeof observe>>>();
      for (const id of ids) before.set(id, await observe(session, id));
      await Promise.all(
        changes.map(async ({ id, set }) => {
          const seen = before.get(id);
          assert.ok(seen);
          await send(session, seen, set);
        }),
      );
      for (const { id, set } of changes) assertShows(await observe(session, id), set);
    },
  },
  {
    id: "writing.stale",
    topic: "writing",
    level: "silver",
    acts: ["edit"],
    title: phrase("conformance.writing.stale"),
    skips: (declared) =>
      readOnlyPortal(declared) ??
      (declared.facts.conditionalWrite.how === "native" ? null : declared.facts.conditionalWrite.reason),
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      const before = await observe(session, first);
      await bench.owner.edit(first, { difficulties: "Cán bộ cổng vừa sửa" });
      const thrown = await thrownBy(() => send(session, before, texted(bench.portal, "Quyết định cũ")));
      assertNamed(thrown, "Stale");
      assert.equal((await bench.owner.tally()).writes, 0, "the stale change was written");
    },
  },
  {
    id: "writing.gone",
    topic: "writing",
    level: "silver",
    title: phrase("conformance.writing.gone"),
    acts: ["remove"],
    skips: readOnlyPortal,
    async run(bench) {
      const [first = ""] = await bench.seed(2);
      const session = await bench.open();
      const before = await observe(session, first);
      await bench.owner.remove(first);
      const thrown = await thrownBy(() => send(session, before, texted(bench.portal, "Gửi vào chỗ trống")));
      assertNamed(thrown, "Refused", "Stale", "Uncertain");
      assert.equal((await bench.owner.tally()).writes, 0);
    },
  },
];

/** Fields that may go back to nothing: not those that follow from an entry or from a status. */
function emptiable(bench: Bench): FieldName[] {
  const { facts } = bench.portal;
  const names: FieldName[] = ["difficulties", "lateReason", "expectedOn", "budgetAllocated"];
  return writable(bench.portal, names).filter((name) => {
    const fact = facts.fields[name];
    return !("append" in fact && fact.append);
  });
}

async function emptied(
  bench: Bench,
  at: { session: Awaited<ReturnType<Bench["open"]>>; remoteId: string; name: FieldName },
): Promise<void> {
  const { session, remoteId, name } = at;
  const full = { ...entry(bench.portal, "Có nội dung", 20), [name]: sample(name) };
  await send(session, await observe(session, remoteId), full);
  const set = { ...entry(bench.portal, "Đã bỏ nội dung", 25), [name]: null };
  if (!(await sendOrRefused(bench, session, { remoteId, set }))) return;
  assertShows(await observe(session, remoteId), set);
}
