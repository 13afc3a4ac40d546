// Tells early whether what is due will have been sent by the cut-off, from the account's limit and the requests that a
// push makes. An estimate: whether a task needs a write at all is known only after the look.
import type { Calendar } from "../../schemas/calendar.ts";
import { cutOffInWords, nextCutOff, type CutOff } from "../../schemas/cut-off.ts";
import { requestsToList, type PortalFacts } from "../../schemas/facts.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import { workAt } from "../store/due.ts";
import { countLinked, lastListing } from "../store/links.ts";
import { budgetOf } from "../store/rate-budget.ts";
import { waveSizeOf, type Means } from "./lane.ts";

/** What is due, and how many tasks the portal lists. */
export interface Work {
  tasks: number;
  files: number;
  listed: number;
}

export type RateFacts = Pick<
  PortalFacts,
  "requestsPerMinute" | "observationGoodForMs" | "pageSize" | "overview"
>;

export interface Forecast {
  portal: string;
  requestsPerMinute: number;
  /** Until when the portal wants silence; `null`: it does not. */
  quietUntil: Instant | null;
  tasks: number;
  requests: number;
  /** Of quota, silence included. */
  minutes: number;
  cutOffAt: Instant;
  minutesToCutOff: number;
  /** Tasks that will not have been sent by then. */
  late: number;
}

/** The requests that a push of the first `tasks` of what is due makes: look, write, read back, wave by wave. */
export function requestsFor(work: Work, facts: RateFacts, tasks: number = work.tasks): number {
  if (tasks === 0) return 0;
  const pages = Math.max(1, requestsToList(facts, work.listed));
  // As push/observe.ts decides: by list pages where that is less than one by one.
  const looking = (looked: number) => Math.min(looked, pages);
  const size = waveSizeOf(facts);
  const [waves, rest] = [Math.floor(tasks / size), tasks % size];
  const lookingBack = waves * looking(size) + looking(rest);
  // A listing is news for the next wave too; tasks read one by one are not, and the next wave is looked at again.
  const isListed = size > pages;
  const lookingAgain = isListed ? 0 : Math.max(0, lookingBack - looking(Math.min(tasks, size)));
  const files = Math.ceil((work.files * tasks) / work.tasks);
  return looking(work.tasks) + tasks + files + lookingBack + lookingAgain;
}

/** How many of the tasks that are due can be sent in so many minutes. */
export function tasksIn(minutes: number, work: Work, facts: RateFacts): number {
  let [fits, tooMany] = [0, work.tasks + 1];
  while (tooMany - fits > 1) {
    const tried = Math.floor((fits + tooMany) / 2);
    if (requestsFor(work, facts, tried) / facts.requestsPerMinute <= minutes) fits = tried;
    else tooMany = tried;
  }
  return fits;
}

/** The forecast for one portal's lane, from what is due there now. */
export async function forecast(
  means: Pick<Means, "store" | "now">,
  of: {
    portal: string;
    facts: RateFacts & Pick<PortalFacts, "evidence">;
    cutOff: CutOff;
    calendar: Calendar;
  },
): Promise<Forecast> {
  const { portal, facts } = of;
  const { work, budget } = await means.store.read(async (tx) => {
    const due = await workAt(tx, portal);
    const listed = due.tasks === 0 ? 0 : ((await lastListing(tx, portal)) ?? (await countLinked(tx, portal)));
    const files = "none" in facts.evidence ? 0 : due.files;
    return { work: { tasks: due.tasks, files, listed }, budget: await budgetOf(tx, portal) };
  });
  const cutOffAt = nextCutOff(of.cutOff, { now: means.now(), calendar: of.calendar });
  const minutesToCutOff = (Date.parse(cutOffAt) - Date.parse(means.now())) / 60_000;
  const quiet = budget.quietMs / 60_000;
  const requests = requestsFor(work, facts);
  return {
    portal,
    requestsPerMinute: facts.requestsPerMinute,
    quietUntil: budget.quietUntil,
    tasks: work.tasks,
    requests,
    minutes: Math.ceil(requests / facts.requestsPerMinute + quiet),
    cutOffAt,
    minutesToCutOff: Math.floor(minutesToCutOff),
    late: work.tasks - tasksIn(minutesToCutOff - quiet, work, facts),
  };
}

/** What a person should know of a forecast; `null` when everything will have been sent in time. */
export function warningOf(told: Forecast, cutOff: CutOff): Phrase | null {
  if (told.late === 0) return null;
  const { at, weekday, day } = cutOffInWords(cutOff, told.cutOffAt);
  const { portal, minutes, minutesToCutOff: left, late } = told;
  const values = { portal, minutes, left, late, at };
  if (day !== null) return phrase("push.late_dated", { ...values, weekday, day });
  return weekday === null
    ? phrase("push.late_daily", values)
    : phrase("push.late_weekly", { ...values, weekday });
}
