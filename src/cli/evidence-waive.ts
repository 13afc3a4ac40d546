// dongbo evidence waive: a person lets a task be reported as completed without the proofs of its programmes.
import type { Run } from "./commands.ts";
import { answer, atOffice, say } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";

export const waive: Run = async (shell, call) => {
  const reason = typed(call).text("reason") ?? "";
  const code = wordOf(call, 0);
  const isWithdrawn = call.options["withdraw"] === true;
  return await atOffice(shell, async ({ means, evidence, provenance }) => {
    const asked = { code, reason, provenance: provenance() };
    const waiver = await means.store.transaction(async (tx) =>
      isWithdrawn ? await evidence.withdrawWaiver(tx, asked) : await evidence.waiveProofs(tx, asked),
    );
    const key = isWithdrawn ? "cli.waiver_withdrawn" : "cli.waived";
    answer(shell, { waiver, withdrawn: isWithdrawn }, () => say(shell, key, { code }));
    return 0;
  });
};
