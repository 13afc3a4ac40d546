// dongbo portal: what is known of each portal, a first sign-in, and a pause by hand.
import { UserError } from "../../schemas/errors.ts";
import type { PortalFacts } from "../../schemas/facts.ts";
import { fieldNames } from "../../schemas/field.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { pausePortal, resumePortal } from "../push/pause.ts";
import type { Call, Run } from "./commands.ts";
import { tryingOut } from "../push/lane.ts";
import { firstTask, problemsOf } from "../push/try-portal.ts";
import { recorderTo } from "./record.ts";
import { answer, atOffice, say, tell, type ExitCode, type Office, type Shell } from "./shell.ts";
import { wordOf } from "./typed.ts";

export const listPortals: Run = async (shell) => {
  const portals = (await shell.adapters()).map(({ name, facts }) => ({ name, facts }));
  answer(shell, { portals }, () =>
    portals
      .flatMap(({ name, facts }) => [
        `${name}: ${say(shell, "cli.portal_limits", { requests: facts.requestsPerMinute, page: facts.pageSize })}`,
        ...signInInText(shell, facts),
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

function signInInText(shell: Shell, { signIn }: PortalFacts): string[] {
  if (signIn === undefined) return [];
  const { where: page, when } = signIn;
  if (when === undefined) return [`  ${say(shell, "session.by_person", { page })}`];
  return [`  ${say(shell, "session.by_person_when", { page, option: when.option, is: when.is })}`];
}

export const checkPortal: Run = async (shell, call) =>
  await atOffice(shell, async (office) => {
    const name = wordOf(call, 0);
    const recorder = recorderTo(call.options["record"]);
    try {
      const [lane] = await office.lanes(name);
      const first = lane === undefined ? null : await firstTask(lane, { ...tryingOut, keep: recorder.keep });
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
    } finally {
      // What went wrong is what one wants to look at.
      await recorder.write(shell);
    }
  });

export const pause: Run = async (shell, call) =>
  await atPortal(shell, call, async ({ means }, portal) => {
    const reason = call.options["reason"];
    return await pausePortal(means, portal, typeof reason === "string" ? reason : "");
  });

export const resume: Run = async (shell, call) =>
  await atPortal(shell, call, async ({ means }, portal) => await resumePortal(means, portal));

/** Does something to a configured portal that the portal itself is not asked for, and tells it. */
async function atPortal(
  shell: Shell,
  call: Call,
  work: (office: Office, portal: string) => Promise<Phrase>,
): Promise<ExitCode> {
  const portal = wordOf(call, 0);
  return await atOffice(shell, async (office) => {
    const names = Object.keys(office.config.portals);
    if (!names.includes(portal)) {
      throw new UserError([phrase("config.no_such_portal", { name: portal, known: names.join(", ") })]);
    }
    const told = await work(office, portal);
    answer(shell, { portal, told }, () => tell(shell, told));
    return 0;
  });
}
