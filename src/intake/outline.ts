// The numbering of an appendix: which group a row stands in and what path its number makes. Promises the same path for
// the same numbers, whatever stands in the other columns.
import { romanValue } from "../register/wording.ts";

export interface Group {
  label: string;
  title: string;
  level: number;
  /** Path from the top, for example "II.1". Empty for a heading without a number. */
  path: string;
}

const plainNumber = /^\d+(\.\d+)*$/;

/** A number cell without its closing dot or bracket: "1." -> "1", "II)" -> "II". */
export function numberIn(text: string): string {
  return text.replace(/[.)]+$/, "").trim();
}

/** True for what can be part of a code: letters and digits in groups, "3", "II.4", "1.2a". */
export function isItemNumber(text: string): boolean {
  return /^[\p{L}\d]{1,6}([.\-/][\p{L}\d]{1,6})*$/u.test(text);
}

/** True for "I", "XIV", "A", "B": numbers that appendices give to groups. */
export function isGroupNumber(text: string): boolean {
  return /^[A-ZĐ]$/.test(text) || (/^[IVX]+$/.test(text) && romanValue(text) !== null);
}

/** Splits "II. Nhóm nhiệm vụ ..." into its number and its words. */
export function splitHeading(text: string): { label: string; title: string } {
  const match = /^(?:(?:mục|phần|nhóm)\s+)?([IVX]+|[A-ZĐ]|\d+(?:\.\d+)*)\s*(?:[.):]|[-–]\s)\s*(.+)$/u.exec(
    text,
  );
  return { label: match?.[1] ?? "", title: match?.[2] ?? text };
}

/** The groups open after a heading: it closes every group of its own level and below. */
export function openGroup(open: Group[], label: string, title: string): Group[] {
  const level = levelOf(label, open);
  const outer = open.filter((group) => group.level < level);
  return [...outer, { label, title, level, path: label === "" ? pathOf(outer) : joinPath(outer, label) }];
}

/** Number of a row from the top: "3" in group II is "II.3"; a number that already repeats its group is not doubled. */
export function joinPath(open: Group[], number: string): string {
  const path = pathOf(open);
  if (path === "" || number === path || number.startsWith(`${path}.`)) return number;
  const last = open.findLast((group) => group.label !== "")?.label ?? "";
  if (number.startsWith(`${last}.`)) return `${path.slice(0, path.length - last.length)}${number}`;
  return `${path}.${number}`;
}

function pathOf(open: Group[]): string {
  return open.at(-1)?.path ?? "";
}

/** A, B over I, II over 1, 2 over 1.1; headings without a number come last. */
function levelOf(label: string, open: Group[]): number {
  if (label === "") return 20;
  if (plainNumber.test(label)) return 2 + label.split(".").length;
  if (isLetter(label, open)) return 0;
  return romanValue(label) === null ? 1 + label.split(".").length : 1;
}

/** "C" after "B" is a letter; "C" alone, "I" or "V" are Roman unless their neighbour came before. */
function isLetter(label: string, open: Group[]): boolean {
  if (!/^[A-ZĐ]$/.test(label)) return false;
  if (!/^[IVX]$/.test(label)) return true;
  const letter = open.find((group) => group.level === 0)?.label;
  return letter !== undefined && letter.codePointAt(0) === (label.codePointAt(0) ?? 0) - 1;
}
