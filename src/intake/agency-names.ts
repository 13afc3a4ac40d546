// Splits a cell that lists agencies. Promises not to cut names that hold commas or "và" themselves ("Sở Văn hóa, Thể thao
// và Du lịch") nor names that a narrow column broke over two lines.
import { linesOf } from "../register/wording.ts";

/** Words that begin an agency's name, with their capital: "Ban" begins one, "ban" in "sở, ban, ngành" does not. */
const beginning =
  "(?:Sở|Bộ|Ban|UBND|HĐND|UBMTTQ|MTTQ|Ủy ban|Uỷ ban|Hội|Mặt trận|Công an|Văn phòng|VP|Đảng ủy|Đảng uỷ|Tỉnh ủy|Tỉnh đoàn|Tỉnh Đoàn|Trung tâm|Trường|Đại học|Viện|Các|Cục|Chi cục|Thanh tra|Báo|Đài|Kho bạc|Thuế|Tổ|Bưu điện|Ngân hàng|BHXH|Bảo hiểm|VNPT|Viettel|MobiFone|Liên minh|Liên hiệp|Liên đoàn|Tòa án|Toà án|Công ty|Tập đoàn|Cơ quan|Bộ Chỉ huy|Quỹ)(?![\\p{L}])";
const separator = new RegExp(
  `\\s*;\\s*|\\s*[,\\n]\\s*(?=${beginning})|\\s+và\\s+(?!HĐND|Hội đồng [Nn]hân dân)(?=${beginning})`,
  "u",
);

/** The names in a cell, in order, each tidy and once. */
export function agencyNames(text: string): string[] {
  const names = linesOf(text)
    .join("\n")
    .split(separator)
    .map((name) => name.replaceAll("\n", " ").replace(/^[\s,.;-]+|[\s,.;]+$/g, ""));
  return [...new Set(names.filter((name) => name !== ""))];
}
