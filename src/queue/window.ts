// When a portal may be carried, as whoever keeps the timetable says it.
import type { Instant } from "../../schemas/time.ts";

/** Open until `until` (`null`: for ever); with "stop" a run that is not done by then hands its lane back. */
export type Window =
  | { open: true; until: Instant | null; overrun: "finish" | "stop" }
  /** `opensAt` `null`: not known; it is asked again. */
  | { open: false; opensAt: Instant | null };

/** A portal without windows. */
export const alwaysOpen: Window = { open: true, until: null, overrun: "finish" };
