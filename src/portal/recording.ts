// Makes of each exchange what may be kept and given away: whole, and without secrets and personal values. Of sign-ins it
// keeps no value at all. Redacts what it is told (`hide`) and what names or looks say; free text of reports stays.
import type { RecordedExchange } from "../../schemas/recording.ts";
import type { HttpReply, HttpRequest } from "./http.ts";
import type { Redaction } from "./redaction.ts";
import type { Intent } from "./retry.ts";

/** An exchange with everything that went over the line. */
export interface WholeExchange {
  intent: Intent;
  request: HttpRequest;
  answer: { status: number; headers: HttpReply["headers"]; text: string; taken?: number } | null;
}

/** Longest answer that is kept, in characters; a longer one is counted and left out. */
const longestKept = 1_000_000;

/** Headers of an answer that mean something to an adapter; of cookies only the names are kept. */
const keptHeaders = ["content-type", "etag", "last-modified", "location", "retry-after", "set-cookie"];

const secretMark = "[secret]";

/** Names under which portals keep what must not be shown. */
const secretName = /(pass|pwd|mat_?khau|token|secret|csrf|xsrf|session|cookie|otp|api_?key)/i;

/** Names under which portals keep who somebody is. */
const personalName =
  /^(e?_?mail|phone|mobile|sdt|(so_)?dien_thoai|cccd|cmnd|ho_?(va_)?ten|full_?name|user_?name|login|nguoi_.+|can_bo.*|(created|changed|updated)_by|author|assigned_to|assignee|reviewer)$/i;

const personalLooks = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\d/-])(?:\+84|0)(?:[ .-]?\d){9}(?![\d/-])/g;

/** Makes recorded exchanges; the same personal value becomes the same placeholder as long as it lives. */
export function newRecording(hidden: Redaction): (exchange: WholeExchange) => RecordedExchange {
  const people = new Map<string, string>();
  const personal = (value: string): string => {
    const known = people.get(value) ?? `[personal-${people.size + 1}]`;
    people.set(value, known);
    return known;
  };
  const text = (value: string): string => hidden.clean(value, Infinity).replaceAll(personalLooks, personal);
  const open: Redactors = { text, personal };
  return ({ intent, request, answer }) => {
    const redact = intent === "signIn" ? closed : open;
    return {
      kind: intent,
      method: request.method ?? "GET",
      path: text(request.path),
      query: mapped(request.query ?? {}, (value) => text(String(value))),
      sends: Object.keys(request.headers ?? {})
        .map((name) => name.toLowerCase())
        .toSorted(),
      body: bodyOf(request, redact),
      answer: answer === null ? null : answerOf(answer, redact),
    };
  };
}

interface Redactors {
  text(value: string): string;
  personal(value: string): string;
}

/** Of a sign-in: no value, only where one stood. What kind of token it is, everybody knows. */
const closed: Redactors = {
  text: (value) => (/^(bearer|basic)$/i.test(value) ? value : secretMark),
  personal: () => secretMark,
};

function bodyOf(request: HttpRequest, redact: Redactors): RecordedExchange["body"] {
  const { json, form, multipart, text, bytes } = request;
  if (multipart !== undefined) {
    const { field, name, mime, size } = multipart.file;
    return {
      as: "multipart",
      fields: mapped(multipart.fields, redact.text),
      file: { field, name: redact.text(name), mime, size },
    };
  }
  if (form !== undefined) return { as: "form", fields: redacted(form, redact) as Record<string, string> };
  if (text !== undefined) return { as: "text", type: text.type, text: redact.text(text.content) };
  if (bytes !== undefined) return { as: "file", bytes: bytes.size };
  return json === undefined ? { as: "none" } : { as: "json", json: redacted(json, redact) };
}

function answerOf(
  { status, headers, text, taken }: NonNullable<WholeExchange["answer"]>,
  redact: Redactors,
): NonNullable<RecordedExchange["answer"]> {
  const kept = Object.entries(headers).filter(([name]) => keptHeaders.includes(name));
  return {
    status,
    headers: Object.fromEntries(kept.map(([name, value]) => [name, headerOf(name, value, redact)])),
    content: taken === undefined ? contentOf(text, redact) : { as: "file", bytes: taken },
  };
}

function headerOf(name: string, value: string | string[], redact: Redactors): string | string[] {
  if (name === "set-cookie") {
    return [value].flat().map((cookie) => cookie.replace(/^([^=;]*)=[^;]*/, `$1=${secretMark}`));
  }
  // What stands behind the path of an address is often a ticket.
  if (name === "location") return String(value).replace(/[?#].*$/, "");
  return name === "content-type" ? String(value) : redact.text(String(value));
}

function contentOf(text: string, redact: Redactors): NonNullable<RecordedExchange["answer"]>["content"] {
  if (text.length > longestKept) return { as: "left out", characters: text.length };
  try {
    return { as: "json", json: redacted(JSON.parse(text), redact) };
  } catch {
    // A sign-in page may hold a token anywhere.
    return redact === closed
      ? { as: "left out", characters: text.length }
      : { as: "text", text: redact.text(text) };
  }
}

/** The same structure with its texts redacted; below a name that says what it holds, all of them. */
function redacted(value: unknown, redact: Redactors): unknown {
  if (typeof value === "string") return redact.text(value);
  // Of a sign-in also numbers are nobody's business: a one-time password is one.
  if (typeof value === "number") return redact === closed ? 3600 : value;
  if (Array.isArray(value)) return value.map((item) => redacted(item, redact));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, redacted(inner, redactorsFor(name, redact))]),
  );
}

function redactorsFor(name: string, redact: Redactors): Redactors {
  if (redact === closed) return closed;
  if (secretName.test(name)) return { text: () => secretMark, personal: () => secretMark };
  return personalName.test(name) ? { ...redact, text: redact.personal } : redact;
}

function mapped<Value>(
  of: Readonly<Record<string, Value>>,
  change: (value: Value) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, change(value)]));
}
