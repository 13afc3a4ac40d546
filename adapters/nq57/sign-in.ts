// What every request must carry: a pass (pass.ts), and for writes a CSRF token with its session cookie. Renews each
// when the portal says that it ran out, once for all who wait, and repeats only what was provably not taken.
import type { z } from "zod";
import { SignedOut } from "../../schemas/errors.ts";
import type { Http, HttpReply, HttpRequest } from "../../src/portal/http.ts";
import { toSentence } from "./convert.ts";
import { onceForAll, passOf, type Account, type Pass } from "./pass.ts";
import { CsrfSchema, RefusalSchema, TokenRefusalSchema } from "./wire.ts";

export interface Asking {
  /** A reading request with the token; SignedOut when the portal no longer takes us, even after a new login. */
  read(request: HttpRequest): Promise<HttpReply>;
  /** A changing request with token, cookie and CSRF token. */
  write(request: HttpRequest): Promise<HttpReply>;
}

interface Csrf {
  token: string;
  cookie: string;
}

/** Signs in, or shows what a person handed over; SignedOut when the portal does not know the account. */
export async function signIn(account: Account, http: Http): Promise<Asking> {
  let csrf: Csrf | null = null;
  const pass = await passOf(account, http, () => void (csrf = null));
  const renewCsrf = onceForAll(async () => {
    const fresh = await fetchCsrf(askUnrecorded, { pass, http });
    csrf = fresh;
    return fresh;
  });

  async function withPass(
    ask: (shown: Readonly<Record<string, string>>) => Promise<HttpReply>,
  ): Promise<HttpReply> {
    for (const renew of pass.renewals) {
      const used = pass.shown();
      const reply = await ask(used);
      if (!saysTokenRefused(reply)) return reply;
      // Someone else may have renewed it while we waited for this answer.
      if (pass.shown() === used) await renew();
    }
    const reply = await ask(pass.shown());
    if (saysTokenRefused(reply)) throw new SignedOut(pass.refused);
    return reply;
  }

  function read(request: HttpRequest): Promise<HttpReply> {
    return withPass((shown) => http.read({ ...request, headers: { ...shown } })).then(notSentToLogin);
  }

  /** For an answer that holds a secret before anybody can hide it. */
  function askUnrecorded(request: HttpRequest): Promise<HttpReply> {
    return withPass((shown) => http.signIn({ ...request, headers: { ...shown } })).then(notSentToLogin);
  }

  async function withCsrf(request: HttpRequest): Promise<{ reply: HttpReply; used: Csrf }> {
    const used = csrf ?? (await renewCsrf());
    const proof = {
      cookie: used.cookie,
      "x-csrftoken": used.token,
      referer: account.baseUrl,
    };
    const reply = await withPass((shown) => http.write({ ...request, headers: { ...shown, ...proof } }));
    return { reply: notSentToLogin(reply), used };
  }

  async function write(request: HttpRequest): Promise<HttpReply> {
    const first = await withCsrf(request);
    if (!saysCsrfRefused(first.reply)) return first.reply;
    // The check comes before the request is handled, so the portal provably did not take it.
    if (csrf === first.used) csrf = null;
    const second = await withCsrf(request);
    if (saysCsrfRefused(second.reply))
      throw new SignedOut("the portal does not take a CSRF token that it has just given");
    return second.reply;
  }

  return { read, write };
}

/** The token and the session that it belongs to come in one answer and are only good together. */
async function fetchCsrf(ask: Asking["read"], { pass, http }: { pass: Pass; http: Http }): Promise<Csrf> {
  const reply = await ask({ path: "/api/v1/security/csrf_token/" });
  if (reply.status !== 200) throw new SignedOut(`no CSRF token, ${reply.status}: ${saidIn(reply)}`);
  const token = reply.json(CsrfSchema).result;
  const cookies = [reply.headers["set-cookie"] ?? []].flat().map((cookie) => cookie.split(";")[0] ?? "");
  for (const secret of [token, ...cookies.map((cookie) => cookie.slice(cookie.indexOf("=") + 1))])
    http.hide(secret);
  return { token, cookie: pass.cookies(cookies) };
}

/** 401; or 422 from the token layer, which is not the 422 of a refused column. */
function saysTokenRefused(reply: HttpReply): boolean {
  return reply.status === 401 || (reply.status === 422 && fits(TokenRefusalSchema, reply));
}

function saysCsrfRefused(reply: HttpReply): boolean {
  return reply.status === 400 && saidIn(reply).includes("CSRF");
}

function notSentToLogin(reply: HttpReply): HttpReply {
  if (reply.status >= 300 && reply.status < 400)
    throw new SignedOut(`the portal sends us elsewhere (${reply.status})`);
  return reply;
}

function fits(shape: z.ZodType, reply: HttpReply): boolean {
  return shape.safeParse(jsonIn(reply.text)).success;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The portal's own words for a refusal: its sentences, or the whole body when they stand in no known shape. */
export function saidIn(reply: HttpReply): string {
  const refusal = RefusalSchema.safeParse(jsonIn(reply.text));
  return (refusal.success ? toSentence(refusal.data) : reply.text).slice(0, 500);
}

/** Whether the portal says no, whatever the status. */
export function isRefusal(reply: HttpReply): boolean {
  return fits(RefusalSchema, reply);
}
