// People who may work at the console: what commands say of them, and what stands on the ledger.
export const peopleWords = {
  "people.about": { vi: "Người dùng của trang quản trị", en: "Users of the console" },
  "people.about_add": {
    vi: "Thêm người dùng; mật khẩu được hỏi kín hoặc đọc từ đầu vào chuẩn",
    en: "Add a user; the password is asked for unseen, or read from standard input",
  },
  "people.about_list": { vi: "Liệt kê người dùng", en: "List the users" },
  "people.about_password": {
    vi: "Đặt lại mật khẩu; các phiên đang mở của người đó kết thúc",
    en: "Set a new password; the person's sessions end",
  },
  "people.about_disable": {
    vi: "Khoá người dùng; các phiên đang mở của người đó kết thúc",
    en: "Disable a user; the person's sessions end",
  },
  "people.about_enable": { vi: "Mở khoá người dùng", en: "Let a disabled user in again" },
  "people.about_access": {
    vi: "Đổi vai trò và phạm vi của người dùng",
    en: "Change what a user may do and see",
  },
  "people.option.role": {
    vi: "vai trò: entry, integration, approver, admin hoặc auditor",
    en: "role: entry, integration, approver, admin or auditor",
  },
  "people.option.units": {
    vi: "chỉ thấy nhiệm vụ của các đơn vị này (bỏ trống: mọi đơn vị)",
    en: "sees only the tasks of these organisations (left out: all)",
  },
  "people.option.portals": {
    vi: "chỉ thấy các cổng này (bỏ trống: mọi cổng)",
    en: "sees only these portals (left out: all)",
  },
  "people.password_prompt": {
    vi: "Mật khẩu mới (ít nhất {least} ký tự): ",
    en: "New password ({least} characters or more): ",
  },
  "people.bad_name": {
    vi: "Tên đăng nhập “{name}” không dùng được. Viết 2–40 chữ cái thường không dấu, chữ số, dấu chấm, gạch ngang hoặc gạch dưới.",
    en: "The name “{name}” will not do. Write 2–40 lower-case letters without accents, digits, dots, hyphens or underscores.",
  },
  "people.name_taken": {
    vi: "Đã có người dùng {name}. Chọn tên khác, hoặc mở khoá người đó.",
    en: "There is a user {name} already. Choose another name, or enable that one.",
  },
  "people.unknown": {
    vi: "Không có người dùng {name}. Xem danh sách: dongbo user list",
    en: "There is no user {name}. See the list: dongbo user list",
  },
  "people.unknown_portal": {
    vi: "Không có cổng {name} trong cấu hình. Các cổng: {known}",
    en: "The configuration has no portal {name}. Portals: {known}",
  },
  "people.password_short": {
    vi: "Mật khẩu cần {least}–{most} ký tự. Nên dùng một câu dễ nhớ với bạn mà người khác không đoán được.",
    en: "A password takes {least}–{most} characters. A sentence that you remember and nobody guesses is good.",
  },
  "people.password_guessable": {
    vi: "Mật khẩu không được chứa tên đăng nhập hoặc chỉ lặp lại vài ký tự.",
    en: "A password may not hold the name, nor repeat a few letters.",
  },
  "people.last_admin": {
    vi: "{name} là quản trị duy nhất còn hoạt động. Hãy thêm quản trị khác trước.",
    en: "{name} is the only administrator left. Add another one first.",
  },
  "people.role_needed": {
    vi: "Hãy nêu vai trò: --role entry, integration, approver, admin hoặc auditor.",
    en: "State the role: --role entry, integration, approver, admin or auditor.",
  },
  "people.added": {
    vi: "Đã thêm người dùng {name}, vai trò {role}.",
    en: "Added the user {name}, role {role}.",
  },
  "people.changed": {
    vi: "Đã đổi quyền của {name}: vai trò {role}.",
    en: "Changed what {name} may do: role {role}.",
  },
  "people.password_set": {
    vi: "Đã đặt mật khẩu mới cho {name}; {sessions} phiên đã kết thúc.",
    en: "Set a new password for {name}; {sessions} session(s) ended.",
  },
  "people.disabled": {
    vi: "Đã khoá {name}; {sessions} phiên đã kết thúc.",
    en: "Disabled {name}; {sessions} session(s) ended.",
  },
  "people.enabled": { vi: "Đã mở khoá {name}.", en: "Enabled {name}." },
  "people.none": { vi: "Chưa có người dùng nào.", en: "There is no user yet." },
  "people.state.active": { vi: "hoạt động", en: "active" },
  "people.state.disabled": { vi: "đã khoá", en: "disabled" },
  "people.all_units": { vi: "mọi đơn vị", en: "all" },
  "people.all_portals": { vi: "mọi cổng", en: "all" },
  "people.column.name": { vi: "Tên", en: "Name" },
  "people.column.role": { vi: "Vai trò", en: "Role" },
  "people.column.units": { vi: "Đơn vị", en: "Organisations" },
  "people.column.portals": { vi: "Cổng", en: "Portals" },
  "people.column.state": { vi: "Tình trạng", en: "State" },
  "people.column.seen": { vi: "Thấy lần cuối", en: "Last seen" },
  "people.opened": {
    vi: "Đã mở {address} trên trang quản trị · {who}",
    en: "Opened {address} at the console · {who}",
  },
  "people.exported": {
    vi: "Đã tải về {address} từ trang quản trị · {who}",
    en: "Took {address} away from the console · {who}",
  },
} as const;
