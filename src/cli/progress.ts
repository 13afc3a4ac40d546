// dongbo progress: a clerk reports on one task.
import type { ProgressReport } from "../../schemas/progress.ts";
import { ProgressReportSchema } from "../../schemas/progress.ts";
import { recordProgress } from "../register/change.ts";
import type { Run } from "./commands.ts";
import { answer, atOffice, changedInText, tell } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";

export const progress: Run = async (shell, call) => {
  const option = typed(call);
  const given = {
    percent: option.whole("percent", { from: 0, to: 100 }),
    progressText: option.text("text"),
    lifecycle: option.lifecycle("status"),
    completedOn: option.day("completed"),
    difficulties: option.text("difficulties"),
    lateReason: option.text("reason"),
    expectedOn: option.day("expected"),
    budgetRegistered: option.money("budgetRegistered"),
    budgetAllocated: option.money("budgetAllocated"),
    budgetDisbursed: option.money("budgetDisbursed"),
  };
  option.check();
  const report: ProgressReport = ProgressReportSchema.parse(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  return await atOffice(shell, async (office) => {
    const changed = await office.means.store.transaction(
      async (tx) =>
        await recordProgress(tx, { code: wordOf(call, 0), report, provenance: office.provenance() }),
    );
    answer(shell, changed, () =>
      [changedInText(shell, changed), ...changed.warnings.map((warning) => `! ${tell(shell, warning)}`)].join(
        "\n",
      ),
    );
    return 0;
  });
};
