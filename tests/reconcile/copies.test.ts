import { describe, expect, it } from "vitest";
import type { Evidence } from "../../schemas/evidence.ts";
import type { Copy, RemoteEvidence } from "../../schemas/remote.ts";
import { lossOf, matchFiles, namesakeOf } from "../../src/reconcile/copies.ts";
import { decideFiles } from "../../src/reconcile/files.ts";
import { decree, takesFiles } from "./sides.ts";

const today = "2025-12-20";
const takes = { ...takesFiles, proof: "download" as const };

function there(set: Partial<RemoteEvidence> = {}): RemoteEvidence {
  return { remoteId: "9", name: decree.name, size: decree.size, sha256: null, ...set };
}

function aCopy(set: Partial<Copy> = {}): Copy {
  const known = { remoteId: "9", remoteName: null, proof: "size" as const, broken: [], mendedAt: null };
  return { sha256: decree.sha256, ...known, ...set };
}

function anotherFile(set: Partial<Evidence>): Evidence {
  return { ...decree, sha256: "b".repeat(64), ...set };
}

describe("which file at a portal is ours", () => {
  it("is the one under the id that the portal gave, whatever it calls it now", () => {
    const renamed = there({ name: "tai-lieu-9.pdf" });

    const found = matchFiles({ ours: [decree], theirs: [renamed], copies: [aCopy()] });

    expect(found.get(decree.sha256)).toBe(renamed);
  });

  it.each<[string, Partial<RemoteEvidence>, Partial<Copy>]>([
    ["under that id with another size", { name: "x.pdf", size: 4 }, {}],
    ["under that id with another digest", { sha256: "c".repeat(64) }, {}],
    ["with our name and size, known to be broken", {}, { broken: ["9"] }],
    ["with another name under another id", { name: "x.pdf", remoteId: "8" }, {}],
  ])("is none %s", (_, remote, copy) => {
    const found = matchFiles({ ours: [decree], theirs: [there(remote)], copies: [aCopy(copy)] });

    expect(found.size).toBe(0);
  });

  it("stays the one under the given id where a stranger's has our name", () => {
    const theirs = [there({ remoteId: "8" }), there({ name: "tai-lieu-9.pdf" })];

    const found = matchFiles({ ours: [decree], theirs, copies: [aCopy()] });

    expect(found.get(decree.sha256)?.remoteId).toBe("9");
  });

  it("is never the same for two of ours of one name and size", () => {
    const twin = anotherFile({});

    const found = matchFiles({ ours: [decree, twin], theirs: [there()], copies: [] });

    expect([...found.keys()]).toEqual([decree.sha256]);
  });

  it("is the known one first where two of ours have one name and size", () => {
    const twin = anotherFile({});
    const copies = [aCopy({ sha256: twin.sha256, remoteId: "8" }), aCopy({ remoteId: "9" })];
    const theirs = [there({ remoteId: "8" }), there({ remoteId: "9" })];

    const found = matchFiles({ ours: [decree, twin], theirs, copies });

    expect([found.get(decree.sha256)?.remoteId, found.get(twin.sha256)?.remoteId]).toEqual(["9", "8"]);
  });
});

describe("a file that the portal has had", () => {
  it("is none of which only another file's copy is known", () => {
    const copies = [aCopy({ sha256: "b".repeat(64) })];

    expect(lossOf(decree, { ours: [decree], theirs: [], copies }, today)).toBe(null);
    expect(namesakeOf(decree, { ours: [decree], theirs: [there({ size: 4 })], copies })?.remoteId).toBe("9");
  });

  const ours = { classification: "normal" as const, evidence: [decree] };

  it.each<[string, "changed" | "missing", RemoteEvidence[], Partial<Copy>]>([
    ["missing where nothing of it is shown", "missing", [], {}],
    ["changed where its id is shown with another size", "changed", [there({ size: 4 })], {}],
    ["changed where a broken copy is shown", "changed", [there()], { broken: ["9"], remoteId: null }],
  ])("is %s, and sent again", (_, found, theirs, copy) => {
    const decisions = decideFiles({ ours, theirs, copies: [aCopy(copy)] }, takes, today);

    expect(decisions).toEqual({ send: [], mend: [{ ours: decree, found }], there: [], held: [] });
  });

  it.each([
    ["2025-12-19T02:00:00.000Z", true],
    ["2025-11-21T02:00:00.000Z", true],
    ["2025-11-20T02:00:00.000Z", false],
  ])("and that was mended at %s is lost again within thirty days: %s", (mendedAt, again) => {
    const loss = lossOf(decree, { ours: [decree], theirs: [], copies: [aCopy({ mendedAt })] }, today);

    expect(loss).toEqual({ found: "missing", again });
  });

  it.each<["missing" | "changed", RemoteEvidence[]]>([
    ["missing", []],
    ["changed", [there({ size: 4 })]],
  ])("is held and not sent when it is %s again", (found, theirs) => {
    const copies = [aCopy({ mendedAt: "2025-12-10T02:00:00.000Z" })];

    const { held, mend } = decideFiles({ ours, theirs, copies }, takes, today);

    expect(held).toEqual([{ key: `reconcile.file_${found}_again`, values: { name: decree.name } }]);
    expect(mend).toEqual([]);
  });

  it("is not sent past what a portal cannot take", () => {
    const copies = [aCopy()];

    const { held, mend } = decideFiles({ ours, theirs: [], copies }, { ...takes, maxBytes: 9 }, today);

    expect(held.map(({ key }) => key)).toEqual(["reconcile.file_too_large"]);
    expect(mend).toEqual([]);
  });

  it("counts among what the portal takes of one task", () => {
    const strangers = ["5", "6", "7", "8"].map((id) =>
      there({ remoteId: id, name: `${id}.pdf`, sha256: id }),
    );
    const fresh = anotherFile({ name: "moi.pdf" });

    const { held } = decideFiles(
      { ours: { ...ours, evidence: [decree, fresh] }, theirs: strangers, copies: [aCopy()] },
      takes,
      today,
    );

    expect(held).toEqual([{ key: "reconcile.file_too_many", values: { count: 6, max: 5 } }]);
  });
});
