import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldName, looseFold } from "../../src/register/fold.ts";

describe("folding names", () => {
  it.each([
    ["Sở KH&CN", "sở  KH và CN"],
    ["Sở KH & CN", "SỞ KH&CN"],
    ["Ủy ban nhân dân", "Uỷ ban nhân dân"],
    ["Phường Hòa Bình", "phường Hoà Bình"],
    ["Xã Thủy Tiên", "xã Thuỷ Tiên"],
    ["Quý", "Qúy"],
    ["Sở Nội vụ".normalize("NFD"), "Sở Nội vụ"],
    ["Đảng ủy - UBND tỉnh", "Ðảng ủy UBND tỉnh"],
    ["Công an tỉnh.", "Công an  tỉnh"],
  ])("lets “%s” and “%s” meet", (one, other) => {
    expect(foldName(one)).toBe(foldName(other));
  });

  it.each([
    ["Sở Y tế", "So Y te"],
    ["Xã Đông Hòa", "Xã Dong Hoa"],
    ["Hoàn", "Hòan thiện"],
    ["Xã Mùa", "Xã Mua"],
    ["Sở KHCN", "Sở KH&CN"],
    ["Phường Tân Mai", "Phường Tân Mài"],
  ])("keeps “%s” and “%s” apart", (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other));
  });

  it("lets abbreviations written together meet loosely", () => {
    expect(looseFold("Sở KHCN")).toBe(looseFold("Sở KH&CN"));
  });

  it("folds a folded name to itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        expect(foldName(foldName(name))).toBe(foldName(name));
      }),
    );
  });
});
