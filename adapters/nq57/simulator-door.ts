// Who may come in at the imitated portal: login, refresh, CSRF token, and the checks before every other route.
import type { Answer, Asked, Route } from "../../src/portal/simulator-spec.ts";

export interface Door {
  account: string;
  password: string;
  invent(): string;
  /** Token -> what it is good for, and until when. */
  tokens: Map<string, { use: "access" | "refresh"; until: number; wasUsed?: true }>;
  /** Session cookie -> its CSRF token, and until when. */
  sessions: Map<string, { csrf: string; until: number }>;
  /** Session cookies of browsers in which somebody signed in, and until when. */
  people: Map<string, number>;
}

const minute = 60_000;
const lifetimes = {
  access: 15 * minute,
  refresh: 30 * 24 * 60 * minute,
  csrf: 60 * minute,
  person: 8 * 60 * minute,
};

/** A door with one account that nobody else knows. */
export function newDoor(invent: () => string): Door {
  return {
    account: `tinh-${invent()}`,
    password: invent(),
    invent,
    tokens: new Map(),
    sessions: new Map(),
    people: new Map(),
  };
}

/** A person signs in at the sign-in page, past whatever it asks of people: the cookie line that the browser sends from then on. */
export function signInAsPerson(door: Door, now: number): { session: string; expiresAt: number } {
  const cookie = door.invent();
  const expiresAt = now + lifetimes.person;
  door.people.set(cookie, expiresAt);
  return { session: `session=${cookie}`, expiresAt };
}

/** Login, refresh, the CSRF token and who one is. */
export function securityRoutes<State>(doorOf: (state: State) => Door): Route<State>[] {
  return [
    {
      method: "POST",
      path: "/api/v1/security/login",
      kind: "signIn",
      handle: (asked, state) => login(asked, doorOf(state)),
    },
    {
      method: "POST",
      path: "/api/v1/security/refresh",
      kind: "signIn",
      handle: (asked, state) => refresh(asked, doorOf(state)),
    },
    {
      method: "GET",
      path: "/api/v1/security/csrf_token/",
      kind: "read",
      handle: guarded(doorOf, (asked, state) => csrfToken(asked, doorOf(state))),
    },
    {
      method: "GET",
      path: "/api/v1/me/",
      kind: "read",
      handle: guarded(doorOf, (_, state) => aboutMe(doorOf(state))),
    },
  ];
}

/** A route behind the checks: CSRF for writes first, before anybody looks at the token, then the token. */
export function guarded<State>(
  doorOf: (state: State) => Door,
  handle: Route<State>["handle"],
): Route<State>["handle"] {
  return (asked, state) => {
    const door = doorOf(state);
    return (
      csrfRefusal(asked, door) ??
      tokenRefusal(asked, door, "access") ??
      permissionRefusal(asked) ??
      handle(asked, state)
    );
  };
}

function login(asked: Asked, door: Door): Answer {
  const body = asked.json() as Record<string, unknown> | null;
  const provider = body?.["provider"];
  if (
    typeof body?.["username"] !== "string" ||
    typeof body["password"] !== "string" ||
    typeof provider !== "string"
  ) {
    return { status: 400, json: { message: "Missing required parameter" } };
  }
  if (provider !== "db" && provider !== "ldap")
    return { status: 400, json: { message: "Provider not supported" } };
  if (asked.faults.fires("captcha") !== null) {
    return { status: 403, json: { message: "Vui lòng đăng nhập tại trang web và nhập mã xác nhận" } };
  }
  const known = provider === "db" && body["username"] === door.account && body["password"] === door.password;
  if (!known) return { status: 401, json: { message: "Not authorized" } };
  const access = give(asked, door, "access");
  const wantsRefresh = body["refresh"] === true ? { refresh_token: give(asked, door, "refresh") } : {};
  return { status: 200, json: { access_token: access, ...wantsRefresh } };
}

function give(asked: Asked, door: Door, use: "access" | "refresh"): string {
  const token = door.invent();
  const short = use === "access" ? asked.faults.fires("short-tokens") : null;
  const livesMs = short === null ? lifetimes[use] : Number(short["seconds"] ?? 60) * 1000;
  door.tokens.set(token, { use, until: asked.now + livesMs });
  return token;
}

