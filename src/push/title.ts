// What a title says once its wrapping is off: numbering, the document that orders it, quotes, "về việc". Two titles
// with the same core may still be ordered by two documents, so that document is kept beside.
import { joinBrokenNumbers } from "../register/documents.ts";
import { bareLetters, foldName } from "../register/fold.ts";

export interface Title {
  /** The words that say what is to be done, folded. */
  core: string;
  /** The same without diacritics, for portals that lost them; proves nothing. */
  bare: string;
  /** The document that stood in front, folded; "" for what is not said. */
  orderedBy: { number: string; day: string };
}

const quotes = /^[\s"'“”„‘’«»\-–—+•*.,;:]+/u;
// "3.1.", "a)", "II.", "Nhiệm vụ 5:"; not "3.000 hộ dân" and not "5G".
const numbering =
  /^(?:(?:nhiệm vụ|mục|khoản|điểm)\s+(?:số\s+)?)?(?:(?:[ivx]+|\d{1,3}(?:\.\d{1,2})*|[a-zđ])\s*[.)/:](?=\s)|\d{1,2}(?:\.\d{1,2})+(?=\s))\s*/iu;
const kinds =
  "nghị quyết|nghị định|quyết định|chỉ thị|kế hoạch|công văn|thông báo(?: kết luận)?|chương trình|báo cáo|kết luận|đề án|tờ trình|hướng dẫn|thông tư|nq|nđ|qđ|ct|kh|cv|tb";
const number = "\\d{1,5}\\s*[-–/]\\s*[\\p{L}\\d./-]*[\\p{L}\\d]";
const date = "\\d{1,2}\\s*(?:[/.-]|tháng)\\s*\\d{1,2}\\s*(?:[/.-]|năm)\\s*\\d{4}";
// The issuer ends where the subject begins; where neither mark nor "về việc" says where, it stays in the title.
const issuer = '\\s*,?\\s*của\\s+[^,:;()–“"]{1,80}?(?=\\s*(?:[,:;–“"]|về việc|v/v|$))';
const ordering = new RegExp(
  `^(?:${kinds})\\s+(?:số\\s*[:.]?\\s*)?(${number})(?:[\\s,(]*ngày\\s+(${date})\\)?)?(?:${issuer})?`,
  "iu",
);
const subject = /^(?:về việc|v\/v)\s+/iu;

/** Unwraps a title. A title that is nothing but wrapping stays whole. */
export function readTitle(title: string): Title {
  const text = joinBrokenNumbers(title).replace(quotes, "");
  const unnumbered = text.replace(numbering, "").replace(quotes, "");
  const order = ordering.exec(unnumbered);
  const rest = unnumbered
    .slice(order?.[0].length ?? 0)
    .replace(quotes, "")
    .replace(subject, "");
  const inner = foldName(rest.replaceAll(/v\/v/giu, "về việc"));
  const core = inner === "" ? foldName(text) : inner;
  return { core, bare: bareLetters(core), orderedBy: orderOf(order) };
}

function orderOf(order: RegExpExecArray | null): Title["orderedBy"] {
  const [, said = "", on = ""] = order ?? [];
  return {
    number: bareLetters(said).toUpperCase().replaceAll(/\s+/g, "").replace(/^0+/, ""),
    day: on.match(/\d+/g)?.map(Number).join("/") ?? "",
  };
}

/** True when both titles name the document that orders them, and it is not the same one. */
export function orderedApart({ orderedBy: one }: Title, { orderedBy: other }: Title): boolean {
  return differ(one.number, other.number) || differ(one.day, other.day);
}

function differ(one: string, other: string): boolean {
  return one !== "" && other !== "" && one !== other;
}

/** How many letters a folded text has. */
export function lettersIn(folded: string): number {
  return folded.replaceAll(/\P{L}/gu, "").length;
}
