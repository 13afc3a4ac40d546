// dongbo ledger checkpoint, and what a push does at its end: sign where the ledger ends and export it off the machine.
import { bodyOf } from "../ledger/checkpoint.ts";
import { keepCheckpoints } from "../ledger/keep-checkpoints.ts";
import type { Run } from "./commands.ts";
import { answer, atOffice, say, tell, type Office, type Shell } from "./shell.ts";

export const checkpoint: Run = async (shell) =>
  await atOffice(shell, async ({ means, checkpoints }) => {
    const { directory } = checkpoints;
    const kept = await keepCheckpoints(means.store, checkpoints, means.now);
    answer(shell, { ...kept, directory }, () => {
      const { made, exported } = kept;
      const { number, heads, key } = made === null ? { number: 0, heads: [], key: "" } : bodyOf(made);
      return [
        made === null
          ? say(shell, "cli.checkpoint_unmoved")
          : say(shell, "cli.checkpoint_made", { number, lanes: heads.length, key }),
        ...(exported.length === 0
          ? []
          : [say(shell, "cli.checkpoint_exported", { count: exported.length, directory })]),
        ...(directory === null ? [say(shell, "ledger.no_directory")] : []),
      ].join("\n");
    });
    for (const problem of kept.problems) shell.err(`${tell(shell, problem)}\n`);
    return kept.problems.length === 0 ? 0 : 1;
  });

/** Makes and exports a checkpoint after a push. What goes wrong is told on standard error and changes no exit code. */
export async function checkpointAfterPush(shell: Shell, { means, checkpoints }: Office): Promise<void> {
  const { problems } = await keepCheckpoints(means.store, checkpoints, means.now);
  for (const problem of problems) shell.err(`! ${tell(shell, problem)}\n`);
}
