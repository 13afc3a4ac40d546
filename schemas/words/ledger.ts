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
  "ledger.bad.checkpoint_signature": {
    vi: "Chữ ký của điểm niêm phong số {seq} không đúng với khóa đang dùng: điểm này bị sửa hoặc do khóa khác ký.",
    en: "The signature of checkpoint {seq} does not fit the key in use: it was changed, or another key signed it.",
  },
  "ledger.bad.checkpoint_chain": {
    vi: "Điểm niêm phong số {seq} không nối tiếp điểm liền trước: có điểm niêm phong bị xóa, thay hoặc đổi chỗ.",
    en: "Checkpoint {seq} does not follow the one before it: a checkpoint was deleted, replaced or moved.",
  },
  "ledger.bad.checkpoint_outside": {
    vi: "Điểm niêm phong số {seq} lưu bên ngoài không có trong nhật ký, hoặc khác: nhật ký đã bị thay bằng bản khác.",
    en: "Checkpoint {seq} kept outside is not in the ledger, or differs: the ledger was replaced by another copy.",
  },
  "ledger.bad.checkpoint_unreadable": {
    vi: "Có điểm niêm phong không đọc được: không do dongbo ghi hoặc đã hỏng.",
    en: "A checkpoint cannot be read: dongbo did not write it, or it is damaged.",
  },
  "ledger.key_missing": {
    vi: "Không có khóa ký nhật ký {file} (DONGBO_SIGNING_KEY_FILE). Tạo bằng: openssl genpkey -algorithm ed25519 -out {file}",
    en: "The ledger's signing key {file} (DONGBO_SIGNING_KEY_FILE) does not exist. Make one with: openssl genpkey -algorithm ed25519 -out {file}",
  },
  "ledger.key_unusable": {
    vi: "Không dùng được khóa ký nhật ký {file}: {why}. Cần một tệp PEM chứa khóa riêng Ed25519 mà dongbo đọc được.",
    en: "The ledger's signing key {file} cannot be used: {why}. It must be a PEM file with an Ed25519 private key that dongbo may read.",
  },
  "ledger.key_changed": {
    vi: "Khóa ký nhật ký {file} đã mất hoặc không phải khóa đã ký các điểm niêm phong trước (dấu vân tay {key}). Hãy đặt lại đúng khóa cũ từ bản sao lưu; cho đến lúc đó nhật ký không được niêm phong tiếp.",
    en: "The ledger's signing key {file} is missing or is not the one that signed the checkpoints so far (fingerprint {key}). Put the old key back from a backup; until then no checkpoint is made.",
  },
  "ledger.outside_unreachable": {
    vi: "Chưa xuất được điểm niêm phong ra {directory}: {why}. Hãy cắm ổ hoặc nối lại thư mục chia sẻ, rồi chạy: dongbo ledger checkpoint",
    en: "Checkpoints could not be exported to {directory}: {why}. Plug the drive in or connect the share, then run: dongbo ledger checkpoint",
  },
  "ledger.outside_newer": {
    vi: "Thư mục {directory} có điểm niêm phong số {newest}, còn nhật ký này chỉ đến số {number}: cơ sở dữ liệu có thể đã bị thay bằng bản cũ, hoặc thư mục là của sổ khác. Kiểm tra bằng: dongbo ledger verify --checkpoints {directory}",
    en: "The directory {directory} holds checkpoint {newest}, but this ledger ends at {number}: an older copy of the database may have been put back, or the directory is another register's. Check with: dongbo ledger verify --checkpoints {directory}",
  },
  "ledger.outside_differs": {
    vi: "{file} khác điểm niêm phong số {number} của nhật ký này: cơ sở dữ liệu có thể đã bị thay, hoặc thư mục là của sổ khác. dongbo không ghi đè. Kiểm tra bằng: dongbo ledger verify --checkpoints THƯ_MỤC",
    en: "{file} differs from checkpoint {number} of this ledger: the database may have been replaced, or the directory is another register's. dongbo does not write over it. Check with: dongbo ledger verify --checkpoints DIRECTORY",
  },
  "ledger.outside_other_key": {
    vi: "{file} là khóa công khai khác với khóa của sổ này: thư mục là của sổ khác, hoặc khóa đã đổi. Hãy chọn thư mục mới trong cấu hình (checkpoints.directory), hoặc đặt lại đúng khóa ký.",
    en: "{file} is another public key than this register's: the directory is another register's, or the key has changed. Configure a new directory (checkpoints.directory), or put the right signing key back.",
  },
  "ledger.outside_key_missing": {
    vi: "Thiếu khóa công khai {file}. Hãy chép ledger-key.pem vào cùng thư mục với các điểm niêm phong.",
    en: "The public key {file} is missing. Copy ledger-key.pem into the directory of the checkpoints.",
  },
  "ledger.outside_unreadable": {
    vi: "Không đọc được {file}: {why}. Hãy chỉ ra thư mục chứa các tệp checkpoint-*.json mà dongbo đã xuất.",
    en: "Cannot read {file}: {why}. Name the directory with the checkpoint-*.json files that dongbo exported.",
  },
  "ledger.not_exported": {
    vi: "{count} điểm niêm phong chưa được xuất ra ngoài; lần sau sẽ xuất tiếp.",
    en: "{count} checkpoint(s) are not exported yet; the next time they will be.",
  },
  "ledger.no_directory": {
    vi: "Chưa có nơi lưu điểm niêm phong ngoài máy này. Nên đặt checkpoints.directory trong cấu hình (thư mục chia sẻ hoặc USB): chỉ bản lưu bên ngoài mới cho thấy nhật ký bị cắt hoặc bị thay bằng bản cũ.",
    en: "No place off this machine is configured for checkpoints. Set checkpoints.directory in the configuration (a share or a stick): only a copy outside shows a ledger that was cut or replaced by an older one.",
  },
  "ledger.nothing_sent": {
    vi: "Nhật ký không có lần gửi nào cho “{asked}”. Dùng mã nhiệm vụ, hoặc ngày 2026-11-24, tuần 2026-W48, tháng 2026-11.",
    en: "The ledger holds no attempt for “{asked}”. Give a task code, or a day 2026-11-24, a week 2026-W48, a month 2026-11.",
  },
  "ledger.reason_names_person": {
    vi: "Lý do gỡ dữ liệu không được nhắc lại tên người đó: lý do được ghi vào nhật ký. Hãy nêu căn cứ, ví dụ số văn bản yêu cầu.",
    en: "The reason for taking the data off must not repeat the person's name: it goes on the ledger. State the ground, such as the number of the request.",
  },
  "ledger.erase_what": {
    vi: "Gỡ dữ liệu của ai hoặc nhiệm vụ nào: thêm đúng một trong hai, --person TÊN hoặc --task MÃ.",
    en: "Whose data, or which task's: add exactly one of --person NAME and --task CODE.",
  },
  "ledger.name_too_short": {
    vi: "Tên “{name}” quá ngắn để tìm trong nhật ký. Hãy ghi đủ họ tên.",
    en: "The name “{name}” is too short to be looked for in the ledger. Give the full name.",
  },
  "ledger.day_needed": {
    vi: "Dọn nội dung đến ngày nào: thêm --before NĂM-THÁNG-NGÀY.",
    en: "Until which day: add --before YEAR-MONTH-DAY.",
  },
} as const;
