// What is said of approvals, tokens and the pages on which people decide and act.
export const consoleActsWords = {
  "push.no_such_plan": {
    vi: "Không có (hoặc có nhiều hơn một) kế hoạch đã lưu bắt đầu bằng “{id}”. Xem: dongbo plan list",
    en: "There is no saved plan, or more than one, that begins with “{id}”. See: dongbo plan list",
  },
  "push.plan_own": {
    vi: "{who} là người lập kế hoạch {checksum}, không được tự duyệt. Hãy nhờ người khác duyệt.",
    en: "{who} made plan {checksum} and cannot approve it. Ask somebody else to.",
  },
  "push.plan_not_approver": {
    vi: "{who} không có quyền duyệt kế hoạch. Người được duyệt: {approvers}.",
    en: "{who} may not approve plans. Those who may: {approvers}.",
  },
  "push.plan_lacks_approvals": {
    vi: "Kế hoạch {checksum} cần {needed} người duyệt, mới có {have}. Ai cũng duyệt được, trừ người lập ({author}): dongbo plan approve {checksum}",
    en: "Plan {checksum} needs {needed} approval(s) and has {have}. Anybody but its author ({author}) may approve: dongbo plan approve {checksum}",
  },
  "push.plan_lacks_approvers": {
    vi: "Kế hoạch {checksum} (người lập: {author}) cần {needed} người duyệt, mới có {have}. Người còn có thể duyệt: {approvers}. Duyệt: dongbo plan approve {checksum}",
    en: "Plan {checksum} (made by {author}) needs {needed} approval(s) and has {have}. Those who still may approve: {approvers}. Approve: dongbo plan approve {checksum}",
  },
  "push.plan_approved_because": {
    vi: "Duyệt kế hoạch {checksum} ({count} việc): {reason}",
    en: "Approved plan {checksum} ({count} item(s)): {reason}",
  },
  "push.nothing_chosen": {
    vi: "Chưa chọn mục nào. Hãy đánh dấu ít nhất một mục.",
    en: "Nothing is chosen. Tick at least one item.",
  },
  "risk.ordinary": { vi: "thông thường", en: "ordinary" },
  "risk.completion": { vi: "báo hoàn thành", en: "completion" },
  "risk.sensitiveEvidence": { vi: "minh chứng có dấu hiệu mật", en: "sensitive evidence" },
  "risk.protectedField": { vi: "trường của cơ quan giao", en: "field of the assigning side" },
  "risk.bulk": { vi: "hàng loạt, quá ngưỡng", en: "bulk, above the guard's share" },
  "risk.override": { vi: "vượt chốt an toàn", en: "override of a refusal" },
  "risk.reopening": { vi: "mở lại việc đã hoàn thành", en: "reopening" },
  "cli.plan_list": {
    vi: "Liệt kê các kế hoạch đã lưu trong sổ và số người duyệt còn thiếu",
    en: "List the plans saved in the register and the approvals they lack",
  },
  "cli.plan_approve": {
    vi: "Duyệt một kế hoạch đã lưu trong sổ",
    en: "Approve a plan that is saved in the register",
  },
  "cli.option.plan_save": {
    vi: "lưu kế hoạch vào sổ để người khác xem và duyệt",
    en: "save the plan in the register for others to look at and approve",
  },
  "cli.option.approve_reason": { vi: "lý do duyệt", en: "why it is approved" },
  "cli.plan_kept": {
    vi: "Đã lưu vào sổ (mã {checksum}). Duyệt: dongbo plan approve {checksum}; chạy: dongbo push --plan {checksum}",
    en: "Saved in the register as {checksum}. Approve: dongbo plan approve {checksum}; run: dongbo push --plan {checksum}",
  },
  "cli.plan_line": {
    vi: "{checksum} · {at} · {who} · {count} việc · duyệt {have}/{needed} · {state}",
    en: "{checksum} · {at} · {who} · {count} item(s) · approvals {have}/{needed} · {state}",
  },
  "cli.no_plans": {
    vi: "Chưa lưu kế hoạch nào. Lưu: dongbo plan --save",
    en: "No plan is saved. Save one: dongbo plan --save",
  },
  "plan_state.used": { vi: "đã chạy", en: "has run" },
  "plan_state.ready": { vi: "chạy được", en: "may run" },
  "plan_state.waiting": { vi: "chờ duyệt", en: "waits for approval" },
  "cli.plan_approved": {
    vi: "{who} đã duyệt kế hoạch {checksum}; còn thiếu {missing} người duyệt.",
    en: "{who} approved plan {checksum}; {missing} approval(s) still missing.",
  },
} as const;
