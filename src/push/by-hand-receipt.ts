// A person says that a slip was entered, or that the portal did not take it. Kept with whose word it is, on the ledger and
// in the notebook; the next push finds it there. All of the named tasks, or none.
import { asTyped, type NotedTask, type Receipt, type Said, type Slip } from "../../schemas/by-hand.ts";
import { UserError } from "../../schemas/errors.ts";
import type { FieldName } from "../../schemas/field.ts";
import type { Link } from "../../schemas/link.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { showInstant } from "../../schemas/time.ts";
import { appendEntries } from "../ledger/append.ts";
import type { Tx } from "../store/connection.ts";
import { markLinksDue } from "../store/due.ts";
import { listHolds, placeHolds } from "../store/holds.ts";
import { linksOfPortal, moveBases, tasksToLink } from "../store/links.ts";
import { answerSlip, lockNotebook, noteTasks, pagesOf, unansweredSlips } from "../store/notebook.ts";
import type { Lane, Means } from "./lane.ts";

export interface ReceiptWish {
  codes: readonly string[];
  /** Which slip was entered, where a task has several that nobody answered. */
  slip: number | undefined;
  receipt: Receipt;
  /** The portal's words, where it did not take it. */
  notTaken: string | undefined;
}

interface Answered {
  code: string;
  link: Link;
  page: NotedTask;
  slip: Slip;
  /** `false`: it became secret after it was handed out; nothing of its content is written down again. */
  mayLeave: boolean;
}

/** Notes one receipt for each task. UserError with every problem, and nothing noted. */
export async function noteReceipts(
  means: Means,
  lane: Lane,
  wish: ReceiptWish,
): Promise<{ code: string; slip: number; told: Phrase }[]> {
  return await means.store.transaction(async (tx) => {
    await lockNotebook(tx, lane.portal);
    const answered = await answeredBy(tx, lane, wish);
    const told = [];
    for (const one of answered) {
      const said =
        wish.notTaken === undefined
          ? await entered(tx, { means, lane, wish }, one)
          : await notTaken(tx, { means, lane, wish }, { ...one, words: wish.notTaken });
      told.push({ code: one.code, slip: one.slip.number, told: said });
    }
    return told;
  });
}

