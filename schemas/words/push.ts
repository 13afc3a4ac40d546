// What the room push and its operations say to users.
export const pushWords = {
  "operation.send_progress": {
    vi: "Gửi tiến độ nhiệm vụ {code} lên {portal}: {fields}",
    en: "Send progress of {code} to {portal}: {fields}",
  },
  "operation.send_evidence": {
    vi: "Gửi minh chứng “{name}” của nhiệm vụ {code} lên {portal}",
    en: "Send evidence “{name}” of {code} to {portal}",
  },
  "operation.adopt": {
    vi: "Nhận từ {portal} vào sổ nhiệm vụ {code}: {fields}",
    en: "Take over from {portal} into the register for {code}: {fields}",
  },
  "operation.hold": {
    vi: "Giữ nhiệm vụ {code} tại {portal}: {count} lý do",
    en: "Hold {code} at {portal}: {count} reason(s)",
  },
} as const;
