import { describe, expect, it } from "vitest";
import type { Evidence } from "../../schemas/evidence.ts";
import type { PhraseKey } from "../../schemas/phrase.ts";
import type { Copy, RemoteEvidence } from "../../schemas/remote.ts";
import { decideFiles, type TaskFiles } from "../../src/reconcile/files.ts";
import { decree, takesFiles as takes } from "./sides.ts";

const digest = (letter: string) => letter.repeat(64);

const today = "2025-12-01";

/** Of a task that may leave. */
function sides(evidence: Evidence[], theirs: RemoteEvidence[], copies: Copy[] = []): TaskFiles {
  return { ours: { classification: "normal", evidence }, theirs, copies };
}

function there(set: Partial<RemoteEvidence> = {}): RemoteEvidence {
  return { remoteId: "9", name: decree.name, size: decree.size, sha256: null, ...set };
}

describe("the files of one task", () => {
  it.each<[string, Partial<RemoteEvidence>]>([
    ["of its digest, whatever the name and size", { name: "a.pdf", size: 1, sha256: decree.sha256 }],
    ["of its name and size, where no digest is shown", {}],
    ["of its name, where neither digest nor size is shown", { size: null }],
    ["of its name in another composition", { name: decree.name.normalize("NFD") }],
  ])("are there already where the portal has one %s", (_, set) => {
    const remote = there(set);

    expect(decideFiles(sides([decree], [remote]), takes, today)).toEqual({
      send: [],
      mend: [],
      there: [{ ours: decree, theirs: remote }],
      held: [],
    });
  });

  it("meet across compositions of their names from our side too", () => {
    const ours = { ...decree, name: decree.name.normalize("NFD") };

    expect(decideFiles(sides([ours], [there()]), takes, today).there).toHaveLength(1);
  });

  it.each<[string, RemoteEvidence[]]>([
    ["nothing there", []],
    ["another name and no digest", [there({ name: "Báo cáo.pdf" })]],
    ["another name and no size", [there({ name: "Báo cáo.pdf", size: null })]],
    ["another name and another digest", [there({ name: "Báo cáo.pdf", sha256: digest("b") })]],
  ])("are sent with %s", (_, remote) => {
    expect(decideFiles(sides([decree], remote), takes, today)).toEqual({
      send: [decree],
      mend: [],
      there: [],
      held: [],
    });
  });

  it("are found behind others, each for itself", () => {
    const report = { ...decree, name: "Báo cáo.pdf", sha256: digest("b") };
    const [first, second] = [there({ name: "x.pdf", sha256: digest("c") }), there({ sha256: digest("b") })];

    const decisions = decideFiles(sides([decree, report], [first, second]), takes, today);

    expect(decisions.there).toEqual([{ ours: report, theirs: second }]);
    expect(decisions.send).toEqual([]);
    expect(decisions.held.map(({ key }) => key)).toEqual(["reconcile.file_differs"]);
  });

  it.each<[string, Partial<Evidence>]>([
    ["of exactly the largest size", { size: 1000 }],
    ["of any type that the portal takes", { mime: "image/png", name: "Ảnh.PNG" }],
    ["named as long as may be", { name: `${"ế".repeat(36)}.pdf` }],
  ])("are sent when they are %s", (_, set) => {
    expect(decideFiles(sides([{ ...decree, ...set }], []), takes, today).send).toHaveLength(1);
  });

  it.each<[PhraseKey, Partial<Evidence>, RemoteEvidence[], object]>([
    ["reconcile.file_secret", { classification: "mat" }, [], { sha256: "aaaaaaaaaaaa" }],
    ["reconcile.file_asks", { marks: ["MẬT"] }, [], { sha256: "aaaaaaaaaaaa" }],
    ["reconcile.file_differs", {}, [there({ size: 4 })], { name: decree.name, ours: 10, theirs: 4 }],
    [
      "reconcile.file_differs",
      {},
      [there({ sha256: digest("b") })],
      { name: decree.name, ours: 10, theirs: 10 },
    ],
    ["reconcile.file_too_large", { size: 1001 }, [], { name: decree.name, size: 1001, max: 1000 }],
    [
      "reconcile.file_type",
      { mime: "text/plain", name: "a.txt" },
      [],
      { name: "a.txt", type: "TXT", types: "PDF, PNG" },
    ],
    ["reconcile.file_empty", { size: 0 }, [], { name: decree.name }],
    ["reconcile.file_ending", { mime: "image/png" }, [], { name: decree.name, type: "PNG", endings: ".png" }],
    [
      "reconcile.file_name_long",
      { name: `${"ế".repeat(37)}.pdf` },
      [],
      { name: `${"ế".repeat(37)}.pdf`, length: 41, max: 40 },
    ],
    ["reconcile.file_name_characters", { name: "a|b/c.pdf" }, [], { name: "a|b/c.pdf", characters: "/ |" }],
  ])("are held and not sent: %s (%#)", (key, set, remote, values) => {
    expect(decideFiles(sides([{ ...decree, ...set }], remote), takes, today)).toEqual({
      send: [],
      mend: [],
      there: [],
      held: [{ key, values }],
    });
  });

  it("are held with everything that is wrong with them at once", () => {
    const wrong: Evidence = { ...decree, name: `${"a".repeat(50)}|.png`, size: 2000 };

    const { held, send } = decideFiles(sides([wrong], []), takes, today);

    expect(send).toEqual([]);
    expect(held.map(({ key }) => key)).toEqual([
      "reconcile.file_too_large",
      "reconcile.file_ending",
      "reconcile.file_name_long",
      "reconcile.file_name_characters",
    ]);
  });

  it.each([
    [5, 0, []],
    [6, 0, ["reconcile.file_too_many"]],
    [1, 4, []],
    [1, 5, ["reconcile.file_too_many"]],
    [0, 6, []],
  ])("are held where %i of ours beside %i others are more than the portal takes", (own, others, keys) => {
    const ours = Array.from({ length: own }, (_, at) => ({
      ...decree,
      name: `${at}.pdf`,
      sha256: digest(String(at)),
    }));
    const theirs = Array.from({ length: others }, (_, at) => there({ name: `cổng ${at}.pdf` }));

    expect(decideFiles(sides(ours, theirs), takes, today).held.map(({ key }) => key)).toEqual(keys);
  });

  it("keep their names to themselves when they are secret, even beside a namesake", () => {
    const secret: Evidence = { ...decree, classification: "toi_mat" };

    const { held } = decideFiles(sides([secret], [there({ size: 4 })]), takes, today);

    expect(held.map(({ key }) => key)).toEqual(["reconcile.file_secret"]);
    expect(JSON.stringify(held)).not.toContain(decree.name);
  });

  it("take no part at a portal that has no place for files, not even the secret ones", () => {
    const secret: Evidence = { ...decree, classification: "mat" };

    expect(decideFiles(sides([decree, secret], [there()]), { none: "no place" }, today)).toEqual({
      send: [],
      mend: [],
      there: [],
      held: [],
    });
  });
});