function refresh(asked: Asked, door: Door): Answer {
  if (asked.faults.fires("refresh-expires") !== null) expire(door, "refresh");
  const refusal = tokenRefusal(asked, door, "refresh");
  if (refusal !== null) return refusal;
  const token = door.tokens.get(bearerOf(asked));
  // A token that comes a second time was stolen, says the portal, and nobody of this account is trusted any more.
  if (token?.wasUsed === true && asked.faults.fires("refresh-reuse-kill") !== null) {
    door.tokens.clear();
    return { status: 401, json: { msg: "Token has been revoked" } };
  }
  if (token !== undefined) token.wasUsed = true;
  return { status: 200, json: { access_token: give(asked, door, "access") } };
}

function bearerOf(asked: Asked): string {
  return (asked.headers.authorization ?? "").replace(/^Bearer /, "");
}

function expire(door: Door, use: "access" | "refresh"): void {
  for (const token of door.tokens.values()) if (token.use === use) token.until = 0;
}

function csrfToken(asked: Asked, door: Door): Answer {
  const [session, csrf] = [door.invent(), door.invent()];
  door.sessions.set(session, { csrf, until: asked.now + lifetimes.csrf });
  // The cookie of somebody who signed in is renewed, and the one before it stays good.
  if (isSignedIn(asked, door)) door.people.set(session, asked.now + lifetimes.person);
  return {
    status: 200,
    headers: { "set-cookie": [`session=${session}; HttpOnly; Path=/; SameSite=Lax`] },
    json: { result: csrf },
  };
}

function aboutMe(door: Door): Answer {
  const result = { username: door.account, first_name: "Lan", last_name: "Nguyễn Thị", is_active: true };
  return { status: 200, json: { result } };
}

/** Whether the browser's cookie is that of somebody who signed in. */
export function isSignedIn(asked: Asked, door: Door): boolean {
  return (door.people.get(asked.cookies["session"] ?? "") ?? 0) > asked.now;
}

/** The token layer's refusals: 401 for none and for one that ran out, 422 for one it never gave or for the other use. */
function tokenRefusal(asked: Asked, door: Door, use: "access" | "refresh"): Answer | null {
  if (use === "access" && asked.faults.fires("token-expires") !== null) expire(door, "access");
  if (use === "access" && asked.faults.fires("forgets-tokens") !== null) door.tokens.clear();
  if (use === "access" && asked.faults.fires("session-ends") !== null) door.people.clear();
  if (asked.headers.authorization === undefined) {
    if (use === "access" && isSignedIn(asked, door)) return null;
    return { status: 401, json: { msg: "Missing Authorization Header" } };
  }
  const token = door.tokens.get(bearerOf(asked));
  if (token === undefined) return { status: 422, json: { msg: "Signature verification failed" } };
  if (token.use !== use) return { status: 422, json: { msg: "Wrong type of token" } };
  return token.until > asked.now ? null : { status: 401, json: { msg: "Token has expired" } };
}

function permissionRefusal(asked: Asked): Answer | null {
  return asked.faults.fires("forbidden") === null ? null : { status: 403, json: { message: "Forbidden" } };
}

function csrfRefusal(asked: Asked, door: Door): Answer | null {
  if (asked.method === "GET") return null;
  if (asked.faults.fires("csrf-expires") !== null) door.sessions.clear();
  const session = door.sessions.get(asked.cookies["session"] ?? "");
  if (asked.headers["x-csrftoken"] === undefined) return badRequest("The CSRF token is missing.");
  if (session === undefined) return badRequest("The CSRF session token is missing.");
  if (session.until <= asked.now) return badRequest("The CSRF token has expired.");
  if (session.csrf !== asked.headers["x-csrftoken"]) return badRequest("The CSRF tokens do not match.");
  const referer = URL.parse(asked.headers.referer ?? "");
  if (referer === null) return badRequest("The referrer header is missing.");
  return referer.host === asked.headers.host ? null : badRequest("The referrer does not match the host.");
}

function badRequest(said: string): Answer {
  const error = {
    message: `400 Bad Request: ${said}`,
    error_type: "GENERIC_BACKEND_ERROR",
    level: "error",
    extra: {},
  };
  return { status: 400, json: { errors: [error] } };
}
