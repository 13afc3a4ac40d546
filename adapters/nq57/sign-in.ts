// What every request must carry: an access token, and for writes a CSRF token with its session cookie. Renews each
// when the portal says that it ran out, once for all who wait, and repeats only what was provably not taken.
import type { z } from "zod";
import { SignedOut } from "../../schemas/errors.ts";
import type { Secret } from "../../schemas/secret.ts";
import type { Http, HttpReply, HttpRequest } from "../../src/portal/http.ts";
import { toSentence } from "./convert.ts";
import { CsrfSchema, LoginSchema, RefreshedSchema, RefusalSchema, TokenRefusalSchema } from "./wire.ts";

export interface Account {
  baseUrl: string;
  account: Secret;
  password: Secret;
  provider: "db" | "ldap";
}

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

/** Signs in; SignedOut when the portal does not know the account. */
export async function signIn(account: Account, http: Http): Promise<Asking> {
  http.hide(account.password.reveal());
  let tokens = await login(account, http);
  let csrf: Csrf | null = null;

  const loginAgain = onceForAll(async () => {
    tokens = await login(account, http);
    csrf = null;
  });
  const refresh = onceForAll(async () => {
    const access = await refreshed(tokens.refresh, http);
    if (access === null) await loginAgain();
    else tokens = { ...tokens, access };
  });
  const renewCsrf = onceForAll(async () => {
    const fresh = await fetchCsrf(askUnrecorded, http);
    csrf = fresh;
    return fresh;
  });

  async function withToken(ask: (bearer: Record<string, string>) => Promise<HttpReply>): Promise<HttpReply> {
    for (const renew of [refresh, loginAgain]) {
      const used = tokens.access;
      const reply = await ask({ authorization: `Bearer ${used}` });
      if (!saysTokenRefused(reply)) return reply;
      // Someone else may have renewed it while we waited for this answer.
      if (tokens.access === used) await renew();
    }
    const reply = await ask({ authorization: `Bearer ${tokens.access}` });
    if (saysTokenRefused(reply))
      throw new SignedOut("the portal does not take a token that it has just given");
    return reply;
  }

  function read(request: HttpRequest): Promise<HttpReply> {
    return withToken((bearer) => http.read({ ...request, headers: bearer })).then(notSentToLogin);
  }

  /** For an answer that holds a secret before anybody can hide it. */
  function askUnrecorded(request: HttpRequest): Promise<HttpReply> {
    return withToken((bearer) => http.signIn({ ...request, headers: bearer })).then(notSentToLogin);
  }

  async function withCsrf(request: HttpRequest): Promise<{ reply: HttpReply; used: Csrf }> {
    const used = csrf ?? (await renewCsrf());
    const proof = {
      cookie: used.cookie,
      "x-csrftoken": used.token,
      referer: account.baseUrl,
    };
    const reply = await withToken((bearer) => http.write({ ...request, headers: { ...bearer, ...proof } }));
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

async function login(account: Account, http: Http): Promise<{ access: string; refresh: string }> {
  const reply = await http.signIn({
    method: "POST",
    path: "/api/v1/security/login",
    json: {
      username: account.account.reveal(),
      password: account.password.reveal(),
      provider: account.provider,
      refresh: true,
    },
  });
  if (reply.status !== 200) throw new SignedOut(`the portal refused the login (${reply.status})`);
  const given = reply.json(LoginSchema);
  http.hide(given.access_token);
  http.hide(given.refresh_token);
  return { access: given.access_token, refresh: given.refresh_token };
}

/** A new access token; `null` when the refresh token has run out as well. */
async function refreshed(refreshToken: string, http: Http): Promise<string | null> {
  const reply = await http.signIn({
    method: "POST",
    path: "/api/v1/security/refresh",
    headers: { authorization: `Bearer ${refreshToken}` },
  });
  if (reply.status !== 200) return null;
  const access = reply.json(RefreshedSchema).access_token;
  http.hide(access);
  return access;
}

/** The token and the session that it belongs to come in one answer and are only good together. */
async function fetchCsrf(ask: Asking["read"], http: Http): Promise<Csrf> {
  const reply = await ask({ path: "/api/v1/security/csrf_token/" });
  if (reply.status !== 200) throw new SignedOut(`no CSRF token, ${reply.status}: ${saidIn(reply)}`);
  const token = reply.json(CsrfSchema).result;
  const cookies = [reply.headers["set-cookie"] ?? []].flat().map((cookie) => cookie.split(";")[0] ?? "");
  for (const secret of [token, ...cookies.map((cookie) => cookie.slice(cookie.indexOf("=") + 1))])
    http.hide(secret);
  return { token, cookie: cookies.join("; ") };
}

/** Makes a function of which one run serves all who call while it goes on. */
function onceForAll<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | null = null;
  return () =>
    (running ??= work().finally(() => {
      running = null;
    }));
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
