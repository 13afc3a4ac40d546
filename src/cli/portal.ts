// dongbo portal: what is known of each portal, and a first sign-in.
import { fieldNames } from "../../schemas/field.ts";
import type { Run } from "./commands.ts";
import { firstTask, problemsOf } from "./doctor.ts";
import { answer, atOffice, say, tell } from "./shell.ts";
import { wordOf } from "./typed.ts";

export const listPortals: Run = async (shell) => {
  const portals = (await shell.adapters()).map(({ name, facts }) => ({ name, facts }));
  answer(shell, { portals }, () =>
    portals
      .flatMap(({ name, facts }) => [
        `${name}: ${say(shell, "cli.portal_limits", { requests: facts.requestsPerMinute, page: facts.pageSize })}`,
        ...fieldNames.map((field) => {
          const fact = facts.fields[field];
          const reason = "reason" in fact ? ` (${fact.reason})` : "";
          const ability = fact.write ? "write" : fact.read ? "read" : "none";
          return `  ${say(shell, `field.${field}`)}: ${say(shell, `cli.ability.${ability}`)}${reason}`;
        }),
      ])
      .join("\n"),
  );
  return 0;
};

export const checkPortal: Run = async (shell, call) =>
  await atOffice(shell, async (office) => {
    const name = wordOf(call, 0);
    try {
      const [lane] = await office.lanes(name);
      const first = lane === undefined ? null : await firstTask(lane);
      answer(shell, { portal: name, firstTask: first }, () =>
        say(shell, first === null ? "cli.check_empty" : "cli.check_fine", { portal: name, task: first }),
      );
      return 0;
    } catch (error) {
      const problems = problemsOf(error);
      answer(shell, { portal: name, problems }, () =>
        problems.map((problem) => `✗ ${tell(shell, problem)}`).join("\n"),
      );
      return 1;
    }
  });
