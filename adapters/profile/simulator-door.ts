// The door of an imitated portal: who is let in, by which token, key or cookie, and when a session is over.
import type { Answer, Asked, Route } from "../../src/portal/simulator-spec.ts";
import type { Profile } from "./schema.ts";
import { no } from "./simulator-answers.ts";
import { place } from "./simulator-spelling.ts";
import type { PortalState } from "./simulator-state.ts";

/** The routes by which one signs in; none where a fixed key does. */
export function doors({ signIn }: Profile): Route<PortalState>[] {
  const path = signIn.oauth2?.path ?? signIn.session?.path;
  if (path === undefined) return [];
  return [
    { method: "POST", path, kind: "signIn", handle: signIn.oauth2 === undefined ? openSession : giveToken },
  ];
}

/** A route behind the door. */
export function inside(handle: Route<PortalState>["handle"]): Route<PortalState>["handle"] {
  return (asked, state) => {
    if (asked.faults.fires("token-expires") !== null) state.passes.clear();
    return mayEnter(asked, state) ? handle(asked, state) : away(state);
  };
}

function mayEnter(asked: Asked, state: PortalState): boolean {
  const { bearer, apiKey, oauth2, session, person } = state.profile.signIn;
  const authorization = asked.headers.authorization ?? "";
  if (bearer !== undefined) return authorization === `Bearer ${filled(state, bearer.token)}`;
  if (apiKey !== undefined) return asked.headers[apiKey.header.toLowerCase()] === filled(state, apiKey.value);
  if (oauth2 !== undefined) return state.passes.has(authorization.replace(/^Bearer /, ""));
  if (person !== undefined) {
    const handed = state.account["session"] ?? "";
    return person.gives === "cookie" ? asked.headers.cookie === handed : authorization === `Bearer ${handed}`;
  }
  const pass = state.passes.get(asked.cookies[session?.cookie ?? ""] ?? "");
  if (pass === undefined) return false;
  const isWrite = asked.method !== "GET";
  if (!isWrite || session?.csrf === undefined) return true;
  return asked.headers[session.csrf.header.toLowerCase()] === pass.csrf;
}

function away({ profile }: PortalState): Answer {
  const [status = 401] = profile.signIn.expired;
  return { ...no(profile, { is: "SignedOut", on: undefined, words: "Phiên làm việc đã hết hạn." }), status };
}

function giveToken(asked: Asked, state: PortalState): Answer {
  const { oauth2 } = state.profile.signIn;
  if (oauth2 === undefined) throw new Error("the profile signs in otherwise");
  const wanted = { grant_type: oauth2.grant, ...filledAll(state, oauth2.form) };
  if (!isSame(asked.form(), wanted))
    return { status: 401, json: { error: "invalid_client", error_description: "Tài khoản không đúng." } };
  const token = state.invent();
  state.passes.set(token, { csrf: "" });
  const body: Record<string, unknown> = { token_type: "Bearer" };
  place(body, oauth2.token, token);
  place(body, oauth2.expiresIn, 300);
  return { status: 200, json: body };
}

function openSession(asked: Asked, state: PortalState): Answer {
  const { session } = state.profile.signIn;
  if (session === undefined) throw new Error("the profile signs in otherwise");
  const came = session.as === "json" ? (asked.json() as Record<string, unknown>) : asked.form();
  if (!isSame(came, filledAll(state, session.send)))
    return no(state.profile, {
      is: "SignedOut",
      on: undefined,
      words: "Tài khoản hoặc mật khẩu không đúng.",
    });
  const [cookie, csrf] = [state.invent(), state.invent()];
  state.passes.set(cookie, { csrf });
  const body: Record<string, unknown> = {};
  if (session.csrf?.at !== undefined) place(body, session.csrf.at, csrf);
  const cookies = [`${session.cookie}=${cookie}; Path=/; HttpOnly`];
  if (session.csrf?.cookie !== undefined) cookies.push(`${session.csrf.cookie}=${csrf}; Path=/`);
  return { status: 200, json: body, headers: { "set-cookie": cookies } };
}

function isSame(came: Readonly<Record<string, unknown>>, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, value]) => came[name] === value);
}

function filledAll(state: PortalState, texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, filled(state, text)]));
}

function filled({ account }: PortalState, text: string): string {
  return Object.entries(account).reduce((left, [name, value]) => left.replaceAll(`{${name}}`, value), text);
}
