// Which document, appendix and item a task comes from: read from a portal's text, and told apart. Never takes a number
// alone for an identity, because numbers repeat (letter S3: 02-KH/BCĐ is of 29/8 and of 06/11/2025).
import type { Task } from "../../schemas/task.ts";
import { appendixIn, readDocuments } from "./documents.ts";
import { bareLetters } from "./fold.ts";
import { tidy } from "./wording.ts";

type Source = Task["sources"][number];

/** Words before a part of an item's number, the outermost first: "khoản 2 mục III" is III.2. */
const parts = ["phần", "chương|mục|nhóm", "điều|nhiệm vụ|chỉ tiêu|số thứ tự|stt", "khoản", "điểm|tiết"].map(
  (words) =>
    new RegExp(
      `(?<!\\p{L})(?:${words})\\s*(?:số\\s*)?[:.]?\\s*((?:[ivx]+|\\d{1,3}|[a-zđ])(?:\\.(?:[ivx]+|\\d{1,3}|[a-zđ]))*)(?![\\p{L}\\d/-])`,
      "iu",
    ),
);

/** The documents that a text names, each with the item and the appendix named beside it; none if it cannot be read. */
export function readSources(text: string): Source[] {
  return tidy(text)
    .replaceAll(/\((ngày[^)]*)\)/giu, "$1")
    .split(";")
    .flatMap((segment) => {
      const read = readDocuments(segment);
      const documents = "documents" in read ? read.documents : [];
      const beside = { item: itemIn(segment), appendix: appendixIn(segment)?.name ?? "" };
      return documents.map((document) => ({ document, ...beside }));
    });
}

function itemIn(text: string): string {
  return parts
    .map((part) => part.exec(text)?.[1]?.toUpperCase())
    .filter((number) => number !== undefined)
    .join(".");
}

/**
 * Number and item in one spelling; null without both. Equal keys may still be two documents (`contradict`). A number
 * of figures only is one for each type: 281 is a CV of 28/11/2025 and a KH of 16/5/2025 (letter S3).
 */
export function sourceKey({ document, item }: Source): string | null {
  if (document.number === null || item === "") return null;
  const number = bareLetters(document.number)
    .toUpperCase()
    .replaceAll(/[\u2010-\u2015\u2212]/g, "-")
    .replaceAll(/\s+/g, "")
    .replace(/^0+(?=\d)/, "");
  const kind = /\p{L}/u.test(number) ? "" : document.kind;
  return JSON.stringify([
    kind,
    number,
    bareLetters(item)
      .toUpperCase()
      .replaceAll(/\s+|[.)]+$/g, ""),
  ]);
}

/** True when two sources of one key cannot be the same: two dates, or two appendices. */
export function contradict(one: Source, other: Source): boolean {
  const dates = [one.document.issuedOn, other.document.issuedOn];
  const appendices = [one.appendix, other.appendix];
  return [dates, appendices].some(([a, b]) => a !== null && b !== null && a !== "" && b !== "" && a !== b);
}
