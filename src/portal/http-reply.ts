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
