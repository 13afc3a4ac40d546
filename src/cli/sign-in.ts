// dongbo portal sign-in, sign-out: hands the session of a browser over, where only a person can sign in, and forgets it.
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { showInstant, type Instant } from "../../schemas/time.ts";
import type { Lane } from "../push/lane.ts";
import type { Outlook } from "../push/outlook.ts";
import { signIn, signInOf, type SignedIn } from "../push/sign-in.ts";
import { problemsOf } from "../push/try-portal.ts";
import { forgetSession } from "../session/keep.ts";
import type { Run } from "./commands.ts";
import { folded } from "./cut.ts";
import { outlookOf } from "./forecasts.ts";
import { answer, atOffice, say, tell, type ExitCode, type Office, type Shell } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";

export const signInAt: Run = async (shell, call) => {
  const portal = wordOf(call, 0);
  const reading = typed(call);
  const expiresAt = reading.instant("expires") ?? null;
  reading.check();
  await tellHow(shell, portal);
  // A person takes minutes: meanwhile the register is free for everybody else.
  const copied = await shell.readSecret(say(shell, "session.prompt"));
  return await atOffice(shell, async (office) => {
    const lane = await laneAt(office, portal);
    try {
      const signedIn = await signIn(office, lane, { copied, expiresAt });
      return await tellSignedIn(shell, office, { lane, signedIn });
    } catch (error) {
      const problems = problemsOf(error);
      answer(shell, { portal, problems }, () => problems.map((one) => `✗ ${tell(shell, one)}`).join("\n"));
      return 1;
    }
  });
};

async function tellHow(shell: Shell, portal: string): Promise<void> {
  await atOffice(shell, async (office) => {
    const { gives, page } = signInOf(await laneAt(office, portal));
    const how = phrase(gives === "cookie" ? "session.copy_cookie" : "session.copy_token", { portal, page });
    shell.err(`${folded(tell(shell, how), shell)}\n`);
    return 0;
  });
}

export const signOutAt: Run = async (shell, call) =>
  await atOffice(shell, async (office) => {
    const portal = wordOf(call, 0);
    signInOf(await laneAt(office, portal));
    const forgotten = await forgetSession(office.keeper, portal);
    const told = phrase(forgotten ? "session.forgotten" : "session.none_to_forget", { portal });
    answer(shell, { portal, forgotten, told }, () => folded(tell(shell, told), shell));
    return 0;
  });

async function laneAt(office: Office, portal: string): Promise<Lane> {
  const [lane] = await office.lanes(portal);
  if (lane === undefined) throw new Error(`no lane for ${portal}`);
  return lane;
}

async function tellSignedIn(
  shell: Shell,
  office: Office,
  { lane, signedIn }: { lane: Lane; signedIn: SignedIn },
): Promise<ExitCode> {
  const ahead = await outlookOf(office, lane);
  const until = ahead?.session?.life.until ?? null;
  const lines = [
    phrase(signedIn.firstTask === null ? "session.kept_empty" : "session.kept", { ...signedIn, lost: null }),
    untilWhen(ahead, until),
    ...(signedIn.otherBefore === null ? [] : [otherAccount(signedIn)]),
    ...(signedIn.lost.length > 0 ? [phrase("session.lost", { portals: signedIn.lost.join(", ") })] : []),
    ...(ahead?.told ? [ahead.told] : []),
  ];
  answer(shell, { ...signedIn, until, by: ahead?.session?.life.by ?? null }, () =>
    lines.map((line) => folded(tell(shell, line), shell)).join("\n"),
  );
  return 0;
}

function otherAccount({ portal, account, otherBefore }: SignedIn): Phrase {
  return phrase("session.other_account", { portal, account, before: otherBefore });
}

function untilWhen(ahead: Outlook | null, until: Instant | null): Phrase {
  const by = ahead?.session?.life.by ?? null;
  if (until === null || by === null) return phrase("session.until_unknown");
  return phrase(`session.until_${by}`, { until: showInstant(until) });
}
