// dongbo doctor, config check: opens everything a push needs, signs in to each portal, and says what is wrong.
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { checkKeeping } from "../ledger/keep-checkpoints.ts";
import { tooLong, waitingForEntry } from "../push/by-hand-waiting.ts";
import { isNobodyThere } from "../people/people.ts";
import { firstTask, problemsOf } from "../push/try-portal.ts";
import { processStates } from "../serve/processes.ts";
import type { Run } from "./commands.ts";
import { outlookOf } from "./forecasts.ts";
import { adviceOn } from "./processes-text.ts";
import { answer, atOffice, say, tell, type Office } from "./shell.ts";

interface Check {
  what: string;
  problems: Phrase[];
  /** What would be better; nothing that fails. */
  advice?: Phrase[];
}

export const doctor: Run = async (shell) =>
  await atOffice(shell, async (office) => {
    const checks: Check[] = [{ what: say(shell, `cli.mode.${office.mode}`), problems: [] }];
    for (const portal of Object.keys(office.config.portals)) checks.push(await checkPortal(office, portal));
    if (Object.keys(office.config.portals).length === 0) {
      checks.push({ what: say(shell, "cli.column.portal"), problems: [phrase("cli.no_portals")] });
    }
    const { s3, scanner } = office.config.evidence;
    const { tryStore, tryScanner } = office.evidence;
    if (s3 !== undefined) checks.push(await checkBy(tryStore, `${s3.endpoint} ${s3.bucket}`));
    if (scanner !== undefined) checks.push(await checkBy(tryScanner, `clamd ${scanner.clamd}`));
    for (const waiting of await waitingForEntry(office.means)) {
      const advice = tooLong(waiting, office.means.now());
      if (advice !== null) checks.push({ what: waiting.portal, problems: [], advice: [advice] });
    }
    for (const state of await processStates(office.means)) {
      const advice = state.silent ? [adviceOn(state)] : [];
      checks.push({ what: `dongbo ${state.kind} (${state.carrier})`, problems: [], advice });
    }
    checks.push(await checkConsole(office));
    const kept = await checkKeeping(office.means.store, office.checkpoints);
    checks.push({ what: say(shell, "cli.checkpoints"), ...kept });
    const bad = checks.flatMap(({ problems }) => problems);
    answer(shell, { checks }, () =>
      checks
        .flatMap(({ what, problems, advice = [] }) => [
          ...(problems.length + advice.length === 0 ? [`✓ ${what}`] : []),
          ...problems.map((problem) => `✗ ${what}: ${tell(shell, problem)}`),
          ...advice.map((one) => `! ${what}: ${tell(shell, one)}`),
        ])
        .join("\n"),
    );
    return bad.length === 0 ? 0 : 1;
  });

/** Where the pages are, and whether anybody could sign in to them. */
async function checkConsole({ config, means }: Office): Promise<Check> {
  const { listen, url } = config.console;
  const isEmpty = listen !== "off" && (await means.store.read(isNobodyThere));
  const advice = isEmpty ? [phrase("console.users_needed")] : [];
  return { what: `console ${listen === "off" ? "off" : (url ?? `http://${listen}`)}`, problems: [], advice };
}

async function checkBy(attempt: () => Promise<void>, what: string): Promise<Check> {
  try {
    await attempt();
    return { what, problems: [] };
  } catch (error) {
    return { what, problems: problemsOf(error) };
  }
}

async function checkPortal(office: Office, portal: string): Promise<Check> {
  try {
    const advice: Phrase[] = [];
    for (const lane of await office.lanes(portal)) {
      await firstTask(lane);
      const ahead = await outlookOf(office, lane);
      if (ahead?.told) advice.push(ahead.told);
    }
    return { what: portal, problems: [], advice };
  } catch (error) {
    return { what: portal, problems: problemsOf(error) };
  }
}
