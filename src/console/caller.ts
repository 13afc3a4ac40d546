// Who is asking: their language, who they are if they signed in, and what their forms must bring back.
import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { isPhraseKey, type Language, type Phrase } from "../../schemas/phrase.ts";
import type { Person } from "../../schemas/person.ts";
import type { SignInDesk } from "../people/sign-in-desk.ts";
import { isSealOf, sealOf } from "./gate.ts";

export interface Keys {
  /** Marks forms and notes as ours. */
  key: string;
  /** Cookies travel by https alone. */
  secure: boolean;
}

export interface Caller {
  language: Language;
  person: Person | null;
  /** What their forms are bound to: their session, or the browser of somebody who has none. */
  boundTo: string;
  /** What their forms must bring back. */
  formToken: string;
}

/** Somebody of whom nothing is known. */
export const nobody: Caller = { language: "vi", person: null, boundTo: "", formToken: "" };

/** Reads the cookies; whoever has none that names a session gets one that their sign-in form is bound to. */
export async function callerOf(context: Context, desk: SignInDesk, keys: Keys): Promise<Caller> {
  const language = languageOf(context);
  const known = await desk.recognise(context.req.header("cookie") ?? "");
  for (const cookie of known?.cookies ?? []) context.header("Set-Cookie", cookie, { append: true });
  const boundTo = `form ${known?.session ?? visitorOf(context, keys)}`;
  return { language, person: known?.person ?? null, boundTo, formToken: sealOf(keys.key, boundTo) };
}

/** The language that was chosen; Vietnamese unless the browser asks for English and not for Vietnamese. */
export function languageOf(context: Context): Language {
  const chosen = getCookie(context, "language");
  if (chosen === "vi" || chosen === "en") return chosen;
  const asked = context.req.header("accept-language") ?? "";
  return /\ben\b/i.test(asked) && !/\bvi\b/i.test(asked) ? "en" : "vi";
}

function visitorOf(context: Context, keys: Keys): string {
  const known = getCookie(context, "visitor");
  if (known !== undefined) return known;
  const fresh = randomUUID();
  setCookie(context, "visitor", fresh, cookieOptions(keys));
  return fresh;
}

/** How cookies of the frame are set. */
export function cookieOptions({ secure }: Pick<Keys, "secure">) {
  return { path: "/", httpOnly: true, sameSite: "Strict", secure } as const;
}

/** Puts a note on the next page. */
export function leaveNote(context: Context, keys: Keys, note: Phrase): void {
  const text = Buffer.from(JSON.stringify(note)).toString("base64url");
  setCookie(context, "note", `${text}.${sealOf(keys.key, text)}`, { ...cookieOptions(keys), maxAge: 60 });
}

/** The note that was left for this page, once. */
export function takeNote(context: Context, keys: Keys): Phrase | null {
  const [text = "", seal = ""] = (getCookie(context, "note") ?? "").split(".");
  if (text === "") return null;
  setCookie(context, "note", "", { ...cookieOptions(keys), maxAge: 0 });
  if (!isSealOf(seal, keys.key, text)) return null;
  const note = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as Phrase;
  return isPhraseKey(note.key) ? note : null;
}
