// Conformance: what a portal shows and hands out of a file that it holds. By this alone we know later whether
// the file is still there, and still whole.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { phrase } from "../../schemas/phrase.ts";
import { aFile, assertNamed, observe, thrownBy, type Bench } from "./conformance-bench.ts";
import { noEvidence, without } from "./conformance-skips.ts";
import type { ConformanceCase } from "./conformance.ts";
import type { EvidenceFile, PortalSession, RemoteEvidence } from "./contract.ts";

/** A portal with digests may hand out bytes as well; one that proves by download must. */
const handsOutNone = phrase("conformance.skip.bytes");

export const downloadCases: readonly ConformanceCase[] = [
  {
    id: "evidence.proof",
    topic: "evidence",
    level: "silver",
    title: phrase("conformance.evidence.proof"),
    skips: noEvidence,
    async run(bench) {
      const { shown, session } = await begin(bench);
      const { evidence } = bench.portal.facts;
      if ("none" in evidence) return evidence.none;
      if (evidence.proof === "digest") assert.ok(shown.sha256 !== null, "it shows no digest");
      else assert.equal(typeof shown.size, "number", "it shows no size");
      if (evidence.proof === "download") assert.ok(session.readEvidence, "it hands out no bytes");
    },
  },
  {
    id: "evidence.stored",
    topic: "evidence",
    level: "gold",
    title: phrase("conformance.evidence.stored"),
    skips: (declared) => noEvidence(declared) ?? without("truncated-upload")(declared),
    async run(bench) {
      const [remoteId = ""] = await bench.seed(1);
      const session = await bench.open();
      const file = aFile(bench.portal, remoteId);
      bench.script({ fault: "truncated-upload" });
      const thrown = await thrownBy(async () => {
        const receipt = await session.sendEvidence?.(file);
        const { size = null, sha256 = null } = receipt?.stored ?? {};
        assert.ok(size !== file.size && sha256 !== file.sha256, "it says that it stored the whole file");
      });
      if (thrown !== null) assertNamed(thrown, "Transient", "Uncertain", "Refused");
    },
  },
  {
    id: "evidence.read-back",
    topic: "evidence",
    level: "silver",
    title: phrase("conformance.evidence.read_back"),
    skips: noEvidence,
    async run(bench) {
      const { session, file, shown } = await begin(bench);
      if (session.readEvidence === undefined) return handsOutNone;
      assert.equal(await digestOf(session, file, shown), file.sha256);
    },
  },
  {
    id: "evidence.read-cut",
    topic: "evidence",
    level: "gold",
    title: phrase("conformance.evidence.read_cut"),
    skips: noEvidence,
    async run(bench) {
      const { session, file, shown } = await begin(bench);
      if (session.readEvidence === undefined) return handsOutNone;
      bench.script({ fault: "cut-reply", on: "read", with: { bytes: 7 } });
      assert.equal(await digestOf(session, file, shown), file.sha256);
      bench.assertFired("cut-reply");
    },
  },
  {
    id: "evidence.read-damaged",
    topic: "evidence",
    level: "gold",
    title: phrase("conformance.evidence.read_damaged"),
    skips: (declared) => noEvidence(declared) ?? without("damages-file")(declared),
    async run(bench) {
      const { session, file } = await begin(bench);
      if (session.readEvidence === undefined) return handsOutNone;
      bench.script({ fault: "damages-file" });
      await session.sendEvidence?.({ ...file, name: "Phụ lục.pdf" });
      bench.assertFired("damages-file");
      const [, damaged] = (await observe(session, file.remoteId)).evidence;
      if (damaged === undefined) return;
      assert.notEqual(await digestOf(session, file, damaged), file.sha256);
    },
  },
  {
    id: "evidence.lost",
    topic: "evidence",
    level: "gold",
    acts: ["loseFiles"],
    title: phrase("conformance.evidence.lost"),
    skips: noEvidence,
    async run(bench) {
      const { session, file, shown } = await begin(bench);
      await bench.owner.loseFiles(file.remoteId);
      assert.deepEqual((await observe(session, file.remoteId)).evidence, []);
      if (session.readEvidence === undefined) return;
      assertNamed(await thrownBy(() => digestOf(session, file, shown)), "Refused");
    },
  },
];

async function begin(
  bench: Bench,
): Promise<{ session: PortalSession; file: EvidenceFile; shown: RemoteEvidence }> {
  const [remoteId = ""] = await bench.seed(1);
  const session = await bench.open();
  const file = aFile(bench.portal, remoteId);
  assert.ok(session.sendEvidence, "the session does not offer sendEvidence");
  await session.sendEvidence(file);
  const [shown] = (await observe(session, remoteId)).evidence;
  assert.ok(shown, "the portal does not show the file");
  return { session, file, shown };
}

/** Of the last try: an earlier one may have broken off. */
async function digestOf(session: PortalSession, file: EvidenceFile, shown: RemoteEvidence): Promise<string> {
  let digest = "";
  await session.readEvidence?.({ taskId: file.remoteId, fileId: shown.remoteId }, async (bytes) => {
    const hash = createHash("sha256");
    for await (const piece of bytes) hash.update(piece);
    digest = hash.digest("hex");
  });
  return digest;
}
