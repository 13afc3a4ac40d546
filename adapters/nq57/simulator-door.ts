// Who may come in at the imitated portal: login, refresh, CSRF token, and the checks before every other route.
import type { Answer, Asked, Route } from "../../src/portal/simulator-spec.ts";

export interface Door {
  account: string;
  password: string;
  invent(): string;
  /** Token -> what it is good for, and until when. */
  tokens: Map<string, { use: "access" | "refresh"; until: number }>;
  /** Session cookie -> its CSRF token, and until when. */
  sessions: Map<string, { csrf: string; until: number }>;
}

const minute = 60_000;
const lifetimes = { access: 15 * minute, refresh: 30 * 24 * 60 * minute, csrf: 60 * minute };

/** A door with one account that nobody else knows. */
export function newDoor(invent: () => string): Door {
  return { account: `tinh-${invent()}`, password: invent(), invent, tokens: new Map(), sessions: new Map() };
}

/** Login, refresh and the CSRF token. */
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
  const known = provider === "db" && body["username"] === door.account && body["password"] === door.password;
  if (!known) return { status: 401, json: { message: "Not authorized" } };
  const access = give(door, "access", asked.now);
  const wantsRefresh = body["refresh"] === true ? { refresh_token: give(door, "refresh", asked.now) } : {};
  return { status: 200, json: { access_token: access, ...wantsRefresh } };
}

function give(door: Door, use: "access" | "refresh", now: number): string {
  const token = door.invent();
  door.tokens.set(token, { use, until: now + lifetimes[use] });
  return token;
}

function refresh(asked: Asked, door: Door): Answer {
  if (asked.faults.fires("refresh-expires") !== null) expire(door, "refresh");
  return (
    tokenRefusal(asked, door, "refresh") ?? {
      status: 200,
      json: { access_token: give(door, "access", asked.now) },
    }
  );
}

function expire(door: Door, use: "access" | "refresh"): void {
  for (const token of door.tokens.values()) if (token.use === use) token.until = 0;
}

function csrfToken(asked: Asked, door: Door): Answer {
  const [session, csrf] = [door.invent(), door.invent()];
  door.sessions.set(session, { csrf, until: asked.now + lifetimes.csrf });
  return {
    status: 200,
    headers: { "set-cookie": [`session=${session}; HttpOnly; Path=/; SameSite=Lax`] },
    json: { result: csrf },
  };
}

/** The token layer's refusals: 401 for none and for one that ran out, 422 for one it never gave or for the other use. */
function tokenRefusal(asked: Asked, door: Door, use: "access" | "refresh"): Answer | null {
  if (use === "access" && asked.faults.fires("token-expires") !== null) expire(door, "access");
  if (use === "access" && asked.faults.fires("forgets-tokens") !== null) door.tokens.clear();
  const header = asked.headers.authorization;
  if (header === undefined) return { status: 401, json: { msg: "Missing Authorization Header" } };
  const token = door.tokens.get(header.replace(/^Bearer /, ""));
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
