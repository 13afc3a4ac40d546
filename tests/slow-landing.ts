// What lands late at simulators lands as late as their facts allow and no later, however little real time passes while
// the tests' clock is moved on.
import type { RunningSimulator } from "../schemas/simulator.ts";

/**
 * To be told of all time that passes, before the clock shows it; within any `withinMs` of it everything that was under
 * way has landed. Who passes meanwhile waits as well.
 */
export function slowLanding(
  simulators: () => readonly Pick<RunningSimulator, "idle">[],
  withinMs: number,
): (ms: number) => Promise<void> {
  let passed = 0;
  let landing = Promise.resolve();
  return async (ms) => {
    passed += ms;
    if (passed >= withinMs) {
      passed = 0;
      landing = allLanded(simulators());
    }
    await landing;
  };
}

/** Twice round: one may have been given something while another was waited for. */
async function allLanded(simulators: readonly Pick<RunningSimulator, "idle">[]): Promise<void> {
  for (const simulator of [...simulators, ...simulators]) await simulator.idle();
}
