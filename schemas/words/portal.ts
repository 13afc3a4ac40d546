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
} as const;
