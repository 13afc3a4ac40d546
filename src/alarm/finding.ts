// What a look finds amiss, and how spans of time are counted.
import type { AlarmKind } from "../../schemas/alarm.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import { later, type Instant } from "../../schemas/time.ts";

/** Something that is not as it should be. */
export interface Finding {
  kind: AlarmKind;
  subject: string;
  /** From when its silence counts. */
  since: Instant;
  /** Silent for so long that it is an alarm. */
  ripe: boolean;
  /** Nobody can tell now: an alarm that stands goes on, and none begins. */
  unknown?: true;
  values: Phrase["values"];
}

/** The later of two instants. */
export function latest(...instants: Instant[]): Instant {
  return instants.reduce((last, one) => (one > last ? one : last));
}

/** The earliest of some instants, or null of none. */
export function earliest(instants: readonly Instant[]): Instant | null {
  return instants.length === 0 ? null : instants.reduce((first, one) => (one < first ? one : first));
}

/** Whether so much time has passed. */
export function isPast(since: Instant, ms: number, now: Instant): boolean {
  return later(since, ms) <= now;
}
