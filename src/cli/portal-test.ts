// dongbo portal test: runs the conformance kit, tells each case as it ends, and writes down what it found out; or says
// what a written result is worth. Touches a real portal only with --live, and then only reads.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../../schemas/errors.ts";
import {
  kitResult,
  levelOf,
  levels,
  reasonInWords,
  signedText,
  upTo,
  type CaseOutcome,
  type KitFile,
  type Level,
} from "../../schemas/kit-result.ts";
import { phrase } from "../../schemas/phrase.ts";
import { openSigningKey } from "../ledger/signing-key.ts";
import type { Run } from "./commands.ts";
import { verifyResult } from "./kit-verify.ts";
import { answer, atOffice, say, type Kit, type KitCase, type Shell } from "./shell.ts";
import { typed } from "./typed.ts";

const signs = { passed: "✓", skipped: "–", failed: "✗" } as const;

export const testPortal: Run = async (shell, call) => {
  const read = typed(call);
  const live = call.options["live"] === true;
  const asked = read.choice("level", levels) ?? (live ? "bronze" : "gold");
  const out = read.text("out");
  const verify = read.text("verify");
  const [name] = call.words;
  const isNamed = typeof name === "string";
  if (isNamed === (verify !== undefined)) read.refuse(phrase("conformance.one_of_two"));
  if (live && asked !== "bronze") read.refuse(phrase("conformance.live_is_bronze"));
  read.check();
  if (verify !== undefined) return await verifyResult(shell, verify);
  const portal = isNamed ? name : "";
  if (!live) return await runKit(shell, await shell.openKit(portal), { asked, out });
  return await atOffice(shell, async (office) => {
    const [lane] = await office.lanes(portal);
    const adapter = office.config.portals[portal]?.adapter;
    if (lane === undefined || adapter === undefined) throw new Error("a portal was configured and is not");
    const kit = await shell.openLiveKit({ adapter: fromHere(shell, adapter), lane });
    return await runKit(shell, kit, { asked, out });
  });
};

/** A profile's path is written from the configuration's folder. */
function fromHere({ configFile }: Shell, adapter: string): string {
  return /\.ya?ml$/i.test(adapter) ? join(dirname(configFile), adapter) : adapter;
}

interface Wish {
  asked: Level;
  out: string | undefined;
}

async function runKit(shell: Shell, kit: Kit, { asked, out }: Wish): Promise<0 | 1> {
  // Before the first case: a run of a minute is not to end in a key that cannot be used.
  const key = out === undefined ? null : await openSigningKey(await shell.signingKeyPlace());
  const outcomes = await narrated(shell, kit, asked);
  const result = kitResult(kit, { asked, outcomes, at: shell.now() });
  if (key !== null && out !== undefined) {
    const signature = { publicKey: key.publicPem, value: key.sign(signedText(result)) };
    write(out, { ...result, signature });
  }
  answer(shell, result, () => summary(shell, kit, { asked, outcomes, out }).join("\n"));
  return result.level === asked ? 0 : 1;
}

/** Runs every case up to the level, each told in one line as it ends. */
async function narrated(shell: Shell, kit: Kit, asked: Level): Promise<CaseOutcome[]> {
  const outcomes: CaseOutcome[] = [];
  for (const level of upTo(asked)) {
    tellLine(shell, `${say(shell, `conformance.level.${level}`)}`);
    for (const one of kit.cases.filter((known) => known.level === level)) {
      const outcome = await kit.run(one.id);
      outcomes.push(outcome);
      tellLine(shell, line(shell, one, outcome));
    }
  }
  return outcomes;
}

function tellLine(shell: Shell, text: string): void {
  if (!shell.json) shell.out(`${text}\n`);
}

function line(shell: Shell, { id, title }: KitCase, { result, reason }: CaseOutcome): string {
  const told = `  ${signs[result]} ${id}: ${reasonInWords(title, shell.language)}`;
  if (reason === null) return told;
  const because = reasonInWords(reason, shell.language);
  return `${told} (${say(shell, `conformance.because.${result === "skipped" ? "skipped" : "failed"}`, { because })})`;
}

function summary(
  shell: Shell,
  kit: Kit,
  { asked, outcomes, out }: { asked: Level; outcomes: readonly CaseOutcome[]; out: string | undefined },
): string[] {
  const reached = levelOf(kit.cases, outcomes, asked);
  const next = levels[reached === null ? 0 : levels.indexOf(reached) + 1];
  const count = (wanted: CaseOutcome["result"]) => outcomes.filter(({ result }) => result === wanted).length;
  const counts = { passed: count("passed"), skipped: count("skipped"), failed: count("failed") };
  const missing = kit.cases
    .filter((one) => one.level === next && isMissing(one, outcomes))
    .map(({ id }) => id);
  const reachedWord = say(shell, `conformance.reached.${reached ?? "none"}`);
  return [
    say(shell, "conformance.summary", { adapter: kit.adapter, reached: reachedWord, ...counts }),
    ...(missing.length === 0 || next === undefined
      ? []
      : [
          say(shell, "conformance.missing", {
            next: say(shell, `conformance.reached.${next}`),
            cases: missing.join(", "),
          }),
        ]),
    ...(out === undefined ? [] : [say(shell, "conformance.written", { file: out })]),
  ];
}

function isMissing({ id, cornerstone }: KitCase, outcomes: readonly CaseOutcome[]): boolean {
  const result = outcomes.find((one) => one.id === id)?.result;
  return result === "failed" || (cornerstone === true && result === "skipped");
}

function write(file: string, result: KitFile): void {
  try {
    writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  } catch (error) {
    throw new UserError([phrase("conformance.unwritable", { file, why: (error as Error).message })]);
  }
}
