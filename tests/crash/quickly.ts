// Lanes to portals of the tests, which handle at once whatever arrives.
import type { Lane } from "../../src/push/lane.ts";

/** Long enough that a push looks before that has passed, and has to wait and look again. */
const settlesWithinMs = 600;

/** The lane to a portal that needs no longer to show what it was sent. */
export function quickly(lane: Lane): Lane {
  return { ...lane, facts: { ...lane.facts, settlesWithinMs } };
}
