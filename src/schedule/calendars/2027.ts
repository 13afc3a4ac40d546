// Days off of 2027, for agencies that work Monday to Friday. Which days round Tết and National Day are off was not
// announced when this was written: they are taken as in 2024, when Tết fell on the same weekdays.
import type { CalendarDay } from "../../../schemas/calendar.ts";

const code = "Bộ luật Lao động 45/2019/QH14, Điều 112";
const instead = "Bộ luật Lao động 45/2019/QH14, Điều 111 khoản 3";
const culture = "Nghị quyết 80-NQ/TW ngày 07/01/2026; Nghị quyết 30/NQ-CP giao sửa Điều 112";
const tet = { works: false, assumed: "tet_not_announced" } as const;

export const days2027: readonly CalendarDay[] = [
  { day: "2027-01-01", works: false, name: "new_year", source: code },
  { day: "2027-02-04", ...tet, name: "tet", source: code },
  { day: "2027-02-05", ...tet, name: "tet", source: code },
  { day: "2027-02-06", ...tet, name: "tet", source: code },
  { day: "2027-02-07", ...tet, name: "tet", source: code },
  { day: "2027-02-08", ...tet, name: "tet", source: code },
  { day: "2027-02-09", ...tet, name: "instead", source: instead },
  { day: "2027-02-10", ...tet, name: "instead", source: instead },
  { day: "2027-04-16", works: false, name: "hung_kings", source: code },
  { day: "2027-04-30", works: false, name: "reunification", source: code },
  { day: "2027-05-01", works: false, name: "labour", source: code },
  { day: "2027-05-03", works: false, name: "instead", source: instead },
  { day: "2027-09-02", works: false, name: "national", source: code },
  { day: "2027-09-03", works: false, name: "national", source: code, assumed: "national_not_announced" },
  { day: "2027-11-24", works: false, name: "culture", source: culture, assumed: "law_not_seen" },
];
