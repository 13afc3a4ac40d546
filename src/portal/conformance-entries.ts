// Conformance: the entries of a portal that keeps them, by which an uncertain write is found again. Our mark
// goes in and comes off; what was there before comes first.
import assert from "node:assert/strict";
import type { Reason } from "../../schemas/kit-result.ts";
import { phrase } from "../../schemas/phrase.ts";
import { heldAt, observe, send, texted, writable, type Bench } from "./conformance-bench.ts";
import { readOnlyPortal } from "./conformance-skips.ts";
import type { ConformanceCase, Declared } from "./conformance.ts";

function withoutMarks({ facts }: Declared): Reason | null {
  return facts.marker === "in entries" ? null : facts.marker.none;
}

export const entryCases: readonly ConformanceCase[] = [
  {
    id: "writing.entries-in-order",
    topic: "writing",
    level: "silver",
    acts: ["edit"],
    title: phrase("conformance.writing.entries_in_order"),
    skips: (declared) => readOnlyPortal(declared) ?? withoutMarks(declared),
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      const set = texted(bench.portal, "Ghi chú của đơn vị");
      await send(session, await observe(session, first), set);
      await bench.owner.edit(first, { progressText: "Người khác ghi thêm" });
      const { entries = [] } = await observe(session, first);
      assert.equal(entries.length, 2, "an entry is missing, or there is one too many");
      assert.equal(entries[0]?.fields.progressText, set.progressText, "our entry says something else");
      assert.equal(
        entries[1]?.fields.progressText,
        "Người khác ghi thêm",
        "the newest entry is not the last",
      );
      assert.notEqual(entries[0]?.id, entries[1]?.id, "two entries have one id");
    },
  },
  {
    id: "writing.marker",
    topic: "writing",
    level: "silver",
    acts: ["edit"],
    title: phrase("conformance.writing.marker"),
    skips: (declared) => readOnlyPortal(declared) ?? withoutMarks(declared),
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      const set = texted(bench.portal, "Ghi chú có dấu");
      await send(session, await observe(session, first), set);
      await bench.owner.edit(first, { progressText: "Ghi chú không dấu" });
      const [own, other] = (await observe(session, first)).entries ?? [];
      assert.match(own?.marker ?? "", /^\[db-[0-9a-f]{8}\]$/, "our entry does not carry the mark");
      assert.equal(other?.marker, null, "somebody else's entry carries a mark of ours");
      const held = (await heldAt(bench.owner, first)).entries[0];
      assert.equal(held?.marker, own?.marker, "the mark is not the one that stands at the portal");
    },
  },
  {
    id: "writing.no-marker",
    topic: "writing",
    level: "silver",
    title: phrase("conformance.writing.no_marker"),
    skips: (declared) =>
      readOnlyPortal(declared) ?? (withoutMarks(declared) === null ? phrase("conformance.skip.marks") : null),
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      await send(session, await observe(session, first), textsOf(bench));
      const held = JSON.stringify(await heldAt(bench.owner, first));
      assert.ok(!held.includes("[db-"), "a mark stands in a text of the portal");
    },
  },
];

function textsOf({ portal }: Bench) {
  const names = writable(portal, ["progressText", "difficulties", "lateReason"]);
  return Object.fromEntries(names.map((name) => [name, `Nội dung ${name}`]));
}
