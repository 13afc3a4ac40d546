// What lies before a person, against what is to be sent.
import { expect, it } from "vitest";
import type { Operation } from "../../schemas/operation.ts";
import { waitingOf, waitsForEntry } from "../../src/reconcile/handed-out.ts";

const at = {
  linkId: "c7d6a1b0-0000-4000-8000-000000000001",
  taskCode: "NV-1",
  portal: "so-khcn",
  remoteId: "1",
};
const change = { before: {}, base: {}, because: {} };
const progress = (set: { percent?: number; progressText?: string }): Operation => ({
  kind: "send_progress",
  ...at,
  ...change,
  set,
  after: null,
});
const file = (sha256: string): Operation => ({
  kind: "send_evidence",
  ...at,
  sha256,
  name: "a.pdf",
  mends: null,
  beside: [],
});
const handed = {
  slip: 7,
  since: "2025-12-08T02:00:00.000Z",
  fields: { percent: 60, progressText: "Đã trình" },
  files: ["a"],
};
const same = progress({ percent: 60, progressText: "Đã  trình" });

it.each<[string, boolean, Operation[]]>([
  ["the very same", true, [file("a"), same]],
  ["the same with something to adopt", true, [file("a"), { kind: "adopt", ...at, ...change, set: {} }, same]],
  ["another value", false, [file("a"), progress({ percent: 70, progressText: "Đã trình" })]],
  ["a field less", false, [file("a"), progress({ percent: 60 })]],
  ["a file less", false, [same]],
  ["a file more", false, [file("a"), file("b"), same]],
  ["another file", false, [file("b"), same]],
  ["nothing", false, []],
])("waits for a person exactly when the slip holds what is to be sent: %s", (_, waits, operations) => {
  expect(waitingOf(handed, operations, at) !== null).toBe(waits);
});

it("says which slip, since when, and what to type", () => {
  const waiting = waitingOf(handed, [file("a"), same], at);

  expect(waiting?.fields).toEqual(["percent", "progressText"]);
  expect(waiting?.reason).toEqual({
    key: "by_hand.waits",
    values: { portal: "so-khcn", code: "NV-1", slip: 7, since: "08/12/2025 09:00" },
  });
});

it("finds part of a slip as well, for an attempt that was left open, and nothing where nothing lies", () => {
  expect(waitsForEntry(handed, [progress({ percent: 60 })])).toBe(true);
  expect(waitsForEntry(handed, [progress({ percent: 61 })])).toBe(false);
  expect(waitsForEntry(undefined, [progress({ percent: 60 })])).toBe(false);
  expect(waitsForEntry(handed, [{ kind: "adopt", ...at, ...change, set: { percent: 60 } }])).toBe(false);
  expect(waitsForEntry(handed, [file("a")])).toBe(true);
  expect(waitsForEntry(handed, [file("b")])).toBe(false);
  expect(waitingOf(undefined, [same], at)).toBeNull();
});
