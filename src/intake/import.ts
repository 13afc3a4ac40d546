// Brings an appendix into the register: reads, compares, checks the stated counts, writes. Promises that one problem of
// any kind means nothing is written, and that a dry run takes the same path up to the writing.
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { showDay, type Day, type Provenance } from "../../schemas/time.ts";
import { applyProposals, compareProposals, type Comparison } from "../register/import.ts";
import { readAppendix, type Appendix } from "./appendix.ts";

type Tx = Parameters<typeof compareProposals>[0];

export interface ImportRequest {
  /** Path of the .xlsx or .csv. */
  file: string;
  dryRun: boolean;
  /** Counts that the covering letter states (letter S0, items 1-3: 167 tasks, 38 of them due). */
  expect?: { total: number; due?: number | undefined } | undefined;
  /** The day that `expect.due` and the summary's `due` count up to, itself included. */
  dueBy?: Day | undefined;
  provenance: Provenance;
  newId: () => string;
}

export interface ImportSummary {
  file: string;
  total: number;
  /** Tasks due on or before `dueBy`; null without it. */
  due: number | null;
  new: number;
  changed: number;
  same: number;
  /** False for a dry run. */
  written: boolean;
  /** One per task, in the order of the file. */
  comparisons: Comparison[];
  notes: Phrase[];
}

/** Imports in the caller's transaction. UserError with every problem of file, counts and agencies at once. */
export async function importAppendix(tx: Tx, request: ImportRequest): Promise<ImportSummary> {
  const appendix = await readAppendix(request.file);
  const compared = await compare(tx, appendix);
  const comparisons = compared.slice(0, appendix.proposals.length);
  const due = request.dueBy === undefined ? null : countDue(appendix, request.dueBy);
  const problems = [
    ...appendix.problems,
    ...countProblems(appendix, request, due),
    ...unknownAgencies(appendix, compared),
  ];
  if (problems.length > 0) throw new UserError(problems);
  if (!request.dryRun) await applyProposals(tx, comparisons, request);
  const count = (verdict: Comparison["verdict"]) =>
    comparisons.filter((one) => one.verdict === verdict).length;
  return {
    file: appendix.file,
    total: appendix.taskRows,
    due,
    new: count("new"),
    changed: count("changed"),
    same: count("same"),
    written: !request.dryRun,
    comparisons,
    notes: appendix.notes,
  };
}

/**
 * Compares sound rows, then flawed ones (for their agencies only, under codes that no task has). The register's own
 * problems, texts that no database keeps, join those of the file.
 */
async function compare(tx: Tx, { proposals, flawed, problems }: Appendix): Promise<Comparison[]> {
  const sound = proposals.map(({ task }) => task);
  const rest = flawed.map(({ task }, at) => ({ ...task, code: `! ${at}` }));
  try {
    return await compareProposals(tx, [...sound, ...rest]);
  } catch (error) {
    if (error instanceof UserError) throw new UserError([...problems, ...error.problems]);
    throw error;
  }
}

function countDue(appendix: Appendix, dueBy: Day): number {
  return appendix.proposals.filter(({ task }) => task.deadline.dueOn !== null && task.deadline.dueOn <= dueBy)
    .length;
}

function countProblems(appendix: Appendix, { expect, dueBy }: ImportRequest, due: number | null): Phrase[] {
  if (expect === undefined) return [];
  const problems: Phrase[] = [];
  const { file, taskRows } = appendix;
  if (taskRows !== expect.total) {
    problems.push(phrase("intake.expect.total", { file, ...counted(expect.total, taskRows) }));
  }
  if (expect.due === undefined) return problems;
  if (due === null || dueBy === undefined) {
    return [...problems, phrase("intake.expect.no_day", { file, stated: expect.due })];
  }
  // Rows with problems have no deadline yet, so the count of due tasks is only judged when there are none.
  if (due !== expect.due && appendix.problems.length === 0) {
    problems.push(phrase("intake.expect.due", { file, ...counted(expect.due, due), day: showDay(dueBy) }));
  }
  return problems;
}

function counted(stated: number, found: number): Phrase["values"] {
  const difference = found - stated;
  return { stated, found, difference: difference > 0 ? `+${difference}` : String(difference) };
}

/** One problem for each unknown name, with the cells it stands in (the first twelve). */
function unknownAgencies(appendix: Appendix, comparisons: Comparison[]): Phrase[] {
  const cellsByName = new Map<string, Set<string>>();
  const rows = [...appendix.proposals, ...appendix.flawed];
  for (const [at, { unknownOrganisations }] of comparisons.entries()) {
    const proposal = rows[at];
    if (proposal === undefined) continue;
    for (const name of unknownOrganisations) {
      const isLead = name === proposal.task.leadOrganisation;
      const cell = proposal.place.cells[isLead ? "lead" : "cooperating"] ?? "";
      const cells = cellsByName.get(name) ?? new Set();
      cellsByName.set(name, cells.add(`${proposal.place.sheet}!${cell}`));
    }
  }
  return [...cellsByName].map(([name, cells]) => {
    const shown = [...cells].slice(0, 12).join(", ") + (cells.size > 12 ? ", …" : "");
    return phrase("intake.organisation.unknown", {
      file: appendix.file,
      name,
      count: cells.size,
      cells: shown,
    });
  });
}
