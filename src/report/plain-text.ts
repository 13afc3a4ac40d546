// Text from anywhere, made fit for a document that others open: what is there to be read stays, what would hide something
// from the reader goes.

/**
 * The text without control characters (line breaks and tabs stay), without marks that turn the direction of writing or
 * take no room, and whole in Unicode.
 */
export function asPlainText(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/(?![\n\t])[\p{Cc}\p{Cf}\u2028\u2029\uFFFE\uFFFF]/gu, "");
}
