// What the room portal says to users.
export const portalWords = {
  "portal.unknown_fault": {
    vi: "Không có lỗi mô phỏng tên “{fault}”. Cách sửa: chọn một trong các tên: {known}",
    en: "No simulated fault is called “{fault}”. Fix: choose one of: {known}",
  },
  "portal.ca_unreadable": {
    vi: "Không đọc được tệp chứng thư “{file}”: {why}. Cách sửa: kiểm tra đường dẫn caFile và quyền đọc tệp",
    en: "The certificate file “{file}” cannot be read: {why}. Fix: check the path in caFile and the file's permissions",
  },
  "portal.open_no_answer": {
    vi: "không kết nối được hoặc cổng báo lỗi ({message})",
    en: "no connection, or the portal reports errors ({message})",
  },
  "portal.open_signed_out": {
    vi: "đăng nhập không được ({message})",
    en: "not signed in ({message})",
  },
  "portal.open_unrecognised": {
    vi: "cổng trả lời khác với mô tả ({message})",
    en: "it answers in an unknown shape ({message})",
  },
} as const;
