// Finds a person's name in recorded text, in the spellings that a wire gives it. Finds too much rather than too little,
// but never a part of a longer word: "An" is not in "Lan".

/** Says whether a text mentions the name, as whole words, whatever its case and its Unicode form. */
export function finderOf(name: string): (text: string) => boolean {
  const word = folded(name);
  return (text) =>
    [text, unescaped(text), percentDecoded(text)].some((reading) => hasWord(folded(reading), word));
}

/** The name as it is compared with another. */
export function folded(name: string): string {
  return name.normalize("NFC").toLowerCase().replaceAll(/\s+/g, " ").trim();
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at);
    const after = text.slice(at + word.length, at + word.length + 2);
    if (!/[\p{L}\p{M}\p{N}]$/u.test(before) && !/^[\p{L}\p{M}\p{N}]/u.test(after)) return true;
  }
  return false;
}

/** Without the escapes of JSON, also of JSON inside JSON, and of HTML. */
function unescaped(text: string): string {
  return text
    .replaceAll(/\\+u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/\\+[bfnrt]/g, " ")
    .replaceAll(/&#x([\da-f]{1,4});/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/&#(\d{1,5});/g, (_, code: string) => String.fromCharCode(Number(code)));
}

/** As a form or an address spells it. */
function percentDecoded(text: string): string {
  return text.replaceAll("+", " ").replaceAll(/(?:%[\da-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
}
