// Days off and swap days of 2025, for agencies that work Monday to Friday.
import type { CalendarDay } from "../../../schemas/calendar.ts";

const code = "Bộ luật Lao động 45/2019/QH14, Điều 112";
const notice = "Công văn 8726/VPCP-KGVX ngày 26/11/2024; Thông báo 6150/TB-BLĐTBXH ngày 03/12/2024";

export const days2025: readonly CalendarDay[] = [
  { day: "2025-01-01", works: false, name: "new_year", source: code },
  { day: "2025-01-27", works: false, name: "tet", source: notice },
  { day: "2025-01-28", works: false, name: "tet", source: notice },
  { day: "2025-01-29", works: false, name: "tet", source: notice },
  { day: "2025-01-30", works: false, name: "tet", source: notice },
  { day: "2025-01-31", works: false, name: "tet", source: notice },
  { day: "2025-04-07", works: false, name: "hung_kings", source: code },
  { day: "2025-04-26", works: true, name: "swap_work", source: notice },
  { day: "2025-04-30", works: false, name: "reunification", source: code },
  { day: "2025-05-01", works: false, name: "labour", source: code },
  { day: "2025-05-02", works: false, name: "swap_off", source: notice },
  { day: "2025-09-01", works: false, name: "national", source: notice },
  { day: "2025-09-02", works: false, name: "national", source: code },
];
