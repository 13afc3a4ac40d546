// What lands late at simulators lands as late as their facts allow and no later, however little real time passes while
// the tests' clock is moved on.
import type { RunningSimulator } from "../schemas/simulator.ts";

/** To be told of all time that passes; within any `withinMs` of it everything that was under way has landed. */
export function slowLanding(
  simulators: () => readonly Pick<RunningSimulator, "idle">[],
  withinMs: number,
): (ms: number) => Promise<void> {
  let passed = 0;
  return async (ms) => {
    passed += ms;
    if (passed < withinMs) return;
    passed = 0;
    for (const simulator of simulators()) await simulator.idle();
  };
}
