// Reads the names of assigning documents into type + number + issuer + date (letters S0-S4: numbers repeat, blanks are
// left for later). Never invents a part: what the text leaves out is null.
import type { SourceDocument } from "../../schemas/task.ts";
import { isCalendarDay } from "../../schemas/time.ts";
import { fold, linesOf, romanValue, tidy } from "./wording.ts";

export type DocumentFault = "unreadable" | "date";
export type DocumentReading = { documents: SourceDocument[] } | { fault: DocumentFault };

/** Type by the abbreviation inside a number (NĐ 30/2020/NĐ-CP, appendix III; party bodies use the same letters). */
const kindBySymbol: Record<string, string> = {
  NQ: "Nghị quyết",
  NĐ: "Nghị định",
  QĐ: "Quyết định",
  CT: "Chỉ thị",
  KH: "Kế hoạch",
  CV: "Công văn",
  TB: "Thông báo",
  CTr: "Chương trình",
  CTR: "Chương trình",
  BC: "Báo cáo",
  KL: "Kết luận",
  ĐA: "Đề án",
  TTr: "Tờ trình",
  TTR: "Tờ trình",
  HD: "Hướng dẫn",
  TT: "Thông tư",
  QH: "Luật",
};
const kindWords = [...new Set(Object.values(kindBySymbol))];
const kindPattern = new RegExp(
  `(?<!\\p{L})(Thông báo kết luận|${[...kindWords, ...Object.keys(kindBySymbol)].join("|")})(?!\\p{L})`,
  "giu",
);

const numberPattern =
  /(?<![\p{L}\d/])(?:(\d{1,5}(?:-\p{Lu}\p{L}{0,4}\/\p{Lu}[\p{L}\d.]*|\/(?:\d{4}\/)?\p{Lu}[\p{L}\d.]*)(?:-[\p{L}\d.]*[\p{L}\d])*)|[Ss]ố[\s:.…_]*([/-] ?\p{Lu}[\p{L}\d./-]*[\p{L}\d]))/gu;
const datePattern =
  /^[,\s]*(?:và\s+)?ngày\s+(?:(\d{1,2})\s*(?:\/|tháng)\s*(\d{1,2})\s*(?:\/|năm)\s*(\d{4})|[\s….]*tháng[\s….\d]*năm\s*\d{4})/iu;
