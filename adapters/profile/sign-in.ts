// Signing in as the profile says, and staying signed in: renewed before it runs out or when the portal says so, once
// for all who wait. A request is repeated only when the portal said that it did not take it.
import { SignedOut, Unrecognised } from "../../schemas/errors.ts";
import { Secret } from "../../schemas/secret.ts";
import type { Http, HttpReply, HttpRequest } from "../../src/portal/http.ts";
import { wordsOf } from "./answers.ts";
import { valueAt } from "./path.ts";
import type { Profile } from "./schema.ts";

export type Options = Readonly<Record<string, unknown>>;

export interface Asking {
  read(request: HttpRequest): Promise<HttpReply>;
  write(request: HttpRequest): Promise<HttpReply>;
}

/** What requests carry; `until` by the stopwatch, null: nobody knows. */
interface Pass {
  headers: Record<string, string>;
  writeHeaders: Record<string, string>;
  until: number | null;
}

/** Signs in; SignedOut when the portal does not know the account. */
export async function signIn(profile: Profile, options: Options, http: Http): Promise<Asking> {
  for (const value of Object.values(options)) if (value instanceof Secret) http.hide(value.reveal());
  const { expired } = profile.signIn;
  let pass = obtain(profile, options, http);
  await pass;
  let failed = false;
  const renew = (): Promise<Pass> => {
    failed = false;
    pass = obtain(profile, options, http);
    pass.catch(() => (failed = true));
    return pass;
  };
  const current = async (): Promise<{ used: Promise<Pass>; carried: Pass }> => {
    if (failed) renew();
    const used = pass;
    const carried = await used;
    const isOver = carried.until !== null && performance.now() >= carried.until;
    if (!isOver) return { used, carried };
    if (pass === used) renew();
    return { used: pass, carried: await pass };
  };
  const ask = async (how: "read" | "write", request: HttpRequest): Promise<HttpReply> => {
    const { used, carried } = await current();
    const reply = await http[how](carrying(how, request, carried));
    if (!expired.includes(reply.status)) return reply;
    // Such an answer comes before a request is handled, so the portal provably did not take it.
    if (pass === used && isRenewable(profile)) renew();
    const again = isRenewable(profile) ? await http[how](carrying(how, request, await pass)) : reply;
    if (expired.includes(again.status)) throw new SignedOut(wordsOf(profile.answers, again));
    return again;
  };
  const asking: Asking = {
    read: (request) => ask("read", request),
    write: (request) => ask("write", request),
  };
  await checkOnce(profile, asking);
  return asking;
}

async function checkOnce(profile: Profile, { read }: Asking): Promise<void> {
  const { check } = profile.signIn;
  if (check === undefined) return;
  const reply = await read({ path: check });
  if (reply.status !== 200) throw new SignedOut(wordsOf(profile.answers, reply));
}

function carrying(how: "read" | "write", request: HttpRequest, pass: Pass): HttpRequest {
  const own = how === "write" ? pass.writeHeaders : {};
  return { ...request, headers: { accept: "application/json", ...pass.headers, ...own, ...request.headers } };
}

function isRenewable({ signIn: { oauth2, session } }: Profile): boolean {
  return oauth2 !== undefined || session !== undefined;
}

function obtain(profile: Profile, options: Options, http: Http): Promise<Pass> {
  const { bearer, apiKey, person } = profile.signIn;
  if (bearer !== undefined) return fixedPass({ authorization: `Bearer ${filled(bearer.token, options)}` });
  if (apiKey !== undefined) return fixedPass({ [apiKey.header]: filled(apiKey.value, options) });
  if (person !== undefined) return personPass(person, options);
  if (profile.signIn.oauth2 !== undefined) return tokenPass(profile, options, http);
  return sessionPass(profile, options, http);
}

async function fixedPass(headers: Record<string, string>): Promise<Pass> {
  // Such a key would not even leave: no portal has given it out.
  if (Object.values(headers).some((value) => /[^\x20-\x7e]/.test(value)))
    throw new SignedOut("the key or token holds letters that no header can carry");
  return { headers, writeHeaders: {}, until: null };
}

