// What the room intake says to users. Every problem: place, what was read, why it is wrong, how to mend it.
const vi = "{file}, trang “{sheet}”, ô {cell}: đọc được “{read}”.";
const en = "{file}, sheet “{sheet}”, cell {cell}: read “{read}”.";

export const intakeWords = {
  // The file as a whole
  "intake.file.missing": {
    vi: "Không tìm thấy tệp {file}. Cách sửa: kiểm tra lại tên và đường dẫn.",
    en: "No file {file}. Fix: check the name and the path.",
  },
  "intake.file.empty": {
    vi: "{file}: tệp rỗng, không có nội dung. Cách sửa: lưu lại hoặc xin lại tệp.",
    en: "{file}: the file is empty. Fix: save it again or ask for it again.",
  },
  "intake.file.large": {
    vi: "{file}: tệp nặng {size} MB, tối đa {limit} MB. Cách sửa: bỏ hình ảnh và trang thừa, hoặc tách thành nhiều tệp.",
    en: "{file}: the file has {size} MB, at most {limit} MB are read. Fix: remove pictures and unneeded sheets, or split it.",
  },
  "intake.file.inflates": {
    vi: "{file}: giải nén ra hơn {size} MB, tối đa {limit} MB; tệp có thể gây hại. Cách sửa: chép riêng bảng nhiệm vụ sang một tệp mới.",
    en: "{file}: unpacks to {size} MB or more, at most {limit} MB are allowed; the file may be harmful. Fix: copy the table of tasks into a new file.",
  },
  "intake.file.entries": {
    vi: "{file}: tệp chứa {entries} phần, tối đa {limit}; tệp có thể gây hại. Cách sửa: chép riêng bảng nhiệm vụ sang một tệp mới.",
    en: "{file}: the file holds {entries} parts, at most {limit} are allowed; it may be harmful. Fix: copy the table of tasks into a new file.",
  },
  "intake.file.damaged": {
    vi: "{file}: tệp hỏng hoặc không đúng dạng Excel (.xlsx). Cách sửa: mở bằng Excel rồi lưu lại dạng .xlsx.",
    en: "{file}: the file is damaged or is no Excel workbook (.xlsx). Fix: open it in Excel and save it again as .xlsx.",
  },
  "intake.file.old": {
    vi: "{file}: tệp dạng cũ (.xls, .doc) hoặc có đặt mật khẩu, không đọc được. Cách sửa: mở bằng Excel, bỏ mật khẩu, lưu lại dạng .xlsx.",
    en: "{file}: the file has the old form (.xls, .doc) or a password and cannot be read. Fix: open it in Excel, remove the password, save it as .xlsx.",
  },
  "intake.file.kind": {
    vi: "{file}: không phải bảng tính Excel (.xlsx) hay CSV. Cách sửa: chép bảng nhiệm vụ vào Excel rồi lưu dạng .xlsx.",
    en: "{file}: neither an Excel workbook (.xlsx) nor CSV. Fix: copy the table of tasks into Excel and save it as .xlsx.",
  },
  "intake.file.encoding": {
    vi: "{file}: chữ tiếng Việt không ở bảng mã Unicode UTF-8 (có thể là Windows-1258, TCVN3 hoặc VNI). Cách sửa: trong Excel chọn lưu dạng “CSV UTF-8” hoặc .xlsx.",
    en: "{file}: the text is not in Unicode UTF-8 (perhaps Windows-1258, TCVN3 or VNI). Fix: in Excel save it as “CSV UTF-8” or as .xlsx.",
  },
  "intake.file.far": {
    vi: "{file}: có ô nằm quá xa bảng, tệp quá rộng để đọc. Cách sửa: xóa các cột và hàng trống ở xa rồi lưu lại.",
    en: "{file}: a cell lies so far from the table that the file is too wide to read. Fix: delete the far columns and rows and save it again.",
  },
  "intake.file.no_table": {
    vi: "{file}: không tìm thấy bảng nhiệm vụ ở trang nào ({sheets}). Cách sửa: bảng cần một hàng tiêu đề có các cột như “STT”, “Nội dung nhiệm vụ”, “Cơ quan chủ trì”, “Thời hạn”.",
    en: "{file}: no table of tasks on any sheet ({sheets}). Fix: the table needs a header row with columns such as “STT”, “Nội dung nhiệm vụ”, “Cơ quan chủ trì”, “Thời hạn”.",
  },
  "intake.sheet.far": {
    vi: "{file}, trang “{sheet}”: ô cuối cùng là {cell}, chỉ đọc đến {limit}. Cách sửa: xóa các cột và hàng thừa ở xa bảng rồi lưu lại.",
    en: "{file}, sheet “{sheet}”: the last cell is {cell}, only cells up to {limit} are read. Fix: delete the rows and columns far from the table and save again.",
  },
  "intake.sheet.merges": {
    vi: "{file}, trang “{sheet}”: các ô gộp phủ {merged} hàng, quá nhiều để đọc; tệp có thể gây hại. Cách sửa: chép riêng bảng nhiệm vụ sang một tệp mới.",
    en: "{file}, sheet “{sheet}”: merged cells cover {merged} rows, too many to read; the file may be harmful. Fix: copy the table of tasks into a new file.",
  },
  "intake.sheet.no_header": {
    vi: `${vi} Hàng này giống tiêu đề bảng nhưng còn thiếu cột. Cách sửa: tiêu đề cần có “Nội dung nhiệm vụ”, thêm “Cơ quan chủ trì” hoặc “Thời hạn”, và tất cả ít nhất ba cột đã biết.`,
    en: `${en} The row resembles a table header, but columns are missing. Fix: a header needs “Nội dung nhiệm vụ”, also “Cơ quan chủ trì” or “Thời hạn”, and at least three known columns in all.`,
  },
  "intake.header.double": {
    vi: `${vi} Cột này trùng ý nghĩa với cột ở ô {other}. Cách sửa: đổi tên hoặc bỏ một trong hai cột.`,
    en: `${en} The column means the same as the one at {other}. Fix: rename or remove one of the two.`,
  },
  // Cells
  "intake.cell.error": {
    vi: `${vi} Công thức trong ô bị lỗi. Cách sửa: sửa công thức hoặc gõ giá trị vào ô.`,
    en: `${en} The formula in the cell failed. Fix: mend the formula or type the value.`,
  },
  "intake.title.missing": {
    vi: `${vi} Nhiệm vụ không có nội dung. Cách sửa: ghi nội dung nhiệm vụ, hoặc xóa hàng này.`,
    en: `${en} The task has no title. Fix: write what the task is, or delete the row.`,
  },
  "intake.title.no_words": {
    vi: `${vi} Nội dung nhiệm vụ phải là chữ. Cách sửa: kiểm tra xem các cột có bị lệch không.`,
    en: `${en} A task's title must be words. Fix: check whether the columns have shifted.`,
  },
  "intake.lead.missing": {
    vi: `${vi} Nhiệm vụ chưa có cơ quan chủ trì. Cách sửa: ghi tên một cơ quan chủ trì; nếu đây là tiêu đề nhóm thì gộp ô sang ngang.`,
    en: `${en} The task has no lead agency. Fix: name one lead agency; if this is a heading of a group, merge its cells across.`,
  },
  "intake.lead.several": {
    vi: `${vi} Có {count} cơ quan chủ trì, mỗi nhiệm vụ chỉ có một. Cách sửa: giữ một cơ quan, chuyển các cơ quan khác sang cột phối hợp.`,
    en: `${en} {count} lead agencies, a task has only one. Fix: keep one and move the others to the cooperating agencies.`,
  },
  "intake.lead.no_name": {
    vi: `${vi} Đây không phải tên cơ quan. Cách sửa: ghi tên cơ quan bằng chữ, ví dụ “Sở Nội vụ”.`,
    en: `${en} This is no agency's name. Fix: write the name in words, for example “Sở Nội vụ”.`,
  },
  "intake.kind.unknown": {
    vi: `${vi} Không có loại nhiệm vụ này. Cách sửa: ghi “Nhiệm vụ”, “Dự án”, “Chỉ tiêu” hoặc “Sản phẩm”.`,
    en: `${en} There is no such kind of task. Fix: write “Nhiệm vụ”, “Dự án”, “Chỉ tiêu” or “Sản phẩm”.`,
  },
  "intake.deadline.impossible": {
    vi: `${vi} Thời hạn này không có trong lịch. Cách sửa: ghi theo thứ tự ngày/tháng/năm, ví dụ 31/12/2025.`,
    en: `${en} No calendar has this date. Fix: write day/month/year, for example 31/12/2025.`,
  },
  "intake.deadline.year": {
    vi: `${vi} Thời hạn thiếu năm, hoặc năm không đủ bốn chữ số hay không hợp lý. Cách sửa: ghi đủ năm, ví dụ 31/12/2025.`,
    en: `${en} The deadline lacks its year, or the year has not four figures or is unlikely. Fix: write the whole year, for example 31/12/2025.`,
  },
  "intake.deadline.ambiguous": {
    vi: `${vi} “Trước” một tháng, quý hoặc năm có thể hiểu hai cách. Cách sửa: ghi rõ ngày cuối, ví dụ “Trước ngày 30/11/2025”.`,
    en: `${en} “Before” a month, quarter or year can be read in two ways. Fix: write the last day, for example “Trước ngày 30/11/2025”.`,
  },
  "intake.deadline.number": {
    vi: `${vi} Số này không phải ngày. Cách sửa: ghi ngày/tháng/năm, ví dụ 31/12/2025.`,
    en: `${en} This number is no date. Fix: write day/month/year, for example 31/12/2025.`,
  },
  "intake.deadline.unreadable": {
    vi: `${vi} Không hiểu thời hạn này. Cách sửa: ghi như “31/12/2025”, “Tháng 12/2025”, “Quý I/2026”, “Năm 2026” hoặc “Thường xuyên”.`,
    en: `${en} This deadline was not understood. Fix: write it like “31/12/2025”, “Tháng 12/2025”, “Quý I/2026”, “Năm 2026” or “Thường xuyên”.`,
  },
  "intake.internal.late": {
    vi: `${vi} Hạn nội bộ muộn hơn thời hạn chính thức ({official}). Cách sửa: sửa một trong hai ngày.`,
    en: `${en} The internal deadline is later than the official one ({official}). Fix: correct one of the two.`,
  },
  "intake.document.unreadable": {
    vi: `${vi} Không thấy số văn bản. Cách sửa: ghi đủ loại và số, ví dụ “Kế hoạch số 02-KH/BCĐ ngày 06/11/2025 của Ban Chỉ đạo tỉnh”, hoặc để trống.`,
    en: `${en} No document number was found. Fix: write type and number, for example “Kế hoạch số 02-KH/BCĐ ngày 06/11/2025 của Ban Chỉ đạo tỉnh”, or leave it empty.`,
  },
  "intake.document.date": {
    vi: `${vi} Ngày của văn bản không có trong lịch. Cách sửa: ghi lại ngày theo văn bản.`,
    en: `${en} No calendar has the document's date. Fix: write the date as the document has it.`,
  },
  "intake.code.missing": {
    vi: `${vi} Nhiệm vụ chưa có mã. Cách sửa: ghi mã nhiệm vụ, hoặc bỏ hẳn cột mã để phần mềm đặt mã theo STT.`,
    en: `${en} The task has no code. Fix: write its code, or remove the column so that codes are made from the numbers.`,
  },
  "intake.code.form": {
    vi: `${vi} Mã chỉ gồm chữ, số và các dấu . - _ / (tối đa 64 ký tự, không có dấu cách). Cách sửa: viết lại mã.`,
    en: `${en} A code has only letters, figures and . - _ / (at most 64 characters, no spaces). Fix: write the code anew.`,
  },
  "intake.code.double": {
    vi: `${vi} Mã này đã dùng ở {other}. Cách sửa: mỗi nhiệm vụ một mã; nếu không có cột mã thì mỗi nhiệm vụ trong nhóm một STT.`,
    en: `${en} The code is already used at {other}. Fix: give each task its own code; without a column of codes, each task of a group its own number.`,
  },
  "intake.code.number": {
    vi: `${vi} STT không đọc được nên không đặt được mã nhiệm vụ. Cách sửa: ghi STT dạng chữ, ví dụ 1, 1.2 hoặc II.3.`,
    en: `${en} The number cannot be read, so the task gets no code. Fix: write it as text, for example 1, 1.2 or II.3.`,
  },
  "intake.code.no_number": {
    vi: `${vi} Hàng này không có STT nên không đặt được mã nhiệm vụ. Cách sửa: ghi STT, hoặc thêm cột “Mã nhiệm vụ”.`,
    en: `${en} The row has no number, so the task gets no code. Fix: number it, or add a column “Mã nhiệm vụ”.`,
  },
  "intake.code.no_identity": {
    vi: `${vi} Bảng không có cột mã và phía trên không ghi số văn bản, nên không đặt được mã nhiệm vụ. Cách sửa: thêm cột “Mã nhiệm vụ”, hoặc ghi trên bảng, ví dụ “Phụ lục I (Kèm theo Chỉ thị số 013/CT-UBND ngày 02/12/2025)”.`,
    en: `${en} The table has no column of codes and no document number above it, so tasks get no codes. Fix: add a column “Mã nhiệm vụ”, or write above the table, for example, “Phụ lục I (Kèm theo Chỉ thị số 013/CT-UBND ngày 02/12/2025)”.`,
  },
  "intake.row.unclear": {
    vi: `${vi} Không rõ hàng này là tiêu đề nhóm hay phần nối của hàng trên. Cách sửa: nếu là tiêu đề thì gộp ô sang ngang hoặc đánh số La Mã; nếu là phần nối thì chép lên ô trên.`,
    en: `${en} This row may be a heading or the rest of the row above. Fix: merge a heading across or give it a Roman number; move a rest into the cell above.`,
  },
  "intake.row.after_end": {
    vi: `${vi} Hàng này giống nhiệm vụ nhưng nằm sau hàng tổng cộng hoặc nơi nhận. Cách sửa: chuyển lên trên hàng tổng cộng, hoặc xóa.`,
    en: `${en} The row looks like a task but stands below the total or the list of recipients. Fix: move it above, or delete it.`,
  },
  // The register's side
  "intake.organisation.unknown": {
    vi: "{file}: đọc được tên cơ quan “{name}” ở {count} ô ({cells}), sổ chưa có cơ quan này. Cách sửa: `dongbo org add` để thêm cơ quan, hoặc `dongbo org alias` nếu đây là cách viết khác của một cơ quan đã có.",
    en: "{file}: read the agency “{name}” in {count} cell(s) ({cells}), the register does not know it. Fix: `dongbo org add` for a new agency, or `dongbo org alias` if it is another spelling of a known one.",
  },
  "intake.expect.total": {
    vi: "{file}: văn bản nêu {stated} nhiệm vụ, tệp có {found} (chênh {difference}). Chưa ghi gì. Cách sửa: đối chiếu tệp với văn bản, hoặc sửa số trong --expect.",
    en: "{file}: {stated} tasks were stated, the file has {found} (difference {difference}). Nothing was written. Fix: compare the file with the letter, or correct the number in --expect.",
  },
  "intake.expect.due": {
    vi: "{file}: văn bản nêu {stated} nhiệm vụ phải xong đến hết {day}, tệp có {found} (chênh {difference}). Chưa ghi gì. Cách sửa: đối chiếu cột thời hạn với văn bản, hoặc sửa số trong --expect.",
    en: "{file}: {stated} tasks were stated to be due by {day}, the file has {found} (difference {difference}). Nothing was written. Fix: compare the deadlines with the letter, or correct the number in --expect.",
  },
  "intake.expect.no_day": {
    vi: "{file}: --expect nêu {stated} nhiệm vụ đến hạn nhưng thiếu ngày. Cách sửa: thêm --due-by, ví dụ --due-by 31/12/2025.",
    en: "{file}: --expect states {stated} tasks due but no day. Fix: add --due-by, for example --due-by 31/12/2025.",
  },
  // Notes
  "intake.note.sheet": {
    vi: "{file}, trang “{sheet}”: không có bảng nhiệm vụ, không đọc.",
    en: "{file}, sheet “{sheet}”: no table of tasks, not read.",
  },
  "intake.note.hidden_sheet": {
    vi: "{file}: trang “{sheet}” đang ẩn nên không đọc. Muốn đọc thì cho hiện trang này.",
    en: "{file}: the sheet “{sheet}” is hidden and was not read. Show it to have it read.",
  },
  "intake.note.hidden_rows": {
    vi: "{file}, trang “{sheet}”: có {count} hàng đang ẩn, vẫn đọc (hàng {rows}).",
    en: "{file}, sheet “{sheet}”: {count} hidden row(s) were read like the others (rows {rows}).",
  },
  "intake.note.hidden_columns": {
    vi: "{file}, trang “{sheet}”: có cột đang ẩn, vẫn đọc ({columns}).",
    en: "{file}, sheet “{sheet}”: hidden columns were read like the others ({columns}).",
  },
  "intake.note.not_taken": {
    vi: "{file}, trang “{sheet}”, ô {cell}: cột “{heading}” không nhập (phụ lục chỉ đưa nhiệm vụ vào sổ; tiến độ ghi bằng `dongbo progress`).",
    en: "{file}, sheet “{sheet}”, cell {cell}: the column “{heading}” is not imported (an appendix brings tasks; progress is recorded with `dongbo progress`).",
  },
  "intake.note.unknown_column": {
    vi: "{file}, trang “{sheet}”, ô {cell}: không biết cột “{heading}”, không nhập.",
    en: "{file}, sheet “{sheet}”, cell {cell}: the column “{heading}” is unknown and was not imported.",
  },
  "intake.note.no_column": {
    vi: "{file}, trang “{sheet}”: bảng ở hàng {row} không có cột “{heading}”; các nhiệm vụ của bảng để trống phần này.",
    en: "{file}, sheet “{sheet}”: the table at row {row} has no column “{heading}”; its tasks leave this empty.",
  },
  "intake.note.marking": {
    vi: `${vi} Không hiểu dấu độ mật này, nên coi là mật và không gửi đi đâu.`,
    en: `${en} This secrecy marking was not understood; the task counts as secret and is sent nowhere.`,
  },
} as const;
