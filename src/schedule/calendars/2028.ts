// Days off of 2028, for agencies that work Monday to Friday. Which days round Tết and National Day are off was not
// announced when this was written: Tết is taken as in 2025, when it fell on the same weekdays.
import type { CalendarDay } from "../../../schemas/calendar.ts";

const code = "Bộ luật Lao động 45/2019/QH14, Điều 112";
const instead = "Bộ luật Lao động 45/2019/QH14, Điều 111 khoản 3";
const culture = "Nghị quyết 80-NQ/TW ngày 07/01/2026; Nghị quyết 30/NQ-CP giao sửa Điều 112";
const tet = { works: false, assumed: "tet_not_announced" } as const;
const national = { works: false, assumed: "national_not_announced" } as const;

export const days2028: readonly CalendarDay[] = [
  { day: "2028-01-01", works: false, name: "new_year", source: code },
  { day: "2028-01-03", works: false, name: "instead", source: instead },
  { day: "2028-01-24", ...tet, name: "tet", source: code },
  { day: "2028-01-25", ...tet, name: "tet", source: code },
  { day: "2028-01-26", ...tet, name: "tet", source: code },
  { day: "2028-01-27", ...tet, name: "tet", source: code },
  { day: "2028-01-28", ...tet, name: "tet", source: code },
  { day: "2028-04-04", works: false, name: "hung_kings", source: code },
  { day: "2028-04-30", works: false, name: "reunification", source: code },
  { day: "2028-05-01", works: false, name: "labour", source: code },
  { day: "2028-05-02", works: false, name: "instead", source: instead },
  { day: "2028-09-01", ...national, name: "national", source: code },
  { day: "2028-09-02", works: false, name: "national", source: code },
  { day: "2028-09-04", ...national, name: "instead", source: instead },
  { day: "2028-11-24", works: false, name: "culture", source: culture, assumed: "law_not_seen" },
];
