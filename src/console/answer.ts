// From a route's reply to what goes over the wire: a page in its frame, a redirect, a file; and what went wrong, in words.
import type { Context } from "hono";
import { UserError } from "../../schemas/errors.ts";
import type { Office } from "../opened-office.ts";
import type { SignInDesk } from "../people/sign-in-desk.ts";
import { leaveNote, takeNote, type Caller, type Keys } from "./caller.ts";
import { layout } from "./layout.ts";
import type { Page, Reply } from "./route.ts";
import { troublePage, type Trouble } from "./trouble.ts";

/** What the whole console rests on. */
export interface Console {
  office: Office;
  desk: SignInDesk;
  keys: Keys;
  /** Where people reach it, when that is not this machine by http. */
  url: string | undefined;
}

/** What a request carries through the frame. */
export interface Carried {
  Variables: { caller: Caller; isLive: boolean };
  Bindings: { incoming?: { socket?: { remoteAddress?: string } } };
}
export type ConsoleContext = Context<Carried>;

type Status = 200 | 400 | 403 | 404 | 413 | 421 | 429 | 500;

/** What a route replied. */
export async function replied(console: Console, context: ConsoleContext, reply: Reply): Promise<Response> {
  if ("missing" in reply) return await trouble(console, context, { kind: "missing" });
  if ("page" in reply) return await shown(console, context, reply.page);
  if ("to" in reply) {
    if (reply.note !== undefined) leaveNote(context, console.keys, reply.note);
    return context.redirect(reply.to, 303);
  }
  const { name, type, body, inline } = reply.file;
  const how = inline === true ? "inline" : "attachment";
  context.header("Content-Type", type);
  context.header("Content-Disposition", `${how}; filename*=UTF-8''${encodeURIComponent(name)}`);
  return context.body(body);
}

/** A page within its frame. */
export async function shown(
  { keys, office }: Console,
  context: ConsoleContext,
  page: Page,
  status: Status = 200,
): Promise<Response> {
  const { language, person, formToken } = context.get("caller");
  const note = takeNote(context, keys);
  const frame = { language, path: addressOf(context), person, formToken, mode: office.mode, note };
  context.set("isLive", page.live === true);
  return context.html(await layout(frame, page), status);
}

/** Path and query as they were asked for. */
export function addressOf(context: Context): string {
  const { pathname, search } = new URL(context.req.url);
  return pathname + search;
}

/** A page for what went wrong. */
export async function trouble(console: Console, context: ConsoleContext, what: Trouble): Promise<Response> {
  const { page, status } = troublePage(context.get("caller"), what);
  return await shown(console, context, page, status);
}

/** What a person can mend is told to them; anything else goes on the log, under the id that the page shows. */
export async function fault(
  console: Console,
  context: ConsoleContext,
  error: unknown,
  office: Office = console.office,
): Promise<Response> {
  if (error instanceof UserError) {
    return await trouble(console, context, { kind: "problems", problems: error.problems });
  }
  const { run, log } = office.means;
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.warn({ run, path: context.req.path, error: what }, "the console could not answer");
  return await trouble(console, context, { kind: "bug", run });
}
