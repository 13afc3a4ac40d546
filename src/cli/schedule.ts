// dongbo schedule: what runs by itself, what ran, and what a person decides about it.
import { UserError } from "../../schemas/errors.ts";
import { isPhraseKey, phrase, type PhraseKey } from "../../schemas/phrase.ts";
import { showDay, showInstant, weekdayOf, type Instant } from "../../schemas/time.ts";
import { missedRuns, pauseSchedule, resumeSchedule } from "../schedule/hold-back.ts";
import {
  daysAhead,
  occasionLog,
  overviewOf,
  type DayAhead,
  type Overview,
  type PortalState,
} from "../schedule/overview.ts";
import { dayName } from "./calendar.ts";
import type { Run } from "./commands.ts";
import { folded } from "./cut.ts";
import { answer, atOffice, say, tell, type Office, type Shell } from "./shell.ts";
import { table } from "./table.ts";
import { typed, wordOf } from "./typed.ts";

const askingOf = ({ means, config, calendar }: Office) => ({
  store: means.store,
  now: means.now,
  config,
  calendar,
});

const personOf = ({ means, config }: Office) => ({
  store: means.store,
  now: means.now,
  who: means.who,
  run: means.run,
  config,
});

export const list: Run = async (shell) =>
  await atOffice(shell, async (office) => {
    const overview = await overviewOf(askingOf(office));
    answer(shell, overview, () => overviewInText(shell, overview));
    return overview.schedules.some(({ asked }) => asked > 0) ? 2 : 0;
  });

export const preview: Run = async (shell, call) => {
  const option = typed(call);
  const days = option.whole("days", { from: 1, to: 400 }) ?? 7;
  const portal = option.text("portal");
  option.check();
  return await atOffice(shell, async (office) => {
    const ahead = await daysAhead(askingOf(office), { days, portal });
    answer(shell, ahead, () =>
      [
        ...ahead.warnings.map((one) => folded(`! ${tell(shell, one)}`, shell)),
        daysInText(shell, ahead.days),
      ].join("\n"),
    );
    return 0;
  });
};

export const pause: Run = async (shell, call) =>
  await atOffice(shell, async (office) => {
    const told = await pauseSchedule(personOf(office), wordOf(call, 0), typed(call).text("reason") ?? "");
    answer(shell, { schedule: wordOf(call, 0), told }, () => tell(shell, told));
    return 0;
  });

const ways = ["once", "none"] as const;
type Way = (typeof ways)[number];

export const resume: Run = async (shell, call) => {
  const option = typed(call);
  const said = option.choice("missed", ways);
  option.check();
  const missed = said ?? (await wayAsked(shell, wordOf(call, 0)));
  return await atOffice(shell, async (office) => {
    const resumed = await resumeSchedule(personOf(office), wordOf(call, 0), missed);
    answer(shell, { schedule: wordOf(call, 0), ...resumed }, () => tell(shell, resumed.told));
    return 0;
  });
};

/** What a person wants done with runs that were missed. UserError where there are some and nobody answers. */
async function wayAsked(shell: Shell, schedule: string): Promise<Way> {
  let count = 0;
  // A person takes minutes: meanwhile the register is free for everybody else.
  await atOffice(shell, async (office) => {
    count = await missedRuns(personOf(office), schedule);
    return 0;
  });
  if (count === 0) return "once";
  const answered =
    shell.json || shell.ask === null
      ? ""
      : await shell.ask(say(shell, "schedule.missed_ask", { schedule, count }));
  const way = ways.find((one, place) => answered === one || answered === String(place + 1));
  if (way === undefined) throw new UserError([phrase("schedule.missed_which", { schedule, count })]);
  return way;
}

export const log: Run = async (shell, call) => {
  const option = typed(call);
  const limit = option.whole("limit", { from: 1, to: 10_000 }) ?? 30;
  option.check();
  return await atOffice(shell, async (office) => {
    const occasions = await occasionLog(askingOf(office), { limit });
    answer(shell, { occasions }, () =>
      occasions.length === 0
        ? say(shell, "schedule.no_log")
        : table(
            [
              { name: "at", title: say(shell, "schedule.column.at") },
              { name: "schedule", title: say(shell, "schedule.column.schedule") },
              { name: "portal", title: say(shell, "cli.column.portal") },
              { name: "outcome", title: say(shell, "schedule.column.outcome") },
              { name: "why", title: say(shell, "schedule.column.why") },
            ],
            occasions.map(({ at, schedule, portal, outcome, why }) => ({
              at: showInstant(at),
              schedule,
              portal,
              outcome: wordOfOutcome(shell, outcome),
              why: tell(shell, why),
            })),
          ),
    );
    return 0;
  });
};

function wordOfOutcome(shell: Shell, outcome: string): string {
  const key = `schedule.outcome.${outcome}`;
  return isPhraseKey(key) ? say(shell, key) : outcome;
}

