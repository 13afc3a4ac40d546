// The language switch: a cookie, kept for a year.
import type { Env, Hono } from "hono";
import { setCookie } from "hono/cookie";
import { cookieOptions, type Keys } from "./caller.ts";

const yearSeconds = 31_536_000;

/** Adds it to the console. */
export function switchLanguage<Variables extends Env>(app: Hono<Variables>, keys: Keys): void {
  app.get("/language/:language{vi|en}", (context) => {
    const language = context.req.param("language");
    setCookie(context, "language", language, { ...cookieOptions(keys), maxAge: yearSeconds });
    return context.redirect(ownPath(context.req.query("back")), 303);
  });
}

/** Where to go back to: a path of ours, never another site. */
export function ownPath(asked: string | undefined): string {
  if (asked === undefined || !/^\/(?![/\\])/.test(asked)) return "/";
  const { pathname, search, origin } = new URL(asked, "http://console.invalid");
  return origin === "http://console.invalid" ? pathname + search : "/";
}
