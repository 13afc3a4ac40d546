// dongbo demo: the whole story on one machine. Three appendices enter the register, two simulated portals on loopback
// receive progress and evidence, one reply is lost, somebody edits at a portal, and the ledger is checked.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Instant } from "../../schemas/time.ts";
import { writeSampleAppendices } from "../intake/samples.ts";
import type { Run } from "./commands.ts";
import {
  checkLedger,
  comparePortals,
  importAppendices,
  linkPortals,
  planPush,
  pushAll,
} from "./demo-acts.ts";
import { settleReturned } from "./demo-decision.ts";
import { startPortals, type DemoPortal } from "./demo-portals.ts";
import { reportProgress } from "./demo-progress.ts";
import { say, type Office, type Shell } from "./shell.ts";

/** The story plays just after letter S0's as-of date, while its tasks fall due. */
const storyBegins = "2025-12-08T02:00:00.000Z";

export interface Story {
  shell: Shell;
  office: Office;
  portals: readonly DemoPortal[];
  directory: string;
  tell(line: string): void;
}

export const demo: Run = async (shell, call) => {
  const { keep } = call.options;
  const kept = typeof keep === "string" ? resolve(keep) : null;
  if (kept !== null) await mkdir(kept, { recursive: true });
  const directory = kept ?? (await mkdtemp(join(tmpdir(), "dongbo-demo-")));
  const portals = await startPortals(shell, directory);
  try {
    const office = await shell.openOffice({
      configFile: portals.configFile,
      environment: portals.environment,
      now: storyClock(shell),
    });
    try {
      // With --json the story is told on standard error, and standard output stays one document.
      const tell = (line: string) => (shell.json ? shell.err(`${line}\n`) : shell.out(`${line}\n`));
      const sound = await play({ shell, office, portals: portals.running, directory, tell }, kept);
      return sound ? 0 : 1;
    } finally {
      await office.close();
    }
  } finally {
    for (const portal of portals.running) await portal.simulator.stop();
    if (kept === null) await rm(directory, { recursive: true, force: true });
  }
};

async function play(story: Story, kept: string | null): Promise<boolean> {
  const { shell, tell } = story;
  tell(
    say(shell, "demo.opening", {
      portals: story.portals.map(({ name, simulator }) => `${name} (${simulator.url})`).join(", "),
    }),
  );
  await importAppendices(story, await writeSampleAppendices(join(story.directory, "phu-luc")));
  await linkPortals(story);
  await reportProgress(story);
  await planPush(story);
  await pushAll(story);
  const returned = await comparePortals(story);
  if (returned !== null) await settleReturned(story, returned);
  const verdict = await checkLedger(story);

  const seconds = Math.round((Date.parse(story.office.means.now()) - Date.parse(storyBegins)) / 1000);
  tell(`\n${say(shell, verdict.sound ? "demo.sound" : "demo.unsound", { seconds, ...verdict.sums })}`);
  const next = kept === null ? "demo.next" : "demo.next_kept";
  tell(say(shell, next, { config: join(kept ?? "", "dongbo.yaml") }));
  if (shell.json) shell.out(`${JSON.stringify({ sound: verdict.sound, ...verdict.sums })}\n`);
  return verdict.sound;
}

/** Runs as fast as the real clock, from the day of the story on. */
function storyClock(shell: Shell): () => Instant {
  const shift = Date.parse(storyBegins) - Date.parse(shell.now());
  return () => new Date(Date.parse(shell.now()) + shift).toISOString();
}
