// Asks the virus scanner about the files of a wave, before anything of it is on the ledger or the wire. A task goes when
// all its files are clean. What is not clean is held; while the scanner cannot be asked its tasks stay due and the others
// go. Where no scanner is configured this does nothing.
import PQueue from "p-queue";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { Verdict } from "../evidence/scanner.ts";
import type { Item } from "./decide-lane.ts";
import { sendingsOf } from "./send.ts";
import { settleAll, type Desk, type Settlement } from "./settle.ts";
import { staysHome } from "./stays-home.ts";

/** More at once would only fight for the same processors. */
const sideBySide = 2;

export interface ScannedWave {
  /** Whether every file that a task would send was found clean. */
  mayGo(item: Item): boolean;
  /** The store could not hand a file out: to be thrown once the rest was carried. */
  bug: { error: unknown } | undefined;
}

/** Scans what a wave would send, settles what may not go, and says what may. */
export async function scanWave(desk: Desk, wave: readonly Item[]): Promise<ScannedWave> {
  const { means, lane } = desk;
  const { scanEvidence } = means;
  if (scanEvidence === undefined) return { mayGo: () => true, bug: undefined };
  const clean = new Set<string>();
  const bugs: { error: unknown }[] = [];
  const items = await mayLeave(desk, wave);
  const queue = new PQueue({ concurrency: sideBySide });
  let done = 0;
  const scanItem = async (item: Item): Promise<Settlement | null> => {
    const reasons: Phrase[] = [];
    for (const file of filesOf(item)) {
      const verdict = await scanEvidence(file.sha256);
      if (verdict.kind === "clean") clean.add(file.sha256);
      else if (verdict.kind === "no_answer") stopFor(desk, verdict);
      else reasons.push(whyHeld(verdict, file.name));
    }
    means.show({ portal: lane.portal, doing: "scanning", done: (done += 1), total: items.length });
    return reasons.length === 0 ? null : heldFor(desk, item, reasons);
  };
  const settlements = await queue.addAll(
    items.map((item) => async () => {
      try {
        return await scanItem(item);
      } catch (error) {
        bugs.push({ error });
        return null;
      }
    }),
  );
  await settleAll(
    desk,
    settlements.filter((one) => one !== null),
  );
  return { mayGo: (item) => filesOf(item).every(({ sha256 }) => clean.has(sha256)), bug: bugs[0] };
}

/** Those with files, without what was marked since it was read: that stays here, and is not even scanned. */
async function mayLeave({ means }: Desk, wave: readonly Item[]): Promise<Item[]> {
  const items = wave.filter((item) => filesOf(item).length > 0);
  if (items.length === 0) return [];
  const asked = items.map((item) => ({ ours: item.ours, operations: sendingsOf(item) }));
  const staying = await means.store.read(async (tx) => await staysHome(tx, asked));
  return items.filter(({ ours }) => !staying.has(ours.taskId));
}

function filesOf(item: Item): { sha256: string; name: string }[] {
  return item.decision.operations.filter((operation) => operation.kind === "send_evidence");
}

function whyHeld(verdict: Exclude<Verdict, { kind: "clean" | "no_answer" }>, name: string): Phrase {
  if (verdict.kind === "infected") return phrase("push.infected", { name, signature: verdict.signature });
  return phrase("push.beyond_scanner", { name, scanner: verdict.scanner, why: verdict.why });
}

/** Its tasks stay due: the next run asks the scanner again. */
function stopFor({ report }: Desk, { scanner, why }: Verdict & { kind: "no_answer" }): void {
  report.stopped ??= phrase("push.stopped_scanner", { portal: report.portal, scanner, why });
}

/** Nothing of the task goes or is taken over, as with every other reason to hold. */
function heldFor(desk: Desk, item: Item, reasons: Phrase[]): Settlement {
  const claim = desk.unsettled.get(item.link.id);
  if (claim === undefined) throw new Error(`link ${item.link.id} was not claimed`);
  return {
    item: { ...item, decision: { ...item.decision, operations: [] } },
    claim,
    outcomes: [],
    base: null,
    copies: [],
    next: { kind: "hold", hold: { kind: "held", reasons, fields: [] } },
  };
}
