// Takes secrets out of whatever is recorded or thrown: plain and in the encodings a wire puts them in. Never guesses
// what is secret; adapters say so by `hide`.

const mark = "[secret]";

export interface Redaction {
  hide(secret: string): void;
  /** The text without secrets, then clipped, so that no half of a secret is left at the edge. */
  clean(text: string, longest?: number): string;
}

/** Longest body that is recorded, in characters. */
export const recordedCharacters = 2_000;

/** A redaction that knows no secret yet. An empty text is not a secret. */
export function redaction(): Redaction {
  let spellings: string[] = [];
  return {
    hide(secret) {
      if (secret === "") return;
      const known = new Set([...spellings, ...spellingsOf(secret)]);
      // The longest first: a spelling may contain a shorter one.
      spellings = [...known].toSorted((one, other) => other.length - one.length);
    },
    clean(text, longest = recordedCharacters) {
      const cleaned = spellings.reduce((left, spelling) => left.replaceAll(spelling, mark), text);
      return cleaned.length > longest
        ? `${cleaned.slice(0, longest)}… [${cleaned.length} characters]`
        : cleaned;
    },
  };
}

function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ s: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString("base64"),
    bytes.toString("base64url"),
  ];
}
