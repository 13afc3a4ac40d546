// The export of a portal that people reach, written into its notebook and compared with what people said. It is on the
// ledger; what moved at the portal is due and decided by the next push, as at any other portal.
import {
  countsAs,
  type ExportedTask,
  type NotedFile,
  type NotedTask,
  type Said,
} from "../../schemas/by-hand.ts";
import { fieldNames, type FieldName, type FieldValue, type FieldValues } from "../../schemas/field.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { showInstant, type Instant } from "../../schemas/time.ts";
import { appendEntries } from "../ledger/append.ts";
import type { OpenPage } from "../portal/notebook.ts";
import { sameValue } from "../reconcile/normal.ts";
import type { Tx } from "../store/connection.ts";
import { markLinksDue } from "../store/due.ts";
import { linksOfPortal, moveBases } from "../store/links.ts";
import { endOpenSlip, forgetTasks, lockNotebook, noteTasks, pagesOf } from "../store/notebook.ts";
import type { Lane, Means } from "./lane.ts";

export interface ExportReport {
  portal: string;
  file: string;
  at: Instant;
  tasks: number;
  added: number;
  gone: number;
  /** Values that a receipt names and the export shows, does not show, or is too old to show. */
  agreed: number;
  differ: number;
  later: number;
  /** Each difference by name: who said what when. */
  differences: Phrase[];
  /** Slips that the export shows whole and nobody gave a receipt for. */
  seen: Phrase[];
}

/** An export being compared; `neverThere`: values that it shows as they were before a receipt said otherwise. */
interface Comparing {
  report: ExportReport;
  neverThere: Map<string, FieldValues>;
}

interface Export {
  file: string;
  tasks: readonly ExportedTask[];
  /** When the portal showed it. */
  at: Instant;
}

/**
 * Takes an export for what the portal shows. It is believed over older receipts, each contradiction told by name; a
 * receipt given after it stands until the next export. Tasks that it lacks are no longer known.
 */
export async function noteExport(means: Means, lane: Lane, exported: Export): Promise<ExportReport> {
  const { portal } = lane;
  const { file, at, tasks } = exported;
  return await means.store.transaction(async (tx) => {
    await lockNotebook(tx, portal);
    const before = new Map((await pagesOf(tx, portal)).map((page) => [page.remoteId, page]));
    const counts = { agreed: 0, differ: 0, later: 0 };
    const report: ExportReport = {
      portal,
      file,
      at,
      tasks: tasks.length,
      added: 0,
      gone: 0,
      ...counts,
      differences: [],
      seen: [],
    };
    const comparing: Comparing = { report, neverThere: new Map() };
    const known = tasks.map((task) => {
      const page = before.get(task.code) ?? null;
      before.delete(task.code);
      if (page === null) report.added += 1;
      const noted = mergedTask(comparing, {
        page,
        task,
        said: { by: "export", who: means.who, at, number: null },
      });
      return { page, noted };
    });
    report.gone = before.size;
    await noteTasks(
      tx,
      portal,
      known.map(({ noted }) => noted),
    );
    await forgetTasks(tx, portal, [...before.keys()]);
    await agree(tx, lane, comparing.neverThere, means.now());
    await meetSlips(tx, { means, lane, report }, known);
    const moved = known.filter(({ page, noted }) => page === null || hasMoved(page, noted));
    await dueAgain(tx, { means, lane }, [...before.keys(), ...moved.map(({ noted }) => noted.remoteId)]);
    const { agreed, differ } = report;
    const values = { portal, file, at: showInstant(at), tasks: tasks.length, agreed, differ };
    await note(tx, { means, lane }, [phrase("by_hand.import_note", values), ...report.differences]);
    return report;
  });
}

interface Merging {
  page: OpenPage | null;
  task: ExportedTask;
  said: Said;
}

function mergedTask(comparing: Comparing, merging: Merging): NotedTask {
  const { page, task, said } = merging;
  const fields: FieldValues = { ...page?.fields };
  const sayings: NotedTask["said"] = { ...page?.said };
  if (!("lifecycle" in task.fields)) delete fields.lifecycle;
  for (const name of fieldNames) {
    const value = task.fields[name];
    if (value === undefined) continue;
    if (standsAgainst(comparing, merging, { name, value })) continue;
    fields[name] = value;
    sayings[name] = said;
  }
  const files =
    task.files === null ? (page?.files ?? []) : mergedFiles(comparing.report, merging, task.files);
  return { remoteId: task.code, code: task.code, document: task.document, fields, said: sayings, files };
}

