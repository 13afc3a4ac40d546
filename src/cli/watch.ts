// Shows long work on a terminal, one line for each portal, and nothing in a pipe.
import { Listr } from "listr2";
import type { Lane, Means, Step } from "../push/lane.ts";
import { say, type Office, type Shell } from "./shell.ts";

/** Does `work` for every lane side by side and returns the results in the order of the lanes. */
export async function watch<Result>(
  shell: Shell,
  { office, lanes }: { office: Office; lanes: readonly Lane[] },
  work: (means: Means, lane: Lane) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const tasks = new Listr(
    lanes.map((lane, at) => ({
      title: lane.portal,
      task: async (_: unknown, line: { title: string }) => {
        const show = (step: Step) => {
          line.title = `${lane.portal}  ${lineOf(shell, step)}`;
        };
        results[at] = await work({ ...office.means, show }, lane);
        line.title = lane.portal;
      },
    })),
    {
      concurrent: true,
      renderer: shell.isTerminal && !shell.json ? "default" : "silent",
      rendererOptions: { clearOutput: true },
    },
  );
  await tasks.run();
  return results;
}

function lineOf(shell: Shell, { doing, done, total }: Step): string {
  const width = 24;
  const filled = total === 0 ? 0 : Math.min(width, Math.round((done / total) * width));
  const bar =
    doing === "signing_in" || doing === "waiting"
      ? ""
      : ` ${"█".repeat(filled)}${"░".repeat(width - filled)}`;
  return `${say(shell, `cli.doing.${doing}`)}${bar} ${doing === "waiting" ? "" : `${done}/${total}`}`.trimEnd();
}
