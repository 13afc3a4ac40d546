// Shows long work on a terminal, one line for each portal, and nothing in a pipe.
import { Listr } from "listr2";
import type { Lane, Means, Step } from "../push/lane.ts";
import { cut, oneLine } from "./cut.ts";
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

/** What a lane is doing, in one line: "gửi ███░░░ 120/400", or of a large file "... 37/512 MB". */
export function lineOf(shell: Pick<Shell, "language">, step: Step): string {
  const { doing, done, total } = step;
  if (doing === "uploading") {
    const word = say(shell, "cli.doing.uploading", { name: cut(oneLine(step.name), 40) });
    return `${word} ${bar(done, total)} ${megabytes(done)}/${megabytes(total)} MB`;
  }
  const word = say(shell, `cli.doing.${doing}`);
  if (doing === "waiting") return word;
  return doing === "signing_in" ? `${word} ${done}/${total}` : `${word} ${bar(done, total)} ${done}/${total}`;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}

function bar(done: number, total: number): string {
  const width = 24;
  const filled = total === 0 ? 0 : Math.min(width, Math.round((done / total) * width));
  return `${"█".repeat(filled)}${"░".repeat(width - filled)}`;
}
