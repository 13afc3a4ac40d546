// Tells early that a handed-over session will end before what is due has been sent, or before the cut-off.
import { cutOffInWords, type CutOff } from "../../schemas/cut-off.ts";
import type { PersonSignIn } from "../../schemas/facts.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { later, showInstant, type Instant } from "../../schemas/time.ts";
import { askedSessions, lifeOf, type Life } from "../session/life.ts";
import { pleaseSignIn, type SignInPlace } from "../session/please-sign-in.ts";
import { currentSession, endedSessions } from "../store/sessions.ts";
import type { Forecast } from "./forecast.ts";
import type { Means } from "./lane.ts";

/** The session of one portal, and what to do about it. */
export interface Outlook {
  portal: string;
  /** `null`: nobody is signed in. */
  session: { handedBy: string; handedAt: Instant; workedAt: Instant; life: Life } | null;
  /** That somebody should sign in, now or before a certain time; `null`: all is well. */
  told: Phrase | null;
}

/** How far ahead of a cut-off it is told that the session will not reach it: a day, so that nobody stops listening. */
const soonMinutes = 24 * 60;

/** The outlook at a portal where a person signs in. */
export async function outlook(
  means: Pick<Means, "store" | "now">,
  { signIn, told, cutOff }: { signIn: PersonSignIn & SignInPlace; told: Forecast; cutOff: CutOff },
): Promise<Outlook> {
  const { portal } = signIn;
  return await means.store.read(async (tx) => {
    const kept = await currentSession(tx, portal);
    if (kept === null) return { portal, session: null, told: await pleaseSignIn(tx, signIn) };
    const ends = ["early", "in_time"] as const;
    const past = await endedSessions(tx, { portal, newest: askedSessions, how: ends });
    const life = lifeOf(kept, past, signIn.usualHours);
    const { handedBy, handedAt, workedAt } = kept;
    const session = { handedBy, handedAt, workedAt, life };
    return {
      portal,
      session,
      told: signInWarning(told, { until: life.until, now: means.now(), cutOff, signIn }),
    };
  });
}

interface Ahead {
  until: Instant | null;
  now: Instant;
  cutOff: CutOff;
  signIn: SignInPlace;
}

/** What a person should know of a session's end; `null`: it will last, or nothing tells. */
export function signInWarning(told: Forecast, { until, now, cutOff, signIn }: Ahead): Phrase | null {
  if (until === null) return null;
  const { tasks, minutes, cutOffAt, minutesToCutOff } = told;
  const { at, weekday, day } = cutOffInWords(cutOff, cutOffAt);
  const values = {
    portal: signIn.portal,
    page: signIn.page,
    until: showInstant(until),
    tasks,
    minutes,
    at,
    weekday,
    day,
  };
  if (until <= now) return phrase("session.may_end", values);
  if (tasks > 0 && until < later(now, minutes * 60_000)) return phrase("session.ends_before_queue", values);
  if (until >= cutOffAt || minutesToCutOff > soonMinutes) return null;
  if (day !== null) return phrase("session.ends_before_dated", values);
  return phrase(weekday === null ? "session.ends_before_daily" : "session.ends_before_weekly", values);
}
