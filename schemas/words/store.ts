// What the room store says to users.
export const storeWords = {
  "store.unreachable": {
    vi: "Không kết nối được cơ sở dữ liệu {where}: {why}. Kiểm tra DATABASE_URL và máy chủ PostgreSQL.",
    en: "Cannot connect to the database {where}: {why}. Check DATABASE_URL and the PostgreSQL server.",
  },
  "store.too_old": {
    vi: "Máy chủ {where} chạy PostgreSQL {version}; cần phiên bản 15 trở lên.",
    en: "The server {where} runs PostgreSQL {version}; version 15 or newer is needed.",
  },
  "store.not_a_directory": {
    vi: "Không dùng được thư mục dữ liệu {directory}: {why}. Chọn một thư mục mà người dùng này ghi được.",
    en: "Cannot use the data directory {directory}: {why}. Choose a directory that this user can write to.",
  },
  "store.owned": {
    vi: "Thư mục dữ liệu {directory} đang được một tiến trình dongbo khác sử dụng (pid {pid}). Chờ tiến trình đó xong hoặc dừng nó rồi chạy lại.",
    en: "The data directory {directory} is in use by another dongbo process (pid {pid}). Wait until it is done, or stop it, and try again.",
  },
  "store.owner_silent": {
    vi: "Tiến trình dongbo serve (pid {pid}) đang giữ thư mục dữ liệu {directory} nhưng không trả lời. Xem nhật ký của tiến trình đó; nếu bị treo thì khởi động lại.",
    en: "dongbo serve (pid {pid}) has the data directory {directory} and does not answer. Look at its log; restart it if it hangs.",
  },
  "store.owner_gone": {
    vi: "Tiến trình dongbo serve (pid {pid}) đã dừng giữa chừng lệnh này. Không bước nào bị ghi dở dang; hãy chạy lại lệnh.",
    en: "dongbo serve (pid {pid}) ended in the middle of this command. No step is half written; run the command again.",
  },
  "store.owner_other_version": {
    vi: "Tiến trình dongbo serve (pid {pid}) đang giữ thư mục dữ liệu là một phiên bản dongbo khác. Khởi động lại tiến trình đó để dùng cùng phiên bản với lệnh này.",
    en: "dongbo serve (pid {pid}), which has the data directory, is another version of dongbo. Restart it, so that it is the version of this command.",
  },
  "store.guest_silent": {
    vi: "Lệnh này bị tạm ngưng quá lâu giữa một lần ghi, nên lần ghi đó đã bị huỷ để các tiến trình khác làm việc tiếp. Hãy chạy lại lệnh.",
    en: "This command was stopped for too long in the middle of a transaction, which was undone so that others could go on. Run the command again.",
  },
  "store.old_ledger": {
    vi: "Sổ này do một bản dongbo trước khi phát hành lập ra; nhật ký đẩy của nó không chuyển sang được. Hãy dùng thư mục dữ liệu hoặc cơ sở dữ liệu mới.",
    en: "This register was made by a dongbo from before the first release, whose ledger cannot be carried over. Use a new data directory or database.",
  },
} as const;