function overviewInText(shell: Shell, { lookedAt, schedules, portals, warnings }: Overview): string {
  const schedulesTable = table(
    [
      { name: "schedule", title: say(shell, "schedule.column.schedule") },
      { name: "portals", title: say(shell, "cli.column.portal") },
      { name: "last", title: say(shell, "schedule.column.last") },
      { name: "next", title: say(shell, "schedule.column.next") },
    ],
    schedules.map((one) => ({
      schedule: one.schedule,
      portals: one.portals.join(", "),
      last: shown(one.last),
      next: one.enabled && one.paused === null ? shown(one.next) : say(shell, "schedule.off"),
    })),
  );
  const notes = schedules.flatMap(({ schedule, paused, waiting, held, asked }) => [
    ...(paused === null
      ? []
      : [
          `‖ ${say(shell, "schedule.is_paused", { schedule, by: paused.by, since: showInstant(paused.at), reason: paused.reason })}`,
        ]),
    ...(held === 0 ? [] : [`· ${say(shell, "schedule.held_count", { schedule, count: held })}`]),
    ...(waiting === 0 ? [] : [`· ${say(shell, "schedule.waiting_count", { schedule, count: waiting })}`]),
    ...(asked === 0 ? [] : [`? ${say(shell, "schedule.asked_count", { schedule, count: asked })}`]),
  ]);
  const kept =
    lookedAt === null
      ? say(shell, "schedule.never_looked")
      : say(shell, "schedule.looked", { at: showInstant(lookedAt) });
  return [
    schedulesTable,
    ...[...notes, ...warnings.map((one) => `! ${tell(shell, one)}`)].map((line) => folded(line, shell)),
    ...portals.map((one) => folded(portalInText(shell, one), shell)),
    kept,
  ].join("\n");
}

function portalInText(shell: Shell, { portal, window, cutOffAt }: PortalState): string {
  const cutOff = say(shell, "schedule.next_cut_off", { at: withWeekday(shell, cutOffAt) });
  if (!window.open) return `✗ ${tell(shell, window.why)} ${cutOff}`;
  const open =
    window.until === null
      ? say(shell, "schedule.open", { portal })
      : say(shell, "schedule.open_until", { portal, until: showInstant(window.until) });
  return `✓ ${open} ${cutOff}`;
}

function daysInText(shell: Shell, days: readonly DayAhead[]): string {
  const rows = days.flatMap((day) => {
    const groups = [...Map.groupBy(day.runs, ({ portal, schedule }) => `${portal}\n${schedule}`).entries()];
    const title = `${say(shell, `weekday.${weekdayOf(day.day)}`)} ${showDay(day.day)}`;
    const off = day.known === null ? "schedule.weekend" : null;
    const note =
      day.known === null ? (day.works || off === null ? "" : say(shell, off)) : dayName(shell, day.known);
    const lines = groups.map(([key, runs]) => {
      const [portal = "", schedule = ""] = key.split("\n");
      return { portal, schedule, runs: runsInText(shell, runs) };
    });
    const cutOffs = day.cutOffs.map(({ portal, at, movedFrom }) => ({
      portal,
      schedule: say(shell, "schedule.cut_off"),
      runs: `${clockOf(at)}${movedFrom === null ? "" : ` (${say(shell, "schedule.moved_from", { day: showDay(movedFrom) })})`}`,
    }));
    const all = [...lines, ...cutOffs];
    const shownRows = all.length === 0 ? [{ portal: "–", schedule: "–", runs: "–" }] : all;
    return shownRows.map((row, place) => ({
      day: place === 0 ? title : "",
      note: place === 0 ? note : "",
      ...row,
    }));
  });
  return table(
    [
      { name: "day", title: say(shell, "schedule.column.day") },
      { name: "note", title: say(shell, "schedule.column.note") },
      { name: "portal", title: say(shell, "cli.column.portal") },
      { name: "schedule", title: say(shell, "schedule.column.schedule") },
      { name: "runs", title: say(shell, "schedule.column.runs") },
    ],
    rows,
  );
}

/** "12 lần, 07:03–18:03", and what of it will not run then. */
function runsInText(shell: Shell, runs: DayAhead["runs"]): string {
  const parts = [...Map.groupBy(runs, ({ leftOut }) => leftOut).entries()].map(([leftOut, some]) => {
    const [first, last] = [some[0]?.dueAt ?? "", some.at(-1)?.dueAt ?? ""];
    const times = some.length === 1 ? clockOf(first) : `${clockOf(first)}–${clockOf(last)}`;
    const key: PhraseKey = leftOut === null ? "schedule.runs" : `schedule.runs_${leftOut}`;
    return say(shell, key, { count: some.length, times });
  });
  return parts.join("; ");
}

const shown = (instant: Instant | null) => (instant === null ? "–" : showInstant(instant));
const clockOf = (instant: Instant) => showInstant(instant).slice(-5);

function withWeekday(shell: Shell, instant: Instant): string {
  const [day = "", time = ""] = showInstant(instant).split(" ");
  const weekday = weekdayOf(day.split("/").toReversed().join("-"));
  return `${time} ${say(shell, `weekday.${weekday}`)} ${day}`;
}
