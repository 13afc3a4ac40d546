import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LedgerBody } from "../../schemas/attempt.ts";
import { canonicalBody, genesisHash, hashOf } from "../../src/ledger/chain.ts";

const note: LedgerBody = {
  kind: "note",
  run: "run-1",
  who: "Nguyễn Thị Lan",
  linkId: "0199aaaa-0000-4000-8000-000000000001",
  note: { key: "ledger.no_entry", values: { id: 'a"b\\c\u0001€😀', n: 1e21, z: null } },
};

describe("the hash of a ledger row", () => {
  // Made with another program from RFC 8785. They never change: rows written years ago must still verify.
  it("is what it always was for a first row", () => {
    const body = canonicalBody(note);

    const hash = hashOf({
      lane: "nq57:so-khcn",
      seq: 1,
      at: "2026-05-14T10:00:00.000Z",
      body,
      prev: genesisHash,
    });

    expect(body).toBe(
      '{"kind":"note","linkId":"0199aaaa-0000-4000-8000-000000000001","note":{"key":"ledger.no_entry","values":{"id":"a\\"b\\\\c\\u0001€😀","n":1e+21,"z":null}},"run":"run-1","who":"Nguyễn Thị Lan"}',
    );
    expect(hash).toBe("d7e24d81d5a4fc70599c36d17bfd6a2d66f519e51aad0a102fc9ada46859aca7");
  });

  it("is what it always was for a row that follows", () => {
    const body = canonicalBody({
      kind: "override",
      run: "",
      who: "a",
      portal: "p",
      guard: "g",
      reason: "r",
      until: "2026-05-15T00:00:00Z",
    });

    const hash = hashOf({
      lane: 'làn "2"',
      seq: 9007199254740991,
      at: "2026-05-14T10:00:00.001Z",
      body,
      prev: "f".repeat(64),
    });

    expect(hash).toBe("f5bc42b6c131c0c09724a93dbedbd4e6d3ccdd2a3a997fb00590520912723a16");
  });

  it("is the SHA-256 of the canonical JSON of the whole row, whatever the body says", () => {
    const words = fc.string({ unit: "grapheme" });
    const values = fc.dictionary(
      words,
      fc.oneof(words, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null)),
    );
    fc.assert(
      fc.property(words, fc.nat(), values, (lane, seq, said) => {
        const body: LedgerBody = {
          kind: "note",
          run: lane,
          who: "",
          linkId: null,
          note: { key: "ledger.no_entry", values: said },
        };
        const at = "2026-05-14T10:00:00.000Z";
        const whole = canonicalize({ lane, seq, at, body, prev: genesisHash }) ?? "";

        const hash = hashOf({ lane, seq, at, body: canonicalBody(body), prev: genesisHash });

        expect(hash).toBe(createHash("sha256").update(whole).digest("hex"));
      }),
    );
  });

  it("covers half a surrogate pair as U+FFFD", () => {
    const clipped: LedgerBody = {
      kind: "note",
      run: "😀".slice(0, 1),
      who: "",
      linkId: null,
      note: { key: "ledger.no_entry", values: {} },
    };

    const body = canonicalBody(clipped);

    expect(body).toContain('"run":"\uFFFD"');
  });
});
