// A portal's answer as adapters read it: by a strict shape or not at all. An HTML page where JSON was due means that
// the session is gone, never an empty answer.
import { z } from "zod";
import { SignedOut, Unrecognised } from "../../schemas/errors.ts";
import type { HttpReply } from "./http.ts";

/** Makes the reply; `clean` redacts and clips what goes into an error. */
export function httpReply(
  answer: { status: number; headers: HttpReply["headers"]; text: string },
  clean: (text: string) => string,
): HttpReply {
  return {
    ...answer,
    json(shape) {
      if (leadsAway(answer.status))
        throw new SignedOut(`the portal redirected an API call (${answer.status})`);
      if (isPage(answer))
        throw new SignedOut(`the portal answered an API call with a page (${answer.status})`);
      return fitted(answer.text, shape, clean);
    },
  };
}

/**
 * Milliseconds that the portal asks to wait, by seconds or date; undefined when it does not say. A date is measured
 * against the portal's own Date header, because its clock and ours differ; `now` stands in where it sends none.
 */
export function retryAfterMs(headers: HttpReply["headers"], now: number): number | undefined {
  const text = headerText(headers["retry-after"]).trim();
  if (text === "") return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const until = Date.parse(text);
  const theirNow = Date.parse(headerText(headers["date"]));
  return Number.isNaN(until) ? undefined : Math.max(0, until - (Number.isNaN(theirNow) ? now : theirNow));
}

function headerText(value: string | string[] | undefined): string {
  return (typeof value === "string" ? value : value?.[0]) ?? "";
}

function leadsAway(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

function isPage(answer: { headers: HttpReply["headers"]; text: string }): boolean {
  return (
    /^text\/html|^application\/xhtml/i.test(String(answer.headers["content-type"] ?? "")) ||
    /^\s*</.test(answer.text)
  );
}

function fitted<Shape>(text: string, shape: z.ZodType<Shape>, clean: (text: string) => string): Shape {
  const value = parsed(text, clean);
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  throw new Unrecognised(
    `the portal answered in another shape: ${clean(z.prettifyError(result.error))}`,
    clean(text),
  );
}

function parsed(text: string, clean: (text: string) => string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Unrecognised("the portal answered with something that is not JSON", clean(text), { cause });
  }
}
