// The working days of a year: days off and swap days, by whose word, and what is only assumed.
import { html } from "hono/html";
import { roles } from "../../../schemas/person.ts";
import { phrase } from "../../../schemas/phrase.ts";
import { dayOf, showDay, weekdayOf } from "../../../schemas/time.ts";
import { callout, filters, input, nothing, table } from "../parts.ts";
import type { Reply, Route, Visit } from "../route.ts";

export const routes: Route[] = [{ method: "get", path: "/calendar", roles, answer: show }];

async function show(visit: Visit): Promise<Reply> {
  const { say, tell, office, query } = visit;
  const thisYear = Number(dayOf(office.means.now()).slice(0, 4));
  const asked = Number(query.get("year") ?? thisYear);
  const year = Number.isInteger(asked) && asked >= 2000 && asked <= 2100 ? asked : thisYear;
  const days = [...office.calendar.days.values()]
    .filter(({ day }) => day.startsWith(`${year}-`))
    .toSorted((one, other) => (one.day < other.day ? -1 : 1));
  const assumed = new Set(days.flatMap((one) => one.assumed ?? []));
  const columns = [
    { title: say("schedule.column.day"), heads: true as const },
    { title: say("calendar.column.works") },
    { title: say("calendar.column.name") },
    { title: say("calendar.column.source") },
  ];
  const rows = days.map(({ day, works, name, source, assumed: why }) => [
    `${say(`weekday.${weekdayOf(day)}`)} ${showDay(day)}`,
    say(works ? "calendar.works" : "calendar.off"),
    `${typeof name === "string" ? say(`calendar.day.${name}`) : name.text}${why === undefined ? "" : " (?)"}`,
    source,
  ]);
  const field = input({ label: say("console.acts.year"), name: "year", type: "number", value: String(year) });
  const body = html`
    ${filters(visit, "/calendar", field)}
    ${office.calendar.years.has(year) ? "" : callout("warn", tell(phrase("calendar.unknown_year", { year })))}
    ${days.length === 0 ? nothing(say("console.acts.only_weekends")) : table(columns, rows, say("console.page.calendar"))}
    ${[...assumed].map((one) => callout("calm", say(`calendar.assumed.${one}`)))}
  `;
  return { page: { title: say("console.acts.calendar_title", { year }), body } };
}