/** What a person handed over; nothing else is ever tried. */
async function personPass(
  { gives }: NonNullable<Profile["signIn"]["person"]>,
  { session }: Options,
): Promise<Pass> {
  if (!(session instanceof Secret)) throw new SignedOut("a person must sign in at this portal first");
  return await fixedPass(
    gives === "cookie" ? { cookie: session.reveal() } : { authorization: `Bearer ${session.reveal()}` },
  );
}

async function tokenPass(profile: Profile, options: Options, http: Http): Promise<Pass> {
  const { oauth2 } = profile.signIn;
  if (oauth2 === undefined) throw new Error("a profile was not checked before it was used");
  const form = { grant_type: oauth2.grant, ...filledAll(oauth2.form, options) };
  const reply = await http.signIn({ method: "POST", path: oauth2.path, form });
  const body = signedIn(profile, reply);
  const token = secretAt(body, oauth2.token, http);
  const seconds = valueAt(body, oauth2.expiresIn);
  // A token may run out on its way; a tenth of its life is more than any request takes.
  const until = typeof seconds === "number" ? performance.now() + seconds * 900 : null;
  return { headers: { authorization: `Bearer ${token}` }, writeHeaders: {}, until };
}

async function sessionPass(profile: Profile, options: Options, http: Http): Promise<Pass> {
  const { session } = profile.signIn;
  if (session === undefined) throw new Error("a profile was not checked before it was used");
  const { csrf } = session;
  const reply = await http.signIn({
    method: "POST",
    path: session.path,
    [session.as]: filledAll(session.send, options),
  });
  const body = signedIn(profile, reply);
  const cookies = cookiesOf(reply);
  const needed = [session.cookie, ...(csrf?.cookie === undefined ? [] : [csrf.cookie])];
  for (const name of needed) {
    const value = cookies.get(name);
    if (value === undefined) throw new Unrecognised(`the sign-in gave no cookie ${name}`, "");
    http.hide(value);
  }
  const cookie = needed.map((name) => `${name}=${cookies.get(name)}`).join("; ");
  if (csrf === undefined) return { headers: { cookie }, writeHeaders: {}, until: null };
  const token =
    csrf.cookie === undefined
      ? secretAt(body, csrf.at ?? "", http)
      : decodeURIComponent(cookies.get(csrf.cookie) ?? "");
  http.hide(token);
  return { headers: { cookie }, writeHeaders: { [csrf.header]: token }, until: null };
}

/** What the portal said to a sign-in that it took. */
function signedIn(profile: Profile, reply: HttpReply): unknown {
  if ([400, 401, 403, 422].includes(reply.status)) throw new SignedOut(wordsOf(profile.answers, reply));
  if (reply.status >= 300 && reply.status < 400)
    throw new SignedOut(`the sign-in leads away (${reply.status})`);
  if (reply.status !== 200) throw new Unrecognised(`the portal answered a sign-in with ${reply.status}`, "");
  try {
    return JSON.parse(reply.text);
  } catch (cause) {
    throw new SignedOut("the portal answered a sign-in with a page", { cause });
  }
}

function secretAt(body: unknown, path: string, http: Http): string {
  const secret = valueAt(body, path);
  // Not with the answer itself: it may hold a secret under another name.
  if (typeof secret !== "string" || secret === "") throw new Unrecognised(`the sign-in gave no ${path}`, "");
  http.hide(secret);
  return secret;
}

function cookiesOf(reply: HttpReply): Map<string, string> {
  const pairs = [reply.headers["set-cookie"] ?? []].flat().map((cookie) => cookie.split(";")[0] ?? "");
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
}

function filledAll(templates: Readonly<Record<string, string>>, options: Options): Record<string, string> {
  return Object.fromEntries(Object.entries(templates).map(([name, text]) => [name, filled(text, options)]));
}

/** The text with options in the place of their names. */
function filled(text: string, options: Options): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = options[name];
    return value instanceof Secret ? value.reveal() : String(value ?? "");
  });
}
