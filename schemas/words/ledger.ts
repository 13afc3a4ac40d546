// What the room ledger says to users.
export const ledgerWords = {
  "ledger.no_entry": {
    vi: "Nhật ký đẩy không có mục {id}. Xem các mục bằng: dongbo ledger list.",
    en: "The ledger has no entry {id}. List the entries with: dongbo ledger list.",
  },
  "ledger.bad.missing": {
    vi: "Thiếu mục số {seq} của luồng {lane}: mục này đã bị xoá hoặc đổi số.",
    en: "Entry {seq} of lane {lane} is missing: it was deleted or renumbered.",
  },
  "ledger.bad.surplus": {
    vi: "Mục số {seq} của luồng {lane} nằm sau mục cuối cùng đã ghi nhận: mục này bị chèn thêm.",
    en: "Entry {seq} of lane {lane} lies after the last recorded one: it was inserted.",
  },
  "ledger.bad.no_head": {
    vi: "Luồng {lane} có mục nhưng không có dấu cuối luồng: dấu này đã bị xoá hoặc các mục bị chèn thêm.",
    en: "Lane {lane} has entries but no record of its end: that record was deleted, or the entries were inserted.",
  },
  "ledger.bad.hash": {
    vi: "Nội dung mục số {seq} của luồng {lane} không khớp mã băm của nó: mục này đã bị sửa.",
    en: "Entry {seq} of lane {lane} does not match its hash: it was changed.",
  },
  "ledger.bad.chain": {
    vi: "Mục số {seq} của luồng {lane} không nối tiếp mục liền trước: có mục bị sửa, chèn hoặc đổi chỗ.",
    en: "Entry {seq} of lane {lane} does not follow the one before it: an entry was changed, inserted or moved.",
  },
  "ledger.bad.body": {
    vi: "Không đọc được nội dung mục số {seq} của luồng {lane}: mục này không do dongbo ghi.",
    en: "Entry {seq} of lane {lane} cannot be read: dongbo did not write it.",
  },
  "ledger.bad.column": {
    vi: "Cột {column} của mục số {seq}, luồng {lane}, không khớp nội dung của mục: cột này đã bị sửa.",
    en: "Column {column} of entry {seq} in lane {lane} differs from what the entry says: it was changed.",
  },
  "ledger.bad.head": {
    vi: "Dấu cuối luồng {lane} không khớp mục số {seq}: dấu này đã bị sửa hoặc các mục sau bị cắt bỏ.",
    en: "The record of the end of lane {lane} differs from entry {seq}: it was changed, or later entries were cut off.",
  },
  "ledger.bad.known_head": {
    vi: "Mục số {seq} của luồng {lane} khác với dấu cuối luồng đã lưu bên ngoài: nhật ký đã bị thay hoặc cắt bớt.",
    en: "Entry {seq} of lane {lane} differs from the end kept outside: the ledger was replaced or cut.",
  },
  "ledger.bad.part": {
    vi: "Phần {part} của mục số {seq}, luồng {lane}, không khớp mã băm của nó: phần này đã bị sửa.",
    en: "Part {part} of entry {seq} in lane {lane} does not match its digest: it was changed.",
  },
  "ledger.bad.part_gone": {
    vi: "Phần {part} của mục số {seq}, luồng {lane}, đã mất mà nhật ký không ghi ai gỡ: phần này đã bị xoá lén.",
    en: "Part {part} of entry {seq} in lane {lane} is gone, and no entry says who took it off: it was deleted unseen.",
  },
  "ledger.bad.no_attempt": {
    vi: "Mục số {seq} của luồng {lane} ghi kết quả của một lần đẩy chưa từng mở hoặc đã có kết quả.",
    en: "Entry {seq} of lane {lane} is the outcome of an attempt that was never opened or already has one.",
  },
  "ledger.bad.twice": {
    vi: "Mục số {seq} của luồng {lane} mở lại một lần đẩy đang mở.",
    en: "Entry {seq} of lane {lane} opens an attempt that is open already.",
  },
  "ledger.bad.forgotten": {
    vi: "Lần đẩy ở mục số {seq} của luồng {lane} chưa có kết quả nhưng không còn trong danh sách chờ kết quả.",
    en: "The attempt of entry {seq} in lane {lane} has no outcome, yet is not on the list of open attempts.",
  },
} as const;
