// Signing in by a well-kept library: it checks passwords, keeps sessions in our tables and signs their cookies. Here are its
// settings and the four things that the console asks; what people may do is ours.
import { betterAuth } from "better-auth";
import { isAPIError } from "better-auth/api";
import type { Log } from "../log.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Store } from "../store/connection.ts";
import { activePerson } from "../store/people.ts";
import type { OidcSettings } from "../../schemas/console.ts";
import { PersonNameSchema } from "../../schemas/person.ts";
import type { Secret } from "../../schemas/secret.ts";
import { libraryRows } from "./library-rows.ts";
import { admitTry, forgetTriesOf } from "./limit.ts";
import { officeSignIn } from "./office-sign-in.ts";
import { emailOf, isNobodyThere, passwordLength } from "./people.ts";
import type { SignedIn, SignInDesk } from "./sign-in-desk.ts";

const idleSeconds = 8 * 3_600;
const longestMs = 12 * 3_600_000;
/** A session that is used is prolonged at most this often. */
const prolongSeconds = 300;

export interface SignInSettings {
  store: Store;
  newId(): string;
  now(): Instant;
  log: Log;
  /** What cookies are signed with. */
  secret: string;
  /** Where people reach the console: "https://dongbo.example". */
  url: string;
  oidc?: OidcSettings & { clientSecret?: Secret };
}

/** The desk that people sign in at. */
export function openSignInDesk(settings: SignInSettings): SignInDesk {
  const { store, now, oidc } = settings;
  const { api } = libraryOf(settings);
  return {
    office: oidc === undefined ? null : officeSignIn(libraryOptions(settings), oidc),
    isEmpty: async () => await store.read(isNobodyThere),
    async signIn({ name: typed, password, address }) {
      const name = PersonNameSchema.safeParse(typed.trim().toLowerCase()).data ?? null;
      const until = await store.transaction(async (tx) => await admitTry(tx, { name, address, at: now() }));
      if (until !== null) return { refused: "too_many", until };
      if (name === null) return { refused: "wrong" };
      const ended = await tried(async () => {
        const body = { email: emailOf(name), password };
        return await api.signInEmail({ body, returnHeaders: true });
      });
      if ("cookies" in ended) {
        await store.transaction(async (tx) => await forgetTriesOf(tx, { name, at: now() }));
      }
      return ended;
    },
    async recognise(cookie) {
      if (cookie === "") return null;
      const { response, headers } = await api.getSession({
        headers: new Headers({ cookie }),
        returnHeaders: true,
      });
      if (response === null) return null;
      const { session, user } = response;
      if (Date.parse(now()) - session.createdAt.getTime() >= longestMs) return null;
      const person = await store.read(async (tx) => await activePerson(tx, user.id));
      return person === null ? null : { person, session: session.id, cookies: headers.getSetCookie() };
    },
    async signOut(cookie) {
      const { headers } = await api.signOut({ headers: new Headers({ cookie }), returnHeaders: true });
      return headers.getSetCookie();
    },
  };
}

/** A wrong name, a wrong password and a disabled person look alike. */
async function tried(attempt: () => Promise<{ headers: Headers }>): Promise<SignedIn> {
  try {
    const { headers } = await attempt();
    return { cookies: headers.getSetCookie() };
  } catch (error) {
    if (isAPIError(error)) return { refused: "wrong" };
    throw error;
  }
}

function libraryOf(settings: SignInSettings) {
  return betterAuth(libraryOptions(settings));
}

function libraryOptions({ store, newId, log, secret, url, oidc }: SignInSettings) {
  const owner = { userId: "personId" } as const;
  return {
    appName: "dongbo",
    baseURL: url,
    basePath: "/sign-in",
    secret,
    database: libraryRows({ store, newId }),
    telemetry: { enabled: false },
    logger: {
      level: "error" as const,
      log: (_level: string, message: string) => log.warn({ library: "better-auth" }, message),
    },
    // Ours counts names too, by the clock of the store (limit.ts).
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
    },
    user: { modelName: "person" },
    account: { modelName: "person_account", fields: owner },
    verification: { modelName: "person_verification" },
    session: {
      modelName: "person_session",
      fields: owner,
      expiresIn: idleSeconds,
      updateAge: prolongSeconds,
      cookieCache: { enabled: false },
    },
    databaseHooks: {
      session: {
        create: {
          // Nobody who is disabled gets a session, whatever they prove.
          before: async ({ userId }: { userId: string }) =>
            (await store.read(async (tx) => await activePerson(tx, userId))) === null ? false : undefined,
        },
      },
    },
    advanced: {
      cookiePrefix: "dongbo",
      useSecureCookies: url.startsWith("https:"),
      // Whoever comes back from the office's sign-in comes from another site.
      defaultCookieAttributes: {
        httpOnly: true,
        sameSite: oidc === undefined ? ("strict" as const) : ("lax" as const),
        path: "/",
      },
      database: { generateId: newId },
    },
  };
}
