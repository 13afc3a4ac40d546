// dongbo compare: the register and all portals side by side. Writes nothing anywhere.
import { fieldNames } from "../../schemas/field.ts";
import { dayOf } from "../../schemas/time.ts";
import { lookAt, readRegister } from "../push/compare.ts";
import { compareTasks } from "../push/comparison.ts";
import { fieldsOf } from "../push/disagreement.ts";
import type { Run } from "./commands.ts";
import { comparisonInText } from "./compare-text.ts";
import { answer, atOffice } from "./shell.ts";
import { typed } from "./typed.ts";
import { watch } from "./watch.ts";

export const compare: Run = async (shell, call) => {
  const option = typed(call);
  const lead = option.text("lead");
  const field = option.choice("field", fieldNames);
  const limit = option.whole("limit", { from: 1, to: 1_000_000 }) ?? (shell.json ? Infinity : 50);
  option.check();
  const which = call.options["all"] === true ? "all" : "disagreeing";
  return await atOffice(shell, async (office) => {
    const lanes = await office.lanes(option.text("portal"));
    const comparedAt = office.means.now();
    const register = await readRegister(office.means, lead);
    const portals = await watch(
      shell,
      { office, lanes },
      async (means, lane) => await lookAt(means, lane, register),
    );
    const scope = { fields: fieldsOf(field), today: dayOf(comparedAt) };
    const made = compareTasks({ tasks: register.tasks, portals }, scope, { which, limit });
    answer(shell, { comparedAt, ...made }, () => comparisonInText(shell, made));
    if (made.portals.some(({ problem }) => problem !== null)) return 1;
    return made.sums.disagreeing > 0 ? 2 : 0;
  });
};
