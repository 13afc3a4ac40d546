// The worksheet of a portal that people reach: what to enter where, by unit, the nearest deadline first. Gathers only what
// may leave this machine; values stand exactly as they are to be typed.
import { asTyped, type SheetRules } from "../../schemas/by-hand.ts";
import { fieldNames } from "../../schemas/field.ts";
import type { Language, Phrase, PhraseKey } from "../../schemas/phrase.ts";
import type { StatusMap } from "../../schemas/status.ts";
import { later, type Day, type Instant } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import { sheetRows, withdrawnSince, type SheetRow } from "../store/sheet-rows.ts";

export interface SheetLine {
  /** The portal's own label. */
  where: string;
  /** What the portal was last known to show; "": nothing. */
  old: string;
  /** "": the box is to be emptied. */
  new: string;
}

export interface SheetFile {
  where: string;
  name: string;
  size: number;
  sha256: string;
  /** Where it was copied for uploading; `null`: nowhere. */
  place: string | null;
}

export interface SheetTask {
  slip: number;
  since: Instant;
  /** An earlier slip of this task that was withdrawn and may still be in somebody's hand. */
  replaces: number | null;
  code: string;
  ownCode: string;
  title: string;
  dueOn: Day | null;
  lines: SheetLine[];
  files: SheetFile[];
}

export interface SheetUnit {
  /** `null`: no lead agency is known. */
  unit: string | null;
  tasks: SheetTask[];
  withdrawn: { slip: number; code: string; at: Instant }[];
}

export interface Worksheet {
  portal: string;
  madeAt: Instant;
  madeBy: string;
  units: SheetUnit[];
}

export interface SheetWish {
  portal: string;
  rules: SheetRules;
  status: StatusMap;
  at: Instant;
  who: string;
}

/** How a page says things. */
export interface SheetWords {
  language: Language;
  say(key: PhraseKey, values?: Phrase["values"]): string;
}

/** So long a sheet says that a slip was withdrawn. */
const toldForMs = 14 * 86_400_000;

/** Everything that is to be entered at a portal now. */
export async function gatherWorksheet(tx: Tx, wish: SheetWish): Promise<Worksheet> {
  const { portal, at, who } = wish;
  const rows = await sheetRows(tx, portal);
  const withdrawn = await withdrawnSince(tx, portal, later(at, -toldForMs));
  const names = [...new Set([...rows, ...withdrawn].map(({ unit }) => unit))];
  const units = names
    .toSorted((one, other) => (one ?? "\uffff").localeCompare(other ?? "\uffff", "vi"))
    .map((unit) => ({
      unit,
      tasks: rows.filter((row) => row.unit === unit).flatMap((row) => taskOf(row, wish)),
      withdrawn: withdrawn
        .filter((one) => one.unit === unit)
        .map(({ number, code, at: when }) => ({ slip: number, code, at: when })),
    }))
    .filter(({ tasks, withdrawn: gone }) => tasks.length + gone.length > 0);
  return { portal, madeAt: at, madeBy: who, units };
}

/** A task with what is to be entered of it; none when all that stands on its slip has to stay home. */
function taskOf(row: SheetRow, { rules, status }: SheetWish): SheetTask[] {
  const { slip, noted, replaces, taskCode, title, dueOn, openFiles } = row;
  const lines = fieldNames
    .filter((name) => name in slip.fields)
    .map((name) => ({
      where: rules.labels[name] ?? name,
      old: asTyped(name, noted.fields[name] ?? null, status),
      new: asTyped(name, slip.fields[name] ?? null, status),
    }));
  const files = slip.files
    .filter(({ sha256 }) => openFiles.includes(sha256))
    .map((file) => ({ where: rules.filesLabel ?? "", ...file, place: null }));
  if (lines.length + files.length === 0) return [];
  const { number, since } = slip;
  return [{ slip: number, since, replaces, code: noted.code, ownCode: taskCode, title, dueOn, lines, files }];
}
