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
  "store.old_ledger": {
    vi: "Sổ này do một bản dongbo trước khi phát hành lập ra; nhật ký đẩy của nó không chuyển sang được. Hãy dùng thư mục dữ liệu hoặc cơ sở dữ liệu mới.",
    en: "This register was made by a dongbo from before the first release, whose ledger cannot be carried over. Use a new data directory or database.",
  },
} as const;
