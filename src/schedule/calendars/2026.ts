// Days off and swap days of 2026, for agencies that work Monday to Friday.
import type { CalendarDay } from "../../../schemas/calendar.ts";

const code = "Bộ luật Lao động 45/2019/QH14, Điều 112";
const instead = "Bộ luật Lao động 45/2019/QH14, Điều 111 khoản 3";
const notice = "Thông báo 9441/TB-BNV ngày 13/10/2025";
const newYearSwap =
  "Chính phủ đồng ý ngày 25/12/2025, Bộ Nội vụ thông báo cùng ngày (24h.com.vn, 26/12/2025)";
const culture =
  "Nghị quyết 80-NQ/TW ngày 07/01/2026; Nghị quyết 30/NQ-CP giao sửa Điều 112 (znews.vn, 26/02/2026)";

export const days2026: readonly CalendarDay[] = [
  { day: "2026-01-01", works: false, name: "new_year", source: code },
  { day: "2026-01-02", works: false, name: "swap_off", source: newYearSwap },
  { day: "2026-01-10", works: true, name: "swap_work", source: newYearSwap },
  { day: "2026-02-16", works: false, name: "tet", source: notice },
  { day: "2026-02-17", works: false, name: "tet", source: notice },
  { day: "2026-02-18", works: false, name: "tet", source: notice },
  { day: "2026-02-19", works: false, name: "tet", source: notice },
  { day: "2026-02-20", works: false, name: "tet", source: notice },
  { day: "2026-04-26", works: false, name: "hung_kings", source: code },
  { day: "2026-04-27", works: false, name: "instead", source: instead },
  { day: "2026-04-30", works: false, name: "reunification", source: code },
  { day: "2026-05-01", works: false, name: "labour", source: code },
  { day: "2026-08-22", works: true, name: "swap_work", source: notice },
  { day: "2026-08-31", works: false, name: "swap_off", source: notice },
  { day: "2026-09-01", works: false, name: "national", source: notice },
  { day: "2026-09-02", works: false, name: "national", source: code },
  { day: "2026-11-24", works: false, name: "culture", source: culture, assumed: "law_not_seen" },
];