async function answeredBy(tx: Tx, lane: Lane, { codes, slip: named }: ReceiptWish): Promise<Answered[]> {
  const { portal } = lane;
  const byCode = new Map((await tasksToLink(tx, portal)).map((task) => [task.code, task]));
  const links = new Map((await linksOfPortal(tx, portal)).map((link) => [link.taskId, link]));
  const problems: Phrase[] = codes.length > 1 && named !== undefined ? [phrase("by_hand.slip_of_one")] : [];
  const answered: Answered[] = [];
  for (const code of new Set(codes)) {
    const task = byCode.get(code);
    const link = links.get(task?.id ?? "");
    if (task === undefined) problems.push(phrase("register.unknown_task", { code }));
    else if (link === undefined) problems.push(phrase("by_hand.not_linked", { code, portal }));
    else {
      const [page] = await pagesOf(tx, portal, [link.remoteId]);
      const slips = await unansweredSlips(tx, portal, [link.remoteId]);
      const wanted = named === undefined ? slips : slips.filter(({ number }) => number === named);
      const [slip, another] = wanted;
      if (page === undefined || slip === undefined)
        problems.push(phrase("by_hand.no_slip", { code, portal }));
      else if (another !== undefined || (named === undefined && slip.state !== "open")) {
        problems.push(phrase("by_hand.which_slip", { code, slips: listed(lane, wanted) }));
      } else answered.push({ code, link, page, slip, mayLeave: task.mayLeave });
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  return answered;
}

function listed(lane: Lane, slips: readonly Slip[]): string {
  return slips.map((slip) => `${slip.number} (${valuesOn(lane, slip)})`).join("; ");
}

/** "Tiến độ (%): 60; Trạng thái: Hoàn thành", as it was to be typed. */
function valuesOn({ byHand, facts }: Lane, { fields, files }: Slip): string {
  const names = Object.keys(fields) as FieldName[];
  return [
    ...names.map((name) => {
      const typed = asTyped(name, fields[name] ?? null, facts.status);
      return `${byHand?.labels[name] ?? name}: ${typed === "" ? "–" : typed}`;
    }),
    ...files.map(({ name }) => `${byHand?.filesLabel ?? ""}: ${name}`),
  ].join("; ");
}

interface Noting {
  means: Means;
  lane: Lane;
  wish: ReceiptWish;
}

async function entered(
  tx: Tx,
  noting: Noting,
  { code, link, page, slip, mayLeave }: Answered,
): Promise<Phrase> {
  const { means, lane, wish } = noting;
  const said: Said = { by: "receipt", ...wish.receipt };
  const names = Object.keys(slip.fields) as FieldName[];
  const sayings = Object.fromEntries(
    names.map((name) => [name, { ...said, before: page.fields[name] ?? null }]),
  );
  const others = page.files.filter(({ name }) => !slip.files.some((file) => file.name === name));
  const { remoteId } = page;
  const noted = {
    remoteId,
    code: page.code,
    document: page.document,
    fields: { ...page.fields, ...slip.fields },
    said: { ...page.said, ...sayings },
    files: [...others, ...slip.files.map((file) => ({ ...said, ...file }))],
  };
  await noteTasks(tx, lane.portal, [noted]);
  await answerSlip(tx, { number: slip.number, state: "entered", at: means.now(), by: wish.receipt.who });
  const base = { ...link.base, ...slip.fields };
  await moveBases(tx, [{ linkId: link.id, base, mapping: link.mapping, verified: false }], means.now());
  await markLinksDue(tx, { linkIds: [link.id], reason: "receipt", at: means.now() });
  const values = { code, slip: slip.number, values: mayLeave ? valuesOn(lane, slip) : "–" };
  const { who: by, at, number } = wish.receipt;
  const place = { portal: lane.portal, by, at: showInstant(at), number };
  await noteOn(tx, noting, { link, note: phrase("by_hand.entered_note", { ...values, ...place }) });
  return phrase("by_hand.entered", values);
}

/** Refused as any portal refuses: held with its words until the register or a person moves on. */
async function notTaken(
  tx: Tx,
  noting: Noting,
  { code, link, page, slip, words, mayLeave }: Answered & { words: string },
): Promise<Phrase> {
  const { means, lane, wish } = noting;
  const at = means.now();
  await answerSlip(tx, { number: slip.number, state: "not_taken", at, by: wish.receipt.who });
  if (slip.state === "open" && mayLeave) {
    const [held] = await listHolds(tx, { portal: lane.portal, code });
    const sides = held ?? { ours: slip.fields, theirs: page.fields, base: link.base, raw: null };
    const { ours, theirs, base, raw } = sides;
    const fields = Object.keys(slip.fields) as FieldName[];
    const reasons = [phrase("push.refused", { words })];
    const hold = { linkId: link.id, kind: "refused" as const, reasons, fields, ours, theirs, base, raw };
    await placeHolds(tx, [hold], { at, run: means.run });
    // What became due meanwhile stays due: the register has moved on since this slip.
  }
  const { who: by } = wish.receipt;
  const said = { code, slip: slip.number, words };
  const place = { portal: lane.portal, by, at: showInstant(wish.receipt.at) };
  await noteOn(tx, noting, { link, note: phrase("by_hand.not_taken_note", { ...said, ...place }) });
  return phrase("by_hand.not_taken", said);
}

async function noteOn(
  tx: Tx,
  { means, lane }: Noting,
  { link, note }: { link: Link; note: Phrase },
): Promise<void> {
  const body = { kind: "note" as const, run: means.run, who: means.who, linkId: link.id, note };
  await appendEntries(tx, { lane: lane.name, at: means.now(), bodies: [body] });
}
