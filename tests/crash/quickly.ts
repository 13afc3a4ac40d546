// Lanes to portals of the tests, which handle at once whatever arrives.
import type { Lane } from "../../src/push/lane.ts";

/**
 * Long enough that a push looks before that has passed, and has to wait and look again; and that a busy machine's portal
 * is done within it. What lands later may be met as somebody else's edit, and then is held.
 */
const settlesWithinMs = 1_000;

/** The lane to a portal that needs no longer to show what it was sent. */
export function quickly(lane: Lane): Lane {
  return { ...lane, facts: { ...lane.facts, settlesWithinMs } };
}
