// What every request passes before anything is answered: it came to our own address, and a POST came from our own page.
// What every answer carries.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { placeOf } from "../../schemas/serve.ts";

/** Nothing but our own style, pictures and forms; a page that listens to events also has our own script. */
function policy(isLive: boolean): string {
  const script = isLive ? "script-src 'self'; " : "";
  return `default-src 'none'; ${script}style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;
}

/** Headers of every answer. `url`: where people reach the console, if it is behind a proxy. */
export function guardHeaders(url: string | undefined): MiddlewareHandler {
  return async (context, next) => {
    await next();
    const { headers } = context.res;
    headers.set("Content-Security-Policy", policy(context.get("isLive") === true));
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    // "no-referrer" would make the browser hide the origin of our own forms as well.
    headers.set("Referrer-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
    if (url?.startsWith("https:") === true) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
  };
}

/** Whether the request came to an address of ours: a name that somebody else points at this machine is none. */
export function isOurAddress(context: Context, url: string | undefined): boolean {
  const host = context.req.header("host") ?? "";
  if (url !== undefined && host === new URL(url).host) return true;
  return placeOf(/:\d+$/.test(host) ? host : `${host}:80`)?.isThisMachine === true;
}

/** Whether a POST came from a page of this very address. */
export function isOurOrigin(context: Context, url: string | undefined): boolean {
  const host = context.req.header("host") ?? "";
  const ours = url !== undefined && host === new URL(url).host ? new URL(url).origin : `http://${host}`;
  const origin = context.req.header("origin");
  if (origin !== undefined) return origin === ours;
  return context.req.header("sec-fetch-site") === "same-origin";
}

/** What marks something as ours: made with a key that nobody else has. */
export function sealOf(key: string, text: string): string {
  return createHmac("sha256", key).update(text).digest("base64url");
}

/** Whether the mark is the one that this text has. */
export function isSealOf(seal: string, key: string, text: string): boolean {
  const [given, right] = [Buffer.from(seal), Buffer.from(sealOf(key, text))];
  return given.length === right.length && timingSafeEqual(given, right);
}
