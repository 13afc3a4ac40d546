// Schedules: what runs by itself and when, what became of each time and why; paused, and opened again.
import { html } from "hono/html";
import { roles } from "../../../schemas/person.ts";
import type { Phrase } from "../../../schemas/phrase.ts";
import { showDay, showInstant, weekdayOf } from "../../../schemas/time.ts";
import { wordFor } from "../../../schemas/wording.ts";
import { missedRuns, pauseSchedule, resumeSchedule } from "../../schedule/hold-back.ts";
import {
  daysAhead,
  occasionLog,
  overviewOf,
  type DayAhead,
  type ScheduleState,
} from "../../schedule/overview.ts";
import {
  badge,
  button,
  callout,
  fieldList,
  form,
  input,
  nothing,
  section,
  select,
  table,
  time,
} from "../parts.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";
import { seesPortal } from "../sight.ts";
import { own } from "../told.ts";

export const routes: Route[] = [
  { method: "get", path: "/schedules", roles, answer: list },
  { method: "post", path: "/schedules/:name/pause", roles: ["admin"], answer: pause },
  { method: "post", path: "/schedules/:name/resume", roles: ["admin"], answer: resume },
];

const occasionsShown = 60;
const daysShown = 7;

const askingOf = ({ office }: Visit) => ({
  store: office.means.store,
  now: office.means.now,
  config: office.config,
  calendar: office.calendar,
});

const personOf = ({ office }: Visit) => ({
  store: office.means.store,
  now: office.means.now,
  who: office.means.who,
  run: office.means.run,
  config: office.config,
});

async function list(visit: Visit): Promise<Reply> {
  const { say, tell, person } = visit;
  const overview = await overviewOf(askingOf(visit));
  const ahead = await daysAhead(askingOf(visit), { days: daysShown });
  const parts = [];
  for (const one of overview.schedules) {
    const missed = await missedRuns(personOf(visit), one.schedule);
    parts.push(schedulePart(visit, one, missed));
  }
  const body = html`
    ${callout(
      overview.lookedAt === null ? "warn" : "calm",
      overview.lookedAt === null
        ? say("schedule.never_looked")
        : html`${say("console.acts.looked")} ${time(overview.lookedAt)}`,
    )}
    ${overview.warnings.map((one) => callout("warn", tell(one)))} ${parts}
    ${section(say("console.acts.days_ahead"), aheadPart(visit, ahead.days))}
    ${section(say("console.acts.occasions"), await logPart(visit))}
    ${person.role === "admin" ? html`<p><a href="/calendar">${say("console.page.calendar")}</a></p>` : ""}
  `;
  return { page: { title: say("console.page.schedules"), body, wide: true } };
}

function schedulePart(visit: Visit, one: ScheduleState, missed: number): Html {
  const { say, person } = visit;
  const portals = one.portals.filter((portal) => seesPortal(person, portal));
  const isOff = !one.enabled || one.paused !== null;
  return section(
    one.schedule,
    html`${fieldList([
      [
        say("console.acts.state"),
        badge(say(isOff ? "schedule.off" : "console.acts.enabled"), isOff ? "warn" : "good"),
      ],
      [say("console.acts.portal"), portals.join(", ")],
      [say("schedule.column.last"), time(one.last)],
      [say("schedule.column.next"), isOff ? "–" : time(one.next)],
      [say("console.acts.waiting_runs"), one.waiting + one.held + one.asked],
    ])}
    ${
      one.paused === null
        ? ""
        : callout("warn", html`${own(one.paused.by)}, ${time(one.paused.at)}: ${own(one.paused.reason)}`)
    }
    ${person.role === "admin" ? actsOf(visit, one, missed) : ""}`,
  );
}

