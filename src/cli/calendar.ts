// dongbo calendar: the days off and swap days of a year, by whose word, and what is only assumed.
import type { CalendarDay } from "../../schemas/calendar.ts";
import { phrase } from "../../schemas/phrase.ts";
import { dayOf, showDay, weekdayOf } from "../../schemas/time.ts";
import type { Run } from "./commands.ts";
import { folded } from "./cut.ts";
import { answer, atOffice, say, tell, type Shell } from "./shell.ts";
import { table } from "./table.ts";
import { typed } from "./typed.ts";

export const calendar: Run = async (shell, call) => {
  const option = typed(call);
  const asked = option.whole("year", { from: 2000, to: 2100 });
  option.check();
  return await atOffice(shell, async (office) => {
    const year = asked ?? Number(dayOf(office.means.now()).slice(0, 4));
    const days = [...office.calendar.days.values()]
      .filter(({ day }) => day.startsWith(`${year}-`))
      .toSorted((a, b) => (a.day < b.day ? -1 : 1));
    const isKnown = office.calendar.years.has(year);
    answer(shell, { year, known: isKnown, days }, () =>
      [
        ...(isKnown ? [] : [folded(`! ${tell(shell, phrase("calendar.unknown_year", { year }))}`, shell)]),
        ...(days.length === 0 ? [] : [daysInText(shell, days)]),
        ...assumptionsInText(shell, days),
      ].join("\n"),
    );
    return 0;
  });
};

/** What a day is called. */
export function dayName(shell: Shell, { name }: CalendarDay): string {
  return typeof name === "string" ? say(shell, `calendar.day.${name}`) : name.text;
}

function daysInText(shell: Shell, days: readonly CalendarDay[]): string {
  return table(
    [
      { name: "day", title: say(shell, "schedule.column.day") },
      { name: "works", title: say(shell, "calendar.column.works") },
      { name: "name", title: say(shell, "calendar.column.name") },
      { name: "source", title: say(shell, "calendar.column.source") },
    ],
    days.map((one) => ({
      day: `${say(shell, `weekday.${weekdayOf(one.day)}`)} ${showDay(one.day)}`,
      works: say(shell, one.works ? "calendar.works" : "calendar.off"),
      name: `${dayName(shell, one)}${one.assumed === undefined ? "" : " (?)"}`,
      source: one.source,
    })),
  );
}

/** Says once of each kind why days with a question mark are only assumed. */
function assumptionsInText(shell: Shell, days: readonly CalendarDay[]): string[] {
  const why = new Set(days.flatMap(({ assumed }) => (assumed === undefined ? [] : [assumed])));
  return [...why].map((one) => folded(`? ${say(shell, `calendar.assumed.${one}`)}`, shell));
}
