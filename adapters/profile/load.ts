// Reads a profile: every mistake at once, each with file, line, column, place, reason and fix. Looks at the text alone;
// asks no portal, reads no file.
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from "yaml";
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { mistakesBetween, type Mistake } from "./cross-checks.ts";
import { mistakesOf } from "./shape-mistakes.ts";
import { ProfileSchema, sections, type Profile } from "./schema.ts";

/** The profile in a text; UserError with every mistake. */
export function loadProfile(text: string, file: string): Profile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors.map(({ message, pos }) => {
    const { line, col } = lines.linePos(pos[0]);
    return { line, said: phrase("profile.unreadable", { file, line, column: col, why: message }) };
  });
  const written: unknown = document.errors.some(({ code }) => code !== "DUPLICATE_KEY")
    ? null
    : document.toJS();
  if (written === null && broken.length > 0) throw new UserError(broken.map(({ said }) => said));
  const parsed = ProfileSchema.safeParse(written);
  const mistakes = [
    ...(parsed.success ? [] : mistakesOf(parsed.error.issues, written)),
    ...mistakesBetween(soundParts(written)),
  ];
  const found = mistakes.map((mistake) => {
    const { line, column } = placeOf(document, lines, mistake);
    return { line, said: told(mistake, { file, line, column }) };
  });
  const all = [...broken, ...found].toSorted((one, other) => one.line - other.line);
  if (all.length > 0) throw new UserError(all.map((one) => one.said));
  if (!parsed.success) throw parsed.error;
  return parsed.data;
}

function told(
  { key, path, values = {} }: Mistake,
  place: { file: string; line: number; column: number },
): Phrase {
  return phrase(key, { ...place, path: path.join("."), ...values });
}

/** The parts that are right by themselves, so that mistakes between them are found beside others. */
function soundParts(written: unknown): Partial<Profile> {
  if (typeof written !== "object" || written === null) return {};
  const sound = Object.entries(sections).flatMap(([name, schema]) => {
    const parsed = schema.safeParse((written as Record<string, unknown>)[name]);
    return parsed.success ? [[name, parsed.data] as const] : [];
  });
  return Object.fromEntries(sound) as Partial<Profile>;
}

/** Where a mistake stands: its key, or the nearest thing around it that is there. */
function placeOf(
  document: Document,
  lines: LineCounter,
  { path }: Mistake,
): { line: number; column: number } {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const key of path) {
    const found = below(node, key);
    if (found === null) break;
    offset = startOf(found.at) ?? offset;
    node = found.value;
  }
  const { line, col } = lines.linePos(offset ?? 0);
  return { line, column: col };
}

function below(node: unknown, key: PropertyKey): { at: unknown; value: unknown } | null {
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return item === undefined ? null : { at: item, value: item };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(
    (one) => isPair(one) && isScalar(one.key) && String(one.key.value) === String(key),
  );
  return pair === undefined ? null : { at: pair.key, value: pair.value };
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0];
}
