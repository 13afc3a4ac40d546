// Conformance: files that prove progress. Kept byte for byte under their exact name, once, or refused.
import assert from "node:assert/strict";
import { phrase } from "../../schemas/phrase.ts";
import { aFile, assertNamed, heldAt, observe, thrownBy, type Bench } from "./conformance-bench.ts";
import { noEvidence, without } from "./conformance-skips.ts";
import type { ConformanceCase } from "./conformance.ts";
import type { EvidenceFile, PortalSession, RemoteEvidence } from "./contract.ts";

const names = [
  { id: "nfd", name: "Báo cáo kết quả số hoá.pdf".normalize("NFD") },
  { id: "spaces", name: "BC  quý IV. bản cuối (2).pdf" },
  { id: "quotes", name: `BC "quý IV" 'cuối'; a=b.pdf` },
  { id: "long", name: `${"Báo cáo ".repeat(30).slice(0, 196)}.pdf` },
] as const;

const unclear = ["lost-reply", "cut-reply", "server-error-after-commit"] as const;

export const evidenceCases: readonly ConformanceCase[] = [
  {
    id: "evidence.sent",
    topic: "evidence",
    level: "silver",
    title: phrase("conformance.evidence.sent"),
    skips: noEvidence,
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      const file = aFile(bench.portal, remoteId);
      await sendFile(session, file);
      const [held] = (await heldAt(bench.owner, remoteId)).evidence;
      assert.deepEqual(held, { name: file.name, size: file.size, sha256: file.sha256 });
      const [shown] = (await observe(session, remoteId)).evidence;
      assert.ok(shown, "the portal does not show the file");
      assert.equal(shown.name, file.name);
      assert.ok(isThisFile(shown, file), "the portal shows another size or digest");
    },
  },
  {
    id: "evidence.second",
    topic: "evidence",
    level: "silver",
    title: phrase("conformance.evidence.second"),
    skips: noEvidence,
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      await sendFile(session, aFile(bench.portal, remoteId));
      const other = Buffer.from("%PDF-1.4\n% phụ lục\n%%EOF\n");
      await sendFile(session, aFile(bench.portal, remoteId, { name: "Phụ lục.pdf", bytes: other }));
      const shown = (await observe(session, remoteId)).evidence;
      assert.equal(new Set(shown.map((file) => file.remoteId)).size, 2);
    },
  },
  ...names.map(({ id, name }): ConformanceCase => ({
    id: `evidence.name-${id}`,
    topic: "evidence",
    level: "silver",
    title: phrase(`conformance.evidence.name_${id}`),
    skips: noEvidence,
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      const thrown = await thrownBy(() => sendFile(session, aFile(bench.portal, remoteId, { name })));
      if (thrown !== null) {
        assertNamed(thrown, "Refused");
        assert.equal(await filesHeld(bench, remoteId), 0, "the portal holds a file that was refused");
        return;
      }
      const shown = (await observe(session, remoteId)).evidence.map((file) => file.name);
      assert.deepEqual(shown, [name]);
    },
  })),
  {
    id: "evidence.empty",
    topic: "evidence",
    level: "silver",
    title: phrase("conformance.evidence.empty"),
    skips: noEvidence,
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      const empty = aFile(bench.portal, remoteId, { bytes: new Uint8Array() });
      assertNamed(await thrownBy(() => sendFile(session, empty)), "Refused");
      assert.equal(await filesHeld(bench, remoteId), 0);
    },
  },
  {
    id: "evidence.too-large",
    topic: "evidence",
    level: "silver",
    title: phrase("conformance.evidence.too_large"),
    skips: noEvidence,
    async run(bench) {
      const { evidence } = bench.portal.facts;
      if ("none" in evidence) return evidence.none;
      const { session, remoteId } = await begin(bench);
      const large = aFile(bench.portal, remoteId, { bytes: Buffer.alloc(evidence.maxBytes + 1, 32) });
      assertNamed(await thrownBy(() => sendFile(session, large)), "Refused");
      assert.equal(await filesHeld(bench, remoteId), 0);
    },
  },
  {
    id: "evidence.type",
    topic: "evidence",
    level: "silver",
    title: phrase("conformance.evidence.type"),
    skips: noEvidence,
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      const program = {
        ...aFile(bench.portal, remoteId, { name: "cai-dat.exe" }),
        mime: "application/x-msdownload",
      };
      assertNamed(await thrownBy(() => sendFile(session, program)), "Refused");
      assert.equal(await filesHeld(bench, remoteId), 0);
    },
  },
  ...unclear.map((fault): ConformanceCase => ({
    id: `evidence.${fault}`,
    topic: "evidence",
    level: "gold",
    title: phrase("conformance.evidence.unclear", { fault }),
    skips: noEvidence,
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      bench.script({ fault, on: "write" });
      assertNamed(await thrownBy(() => sendFile(session, aFile(bench.portal, remoteId))), "Uncertain");
      bench.assertFired(fault);
      assert.equal((await bench.owner.tally()).writes, 1);
      assert.equal((await bench.owner.tally()).doubledFiles, 0);
    },
  })),
  {
    id: "evidence.lost-last-reply",
    topic: "evidence",
    level: "gold",
    title: phrase("conformance.evidence.lost_last_reply"),
    skips: noEvidence,
    async run(bench) {
      const steps = await writesOfOneFile(bench);
      const [, second = ""] = await bench.seed(2);
      const session = await bench.open();
      bench.script({ fault: "lost-reply", on: "write", after: steps - 1 });
      assertNamed(await thrownBy(() => sendFile(session, aFile(bench.portal, second))), "Uncertain");
      bench.assertFired("lost-reply");
      const shown = (await observe(session, second)).evidence;
      assert.equal(shown.length, 1, "the file that landed is not shown");
      assert.equal((await bench.owner.tally()).doubledFiles, 0);
    },
  },
  {
    id: "evidence.too-many",
    topic: "evidence",
    level: "gold",
    title: phrase("conformance.evidence.too_many"),
    skips: noEvidence,
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      bench.script({ fault: "too-many", on: "write" });
      assertNamed(await thrownBy(() => sendFile(session, aFile(bench.portal, remoteId))), "Transient");
      bench.assertFired("too-many");
      assert.equal(await filesHeld(bench, remoteId), 0);
    },
  },
  {
    id: "evidence.truncated",
    topic: "evidence",
    level: "gold",
    title: phrase("conformance.evidence.truncated"),
    skips: (declared) => noEvidence(declared) ?? without("truncated-upload")(declared),
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      const file = aFile(bench.portal, remoteId);
      bench.script({ fault: "truncated-upload" });
      const thrown = await thrownBy(() => sendFile(session, file));
      bench.assertFired("truncated-upload");
      if (thrown !== null) assertNamed(thrown, "Transient", "Uncertain", "Refused");
      const shown = (await observe(session, remoteId)).evidence;
      assert.ok(!shown.some((one) => isThisFile(one, file)), "the cut file passes for the whole one");
    },
  },
  {
    id: "evidence.dropped",
    topic: "evidence",
    level: "gold",
    title: phrase("conformance.evidence.dropped"),
    skips: (declared) => noEvidence(declared) ?? without("drops-file")(declared),
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      bench.script({ fault: "drops-file" });
      const thrown = await thrownBy(() => sendFile(session, aFile(bench.portal, remoteId)));
      bench.assertFired("drops-file");
      if (thrown !== null) assertNamed(thrown, "Uncertain", "Refused");
      assert.deepEqual((await observe(session, remoteId)).evidence, []);
    },
  },
  {
    id: "evidence.foreign-bytes",
    topic: "evidence",
    level: "gold",
    title: phrase("conformance.evidence.foreign_bytes"),
    skips: (declared) => noEvidence(declared) ?? without("checks-bytes")(declared),
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      bench.script({ fault: "checks-bytes", times: 1_000 });
      const odd = aFile(bench.portal, remoteId, { bytes: Buffer.from("MZ: không phải tệp như đã khai") });
      assertNamed(await thrownBy(() => sendFile(session, odd)), "Refused");
      bench.assertFired("checks-bytes");
      assert.equal(await filesHeld(bench, remoteId), 0);
    },
  },
  {
    id: "evidence.renamed",
    topic: "evidence",
    level: "gold",
    title: phrase("conformance.evidence.renamed"),
    skips: (declared) => noEvidence(declared) ?? without("renames-file")(declared),
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      bench.script({ fault: "renames-file", with: { name: "TL-2025-000123.pdf" } });
      await sendFile(session, aFile(bench.portal, remoteId));
      bench.assertFired("renames-file");
      const shown = (await observe(session, remoteId)).evidence.map((file) => file.name);
      assert.deepEqual(shown, ["TL-2025-000123.pdf"]);
    },
  },
];

async function begin(bench: Bench): Promise<{ session: PortalSession; remoteId: string }> {
  const [remoteId = ""] = await bench.seed(1);
  return { session: await bench.open(), remoteId };
}

async function sendFile(session: PortalSession, file: EvidenceFile): Promise<void> {
  assert.ok(session.sendEvidence, "the session does not offer sendEvidence");
  await session.sendEvidence(file);
}

/** How many writes one upload takes at this portal. */
async function writesOfOneFile(bench: Bench): Promise<number> {
  const { session, remoteId } = await begin(bench);
  await sendFile(session, aFile(bench.portal, remoteId, { name: "Bản thử.pdf" }));
  return (await bench.owner.tally()).writes;
}

async function filesHeld({ owner }: Bench, remoteId: string): Promise<number> {
  return (await heldAt(owner, remoteId)).evidence.length;
}

/** Nothing that the portal says of the shown file speaks against it; it must say at least the size or the digest. */
function isThisFile(shown: RemoteEvidence, file: EvidenceFile): boolean {
  if (shown.size === null && shown.sha256 === null) return false;
  return (shown.size ?? file.size) === file.size && (shown.sha256 ?? file.sha256) === file.sha256;
}
