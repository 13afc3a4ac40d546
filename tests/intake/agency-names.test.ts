import { expect, test } from "vitest";
import { agencyNames } from "../../src/intake/agency-names.ts";

test.each([
  ["Sở Nội vụ", ["Sở Nội vụ"]],
  ["Sở Khoa học và\nCông nghệ", ["Sở Khoa học và Công nghệ"]],
  ["Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]],
  ["Các sở, ban, ngành; UBND các xã, phường", ["Các sở, ban, ngành", "UBND các xã, phường"]],
  ["- Sở Tài chính\n- Sở VH,TT&DL;", ["Sở Tài chính", "Sở VH,TT&DL"]],
  ["Công an tỉnh, Sở Tư pháp và Sở Nội vụ.", ["Công an tỉnh", "Sở Tư pháp", "Sở Nội vụ"]],
  ["Văn phòng Đoàn ĐBQH và HĐND tỉnh", ["Văn phòng Đoàn ĐBQH và HĐND tỉnh"]],
  [
    "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh, Sở Nội vụ",
    ["Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh", "Sở Nội vụ"],
  ],
  ["Sở Y tế; Sở Y tế", ["Sở Y tế"]],
  ["", []],
])("splits %j", (text, names) => {
  expect(agencyNames(text)).toEqual(names);
  expect(agencyNames(text.normalize("NFD"))).toEqual(names);
});
