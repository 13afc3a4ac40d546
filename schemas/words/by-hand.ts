// What portals that people reach say to users: slips, receipts, exports.
export const byHandWords = {
  "outcome.handed_out": { vi: "Đã giao nhập tay", en: "Handed to a person" },
  "push.handed_out": {
    vi: "Đã đưa vào phiếu nhập tay; cổng chỉ có giá trị mới sau khi có người nhập.",
    en: "Put on a slip; the portal has it only once a person has entered it.",
  },
  "by_hand.waits": {
    vi: "Chờ nhập tay từ {since}: phiếu số {slip}. In phiếu: dongbo by-hand worksheet {portal}. Nhập xong, ghi biên nhận: dongbo by-hand done {portal} {code}",
    en: "Waits to be entered by hand since {since}: slip {slip}. Print it: dongbo by-hand worksheet {portal}. Once entered, say so: dongbo by-hand done {portal} {code}",
  },
  "by_hand.withdrawn_note": {
    vi: "Rút phiếu nhập tay số {slip} của {code} tại {portal}: sổ đã đổi",
    en: "Withdrew slip {slip} of {code} at {portal}: the register has moved on",
  },
  "by_hand.proven": {
    vi: "{portal}: {count} tệp chỉ có biên nhận của người tải lên làm chứng",
    en: "{portal}: {count} file(s) proven only by the receipt of whoever uploaded them",
  },
  "by_hand.about": {
    vi: "Cổng không có giao diện cho chương trình: phiếu nhập tay, biên nhận, bảng xuất",
    en: "Portals without an interface for programs: worksheets, receipts, exports",
  },
  "by_hand.about.import": {
    vi: "Đọc bảng xuất của cổng nhập tay và so với các biên nhận",
    en: "Read the export of a portal that people enter, and compare it with the receipts",
  },
  "by_hand.about.take": {
    vi: "Xác nhận cổng có các nhiệm vụ này theo mã trong sổ (cho cổng không xuất được bảng)",
    en: "Say that the portal has these tasks under our codes (for portals without an export)",
  },
  "by_hand.about.worksheet": {
    vi: "Phiếu nhập tay: cần nhập gì, vào đâu, theo từng đơn vị",
    en: "The worksheet: what to enter where, unit by unit",
  },
  "by_hand.about.done": {
    vi: "Ghi biên nhận: đã nhập phiếu của các nhiệm vụ này",
    en: "Note a receipt: the slips of these tasks were entered",
  },
  "by_hand.option.at": {
    vi: "thời điểm: 31/12/2025 hoặc 31/12/2025 16:30 (mặc định: giờ ghi của tệp)",
    en: "when: 31/12/2025 or 31/12/2025 16:30 (default: when the file was written)",
  },
  "by_hand.option.entered_at": {
    vi: "nhập lúc nào: 31/12/2025 hoặc 31/12/2025 16:30 (mặc định: bây giờ)",
    en: "when it was entered: 31/12/2025 or 31/12/2025 16:30 (default: now)",
  },
  "by_hand.option.all": { vi: "mọi nhiệm vụ được phép gửi", en: "every task that may leave" },
  "by_hand.option.unit": { vi: "chỉ đơn vị chủ trì này", en: "only this lead agency" },
  "by_hand.option.out": { vi: "ghi ra tệp .xlsx hoặc .html", en: "write to a file, .xlsx or .html" },
  "by_hand.option.files": {
    vi: "chép các tệp cần tải lên vào thư mục này",
    en: "copy the files to upload into this directory",
  },
  "by_hand.option.number": { vi: "số biên nhận của cổng", en: "the portal's own receipt number" },
  "by_hand.option.by": { vi: "người nhập (mặc định: bạn)", en: "who entered it (default: you)" },
  "by_hand.option.slip": {
    vi: "số phiếu đã nhập, in trên phiếu",
    en: "the slip that was entered, as printed",
  },
  "by_hand.option.not_taken": {
    vi: "cổng không nhận; ghi nguyên lời cổng",
    en: "the portal did not take it; its own words",
  },
  "by_hand.exit.done": { vi: "đã ghi", en: "noted" },
  "by_hand.exit.2": {
    vi: "bảng xuất khác với biên nhận, hoặc còn phiếu chờ nhập",
    en: "the export differs from receipts, or slips wait to be entered",
  },
  "by_hand.not_by_hand": {
    vi: "Cổng {portal} không phải cổng nhập tay. Các cổng nhập tay: {known}.",
    en: "{portal} is not a portal that people enter. Those are: {known}.",
  },
  "by_hand.no_export": {
    vi: "Cấu hình của {portal} chưa nêu cột nào của bảng xuất (options.columns). Nếu cổng không xuất được bảng, dùng: dongbo by-hand take {portal} --all",
    en: "The configuration of {portal} names no columns of an export (options.columns). Where there is none, use: dongbo by-hand take {portal} --all",
  },
  "by_hand.no_header": {
    vi: "{file}: không trang nào có cột “{heading}”. Hãy sửa options.columns theo đúng tiêu đề trong tệp.",
    en: "{file}: no sheet has a column “{heading}”. Mend options.columns by the headings of the file.",
  },
  "by_hand.no_column": {
    vi: "{file}, trang {sheet}, dòng {row}: thiếu cột “{heading}”. Các cột có trong tệp: {found}.",
    en: "{file}, sheet {sheet}, row {row}: the column “{heading}” is missing. The file has: {found}.",
  },
  "by_hand.twice_column": {
    vi: "{file}, trang {sheet}: hai cột cùng tên “{heading}” ({cell} và {other}). Hãy đổi tên một cột.",
    en: "{file}, sheet {sheet}: two columns are called “{heading}” ({cell} and {other}). Rename one.",
  },
  "by_hand.no_code": {
    vi: "{file}, trang {sheet}, ô {cell}: dòng này không có mã nhiệm vụ. Hãy điền mã, hoặc xóa dòng nếu không phải nhiệm vụ.",
    en: "{file}, sheet {sheet}, cell {cell}: this row has no task code. Fill it in, or delete the row if it is no task.",
  },
  "by_hand.twice_code": {
    vi: "{file}, trang {sheet}, ô {cell}: mã “{read}” đã có ở ô {other}. Hãy giữ một dòng.",
    en: "{file}, sheet {sheet}, cell {cell}: code “{read}” stands in cell {other} already. Keep one row.",
  },
  "by_hand.bad_cell": {
    vi: "{file}, trang {sheet}, ô {cell}: không hiểu {field} “{read}”. Cần: {expects}.",
    en: "{file}, sheet {sheet}, cell {cell}: {field} “{read}” is not understood. Expected: {expects}.",
  },
  "by_hand.unknown_word": {
    vi: "{file}, trang {sheet}, ô {cell}: trạng thái “{read}” chưa có trong options.statusWords. Hãy thêm từ này và nghĩa của nó.",
    en: "{file}, sheet {sheet}, cell {cell}: status “{read}” is not in options.statusWords. Add it with its meaning.",
  },
  "by_hand.no_rows": {
    vi: "{file}, trang {sheet}: không có nhiệm vụ nào dưới dòng tiêu đề. Hãy xuất lại.",
    en: "{file}, sheet {sheet}: no task below the header row. Export again.",
  },
  "by_hand.imported": {
    vi: "{portal}: bảng xuất {file} lúc {at} có {tasks} nhiệm vụ ({added} mới, {gone} không còn). So với biên nhận: {agreed} đúng như đã nhập, {differ} khác, {later} nhập sau bảng này.",
    en: "{portal}: export {file} of {at} lists {tasks} task(s) ({added} new, {gone} gone). Against receipts: {agreed} as entered, {differ} differ, {later} entered after it.",
  },
  "by_hand.differs": {
    vi: "{code}: {who} ghi lúc {at} là đã nhập {field} “{said}”, nhưng bảng xuất là “{shown}”.",
    en: "{code}: {who} noted at {at} that {field} was entered as “{said}”, but the export has “{shown}”.",
  },
  "by_hand.file_differs": {
    vi: "{code}: {who} ghi lúc {at} là đã tải lên tệp “{said}”, nhưng bảng xuất không có tệp này.",
    en: "{code}: {who} noted at {at} that the file “{said}” was uploaded, but the export does not have it.",
  },
  "by_hand.seen": {
    vi: "{code}: bảng xuất đã có đủ phiếu số {slip}, dù chưa ai ghi biên nhận.",
    en: "{code}: the export has all of slip {slip}, though nobody gave a receipt.",
  },
  "by_hand.next": {
    vi: "Đối chiếu với sổ: dongbo push --portal {portal}. Nhiệm vụ chưa liên kết: dongbo link --portal {portal}",
    en: "Compare with the register: dongbo push --portal {portal}. Tasks without a link: dongbo link --portal {portal}",
  },
  "by_hand.took": {
    vi: "{portal}: ghi nhận {count} nhiệm vụ theo mã trong sổ. Liên kết: dongbo link --portal {portal} --accept sure",
    en: "{portal}: noted {count} task(s) under our codes. Link them: dongbo link --portal {portal} --accept sure",
  },
  "by_hand.take_what": {
    vi: "Hãy nêu các mã nhiệm vụ, hoặc --all (không nêu cả hai).",
    en: "Name task codes, or --all; not both.",
  },
  "by_hand.secret_task": {
    vi: "Nhiệm vụ {code} không được gửi ra ngoài vì độ mật của nó.",
    en: "Task {code} may not leave because of its classification.",
  },
  "by_hand.not_linked": {
    vi: "Nhiệm vụ {code} chưa liên kết với {portal}. Liên kết: dongbo link --portal {portal}",
    en: "Task {code} is not linked to {portal}. Link it: dongbo link --portal {portal}",
  },
  "by_hand.no_slip": {
    vi: "Nhiệm vụ {code} không có phiếu nào chờ nhập tại {portal}. Xem các phiếu: dongbo by-hand worksheet {portal}",
    en: "No slip of task {code} waits at {portal}. See them: dongbo by-hand worksheet {portal}",
  },
  "by_hand.which_slip": {
    vi: "Nhiệm vụ {code}: phiếu đã đổi sau khi in. Hãy nêu số phiếu bạn đã nhập bằng --slip: {slips}",
    en: "Task {code}: its slip changed after it could be printed. Say which one you entered with --slip: {slips}",
  },
  "by_hand.slip_of_one": {
    vi: "--slip chỉ dùng cho một nhiệm vụ.",
    en: "--slip is for one task.",
  },
  "by_hand.bad_instant": {
    vi: "--at: không hiểu “{read}”, hoặc là lúc chưa tới. Ví dụ: 31/12/2025 16:30",
    en: "--at: “{read}” is not understood, or lies ahead. For example: 31/12/2025 16:30",
  },
  "by_hand.entered": {
    vi: "{code}: ghi biên nhận phiếu số {slip}: {values}",
    en: "{code}: noted the receipt of slip {slip}: {values}",
  },
  "by_hand.not_taken": {
    vi: "{code}: cổng không nhận phiếu số {slip}: “{words}”",
    en: "{code}: the portal did not take slip {slip}: “{words}”",
  },
  "by_hand.after_done": {
    vi: "Đối chiếu: dongbo push --portal {portal}",
    en: "Compare: dongbo push --portal {portal}",
  },
  "by_hand.entered_note": {
    vi: "Biên nhận phiếu số {slip} của {code} tại {portal}: {by} nhập lúc {at}, số biên nhận {number}: {values}",
    en: "Receipt of slip {slip} of {code} at {portal}: entered by {by} at {at}, receipt number {number}: {values}",
  },
  "by_hand.not_taken_note": {
    vi: "{portal} không nhận phiếu số {slip} của {code}, theo {by} lúc {at}: “{words}”",
    en: "{portal} did not take slip {slip} of {code}, says {by} at {at}: “{words}”",
  },
  "by_hand.import_note": {
    vi: "Đọc bảng xuất {file} của {portal}, lúc {at}: {tasks} nhiệm vụ, {agreed} đúng như biên nhận, {differ} khác",
    en: "Read export {file} of {portal}, of {at}: {tasks} task(s), {agreed} as the receipts say, {differ} differ",
  },
  "by_hand.take_note": {
    vi: "Ghi nhận {count} nhiệm vụ có tại {portal} theo mã trong sổ",
    en: "Noted that {count} task(s) are at {portal} under our codes",
  },
  "by_hand.waiting": {
    vi: "{portal}: {count} nhiệm vụ chờ nhập tay, lâu nhất từ {oldest}. In phiếu: dongbo by-hand worksheet {portal} --out phieu.html",
    en: "{portal}: {count} task(s) wait to be entered by hand, the oldest since {oldest}. Print: dongbo by-hand worksheet {portal} --out phieu.html",
  },
  "by_hand.old_slips": {
    vi: "{count} nhiệm vụ chờ nhập tay, có phiếu từ {oldest}, đã quá một tuần. Hãy hỏi người nhập: dongbo by-hand worksheet {portal}",
    en: "{count} task(s) wait to be entered by hand, since {oldest}, more than a week. Ask who enters them: dongbo by-hand worksheet {portal}",
  },
  "by_hand.empty": {
    vi: "{portal}: không có gì chờ nhập tay.",
    en: "{portal}: nothing waits to be entered.",
  },
  "by_hand.written": {
    vi: "Đã ghi {file}: {tasks} nhiệm vụ, {units} đơn vị.",
    en: "Wrote {file}: {tasks} task(s), {units} unit(s).",
  },
  "by_hand.files_written": {
    vi: "Đã chép {count} tệp vào {folder}.",
    en: "Copied {count} file(s) to {folder}.",
  },
  "by_hand.ending": {
    vi: "--out {file}: cần đuôi .html hoặc .xlsx.",
    en: "--out {file}: needs the ending .html or .xlsx.",
  },
  "by_hand.no_unit": {
    vi: "Không có phiếu nào của đơn vị “{unit}”. Các đơn vị có phiếu: {known}.",
    en: "No slip of the unit “{unit}”. Units with slips: {known}.",
  },
  "sheet.title": { vi: "Phiếu nhập tay", en: "Worksheet" },
  "sheet.portal": { vi: "Cổng: {portal}", en: "Portal: {portal}" },
  "sheet.made": { vi: "Lập lúc {at}, người lập: {who}", en: "Made at {at} by {who}" },
  "sheet.unit": { vi: "Đơn vị: {unit}", en: "Unit: {unit}" },
  "sheet.no_unit": { vi: "Chưa rõ đơn vị chủ trì", en: "No lead agency" },
  "sheet.count": { vi: "{count} nhiệm vụ", en: "{count} task(s)" },
  "sheet.how": {
    vi: "Nhập đúng từng ký tự ở cột “Nhập”. Nhập xong, ghi người nhập, ngày giờ và số biên nhận, rồi báo lại bằng lệnh: dongbo by-hand done {portal} MÃ-TRONG-SỔ. Cổng không nhận thì ghi nguyên lời cổng vào cột biên nhận.",
    en: "Enter the column “Enter” exactly as it stands. Then write down who, when and the receipt number, and report with: dongbo by-hand done {portal} OUR-CODE. If the portal does not take it, write its own words into the receipt column.",
  },
  "sheet.slip": { vi: "Phiếu số", en: "Slip" },
  "sheet.task": { vi: "Nhiệm vụ", en: "Task" },
  "sheet.code": { vi: "Mã tại cổng", en: "Code there" },
  "sheet.own_code": { vi: "Mã trong sổ: {code}", en: "Our code: {code}" },
  "sheet.due": { vi: "Thời hạn", en: "Due" },
  "sheet.where": { vi: "Mục trên cổng", en: "Where" },
  "sheet.old": { vi: "Đang có", en: "Now there" },
  "sheet.new": { vi: "Nhập", en: "Enter" },
  "sheet.receipt": { vi: "Biên nhận", en: "Receipt" },
  "sheet.who": { vi: "Người nhập", en: "By" },
  "sheet.when": { vi: "Ngày giờ", en: "When" },
  "sheet.number": { vi: "Số biên nhận", en: "Number" },
  "sheet.upload": { vi: "Tải lên tệp", en: "Upload the file" },
  "sheet.size": { vi: "{size} byte", en: "{size} bytes" },
  "sheet.at_place": { vi: "nằm tại: {place}", en: "lies at: {place}" },
  "sheet.clear": { vi: "(xóa trống)", en: "(leave empty)" },
  "sheet.replaces": { vi: "Thay phiếu số {slip} (đã rút)", en: "Replaces slip {slip} (withdrawn)" },
  "sheet.withdrawn": {
    vi: "Đã rút, không nhập nữa",
    en: "Withdrawn, not to be entered any more",
  },
  "sheet.withdrawn_one": {
    vi: "Phiếu số {slip}, mã {code} (rút lúc {at})",
    en: "Slip {slip}, code {code} (withdrawn at {at})",
  },
  "sheet.files_by": {
    vi: "Tệp để tải lên: dongbo by-hand worksheet {portal} --files THƯ-MỤC",
    en: "Files to upload: dongbo by-hand worksheet {portal} --files DIRECTORY",
  },
} as const;
