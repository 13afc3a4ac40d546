import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LedgerBody } from "../../schemas/attempt.ts";
import { canonicalText, digestOf, genesisHash, hashOf } from "../../src/ledger/chain.ts";
import { seal, unseal } from "../../src/ledger/seal.ts";
import { anAttempt, anOutcome } from "./entries.ts";

const note: LedgerBody = {
  kind: "note",
  run: "run-1",
  who: "Nguyễn Thị Lan",
  linkId: "0199aaaa-0000-4000-8000-000000000001",
  note: { key: "ledger.no_entry", values: { id: 'a"b\\c\u0001€😀', n: 1e21, z: null } },
};

const sealed =
  '{"kind":"note","linkId":"0199aaaa-0000-4000-8000-000000000001","parts":{"note":"a66d374902d9099337a5b8790167448c862d1155cf8d6d95557fe541a6e4e9dc","who":"5b6b7103901b3ca35e5cc7844e4846add760ffa43701622a9c0310a6ef2bfb35"},"run":"run-1"}';

describe("a ledger row", () => {
  // Made with another program (Python's hashlib over texts written by hand from RFC 8785). They never change: rows
  // written years ago must still verify.
  it("hashes to what it always did, parts, digest and chain", () => {
    const { body } = seal(note, () => "00".repeat(16));

    const digest = digestOf({ lane: 'làn "2"', seq: 1, at: "2026-05-14T10:00:00.000Z", body });

    expect(body).toBe(sealed);
    expect(digest).toBe("ba16075149fccacb0e0a4f3346b56eb99d06d09df295612e9bda5656409039b7");
    expect(hashOf(genesisHash, digest)).toBe(
      "aef4101c7315b039317905c90125718df4c267234a35f1aadfcf6a2b1df6a00b",
    );
  });

  it("is digested as the canonical JSON of the whole row, whatever it says", () => {
    const words = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(words, fc.nat(), words, (lane, seq, run) => {
        const { body } = seal({ ...note, run });
        const at = "2026-05-14T10:00:00.000Z";
        const whole = canonicalize({ lane, seq, at, body: JSON.parse(body) }) ?? "";

        expect(digestOf({ lane, seq, at, body })).toBe(createHash("sha256").update(whole).digest("hex"));
      }),
    );
  });

  it("covers half a surrogate pair as U+FFFD", () => {
    expect(canonicalText({ run: "😀".slice(0, 1) })).toBe('{"run":"\uFFFD"}');
  });
});

describe("sealing", () => {
  it("gives back every entry as it was", () => {
    const attempt = anAttempt();
    for (const entry of [note, attempt, anOutcome(attempt)]) expect(unseal(seal(entry))).toMatchObject(entry);
  });

  it("leaves nothing that a person or a portal wrote in what is hashed for ever", () => {
    const attempt = anAttempt({ who: "chị Lan" });
    const bodies = [note, attempt, anOutcome(attempt)].map((entry) => seal(entry).body).join("\n");

    for (const said of ["chị Lan", "Nguyễn Thị Lan", "Đã trình dự thảo", "ổn"])
      expect(bodies).not.toContain(said);
  });

  it("keeps what was sent where by name when its values are gone", () => {
    const { body } = seal(anAttempt());

    const kept = unseal({ body, parts: "{}" });

    expect(kept).toMatchObject({
      who: null,
      operation: null,
      about: { does: "send_progress", taskCode: "NV-01", portal: "nq57", remoteId: "57" },
    });
    expect(kept.kind === "attempt" && kept.about.fields.toSorted()).toEqual(["percent", "progressText"]);
  });

  it("gives equal words another digest each time", () => {
    expect(seal(note).body).not.toBe(seal(note).body);
  });
});
