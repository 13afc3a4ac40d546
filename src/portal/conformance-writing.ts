// Conformance, level 2: writing on a line that works. What was sent is shown, what was not sent stays, text stays
// exactly as it is; what the portal does not take is Refused by name.
import assert from "node:assert/strict";
import { fieldNames, type FieldName, type FieldValues } from "../../schemas/field.ts";
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
    id: "writing.declared",
    level: 2,
    title: "offers to send exactly what it declares",
    async run(bench) {
      const { facts } = bench.portal;
      const session = await bench.open();
      const writes = writable(bench.portal).length > 0;
      assert.equal(session.sendProgress !== undefined, writes, "sendProgress and the declared fields differ");
      const files = !("none" in facts.evidence);
      assert.equal(
        session.sendEvidence !== undefined,
        files,
        "sendEvidence and the declared evidence differ",
      );
      for (const name of fieldNames) {
        const fact = facts.fields[name];
        if ("reason" in fact)
          assert.ok(fact.reason.trim() !== "", `no reason is given why ${name} is not ours`);
      }
    },
  },
  {
    id: "writing.reads-back",
    level: 2,
    title: "sends progress, and the portal shows it",
    skips: readOnlyPortal,
    async run(bench) {
      const [first = ""] = bench.seed(2);
      const session = await bench.open();
      const set = texted(bench.portal, "Đã trình UBND tỉnh phê duyệt kế hoạch");
      const receipt = await send(session, await observe(session, first), set);
      assert.ok(receipt.portalSaid.length <= 500, "a receipt is clipped to 500 characters");
      assertShows(await observe(session, first), set);
      assert.equal(bench.simulator.tally().doubledEntries, 0);
    },
  },
  {
    id: "writing.every-field",
    level: 2,
    title: "writes every field that it declares writable",
    skips: readOnlyPortal,
    async run(bench) {
      const [first = ""] = bench.seed(1);
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
    level: 2,
    title: "changes only what was set: the other fields and the other tasks stay",
    skips: readOnlyPortal,
    async run(bench) {
      const [first = "", second = ""] = bench.seed(2);
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
    level: 2,
    title: "empties a field with null, or is Refused without a change",
    skips: readOnlyPortal,
    async run(bench) {
      const names = emptiable(bench);
      if (names.length === 0) return "the portal declares no field that can be emptied";
      const ids = bench.seed(names.length);
      const session = await bench.open();
      for (const [place, name] of names.entries()) {
        await emptied(bench, { session, remoteId: ids[place] ?? "", name });
      }
    },
  },
  {
    id: "writing.zero",
    level: 2,
    title: "keeps zero apart from nothing",
    skips: readOnlyPortal,
    async run(bench) {
      const [first = ""] = bench.seed(1);
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
    level: 2,
    title: "keeps changes apart that are sent at the same time",
    skips: readOnlyPortal,
    async run(bench) {
      const ids = bench.seed(4);
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
    level: 2,
    title: "refuses a change that was decided against an older state",
    skips: (declared) =>
      readOnlyPortal(declared) ??
      (declared.facts.conditionalWrite.how === "native" ? null : declared.facts.conditionalWrite.reason),
    async run(bench) {
      const [first = ""] = bench.seed(1);
      const session = await bench.open();
      const before = await observe(session, first);
      bench.simulator.edit(first, { difficulties: "Cán bộ cổng vừa sửa" });
      const thrown = await thrownBy(() => send(session, before, texted(bench.portal, "Quyết định cũ")));
      assertNamed(thrown, "Stale");
      assert.equal(bench.simulator.tally().writes, 0, "the stale change was written");
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