/** Checks a receipt against the export; `true`: it was given later, and stands. */
function standsAgainst(
  { report, neverThere }: Comparing,
  { page, task, said }: Merging,
  { name, value }: { name: FieldName; value: FieldValue },
): boolean {
  const receipt = page?.said[name];
  if (receipt?.by !== "receipt") return false;
  if (receipt.at > said.at) {
    report.later += 1;
    return true;
  }
  const told = page?.fields[name] ?? null;
  if (sameValue(name, told, value)) report.agreed += 1;
  else {
    report.differ += 1;
    const { who, at } = receipt;
    const values = { code: task.code, who, at: showInstant(at), field: name, said: told, shown: value };
    report.differences.push(phrase("by_hand.differs", values));
    // As it was before: it never got there, and nobody at the portal moved it. It is to be entered once more.
    if (receipt.before !== undefined && sameValue(name, receipt.before, value)) {
      neverThere.set(task.code, { ...neverThere.get(task.code), [name]: countsAs(name, value) });
    }
  }
  return false;
}

function mergedFiles(
  report: ExportReport,
  { page, task, said }: Merging,
  names: readonly string[],
): NotedFile[] {
  const kept: NotedFile[] = [];
  for (const file of page?.files ?? []) {
    const isShown = names.includes(file.name.normalize("NFC"));
    const isReceipt = file.by === "receipt";
    if (isShown) kept.push({ ...file, by: said.by, at: said.at });
    else if (isReceipt && file.at > said.at) kept.push(file);
    if (!isReceipt) continue;
    if (isShown) report.agreed += 1;
    else if (file.at > said.at) report.later += 1;
    else {
      report.differ += 1;
      const values = { code: task.code, who: file.who, at: showInstant(file.at), said: file.name };
      report.differences.push(phrase("by_hand.file_differs", values));
    }
  }
  const known = new Set(kept.map(({ name }) => name.normalize("NFC")));
  const news = names.filter((name) => !known.has(name));
  return [...kept, ...news.map((name) => ({ ...said, name, size: null, sha256: null }))];
}

/** What lies on a slip and is shown now was entered: it is agreed, and a slip that is shown whole has ended. */
async function meetSlips(
  tx: Tx,
  { means, lane, report }: { means: Means; lane: Lane; report: ExportReport },
  known: readonly { page: OpenPage | null; noted: NotedTask }[],
): Promise<void> {
  const met = known.flatMap(({ page, noted }) => {
    const slip = page?.slip ?? null;
    if (slip === null) return [];
    const names = Object.keys(slip.fields) as FieldName[];
    const shown = names.filter((name) =>
      sameValue(name, slip.fields[name] ?? null, noted.fields[name] ?? null),
    );
    const files = slip.files.filter(({ name }) =>
      noted.files.some((file) => file.name === name.normalize("NFC")),
    );
    return [
      { slip, noted, shown, isWhole: shown.length === names.length && files.length === slip.files.length },
    ];
  });
  await agree(
    tx,
    lane,
    new Map(
      met.map(({ slip, shown }) => [
        slip.remoteId,
        Object.fromEntries(shown.map((name) => [name, slip.fields[name] ?? null])),
      ]),
    ),
    means.now(),
  );
  for (const { slip, noted, isWhole } of met) {
    if (!isWhole) continue;
    const { remoteId, number } = slip;
    await endOpenSlip(tx, { portal: lane.portal, remoteId, state: "entered", at: means.now(), by: null });
    report.seen.push(phrase("by_hand.seen", { code: noted.code, slip: number }));
  }
}

/** Both sides agree on these values of some records: what was entered there came from us. */
async function agree(
  tx: Tx,
  { portal }: Pick<Lane, "portal">,
  values: ReadonlyMap<string, FieldValues>,
  at: Instant,
): Promise<void> {
  const links = (await linksOfPortal(tx, portal)).filter(({ remoteId }) => values.has(remoteId));
  const moves = links.map(({ id, remoteId, base, mapping }) => ({
    linkId: id,
    base: { ...base, ...values.get(remoteId) },
    mapping,
    verified: false,
  }));
  await moveBases(tx, moves, at);
}

function hasMoved(page: OpenPage, noted: NotedTask): boolean {
  const names = [...new Set([...Object.keys(page.fields), ...Object.keys(noted.fields)])] as FieldName[];
  const isSame = (name: FieldName) =>
    name in page.fields === name in noted.fields &&
    sameValue(name, page.fields[name] ?? null, noted.fields[name] ?? null);
  return page.slip !== null || !names.every(isSame) || fileNames(page) !== fileNames(noted);
}

function fileNames({ files }: NotedTask): string {
  const names = files.map(({ name }) => name);
  return names.toSorted().join("\n");
}

async function dueAgain(
  tx: Tx,
  { means, lane }: { means: Means; lane: Lane },
  remoteIds: readonly string[],
): Promise<void> {
  const ids = new Set(remoteIds);
  const links = (await linksOfPortal(tx, lane.portal)).filter(({ remoteId }) => ids.has(remoteId));
  await markLinksDue(tx, { linkIds: links.map(({ id }) => id), reason: "export", at: means.now() });
}

async function note(
  tx: Tx,
  { means, lane }: { means: Means; lane: Lane },
  notes: readonly Phrase[],
): Promise<void> {
  const { run, who } = means;
  const bodies = notes.map((said) => ({ kind: "note" as const, run, who, linkId: null, note: said }));
  await appendEntries(tx, { lane: lane.name, at: means.now(), bodies });
}
