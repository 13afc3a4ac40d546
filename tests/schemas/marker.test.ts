import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marked, markerOf, unmarked } from "../../schemas/marker.ts";

describe("the mark of an attempt", () => {
  it("comes off again and leaves every text as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.uuid(), (text, id) => {
        const marker = markerOf(id);
        expect(unmarked(marked(text, marker))).toEqual({ text, marker });
      }),
    );
  });

  it("is the same for one attempt and another for another", () => {
    const ids = Array.from({ length: 1_000 }, (_, at) => `00000001-0000-4000-8000-${at}`);

    expect(new Set(ids.map(markerOf)).size).toBe(1_000);
    expect(markerOf("1")).toBe(markerOf("1"));
  });

  it("is not seen in a text that only looks alike", () => {
    expect(unmarked("Xem phụ lục [db-12]").marker).toBeNull();
    expect(unmarked("[db-0123abcd] ở đầu").marker).toBeNull();
  });
});
