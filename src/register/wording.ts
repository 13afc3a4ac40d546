// How text from files is made comparable. Promises one Unicode form and single spaces; never drops a Vietnamese
// diacritic, because words that differ only there are different words.

const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/** Latin and Vietnamese letters in their composed form with single spaces between: already tidy. */
const tidyAlready =
  /^[!-~\u00a1-\u00ac\u00ae-\u02ff\u1e00-\u1eff]+(?: [!-~\u00a1-\u00ac\u00ae-\u02ff\u1e00-\u1eff]+)*$/;

/** The text in NFC with invisible characters gone and every run of white space as one space. */
export function tidy(text: string): string {
  if (text === "" || tidyAlready.test(text)) return text;
  return text.normalize("NFC").replaceAll(invisible, "").replaceAll(/\s+/g, " ").trim();
}

/** For comparing words only: tidy, lower case, punctuation as spaces ("Cơ quan, đơn vị" -> "cơ quan đơn vị"). */
export function fold(text: string): string {
  if (text === "") return "";
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

/** The same function, reading each text once: the columns of an appendix repeat few texts. */
export function remembering<Result>(read: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = read(text);
    known.set(text, result);
    return result;
  };
}

/** Value of a Roman numeral from I to XXXIX in the usual spelling, else null. */
export function romanValue(text: string): number | null {
  const match = /^(X{0,3})(IX|IV|V?I{0,3})$/.exec(text.toUpperCase());
  if (match === null || text === "") return null;
  const ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].indexOf(match[2] ?? "");
  return (match[1] ?? "").length * 10 + ones;
}
