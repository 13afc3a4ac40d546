// Words of secrecy in a name or on a first page. What they mean a person must say: this only asks, and rather once too
// often. "HỎA TỐC" speaks of haste and is none.

/** Ordinary subjects in which the word stands: security, and the law on protecting secrets. */
const ordinary =
  /(?<![\p{L}\p{M}])(?:bảo[\s_-]+mật|không[\s_-]+mật|bảo[\s_-]+vệ[\s_-]+bí[\s_-]+mật)(?![\p{L}\p{M}])/giu;
const levels = /(?<![\p{L}\p{M}])(tuyệt|tối|độ)[\s_.-]*mật(?![\p{L}\p{M}])/giu;
const word = /(?<![\p{L}\p{M}])mật(?![\p{L}\p{M}])/iu;
/** As typed without accents; "mat" alone is too many other words. */
const unaccented = /(?<![\p{L}\p{M}])(?:tuyet|toi|do)[\s_.-]*mat(?![\p{L}\p{M}])/iu;
const internal = /(?<![\p{L}\p{M}])lưu[\s_-]+hành[\s_-]+nội[\s_-]+bộ(?![\p{L}\p{M}])/iu;
/** A stamp: capitals, perhaps spaced out. In running text the word is written small. */
const stamp = /(?<![\p{L}\p{M}])M\s?Ậ\s?T(?![\p{L}\p{M}])/u;

/** The marks that a file name bears, as they shall be shown; empty: none. */
export function marksInName(name: string): string[] {
  const text = name.normalize("NFC").replaceAll("_", " ");
  return marksIn(text, word.test(text.replaceAll(ordinary, " ")));
}

/** The marks that a first page bears. */
export function marksOnPage(page: string): string[] {
  const text = page.normalize("NFC");
  const lines = text.split("\n").map((line) => line.trim());
  const alone = lines.some((line) => /^\(?mật\)?[.:]?$/iu.test(line));
  return marksIn(text, alone || stamp.test(text.replaceAll(ordinary, " ")));
}

function marksIn(text: string, isMarked: boolean): string[] {
  const said = [...text.replaceAll(ordinary, " ").matchAll(levels)].map(([, level = ""]) =>
    level.toLowerCase() === "độ" ? "ĐỘ MẬT" : `${level.toUpperCase()} MẬT`,
  );
  if (said.length === 0 && unaccented.test(text)) said.push("MAT");
  if (said.length === 0 && isMarked) said.push("MẬT");
  if (internal.test(text)) said.push("LƯU HÀNH NỘI BỘ");
  return [...new Set(said)];
}
