// Turns a request that arrived into what a route sees. Strict: a body of another content type than asked for is
// refused in the portal's words, never read anyway.
import type { IncomingMessage } from "node:http";
import { formOf, type ArrivedForm } from "./simulator-form.ts";
import type { Answer, Asked, PortalAnswers } from "./simulator-spec.ts";

/** Carries an answer out of a route that cannot go on. */
export class AnswerInstead extends Error {
  override name = "AnswerInstead";
  readonly answer: Answer;
  constructor(answer: Answer) {
    super("the route answers early");
    this.answer = answer;
  }
}

/** A body that arrived: a multipart form, "unreadable" if it was to be one, or whatever else as bytes. */
export type ArrivedBody = { form: ArrivedForm | "unreadable" } | { bytes: Buffer };

/** The whole body; empty when there is none. A file in it is not held as a whole. */
export async function bodyOf(request: IncomingMessage): Promise<ArrivedBody> {
  const type = request.headers["content-type"] ?? "";
  if (mediaTypeOf(type) === multipart) return { form: await formOrNone(request, type) };
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return { bytes: Buffer.concat(parts) };
}

/** What a body says, for a portal that stumbles over words: of a form its values and the names of its files. */
export function wordsIn(body: ArrivedBody): string {
  if ("bytes" in body) return body.bytes.toString("utf8");
  if (body.form === "unreadable") return "";
  return [...Object.values(body.form.fields), ...body.form.files.map(({ name }) => name)].join("\n");
}

const multipart = "multipart/form-data";

function mediaTypeOf(contentType: string): string {
  return contentType.split(";")[0]?.trim().toLowerCase() ?? "";
}

async function formOrNone(request: IncomingMessage, type: string): Promise<ArrivedForm | "unreadable"> {
  try {
    return await formOf(request, type);
  } catch (thrown) {
    // A sender that went away is no form at all, and nobody is left to tell.
    if (!request.complete && request.destroyed) throw thrown;
    request.resume();
    return "unreadable";
  }
}

/** Reads so many bytes of the body, or all of a shorter one, and leaves the rest on the line. */
export async function takeOff(request: IncomingMessage, bytes: number): Promise<void> {
  if (bytes <= 0) return;
  let taken = 0;
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    taken += (part as Buffer).length;
    if (taken >= bytes) return;
  }
}

/** What stands in the Cookie header. */
export function cookiesOf(header: string | undefined): Record<string, string> {
  const pairs = (header ?? "").split(";").filter((pair) => pair.includes("="));
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf("=")).trim(), pair.slice(pair.indexOf("=") + 1).trim()]),
  );
}

/** Makes the view that routes get. `fires` answers for portal-specific faults. */
export function askedOf(from: {
  request: IncomingMessage;
  url: URL;
  params: Record<string, string>;
  body: ArrivedBody;
  now: number;
  answers: PortalAnswers;
  fires: Asked["faults"]["fires"];
}): Asked {
  const headers = from.request.headers;
  const demand = (type: string): void => {
    if (mediaTypeOf(headers["content-type"] ?? "") !== type)
      throw new AnswerInstead(wrongContentType(from.answers));
  };
  const text = () => ("bytes" in from.body ? from.body.bytes.toString("utf8") : "");
  return {
    method: from.request.method ?? "GET",
    path: from.url.pathname,
    params: from.params,
    query: from.url.searchParams,
    headers,
    cookies: cookiesOf(headers.cookie),
    now: from.now,
    faults: { fires: from.fires },
    json() {
      demand("application/json");
      return parsed(text(), from.answers);
    },
    form() {
      demand("application/x-www-form-urlencoded");
      return Object.fromEntries(new URLSearchParams(text()));
    },
    bytes() {
      demand("application/octet-stream");
      return "bytes" in from.body ? from.body.bytes : new Uint8Array();
    },
    async multipart() {
      demand(multipart);
      const form = "form" in from.body ? from.body.form : "unreadable";
      if (form === "unreadable") throw new AnswerInstead(unreadableBody(from.answers));
      return form;
    },
  };
}

function wrongContentType(answers: PortalAnswers): Answer {
  return answers.wrongContentType?.() ?? { status: 415, text: "Unsupported Media Type" };
}

function unreadableBody(answers: PortalAnswers): Answer {
  return answers.unreadableBody?.() ?? { status: 400, text: "Bad Request" };
}

function parsed(text: string, answers: PortalAnswers): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AnswerInstead(unreadableBody(answers));
  }
}
