// dongbo ledger erase, cull: take parts off the ledger; hashes stay, and an entry accounts for what went.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { countErasure, erase, type Doomed } from "../ledger/erase.ts";
import { startOf } from "../ledger/period.ts";
import type { Call, Run } from "./commands.ts";
import { answer, atOffice, say, type ExitCode, type Shell } from "./shell.ts";
import { typed } from "./typed.ts";

export const eraseParts: Run = async (shell, call) => {
  const option = typed(call);
  const [person, taskCode] = [option.text("person"), option.text("task")];
  if ((person === undefined) === (taskCode === undefined)) option.refuse(phrase("ledger.erase_what"));
  if (person !== undefined && person.length < 2)
    option.refuse(phrase("ledger.name_too_short", { name: person }));
  option.check();
  return await takeOff(shell, call, person === undefined ? { taskCode: taskCode ?? "" } : { person });
};

export const cull: Run = async (shell, call) => {
  const option = typed(call);
  const before = option.day("before");
  option.check();
  if (before === undefined) throw new UserError([phrase("ledger.day_needed")]);
  return await takeOff(shell, call, { before: startOf(before) });
};

async function takeOff(shell: Shell, call: Call, doomed: Doomed): Promise<ExitCode> {
  const isDry = call.options["dryRun"] === true;
  const reason = typed(call).text("reason") ?? "";
  return await atOffice(shell, async ({ means }) => {
    const { store, who, run } = means;
    const count = isDry
      ? await store.snapshot(async (tx) => await countErasure(tx, doomed))
      : await store.transaction(async (tx) => await erase(tx, { doomed, reason, who, run, at: means.now() }));
    answer(shell, { dryRun: isDry, ...count }, () =>
      [
        say(shell, isDry ? "cli.would_erase" : "cli.erased", { ...count }),
        ...(count.open === 0 ? [] : [say(shell, "cli.erase_open", { open: count.open })]),
      ].join("\n"),
    );
    return 0;
  });
}
