// What comparing the register with the portals says to users.
export const compareWords = {
  "compare.about": {
    vi: "Xem sổ và mọi cổng cạnh nhau: chỗ khác nhau trước, theo cơ quan; không ghi gì",
    en: "The register and all portals side by side: differences first, by agency; writes nothing",
  },
  "compare.option.all": { vi: "liệt kê cả nhiệm vụ đã khớp", en: "list tasks that agree as well" },
  "compare.exit.0": { vi: "sổ và các cổng khớp nhau", en: "the register and the portals agree" },
  "compare.exit.1": {
    vi: "có lỗi, hoặc có cổng không đọc được trọn vẹn; các cổng khác vẫn được so",
    en: "an error, or a portal could not be read whole; the others are still compared",
  },
  "compare.exit.2": {
    vi: "có chỗ khác nhau, hoặc có việc chờ người xử lý",
    en: "something differs, or waits for someone",
  },
  "compare.not_read": {
    vi: "Không đọc được {portal}: {message}. Cổng này chưa được so; hãy kiểm tra bằng: dongbo portal check {portal}",
    en: "{portal} could not be read: {message}. It is not compared; check it with: dongbo portal check {portal}",
  },
  "compare.short_listing": {
    vi: "{portal} chỉ liệt kê {listed} / {expected} nhiệm vụ, quá ít để tin: {unread} nhiệm vụ chưa được so. Có thể tài khoản mất quyền; hãy hỏi đơn vị quản lý cổng.",
    en: "{portal} lists only {listed} / {expected} tasks, too few to believe: {unread} are not compared. The account may have lost rights; ask the portal's owner.",
  },
  "compare.kept_sum": {
    vi: "Khác nhau đã biết, sổ không xử lý: {count} chỗ (≈), do bên kia quyết định hoặc cổng không cho ghi.",
    en: "Known and not ours to settle: {count} differences (≈) that the other side decides or that cannot be set there.",
  },
  "compare.kept": {
    vi: "{code} · {portal} · {name}: sổ “{ours}” · cổng “{theirs}”",
    en: "{code} · {portal} · {name}: register “{ours}” · portal “{theirs}”",
  },
  "compare.sums": {
    vi: "{tasks} nhiệm vụ: {disagreeing} có chỗ khác nhau, {agreeing} khớp, {alone} không có gì để so.",
    en: "{tasks} tasks: {disagreeing} differ, {agreeing} agree, {alone} with nothing to compare.",
  },
  "compare.agency": {
    vi: "{lead}: {disagreeing} / {tasks} nhiệm vụ có chỗ khác nhau",
    en: "{lead}: {disagreeing} / {tasks} tasks differ",
  },
  "compare.no_lead": { vi: "Chưa có cơ quan chủ trì", en: "No lead agency" },
  "compare.agencies_agreeing": {
    vi: "Cơ quan không có chỗ khác nhau: {agencies} ({tasks} nhiệm vụ).",
    en: "Agencies without differences: {agencies} ({tasks} tasks).",
  },
  "compare.unlisted": {
    vi: "Còn {unlisted} nhiệm vụ chưa liệt kê; xem thêm bằng: --limit {more}",
    en: "{unlisted} more tasks are not listed; see them with: --limit {more}",
  },
  "compare.marks": {
    vi: "≠ khác sổ (≠1, ≠2: cùng số thì giống nhau)   = được coi là khớp   ? từ lạ   · cổng không hiện",
    en: "≠ unlike the register (same number: same value)   = counts as equal   ? unmapped word   · not shown",
  },
  "compare.register": { vi: "Sổ", en: "Register" },
  "compare.state": { vi: "{portal}: {state}", en: "{portal}: {state}" },
  "compare.state_words": { vi: "{portal}: {state} (“{words}”)", en: "{portal}: {state} (“{words}”)" },
  "compare.stays_home": {
    vi: "không đánh dấu “thường”: giữ tại máy này, không so",
    en: "not marked normal: stays on this machine, not compared",
  },
  "sighting.shown": { vi: "hiện trên cổng", en: "shown" },
  "sighting.unknown_word": { vi: "hiện với từ chưa quy ước", en: "shown with an unmapped word" },
  "sighting.missing": { vi: "không còn trên cổng", en: "gone from the portal" },
  "sighting.closed": { vi: "cổng không cho xem", en: "closed to us" },
  "sighting.not_linked": { vi: "chưa liên kết", en: "not linked" },
  "sighting.secret": { vi: "giữ tại máy", en: "kept home" },
  "sighting.unread": { vi: "chưa đọc được", en: "not read" },
} as const;
