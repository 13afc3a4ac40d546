// The words by which appendices name their columns, and which column each means. A new wording is one more line in the
// table; nothing else recognises header words.
import { fold } from "../register/wording.ts";

export type ColumnKey =
  | "item"
  | "code"
  | "title"
  | "lead"
  | "cooperating"
  | "dueOn"
  | "internalDueOn"
  | "deliverable"
  | "document"
  | "programme"
  | "kind"
  | "classification"
  | "notTaken";

/**
 * First match wins, over folded text (lower case, punctuation as spaces). `notTaken`: known columns that an import
 * leaves alone, because progress is recorded through `dongbo progress`.
 */
const meanings: [ColumnKey, RegExp][] = [
  ["item", /^(stt|tt|s tt|số tt|số thứ tự|thứ tự)$/],
  ["code", /^mã( số)?( định danh)?( nhiệm vụ| nv)?$/],
  ["classification", /^(mức )?độ mật$/],
  ["internalDueOn", /nội bộ/],
  [
    "document",
    /^(văn bản|căn cứ|nguồn|tên văn bản|số( ký)? hiệu văn bản)( pháp lý| chỉ đạo)?( giao| giao việc| giao nhiệm vụ| chỉ đạo)?$/,
  ],
  ["cooperating", /^(các )?(cơ quan|đơn vị|cơ quan đơn vị|sở ngành)?( địa phương)? ?phối hợp( thực hiện)?$/],
  [
    "lead",
    /^(các )?((cơ quan|đơn vị|cơ quan đơn vị|đơn vị cơ quan|sở ngành)( địa phương)? )?chủ trì( thực hiện| tham mưu)?$|^(cơ quan|đơn vị|cơ quan đơn vị)( được giao| thực hiện| chịu trách nhiệm)$/,
  ],
  ["notTaken", /^(ghi chú|người|cán bộ|lãnh đạo|tổ công tác|lĩnh vực|kinh phí|nguồn lực|nguồn kinh phí)/],
  [
    "notTaken",
    /^(tiến độ( thực hiện)?|tiến độ %|% .*|tỷ lệ .*|(kết quả|tình hình|trạng thái|tình trạng)( thực hiện| triển khai| xử lý)?|khó khăn.*|kiến nghị.*|lý do.*|minh chứng)$/,
  ],
  [
    "dueOn",
    /^(thời hạn|thời gian|hạn|mốc thời gian|tiến độ|thời điểm)( phải)?( hoàn thành| thực hiện| xử lý| báo cáo| trình)?( hoàn thành)?( chính thức| theo văn bản| được giao)?$|^chính thức$/,
  ],
  [
    "deliverable",
    /^(dự kiến )?(sản phẩm|kết quả)( đầu ra| dự kiến| chủ yếu| hoàn thành| cần đạt| phải đạt)?( dự kiến| kết quả)?$/,
  ],
  ["kind", /^(phân )?loại( hình| nhiệm vụ)?$/],
  ["programme", /^(chương trình|nghị quyết|chương trình nghị quyết|thuộc chương trình)$/],
  [
    "title",
    /^(tên |nội dung |danh mục )*(các )?(nhiệm vụ|nội dung|công việc|dự án|chỉ tiêu|giải pháp)( \p{L}+){0,6}$/u,
  ],
];

/** The column that a header text names; null when nobody taught us the word. */
export function columnNamed(header: string): ColumnKey | null {
  const words = fold(header.replaceAll(/\([^)]*\)/g, " "));
  if (words === "") return null;
  return meanings.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}
