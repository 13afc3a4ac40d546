// Days off and swap days of 2024, for agencies that work Monday to Friday.
import type { CalendarDay } from "../../../schemas/calendar.ts";

const code = "Bộ luật Lao động 45/2019/QH14, Điều 112";
const instead = "Bộ luật Lao động 45/2019/QH14, Điều 111 khoản 3";
const notice = "Thông báo 5015/TB-LĐTBXH ngày 22/11/2023";
const swap = "Công văn 2450/VPCP-KGVX ngày 12/4/2024";

export const days2024: readonly CalendarDay[] = [
  { day: "2024-01-01", works: false, name: "new_year", source: code },
  { day: "2024-02-08", works: false, name: "tet", source: notice },
  { day: "2024-02-09", works: false, name: "tet", source: notice },
  { day: "2024-02-10", works: false, name: "tet", source: notice },
  { day: "2024-02-11", works: false, name: "tet", source: notice },
  { day: "2024-02-12", works: false, name: "tet", source: notice },
  { day: "2024-02-13", works: false, name: "instead", source: instead },
  { day: "2024-02-14", works: false, name: "instead", source: instead },
  { day: "2024-04-18", works: false, name: "hung_kings", source: code },
  { day: "2024-04-29", works: false, name: "swap_off", source: swap },
  { day: "2024-04-30", works: false, name: "reunification", source: code },
  { day: "2024-05-01", works: false, name: "labour", source: code },
  { day: "2024-05-04", works: true, name: "swap_work", source: swap },
  { day: "2024-09-02", works: false, name: "national", source: code },
  { day: "2024-09-03", works: false, name: "national", source: notice },
];
