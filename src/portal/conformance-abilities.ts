// Conformance: what a portal declares of itself is what is seen of it, neither more nor less. Plans are made from the
// facts, so an ability that is claimed makes false promises, and one that is denied leaves work to people.
import assert from "node:assert/strict";
import { fieldNames, type FieldName } from "../../schemas/field.ts";
import { fileTypes } from "../../schemas/file-types.ts";
import { phrase } from "../../schemas/phrase.ts";
import {
  aFile,
  assertNamed,
  heldAt,
  observe,
  sample,
  send,
  texted,
  thrownBy,
  writable,
} from "./conformance-bench.ts";
import { noEvidence, readOnlyPortal } from "./conformance-skips.ts";
import type { ConformanceCase } from "./conformance.ts";
import type { EvidenceFile, Portal, PortalSession } from "./contract.ts";

/** More than this is not sent only to see whether it is taken. */
const largestLook = 25_000_000;

export const abilityCases: readonly ConformanceCase[] = [
  {
    id: "abilities.calls",
    topic: "abilities",
    level: "silver",
    title: phrase("conformance.abilities.calls"),
    async run(bench) {
      const { fields, evidence } = bench.portal.facts;
      const session = await bench.open();
      const writes = writable(bench.portal).length > 0;
      assert.equal(session.sendProgress !== undefined, writes, "sendProgress and the declared fields differ");
      const files = !("none" in evidence);
      assert.equal(
        session.sendEvidence !== undefined,
        files,
        "sendEvidence and the declared evidence differ",
      );
      if (files && evidence.proof === "download") assert.ok(session.readEvidence, "it hands out no bytes");
      if (!files)
        assert.equal(session.readEvidence, undefined, "it hands out files that it declares not to take");
      for (const name of fieldNames) {
        const fact = fields[name];
        if ("reason" in fact)
          assert.ok(fact.reason.trim() !== "", `no reason is given why ${name} is not ours`);
      }
    },
  },
  {
    id: "abilities.read-only",
    topic: "abilities",
    level: "silver",
    title: phrase("conformance.abilities.read_only"),
    skips: readOnlyPortal,
    async run(bench) {
      const { fields } = bench.portal.facts;
      const names = fieldNames.filter((name) => fields[name].read && !fields[name].write);
      if (names.length === 0) return phrase("conformance.skip.all_writable");
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      for (const name of names) await assertUnchanged(session, first, name);
    },
  },
  {
    id: "abilities.stale",
    topic: "abilities",
    level: "silver",
    title: phrase("conformance.abilities.stale"),
    acts: ["edit"],
    skips: (declared) =>
      readOnlyPortal(declared) ??
      (declared.facts.conditionalWrite.how === "native" ? phrase("conformance.skip.native") : null),
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      const before = await observe(session, first);
      await bench.owner.edit(first, { difficulties: "Cán bộ cổng vừa sửa" });
      const thrown = await thrownBy(() => send(session, before, texted(bench.portal, "Quyết định cũ")));
      const isStale = thrown instanceof Error && thrown.name === "Stale";
      assert.ok(!isStale, "the portal refuses stale writes: declare conditionalWrite native");
    },
  },
  {
    id: "abilities.entries",
    topic: "abilities",
    level: "silver",
    title: phrase("conformance.abilities.entries"),
    skips: ({ facts }) => (facts.marker === "in entries" ? null : facts.marker.none),
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      const { entries } = await observe(session, first);
      assert.deepEqual(entries, [], "a task without entries shows none, as an empty list");
    },
  },
  {
    id: "abilities.evidence-types",
    topic: "abilities",
    level: "silver",
    title: phrase("conformance.abilities.evidence_types"),
    skips: noEvidence,
    async run(bench) {
      const { evidence } = bench.portal.facts;
      if ("none" in evidence) return evidence.none;
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      for (const mime of evidence.types) {
        const name = `Phụ lục${fileTypes[mime]?.endings[0] ?? ""}`;
        const bytes = Buffer.from(`%PDF-1.4 ${mime}`);
        await session.sendEvidence?.({ ...aFile(bench.portal, first, { name, bytes }), mime });
      }
      assert.equal((await heldAt(bench.owner, first)).evidence.length, evidence.types.length);
    },
  },
  {
    id: "abilities.evidence-size",
    topic: "abilities",
    level: "silver",
    title: phrase("conformance.abilities.evidence_size"),
    skips: noEvidence,
    async run(bench) {
      const { evidence } = bench.portal.facts;
      if ("none" in evidence) return evidence.none;
      if (evidence.maxBytes > largestLook) {
        return phrase("conformance.skip.large", { limit: largestLook / 1_000_000 });
      }
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      const bytes = Buffer.alloc(evidence.maxBytes, 32);
      await session.sendEvidence?.(aFile(bench.portal, first, { bytes }));
      assert.equal((await heldAt(bench.owner, first)).evidence[0]?.size, evidence.maxBytes);
    },
  },
  {
    id: "abilities.evidence-name",
    topic: "abilities",
    level: "silver",
    title: phrase("conformance.abilities.evidence_name"),
    skips: noEvidence,
    async run(bench) {
      const { evidence } = bench.portal.facts;
      if ("none" in evidence) return evidence.none;
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      await session.sendEvidence?.(named(bench.portal, first, evidence.name.longest));
      const longer = named(bench.portal, first, evidence.name.longest + 1);
      assertNamed(await thrownBy(async () => session.sendEvidence?.(longer)), "Refused");
      const held = (await heldAt(bench.owner, first)).evidence.map(({ name }) => [...name].length);
      assert.deepEqual(held, [evidence.name.longest]);
    },
  },
];

/** Sends a field that is not ours; whatever is answered, the portal shows it as before. */
async function assertUnchanged(session: PortalSession, remoteId: string, name: FieldName): Promise<void> {
  const before = await observe(session, remoteId);
  await thrownBy(() => send(session, before, { [name]: sample(name) }));
  const after = await observe(session, remoteId);
  assert.equal(
    after.fields[name],
    before.fields[name],
    `${name} was changed, though it is declared not writable`,
  );
}

/** A file whose name has so many characters. */
function named(portal: Portal, remoteId: string, length: number): EvidenceFile {
  const file = aFile(portal, remoteId);
  const ending = fileTypes[file.mime]?.endings[0] ?? "";
  const stem = "Báo cáo kết quả ".normalize("NFC").repeat(Math.ceil(length / 16));
  return { ...file, name: `${stem.slice(0, length - ending.length - 1)}x${ending}` };
}
