// Conformance, level 5: files that prove progress. Kept byte for byte under their exact name, once, or refused.
import assert from "node:assert/strict";
import { aFile, assertNamed, observe, thrownBy, type Bench } from "./conformance-bench.ts";
import { without } from "./conformance-skips.ts";
import type { ConformanceCase, Declared } from "./conformance.ts";
import type { EvidenceFile, PortalSession, RemoteEvidence } from "./contract.ts";

function noEvidence({ facts }: Declared): string | null {
  return "none" in facts.evidence ? facts.evidence.none : null;
}

const names: readonly { id: string; title: string; name: string }[] = [
  { id: "nfd", title: "decomposed Vietnamese", name: "Báo cáo kết quả số hoá.pdf".normalize("NFD") },
  { id: "spaces", title: "spaces and dots", name: "BC  quý IV. bản cuối (2).pdf" },
  { id: "quotes", title: "quotes and separators", name: `BC "quý IV" 'cuối'; a=b.pdf` },
  { id: "long", title: "200 characters", name: `${"Báo cáo ".repeat(30).slice(0, 196)}.pdf` },
];

const unclear = ["lost-reply", "cut-reply", "server-error-after-commit"] as const;

export const evidenceCases: readonly ConformanceCase[] = [
  {
    id: "evidence.sent",
    level: 5,
    title: "sends a file, and the portal holds and shows it, byte for byte",
    skips: noEvidence,
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      const file = aFile(bench.portal, remoteId);
      await sendFile(session, file);
      const [held] = bench.simulator.held()[0]?.evidence ?? [];
      assert.deepEqual(held, { name: file.name, size: file.size, sha256: file.sha256 });
      const [shown] = (await observe(session, remoteId)).evidence;
      assert.ok(shown, "the portal does not show the file");
      assert.equal(shown.name, file.name);
      assert.ok(isThisFile(shown, file), "the portal shows another size or digest");
    },
  },
  {
    id: "evidence.second",
    level: 5,
    title: "adds a second file beside the first, with an id of its own",
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
  ...names.map(({ id, title, name }): ConformanceCase => ({
    id: `evidence.name-${id}`,
    level: 5,
    title: `keeps the file's name exactly or refuses it: ${title}`,
    skips: noEvidence,
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      const thrown = await thrownBy(() => sendFile(session, aFile(bench.portal, remoteId, { name })));
      if (thrown !== null) {
        assertNamed(thrown, "Refused");
        assert.equal(filesHeld(bench), 0, "the portal holds a file that was refused");
        return;
      }
      const shown = (await observe(session, remoteId)).evidence.map((file) => file.name);
      assert.deepEqual(shown, [name]);
    },
  })),
  {
    id: "evidence.empty",
    level: 5,
    title: "refuses an empty file",
    skips: noEvidence,
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      const empty = aFile(bench.portal, remoteId, { bytes: new Uint8Array() });
      assertNamed(await thrownBy(() => sendFile(session, empty)), "Refused");
      assert.equal(filesHeld(bench), 0);
    },
  },
  {
    id: "evidence.too-large",
    level: 5,
    title: "refuses a file over the declared limit",
    skips: noEvidence,
    async run(bench) {
      const { evidence } = bench.portal.facts;
      if ("none" in evidence) return evidence.none;
      const { session, remoteId } = await begin(bench);
      const large = aFile(bench.portal, remoteId, { bytes: Buffer.alloc(evidence.maxBytes + 1, 32) });
      assertNamed(await thrownBy(() => sendFile(session, large)), "Refused");
      assert.equal(filesHeld(bench), 0);
    },
  },
  {
    id: "evidence.type",
    level: 5,
    title: "refuses a type that is not declared",
    skips: noEvidence,
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      const program = {
        ...aFile(bench.portal, remoteId, { name: "cai-dat.exe" }),
        mime: "application/x-msdownload",
      };
      assertNamed(await thrownBy(() => sendFile(session, program)), "Refused");
      assert.equal(filesHeld(bench), 0);
    },
  },
  ...unclear.map((fault): ConformanceCase => ({
    id: `evidence.${fault}`,
    level: 5,
    title: `is Uncertain after ${fault} of an upload, and does not upload again`,
    skips: noEvidence,
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      bench.script({ fault, on: "write" });
      assertNamed(await thrownBy(() => sendFile(session, aFile(bench.portal, remoteId))), "Uncertain");
      bench.assertFired(fault);
      assert.equal(bench.simulator.tally().writes, 1);
      assert.equal(bench.simulator.tally().doubledFiles, 0);
    },
  })),
  {
    id: "evidence.lost-last-reply",
    level: 5,
    title: "is Uncertain when the reply to the last step of an upload is lost",
    skips: noEvidence,
    async run(bench) {
      const steps = await writesOfOneFile(bench);
      const [, second = ""] = bench.seed(2);
      const session = await bench.open();
      bench.script({ fault: "lost-reply", on: "write", after: steps - 1 });
      assertNamed(await thrownBy(() => sendFile(session, aFile(bench.portal, second))), "Uncertain");
      bench.assertFired("lost-reply");
      const shown = (await observe(session, second)).evidence;
      assert.equal(shown.length, 1, "the file that landed is not shown");
      assert.equal(bench.simulator.tally().doubledFiles, 0);
    },
  },
  {
    id: "evidence.too-many",
    level: 5,
    title: "is Transient after 429 on an upload, and nothing is held",
    skips: noEvidence,
    async run(bench) {
      const { session, remoteId } = await begin(bench);
      bench.script({ fault: "too-many", on: "write" });
      assertNamed(await thrownBy(() => sendFile(session, aFile(bench.portal, remoteId))), "Transient");
      bench.assertFired("too-many");
      assert.equal(filesHeld(bench), 0);
    },
  },
  {
    id: "evidence.truncated",
    level: 5,
    title: "never shows a file that was stored cut as the file that was sent",
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
];

async function begin(bench: Bench): Promise<{ session: PortalSession; remoteId: string }> {
  const [remoteId = ""] = bench.seed(1);
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
  return bench.simulator.tally().writes;
}

function filesHeld(bench: Bench): number {
  return bench.simulator.held().reduce((total, task) => total + task.evidence.length, 0);
}

/** Nothing that the portal says of the shown file speaks against it; it must say at least the size or the digest. */
function isThisFile(shown: RemoteEvidence, file: EvidenceFile): boolean {
  if (shown.size === null && shown.sha256 === null) return false;
  return (shown.size ?? file.size) === file.size && (shown.sha256 ?? file.sha256) === file.sha256;
}
