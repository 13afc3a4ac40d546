// What an answer means, by the table of the profile. A status alone is no yes; what no row names gets the careful
// meaning: a read Unrecognised or SignedOut, a write Uncertain.
import { Refused, SignedOut, Stale, Transient, Uncertain, Unrecognised } from "../../schemas/errors.ts";
import type { HttpReply } from "../../src/portal/http.ts";
import { isRecord, valueAt } from "./path.ts";
import type { ErrorRow, Profile } from "./schema.ts";

type Answers = Profile["answers"];
export type On = NonNullable<ErrorRow["on"]>;

/** What is expected of an answer. */
export interface Expected {
  on: On;
  /** The statuses that can mean yes. */
  taken: readonly number[];
}

/** The body of a yes (null: an empty one); "gone"; or throws what else the answer means. */
export function understood(
  answers: Answers,
  reply: HttpReply,
  expected: Expected,
): { body: unknown } | "gone" {
  const body = jsonOf(reply);
  if (expected.taken.includes(reply.status) && saysYes(answers, reply, body)) return { body };
  const words = wordsOf(answers, reply);
  const row = saysNo(answers, reply, body)
    ? answers.errors.find((one) => fits(one, { status: reply.status, on: expected.on, words }))
    : undefined;
  if (row?.is === "gone") return "gone";
  throw row === undefined ? careful(reply, expected, words) : errorOf(row.is, words, reply.text);
}

/** The portal's own words, clipped; the beginning of the body where it says none as declared. */
export function wordsOf({ words }: Answers, reply: HttpReply): string {
  const body = jsonOf(reply);
  const said = words.flatMap((path) => textsIn(valueAt(body, path)));
  const whole = said.length === 0 ? reply.text.trim() : [...new Set(said)].join(" ");
  return (whole === "" ? String(reply.status) : whole).slice(0, 500);
}

function saysYes({ ok }: Answers, reply: HttpReply, body: unknown): boolean {
  if (isPage(reply)) return false;
  if (reply.text !== "" && body === undefined) return false;
  return ok === undefined || valueAt(body, ok.at) === ok.is;
}

/** A 2xx is a no only where it says so itself; anything else that is no yes either is no answer that we know. */
function saysNo({ ok }: Answers, reply: HttpReply, body: unknown): boolean {
  if (reply.status >= 300) return true;
  return isRecord(body) && (ok === undefined || valueAt(body, ok.at) !== undefined);
}

function fits(row: ErrorRow, answer: { status: number; on: On; words: string }): boolean {
  const hundreds = `${Math.floor(answer.status / 100)}xx`;
  if (row.status !== answer.status && row.status !== hundreds) return false;
  if (row.on !== undefined && row.on !== answer.on) return false;
  return row.says === undefined || new RegExp(row.says, "u").test(answer.words.normalize("NFC"));
}

function careful(reply: HttpReply, { on }: Expected, words: string): Error {
  if (on === "write") return new Uncertain(`the portal answered a write with ${reply.status}: ${words}`);
  if (isPage(reply)) return new SignedOut(`the portal answered with a page (${reply.status})`);
  if (reply.status >= 300 && reply.status < 400)
    return new SignedOut(`${reply.status}: led away to another page`);
  return new Unrecognised(`the portal answered a ${on} with ${reply.status}`, reply.text.slice(0, 2_000));
}

function errorOf(is: Exclude<ErrorRow["is"], "gone">, words: string, raw: string): Error {
  switch (is) {
    case "Transient":
      return new Transient(words);
    case "Uncertain":
      return new Uncertain(words);
    case "Stale":
      return new Stale(words);
    case "Refused":
      return new Refused(words);
    case "SignedOut":
      return new SignedOut(words);
    case "Unrecognised":
      return new Unrecognised(words, raw.slice(0, 2_000));
  }
}

function isPage({ headers, text }: HttpReply): boolean {
  return /^text\/html|^application\/xhtml/i.test(String(headers["content-type"] ?? "")) || /^\s*</.test(text);
}

/** undefined: no JSON. An empty body is null. */
function jsonOf({ text }: HttpReply): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Sentences, lists of them, and lists by field. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isRecord(value) ? Object.values(value).flatMap(textsIn) : [];
}
