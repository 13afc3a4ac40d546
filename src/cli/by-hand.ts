// dongbo by-hand: portals that people reach. Reads their exports, notes what people say of them.
import { stat } from "node:fs/promises";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { isCalendarDay, showInstant, type Instant } from "../../schemas/time.ts";
import { readExport } from "../intake/export.ts";
import { noteExport } from "../push/by-hand-export.ts";
import { noteTaken } from "../push/by-hand-take.ts";
import { noteReceipts } from "../push/by-hand-receipt.ts";
import type { Lane } from "../push/lane.ts";
import type { SheetRules } from "../../schemas/by-hand.ts";
import type { Call, Run } from "./commands.ts";
import { answer, atOffice, say, tell, type Office } from "./shell.ts";
import { typed, wordOf, type Typed } from "./typed.ts";

/** A lane that is known to be entered by hand. */
export type HandLane = Lane & { byHand: SheetRules };

export const importExport: Run = async (shell, call) =>
  await atOffice(shell, async (office) => {
    const lane = await handLane(office, wordOf(call, 0));
    const { columns } = lane.byHand;
    if (columns === null) throw new UserError([phrase("by_hand.no_export", { portal: lane.portal })]);
    const path = wordOf(call, 1);
    const option = typed(call);
    const stated = instantIn(option, office.means.now());
    option.check();
    const { file, tasks } = await readExport(path, { columns, status: lane.facts.status });
    const at = stated ?? (await writtenAt(path, office.means.now()));
    const report = await noteExport(office.means, lane, { file, tasks, at });
    answer(shell, report, () =>
      [
        say(shell, "by_hand.imported", { ...countsOf(report), at: showInstant(at) }),
        ...report.differences.map((one) => `✗ ${tell(shell, one)}`),
        ...report.seen.map((one) => `✓ ${tell(shell, one)}`),
        say(shell, "by_hand.next", { portal: lane.portal }),
      ].join("\n"),
    );
    return report.differ === 0 ? 0 : 2;
  });

function countsOf({
  differences: _differences,
  seen: _seen,
  ...counts
}: Awaited<ReturnType<typeof noteExport>>) {
  return counts;
}

/** A file tells when it was written; one from a clock that goes ahead counts as written now. */
async function writtenAt(path: string, now: Instant): Promise<Instant> {
  const at = (await stat(path)).mtime.toISOString();
  return at < now ? at : now;
}

export const take: Run = async (shell, call) => {
  const named = codesIn(call);
  const all = call.options["all"] === true;
  if (all === named.length > 0) throw new UserError([phrase("by_hand.take_what")]);
  return await atOffice(shell, async (office) => {
    const lane = await handLane(office, wordOf(call, 0));
    const taken = await noteTaken(office.means, lane, all ? "all" : named);
    answer(shell, { portal: lane.portal, count: taken.count }, () => tell(shell, taken.told));
    return 0;
  });
};

export const done: Run = async (shell, call) => {
  const option = typed(call);
  const number = option.text("number") ?? null;
  const slip = option.whole("slip", { from: 1, to: 2_000_000_000 });
  const notTaken = option.text("notTaken");
  return await atOffice(shell, async (office) => {
    const { now, who: user } = office.means;
    const at = instantIn(option, now()) ?? now();
    option.check();
    const lane = await handLane(office, wordOf(call, 0));
    const receipt = { who: option.text("by") ?? user, at, number };
    const noted = await noteReceipts(office.means, lane, { codes: codesIn(call), slip, receipt, notTaken });
    answer(shell, { portal: lane.portal, receipt, noted }, () =>
      [
        ...noted.map(({ told }) => tell(shell, told)),
        say(shell, "by_hand.after_done", { portal: lane.portal }),
      ].join("\n"),
    );
    return 0;
  });
};

function codesIn({ words }: Call): string[] {
  const codes = words[1];
  return Array.isArray(codes) ? codes.map((code) => code.normalize("NFC")) : [];
}

/** The lane of a portal that people enter. UserError for any other. */
export async function handLane(office: Office, portal: string): Promise<HandLane> {
  const [lane] = await office.lanes(portal);
  if (lane?.byHand !== undefined) return { ...lane, byHand: lane.byHand };
  const known = Object.entries(office.config.portals).filter(([, { adapter }]) => adapter === "by-hand");
  const names = known.map(([name]) => name).join(", ");
  throw new UserError([phrase("by_hand.not_by_hand", { portal, known: names === "" ? "–" : names })]);
}

/** "31/12/2025", "31/12/2025 16:30" by the clock of Vietnam, or an instant; never one that lies ahead. */
function instantIn(option: Typed, now: Instant): Instant | undefined {
  const text = option.text("at");
  if (text === undefined) return undefined;
  const instant = instantFrom(text);
  if (instant !== undefined && instant <= now) return instant;
  option.refuse(phrase("by_hand.bad_instant", { read: text }));
  return undefined;
}

function instantFrom(text: string): Instant | undefined {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text))) {
    return new Date(text).toISOString();
  }
  const [, day = "", month = "", year = "", hour = "0", minute = "00"] =
    /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ ,]+(\d{1,2})[:h](\d{2}))?$/.exec(text) ?? [];
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (!isCalendarDay(date) || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return new Date(`${date}T${hour.padStart(2, "0")}:${minute}:00.000+07:00`).toISOString();
}
