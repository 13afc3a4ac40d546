// What shows the portal who asks: tokens that this program gets with a password, or the browser's session that a person
// handed over. Never tries a password where a person signs in.
import { SignedOut } from "../../schemas/errors.ts";
import type { Secret } from "../../schemas/secret.ts";
import type { Http } from "../../src/portal/http.ts";
import { LoginSchema, RefreshedSchema } from "./wire.ts";

export interface Account {
  baseUrl: string;
  account?: Secret | undefined;
  password?: Secret | undefined;
  provider: "db" | "ldap";
  /** The `Cookie` line of a person's browser. */
  session?: Secret | undefined;
}

export interface Pass {
  /** Headers of a request; the same object until it is renewed. */
  shown(): Readonly<Record<string, string>>;
  /** The `Cookie` line of a request that carries these cookies, which an answer gave, as well. */
  cookies(given: readonly string[]): string;
  /** Ways to a newer one, tried in this order when the portal refuses what was shown. */
  renewals: readonly (() => Promise<void>)[];
  /** What it means when it is refused after that. */
  refused: string;
}

/** The pass of an account; `loggedIn` hears of each later login. SignedOut when the portal does not know it. */
export async function passOf(account: Account, http: Http, loggedIn: () => void): Promise<Pass> {
  return account.session === undefined
    ? await byPassword(account, http, loggedIn)
    : byPerson(account.session);
}

/** Answers may renew the cookie: the newest is shown from then on, and forgotten with the run. */
function byPerson(session: Secret): Pass {
  if (!/^[\x21-\x7e]+=[\x20-\x7e]*$/.test(session.reveal())) {
    throw new SignedOut("what was handed over is no cookie");
  }
  const jar = new Map(session.reveal().split("; ").map(namedCookie));
  const line = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  let shown = { cookie: line() };
  return {
    shown: () => shown,
    cookies(given) {
      for (const [name, value] of given.map(namedCookie)) jar.set(name, value);
      shown = { cookie: line() };
      return shown.cookie;
    },
    renewals: [],
    refused: "the portal no longer takes the session that was handed over",
  };
}

function namedCookie(cookie: string): [name: string, value: string] {
  const end = cookie.indexOf("=");
  return [cookie.slice(0, end), cookie.slice(end + 1)];
}

async function byPassword(account: Account, http: Http, loggedIn: () => void): Promise<Pass> {
  http.hide(account.password?.reveal() ?? "");
  let tokens = await login(account, http);
  let shown = { authorization: `Bearer ${tokens.access}` };
  const renewed = (newer: typeof tokens) => {
    tokens = newer;
    shown = { authorization: `Bearer ${newer.access}` };
  };
  const loginAgain = onceForAll(async () => {
    renewed(await login(account, http));
    loggedIn();
  });
  const refresh = onceForAll(async () => {
    const access = await refreshed(tokens.refresh, http);
    if (access === null) await loginAgain();
    else renewed({ ...tokens, access });
  });
  return {
    shown: () => shown,
    cookies: (given) => given.join("; "),
    renewals: [refresh, loginAgain],
    refused: "the portal does not take a token that it has just given",
  };
}

async function login(account: Account, http: Http): Promise<{ access: string; refresh: string }> {
  const reply = await http.signIn({
    method: "POST",
    path: "/api/v1/security/login",
    json: {
      username: account.account?.reveal(),
      password: account.password?.reveal(),
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

/** Makes a function of which one run serves all who call while it goes on. */
export function onceForAll<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | null = null;
  return () =>
    (running ??= work().finally(() => {
      running = null;
    }));
}
