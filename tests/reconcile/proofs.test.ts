import { describe, expect, it } from "vitest";
import type { Evidence, Proof } from "../../schemas/evidence.ts";
import { missingProofs } from "../../src/reconcile/proofs.ts";
import { decideTask } from "../../src/reconcile/task.ts";
import { aTaskAtPortal, decree, type Differences } from "./sides.ts";

const signed: Evidence = { ...decree, signed: "yes" };
const decision: Evidence = {
  ...decree,
  documentKind: "decision",
  documentNumber: "12/QĐ-UBND",
  documentOn: "2025-11-20",
};
const rules = { "57-NQ/TW": ["decision", "signed_pdf"], ĐA06: ["minutes", "link", "decision"] } as const;

describe("the proofs that a task lacks", () => {
  it.each<[string, string[], Evidence[], Proof[]]>([
    ["a programme without rules", ["71/NQ-CP"], [], []],
    ["nothing at all", ["57-NQ/TW"], [], ["decision", "signed_pdf"]],
    ["a signed decision", ["57-NQ/TW"], [{ ...decision, signed: "yes" }], []],
    ["a decision and another signed file", ["57-NQ/TW"], [decision, signed], []],
    ["a decision without its day", ["57-NQ/TW"], [{ ...decision, documentOn: null }, signed], ["decision"]],
    [
      "a decision without its number",
      ["57-NQ/TW"],
      [{ ...decision, documentNumber: "" }, signed],
      ["decision"],
    ],
    ["a numbered report", ["57-NQ/TW"], [{ ...decision, documentKind: "report" }, signed], ["decision"]],
    [
      "a signature nobody could look for",
      ["57-NQ/TW"],
      [decision, { ...decree, signed: "unknown" }],
      ["signed_pdf"],
    ],
    [
      "a signed file that is no PDF",
      ["57-NQ/TW"],
      [decision, { ...signed, mime: "image/png" }],
      ["signed_pdf"],
    ],
    [
      "two programmes, each proof once",
      ["57-NQ/TW", "ĐA06"],
      [],
      ["decision", "signed_pdf", "minutes", "link"],
    ],
    [
      "minutes with an address",
      ["ĐA06"],
      [decision, { ...decree, documentKind: "minutes", link: "https://example.vn/1" }],
      [],
    ],
    ["a decision that stands nowhere", ["ĐA06"], [decision], ["minutes", "link"]],
    ["minutes alone", ["ĐA06"], [{ ...decree, documentKind: "minutes" }], ["link", "decision"]],
    ["an address alone", ["ĐA06"], [{ ...decree, link: "https://example.vn/1" }], ["minutes", "decision"]],
  ])("with %s", (_, programmes, evidence, missing) => {
    expect(missingProofs({ programmes, isWaived: false }, evidence, rules)).toEqual(missing);
  });

  it("are none where a person waived them, and every task's are asked of all", () => {
    expect(missingProofs({ programmes: ["57-NQ/TW"], isWaived: true }, [], rules)).toEqual([]);
    expect(missingProofs({ programmes: [], isWaived: false }, [], { "*": ["link"] })).toEqual(["link"]);
  });
});

const proof: Evidence = { ...decision, signed: "yes" };
const held = { remoteId: "9", name: decree.name, size: decree.size, sha256: null };
const copy = {
  sha256: decree.sha256,
  remoteId: "9",
  remoteName: null,
  proof: "size",
  broken: [],
  mendedAt: null,
} as const;
const done = { lifecycle: "completed", percent: 100, completedOn: "2025-11-20" };

describe("a completion", () => {
  it.each<[string, Differences, string[]]>([
    ["is held with what its programme asks for", { ours: done }, ["decision, signed_pdf"]],
    [
      "is held although a file that stays here would prove it",
      { ours: done, evidence: [decree, { ...decision, sha256: "b".repeat(64), classification: "mat" }] },
      ["decision, signed_pdf"],
    ],
    ["goes once the proofs are there", { ours: done, evidence: [proof] }, []],
    [
      "goes where the portal holds the proof",
      { ours: done, evidence: [proof], remote: { evidence: [held] } },
      [],
    ],
    [
      "goes with a proof that is to be mended",
      { ours: done, evidence: [proof], change: { copies: [copy] } },
      [],
    ],
    [
      "is not asked again where the portal knows it",
      { ours: { ...done, percent: 99 }, theirs: { ...done, percent: 98 }, base: { ...done, percent: 98 } },
      [],
    ],
    ["is not meant by mere progress", { ours: { percent: 60 } }, []],
  ])("%s", (_, sides, asked) => {
    const change = { proofs: rules, ...sides.change };
    const task = aTaskAtPortal({ evidence: [decree], ...sides, change });

    const reasons = decideTask(task).operations.flatMap((one) => (one.kind === "hold" ? one.reasons : []));

    const proofs = reasons.filter(({ key }) => key === "reconcile.proofs_missing");
    expect(proofs.map(({ values }) => values["proofs"])).toEqual(asked);
  });

  it("that lacks a proof is held at its lifecycle", () => {
    const task = aTaskAtPortal({ ours: done, evidence: [decree], change: { proofs: rules } });

    expect(decideTask(task).operations).toMatchObject([{ kind: "hold", fields: ["lifecycle"] }]);
  });
});
