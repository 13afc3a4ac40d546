// Conformance, level 5: what a portal shows and hands out of a file that it holds. By this alone we know later whether
// the file is still there, and still whole.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { aFile, assertNamed, observe, thrownBy, type Bench } from "./conformance-bench.ts";
import { without } from "./conformance-skips.ts";
import type { ConformanceCase, Declared } from "./conformance.ts";
import type { EvidenceFile, PortalSession, RemoteEvidence } from "./contract.ts";

function noEvidence({ facts }: Declared): string | null {
  return "none" in facts.evidence ? facts.evidence.none : null;
}

/** A portal with digests may hand out bytes as well; one that proves by download must. */
const handsOutNone = "the session hands out no bytes of files";

export const downloadCases: readonly ConformanceCase[] = [
  {
    id: "evidence.proof",
    level: 5,
    title: "shows of a file what it declares as proof",
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
    level: 5,
    title: "never says that it stored whole what it stored cut",
    skips: (declared) => noEvidence(declared) ?? without("truncated-upload")(declared),
    async run(bench) {
      const [remoteId = ""] = bench.seed(1);
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
    level: 5,
    title: "hands out the bytes of a file as they were sent",
    skips: noEvidence,
    async run(bench) {
      const { session, file, shown } = await begin(bench);
      if (session.readEvidence === undefined) return handsOutNone;
      assert.equal(await digestOf(session, file, shown), file.sha256);
    },
  },
  {
    id: "evidence.read-cut",
    level: 5,
    title: "begins again when the bytes break off, and never passes a part off as the whole",
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
    level: 5,
    title: "hands out what it holds, also when that is not what was sent",
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
    level: 5,
    title: "shows a file no longer that the portal lost, and is Refused when asked for its bytes",
    skips: noEvidence,
    async run(bench) {
      const { session, file, shown } = await begin(bench);
      bench.simulator.loseFiles(file.remoteId);
      assert.deepEqual((await observe(session, file.remoteId)).evidence, []);
      if (session.readEvidence === undefined) return;
      assertNamed(await thrownBy(() => digestOf(session, file, shown)), "Refused");
    },
  },
];

async function begin(
  bench: Bench,
): Promise<{ session: PortalSession; file: EvidenceFile; shown: RemoteEvidence }> {
  const [remoteId = ""] = bench.seed(1);
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
