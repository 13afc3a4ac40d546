// How text from files is made comparable. Promises one Unicode form and single spaces; never drops a Vietnamese
// diacritic, because words that differ only there are different words.

const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/** The text in NFC with invisible characters gone and every run of white space as one space. */
export function tidy(text: string): string {
  return text.normalize("NFC").replaceAll(invisible, "").replaceAll(/\s+/g, " ").trim();
}

/** For comparing words only: tidy, lower case, punctuation as spaces ("Cơ quan, đơn vị" -> "cơ quan đơn vị"). */
export function fold(text: string): string {
  return tidy(text)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}%]+/gu, " ")
    .trim();
}

/** The lines of a cell, each tidy, list bullets and empty lines gone. */
export function linesOf(text: string): string[] {
  return text
    .split(/[\r\n\v\u2028]+/)
    .map((line) => tidy(line).replace(/^[-–—+•*]\s+/, ""))
    .filter((line) => line !== "");
}

/** Value of a Roman numeral from I to XXXIX in the usual spelling, else null. */
export function romanValue(text: string): number | null {
  const match = /^(X{0,3})(IX|IV|V?I{0,3})$/.exec(text.toUpperCase());
  if (match === null || text === "") return null;
  const ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].indexOf(match[2] ?? "");
  return (match[1] ?? "").length * 10 + ones;
}
