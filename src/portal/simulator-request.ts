// Turns a request that arrived into what a route sees. Strict: a body of another content type than asked for is
// refused in the portal's words, never read anyway.
import type { IncomingMessage } from "node:http";
import type { Answer, ArrivedFile, Asked, FaultParameters, PortalAnswers } from "./simulator-spec.ts";

/** Carries an answer out of a route that cannot go on. */
export class AnswerInstead extends Error {
  override name = "AnswerInstead";
  readonly answer: Answer;
  constructor(answer: Answer) {
    super("the route answers early");
    this.answer = answer;
  }
}

/** The whole body; empty when there is none. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
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
  body: Buffer;
  now: number;
  answers: PortalAnswers;
  fires(name: string): FaultParameters | null;
}): Asked {
  const headers = from.request.headers;
  const demand = (type: string): void => {
    const sent = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
    if (sent !== type) throw new AnswerInstead(wrongContentType(from.answers));
  };
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
      return parsed(from.body, from.answers);
    },
    form() {
      demand("application/x-www-form-urlencoded");
      return Object.fromEntries(new URLSearchParams(from.body.toString("utf8")));
    },
    async multipart() {
      demand("multipart/form-data");
      return partsOf(from.body, headers["content-type"] ?? "", from.answers);
    },
  };
}

function wrongContentType(answers: PortalAnswers): Answer {
  return answers.wrongContentType?.() ?? { status: 415, text: "Unsupported Media Type" };
}

function unreadableBody(answers: PortalAnswers): Answer {
  return answers.unreadableBody?.() ?? { status: 400, text: "Bad Request" };
}

function parsed(body: Buffer, answers: PortalAnswers): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new AnswerInstead(unreadableBody(answers));
  }
}

async function partsOf(
  body: Buffer,
  contentType: string,
  answers: PortalAnswers,
): Promise<{ fields: Record<string, string>; files: ArrivedFile[] }> {
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } })
    .formData()
    .catch(() => {
      throw new AnswerInstead(unreadableBody(answers));
    });
  const fields: Record<string, string> = {};
  const files: ArrivedFile[] = [];
  for (const [field, value] of form.entries()) {
    if (typeof value === "string") fields[field] = value;
    else files.push({ field, name: value.name, mime: value.type, bytes: await value.bytes() });
  }
  return { fields, files };
}
