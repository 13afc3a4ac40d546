import { describe, expect, it } from "vitest";
import type { Operation } from "../../schemas/operation.ts";
import type { Copy, RemoteEvidence } from "../../schemas/remote.ts";
import { copiesWithSent, seenCopies, type Tried } from "../../src/push/sent-files.ts";
import { decree, takesFiles } from "../reconcile/sides.ts";

const download = { ...takesFiles, proof: "download" as const };
const digest = { ...download, proof: "digest" as const };

function sending(beside: string[], said?: Tried["said"]): Tried {
  const at = { linkId: "l", taskCode: "NV-1", portal: "nq57", remoteId: "7" };
  const { sha256, name } = decree;
  const operation: Operation = { kind: "send_evidence", ...at, sha256, name, mends: null, beside };
  return { attemptId: "a", operation, ...(said === undefined ? {} : { said }) };
}

function shown(remoteId: string, set: Partial<RemoteEvidence> = {}): RemoteEvidence {
  return { remoteId, name: decree.name, size: decree.size, sha256: null, ...set };
}

function after(tried: Tried, theirs: RemoteEvidence[], known: Copy[] = []): Copy[] {
  return copiesWithSent(known, [tried], { ours: [decree], theirs });
}

describe("after a file was sent", () => {
  it("is known under the id that the portal gave, whatever it is called there", () => {
    const copies = after(sending([], { createdId: "9" }), [shown("9", { name: "x.pdf" })]);

    expect(copies).toMatchObject([{ remoteId: "9", broken: [] }]);
  });

  it("is known as broken where the portal shows another size under that id", () => {
    expect(after(sending([], { createdId: "9" }), [shown("9", { size: 4 })])).toMatchObject([
      { broken: ["9"] },
    ]);
  });

  it("is known to have been taken where the portal gave no id and shows nothing", () => {
    expect(after(sending([], { createdId: null }), [])).toMatchObject([{ remoteId: null, broken: [] }]);
  });

  it("is not known where nobody answered and nothing new is shown", () => {
    expect(after(sending(["8"]), [shown("8", { name: "x.pdf" })])).toEqual([]);
  });

  it("is the new file of its size where nobody answered and the portal renames", () => {
    const theirs = [shown("8", { name: "x.pdf" }), shown("9", { name: "y.pdf" })];

    expect(after(sending(["8"]), theirs)).toMatchObject([{ remoteId: "9", broken: [] }]);
  });

  it("is not a stranger's new file of its size that has another digest", () => {
    const theirs = [shown("9", { name: "y.pdf", sha256: "c".repeat(64) })];

    expect(after(sending([]), theirs)).toEqual([]);
  });

  it("left a broken copy where nobody answered and a new file of its name has another size", () => {
    expect(after(sending([]), [shown("9", { size: 4 })])).toMatchObject([{ broken: ["9"] }]);
  });

  it("left no broken copy where that file was there before", () => {
    expect(after(sending(["9"]), [shown("9", { size: 4 })])).toEqual([]);
  });
});

describe("what is remembered of a copy", () => {
  it.each([
    ["size", shown("9"), download],
    ["name", shown("9", { size: null }), download],
    ["digest", shown("9", { sha256: decree.sha256 }), digest],
    ["download", shown("9", { sha256: decree.sha256 }), download],
  ] as const)("is that it was proven by %s", (proof, theirs, facts) => {
    const seen = seenCopies(
      { copies: [], mended: new Set() },
      { filesThere: [{ ours: decree, theirs }] },
      facts,
    );

    expect(seen).toMatchObject([{ proof, remoteId: "9", remoteName: decree.name, mended: false }]);
  });

  it("is that it is not there whole any more", () => {
    const known = { sha256: decree.sha256, remoteId: "9", remoteName: null, broken: [], mendedAt: null };

    const seen = seenCopies(
      { copies: [{ ...known, proof: "size" }], mended: new Set([decree.sha256]) },
      { filesThere: [] },
      download,
    );

    expect(seen).toMatchObject([{ remoteId: "9", proof: null, mended: true }]);
  });
});