function actsOf(visit: Visit, { schedule, paused, asked }: ScheduleState, missed: number): Html {
  const { say } = visit;
  const to = `/schedules/${schedule}`;
  const pausing = html`${input({ label: say("console.acts.reason"), name: "reason", required: true })}
  ${button(say("console.acts.pause"), "grave")}`;
  const options = [
    ["once", say("console.acts.missed_once", { count: missed })],
    ["none", say("console.acts.missed_none")],
  ] as const;
  const opening = html`${select({ label: say("console.acts.missed"), name: "missed", options })}
  ${button(say("console.acts.resume"))}`;
  return html`
    ${paused === null ? form(visit, `${to}/pause`, pausing, "inline") : ""}
    ${paused !== null || asked > 0 ? form(visit, `${to}/resume`, opening, "inline") : ""}
  `;
}

function aheadPart(visit: Visit, days: readonly DayAhead[]): Html {
  const { say, person, language } = visit;
  const columns = [
    { title: say("schedule.column.day"), heads: true as const },
    { title: say("schedule.column.schedule") },
    { title: say("console.acts.portal") },
    { title: say("schedule.column.runs") },
  ];
  const rows = days.flatMap(({ day, runs, works, cutOffs }) => {
    const title = `${wordFor(`weekday.${weekdayOf(day)}`, language, "")} ${showDay(day)}${works ? "" : ` (${say("calendar.off")})`}`;
    const seen = runs.filter(({ portal }) => seesPortal(person, portal));
    const groups = [
      ...Map.groupBy(seen, ({ schedule, portal, leftOut }) => JSON.stringify([schedule, portal, leftOut])),
    ];
    const ran = groups.map(([key, some]) => {
      const [schedule, portal, leftOut] = JSON.parse(key) as [string, string, "day_off" | null];
      const [first, last] = [some[0]?.dueAt ?? "", some.at(-1)?.dueAt ?? ""];
      const times = some.length === 1 ? clockOf(first) : `${clockOf(first)}–${clockOf(last)}`;
      const said = say(leftOut === null ? "schedule.runs" : `schedule.runs_${leftOut}`, {
        count: some.length,
        times,
      });
      return [title, schedule, portal, said];
    });
    const ends = cutOffs
      .filter(({ portal }) => seesPortal(person, portal))
      .map(({ portal, at }) => [title, say("schedule.cut_off"), portal, clockOf(at)]);
    return [...ran, ...ends];
  });
  return rows.length === 0
    ? nothing(say("console.acts.no_runs"))
    : table(columns, rows, say("console.acts.days_ahead"));
}

const clockOf = (at: string) => showInstant(at).slice(-5);

async function logPart(visit: Visit): Promise<Html> {
  const { say, tell, person, language } = visit;
  const occasions = (await occasionLog(askingOf(visit), { limit: occasionsShown })).filter(({ portal }) =>
    seesPortal(person, portal),
  );
  if (occasions.length === 0) return nothing(say("schedule.no_log"));
  const columns = [
    { title: say("schedule.column.at"), heads: true as const },
    { title: say("schedule.column.schedule") },
    { title: say("console.acts.portal") },
    { title: say("schedule.column.outcome") },
    { title: say("schedule.column.why") },
  ];
  const rows = occasions.map(({ at, schedule, portal, outcome, why }) => [
    time(at),
    schedule,
    portal,
    wordFor(`schedule.outcome.${outcome}`, language, outcome),
    tell(why as Phrase),
  ]);
  return table(columns, rows, say("console.acts.occasions"));
}

async function pause(visit: Visit): Promise<Reply> {
  const note = await pauseSchedule(
    personOf(visit),
    visit.params["name"] ?? "",
    visit.form.get("reason") ?? "",
  );
  return { to: "/schedules", note };
}

async function resume(visit: Visit): Promise<Reply> {
  const missed = visit.form.get("missed") === "none" ? "none" : "once";
  const { told } = await resumeSchedule(personOf(visit), visit.params["name"] ?? "", missed);
  return { to: "/schedules", note: told };
}
