// What the room portal says to users.
export const portalWords = {
  "portal.unknown_fault": {
    vi: "Không có lỗi mô phỏng tên “{fault}”. Cách sửa: chọn một trong các tên: {known}",
    en: "No simulated fault is called “{fault}”. Fix: choose one of: {known}",
  },
} as const;