const issuerPattern = /^[,\s]*của\s+([^;\n(“"]+)/iu;

/** Reads every document that a cell names. An empty cell names none; words without any number are a fault. */
export function readDocuments(raw: string): DocumentReading {
  const text = joinBrokenNumbers(raw);
  if (text === "") return { documents: [] };
  const documents: SourceDocument[] = [];
  for (const segment of text.split(/;/)) {
    const read = readSegment(segment);
    if ("fault" in read) return read;
    documents.push(...read.documents);
  }
  return documents.length === 0 ? { fault: "unreadable" } : { documents: unique(documents) };
}

/** One form for every dash, and no white space inside a number that a page broke: "02- KH/BCĐTW" -> "02-KH/BCĐTW". */
export function joinBrokenNumbers(raw: string): string {
  return linesOf(raw)
    .join(" ")
    .replaceAll(/[\u2010-\u2015\u2212]/g, "-")
    .replaceAll(/(\d)\s*-\s*(?=(?:\p{Lu}{1,4}|CTr|TTr)\s*\/)/gu, "$1-")
    .replaceAll(/(\d)\s*\/\s*(?=\p{Lu}[\p{L}\d]*(?:-|\s|$))/gu, "$1/")
    .replaceAll(/((?:\d|-)(?:\p{Lu}{1,4}|CTr|TTr))\s*\/\s*(?=\p{Lu})/gu, "$1/")
    .replaceAll(/(\/\p{Lu}[\p{L}]*)\s*-\s*(?=\p{Lu}{2})/gu, "$1-");
}

/** Resolutions among documents, by their number: programmes are named after them. */
export function resolutionsIn(documents: readonly SourceDocument[]): string[] {
  return documents.map(({ number }) => number ?? "").filter((number) => number.includes("NQ"));
}

/** The appendix that a text names, "PL 2" or "Phụ lục II"; null when it names none. */
export function appendixIn(text: string): { name: string; number: number } | null {
  const match = /(?:^|[\s(])(?:phụ lục|pl)\s*(?:số\s*)?([ivx]+|\d{1,2})(?![\p{L}\d])/iu.exec(tidy(text));
  const figure = match?.[1]?.toUpperCase() ?? "";
  const number = /^\d/.test(figure) ? Number(figure) : romanValue(figure);
  return number === null || figure === "" ? null : { name: `Phụ lục ${figure}`, number };
}

interface Found {
  kind: string | null;
  number: string | null;
  days: string[];
  issuer: string | null;
}

function readSegment(segment: string): DocumentReading {
  const matches = [...segment.matchAll(numberPattern)];
  const found: Found[] = [];
  for (const [at, match] of matches.entries()) {
    const before = segment.slice(endOf(matches[at - 1]), match.index);
    const after = segment.slice(endOf(match), matches[at + 1]?.index ?? segment.length);
    const number = match[1] ?? null;
    const dates = readDates(after);
    if (dates.days.some((day) => !isCalendarDay(day))) return { fault: "date" };
    const kind = lastKind(before) ?? kindOfNumber(number ?? match[2] ?? "") ?? null;
    found.push({ kind, number, days: dates.days, issuer: readIssuer(dates.rest) });
  }
  return { documents: found.flatMap((one, at) => documentsOf(one, found.slice(at))) };
}

function endOf(match: RegExpExecArray | undefined): number {
  return match === undefined ? 0 : match.index + match[0].length;
}

/** In a list ("8082/..., 8177/... của Chủ tịch UBND tỉnh") the issuer stands once, after the last. */
function documentsOf(one: Found, andLater: Found[]): SourceDocument[] {
  const kind = one.kind ?? "Công văn";
  const issuer =
    andLater.find((later) => later.issuer !== null && (later.kind ?? "Công văn") === kind)?.issuer ?? null;
  const days: (string | null)[] = one.days.length === 0 ? [null] : one.days;
  return days.map((issuedOn) => ({ kind, number: one.number, issuer, issuedOn }));
}

function lastKind(before: string): string | undefined {
  const said = [...before.matchAll(kindPattern)].at(-1)?.[1];
  if (said === undefined) return undefined;
  if (fold(said) === "thông báo kết luận") return "Thông báo";
  return kindBySymbol[said] ?? kindWords.find((kind) => fold(kind) === fold(said));
}

/** The abbreviation in the number; a number without one is an official letter (công văn), which has none. */
function kindOfNumber(number: string): string | undefined {
  const letters = number.split(/[\d/.-]+/).filter((part) => part !== "");
  return letters.map((part) => kindBySymbol[part]).find((kind) => kind !== undefined);
}

function readDates(after: string): { days: string[]; rest: string } {
  const days: string[] = [];
  let rest = after;
  for (let match = datePattern.exec(rest); match !== null; match = datePattern.exec(rest)) {
    const [, day, month, year] = match;
    if (day !== undefined) days.push(`${year}-${month?.padStart(2, "0")}-${day.padStart(2, "0")}`);
    rest = rest.slice(match[0].length);
  }
  return { days, rest };
}

function readIssuer(rest: string): string | null {
  const said = issuerPattern.exec(rest)?.[1];
  if (said === undefined) return null;
  const [name] = said.split(
    /\s+(?:về việc|V\/v)\s+|\.\s|[,\s]+(?:và\s+)?(?=(?:Nghị quyết|Nghị định|Quyết định|Chỉ thị|Kế hoạch|Công văn|Thông báo|Chương trình|Báo cáo)(?:\s|$))/u,
  );
  const issuer = (name ?? "").replace(/[\s,.:)-]+$/, "");
  return issuer === "" ? null : issuer;
}

function unique(documents: SourceDocument[]): SourceDocument[] {
  return [...new Map(documents.map((one) => [JSON.stringify(one), one])).values()];
}
