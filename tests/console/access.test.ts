// Who may open what: every route as every role, read from the one list of routes; and what is asked of everybody.
import { beforeAll, describe, expect, it } from "vitest";
import { roles, type Role } from "../../schemas/person.ts";
import { routes } from "../../src/console/routes.ts";
import { withOpenDesk } from "./open-desk.ts";
import { address, tokenIn, type Visitor } from "./visitor.ts";

const open = withOpenDesk();
const visitors = new Map<Role, Visitor>();

beforeAll(async () => {
  for (const role of roles) visitors.set(role, await open().signedIn(role));
});

const anAddress = (path: string) => path.replaceAll(/:\w+(\{[^}]*\})?/g, "unknown");
const cases = routes.flatMap((route) => roles.map((role) => ({ ...route, role })));

describe("every route as every role", () => {
  it.each(cases)("$method $path as $role", async ({ method, path, roles: allowed, role }) => {
    const visitor = visitors.get(role);
    const answered =
      method === "get" ? await visitor?.get(anAddress(path)) : await visitor?.post(anAddress(path));

    if (allowed.includes(role)) {
      expect(answered?.status).toBeDefined();
      expect([403, 500]).not.toContain(answered?.status);
    } else {
      expect(answered?.status).toBe(403);
    }
  });

  it("lets nobody in who has not signed in", async () => {
    const visitor = open().visitor();
    const answers = [];
    for (const { method, path } of routes) {
      const at = anAddress(path);
      const from = "/sign-in";
      answers.push(method === "get" ? await visitor.get(at) : await visitor.post(at, {}, { from }));
    }

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    expect(answers.every(({ to }) => to?.startsWith("/sign-in") === true)).toBe(true);
  });

  it("changes nothing for auditors, who may only ask whether the ledger is sound", () => {
    const acts = routes.filter(
      ({ method, roles: allowed }) => method === "post" && allowed.includes("auditor"),
    );

    expect(acts.map(({ path }) => path)).toEqual(["/ledger/verify"]);
  });
});

describe("a POST", () => {
  const posts = ["/sign-out", ...routes.filter(({ method }) => method === "post").map(({ path }) => path)];

  it.each(posts)("to %s is refused without the token of its page", async (path) => {
    const visitor = visitors.get("admin");
    const token = tokenIn((await visitor?.get("/"))?.text ?? "");
    const foreign = tokenIn((await visitors.get("entry")?.get("/"))?.text ?? "");

    const without = await visitor?.send(anAddress(path), {}, { origin: address });
    const ofAnother = await visitor?.send(anAddress(path), { formToken: foreign }, { origin: address });
    const fromElsewhere = await visitor?.send(
      anAddress(path),
      { formToken: token },
      { origin: "http://127.0.0.1:9999" },
    );
    const fromNowhere = await visitor?.send(anAddress(path), { formToken: token });

    expect([without, ofAnother, fromElsewhere, fromNowhere].map((one) => one?.status)).toEqual([
      403, 403, 403, 403,
    ]);
  });

  it("is refused when it is longer than anybody writes", async () => {
    const answered = await visitors
      .get("admin")
      ?.send("/sign-out", { formToken: "x".repeat(1_100_000) }, { origin: address });

    expect(answered?.status).toBe(413);
  });
});

describe("every answer", () => {
  const asked: [string, () => Promise<{ status: number; headers: Headers } | undefined>][] = [
    ["a page", async () => await visitors.get("admin")?.get("/")],
    ["the sign-in page", async () => await open().visitor().get("/sign-in")],
    ["a redirect", async () => await open().visitor().get("/")],
    ["no page", async () => await visitors.get("admin")?.get("/nowhere")],
    ["a refusal", async () => await visitors.get("admin")?.send("/sign-out", {})],
    [
      "the style",
      async () =>
        await open()
          .visitor()
          .get(await styleOf()),
    ],
  ];

  it.each(asked)("(%s) carries the security headers", async (_what, ask) => {
    const headers = (await ask())?.headers;

    const policy = headers?.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toContain("unsafe");
    expect(policy).not.toContain("script-src");
    expect(headers?.get("x-content-type-options")).toBe("nosniff");
    expect(headers?.get("referrer-policy")).toBe("same-origin");
    expect(headers?.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers?.get("cross-origin-resource-policy")).toBe("same-origin");
  });

  it("is kept by nobody, but for files that are named by their digest", async () => {
    const page = await visitors.get("admin")?.get("/");
    const style = await open()
      .visitor()
      .get(await styleOf());

    expect(page?.headers.get("cache-control")).toBe("no-store");
    expect(style.status).toBe(200);
    expect(style.headers.get("cache-control")).toContain("immutable");
  });

  it("is not given under a name that somebody else points at this machine", async () => {
    const answered = await visitors.get("admin")?.get("/", { host: "rebound.example:8460" });

    expect(answered?.status).toBe(421);
    expect(answered?.text).not.toContain("admin");
  });
});

describe("signing in", () => {
  it("sets a cookie that no script reads and no other site sends", async () => {
    const visitor = open().visitor();
    const answered = await visitor.signIn("entry");

    const session = answered.headers.getSetCookie().find((line) => line.startsWith("dongbo"));
    expect(session).toMatch(/HttpOnly/i);
    expect(session).toMatch(/SameSite=Strict/i);
    expect(session).toMatch(/Path=\//i);
    expect(session).not.toMatch(/Secure/i);
  });

  it("leads back to the page that was asked for, and never to another site", async () => {
    const visitor = open().visitor();
    const asked = await visitor.get("/tasks?page=2");
    const back = await visitor.post(
      "/sign-in",
      { name: "entry", password: "mot cau rat de nho", back: "/tasks?page=2" },
      { from: "/sign-in" },
    );
    const astray = await open()
      .visitor()
      .post(
        "/sign-in",
        { name: "entry", password: "mot cau rat de nho", back: "//evil.example/" },
        { from: "/sign-in" },
      );

    expect([404, 303]).toContain(asked.status);
    expect(back.to).toBe("/tasks?page=2");
    expect(astray.to).toBe("/");
  });

  it("ends by signing out, also for a copy of the cookie", async () => {
    const visitor = await open().signedIn("entry");
    const copied = [...visitor.cookies()].map(([name, value]) => `${name}=${value}`).join("; ");
    const answered = await visitor.post("/sign-out");

    expect(answered.to).toBe("/sign-in");
    expect((await visitor.get("/")).status).toBe(303);
    expect((await open().visitor().get("/", { cookie: copied })).status).toBe(303);
  });
});

describe("the language", () => {
  it("is Vietnamese until it is switched, and stays switched", async () => {
    const visitor = await open().signedIn("entry");
    const before = await visitor.get("/");
    const switched = await visitor.get("/language/en?back=/");
    const after = await visitor.get("/");

    expect(before.text).toContain('<html lang="vi">');
    expect(switched.to).toBe("/");
    expect(after.text).toContain('<html lang="en">');
  });

  it("is switched without leading to another site", async () => {
    const answered = await open()
      .visitor()
      .get(`/language/en?back=${encodeURIComponent("https://evil.example/")}`);

    expect(answered.to).toBe("/");
  });
});

async function styleOf(): Promise<string> {
  return /href="(\/assets\/style[^"]+)"/.exec((await open().visitor().get("/sign-in")).text)?.[1] ?? "";
}
