// The programming interface, asked over HTTP without a wire: what it tells, takes and refuses, and that its description is true.
import { describe, expect, it } from "vitest";
import { ApiProblemSchema, type TokenRole } from "../../schemas/api.ts";
import { apiApp, apiRoutes } from "../../src/console/api/app.ts";
import { describeApi } from "../../src/console/api/openapi.ts";
import { listEntries } from "../../src/ledger/read.ts";
import { listTokens, makeToken, revokeToken } from "../../src/people/tokens.ts";
import { changeTask } from "../../src/register/change.ts";
import { addOrganisation } from "../../src/register/organisations.ts";
import { findTask, taskHistory } from "../../src/register/tasks.ts";
import { anOrganisation, aProvenance } from "../builders.ts";
import { onEachDatabase } from "../databases.ts";
import { desksOn, type Desk } from "../push/desk.ts";
import type { JsonAnswer } from "../journeys/desk.ts";
import { officeOf, problemsOf } from "./acts-desk.ts";

describe("the description", () => {
  const described = describeApi(apiRoutes);

  it("holds every route with its parameters, and nothing else", () => {
    const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, path, ...(operation as object) })),
    );

    expect(operations.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(
      apiRoutes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`).toSorted(),
    );
    expect(operations).toContainEqual(
      expect.objectContaining({
        operationId: "listTasks",
        parameters: expect.arrayContaining([
          expect.objectContaining({ name: "lifecycle", in: "query", required: false }),
          expect.objectContaining({ name: "limit", schema: expect.objectContaining({ maximum: 200 }) }),
        ]),
      }),
    );
  });

  it("is made of the shapes themselves: every reference leads to one, and values keep their limits", () => {
    const text = JSON.stringify(described);
    const referred = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name ?? "",
    );
    const { schemas } = described.components;

    expect(referred.length).toBeGreaterThan(5);
    expect(referred.filter((name) => !(name in schemas))).toEqual([]);
    expect(schemas["ProgressReport"]).toMatchObject({
      additionalProperties: false,
      properties: { percent: { type: "integer", minimum: 0, maximum: 100 } },
    });
  });
});

function asking(app: ReturnType<typeof apiApp>, token: string | null) {
  return async (line: string, sent?: unknown, headers: Record<string, string> = {}) => {
    const [method = "", path = ""] = line.split(" ");
    const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
    const response = await app.request(path, {
      method,
      headers: { "accept-language": "en", ...authorization, ...headers },
      ...(sent !== undefined && { body: typeof sent === "string" ? sent : JSON.stringify(sent) }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: JSON.parse(await response.text()) as JsonAnswer,
    };
  };
}

const keysOf = (body: { problems: { key: string }[] }) => body.problems.map(({ key }) => key);
const stored = async ({ means }: Desk) => await means.store.read(async (tx) => await findTask(tx, "NV-0001"));

onEachDatabase("the programming interface", (open) => {
  const aDesk = desksOn(open);

  async function opened(role: TokenRole = "entry", tasks = 3) {
    const desk = await aDesk({ at: ["memory"], tasks });
    const app = apiApp(await officeOf(desk));
    const { text } = await makeToken(desk.means, { name: "ioc", role, units: null });
    return { desk, app, text, ask: asking(app, text) };
  }

  it("lists tasks page by page, each once", async () => {
    const { ask } = await opened("auditor", 5);

    const first = await ask("GET /tasks?limit=2");
    const second = await ask(`GET ${first.body.next.replace("/api/v1", "")}`);
    const third = await ask(`GET ${second.body.next.replace("/api/v1", "")}`);

    expect(
      [first, second, third].map(({ body }) => body.tasks.map(({ code }: { code: string }) => code)),
    ).toEqual([["NV-0001", "NV-0002"], ["NV-0003", "NV-0004"], ["NV-0005"]]);
    expect(third.body.next).toBeNull();
  });

  it("reads one task with its version, and where it stands at each portal", async () => {
    const { ask, desk } = await opened("auditor");
    await desk.report("NV-0001", { percent: 30, lifecycle: "in_progress", budgetAllocated: 1_500_000_000n });

    const task = await ask("GET /tasks/NV-0001");
    const standing = await ask("GET /tasks/NV-0001/portals");

    expect(task.body).toMatchObject({ percent: 30, budgetAllocated: "1500000000", version: 2 });
    expect(standing.body).toEqual({
      code: "NV-0001",
      portals: [{ portal: "memory", standing: "due", remoteId: expect.any(String), reasons: [] }],
    });
  });

  it("records progress in the token's name, by the register's own rules", async () => {
    const { ask, desk } = await opened();
    const report = {
      lifecycle: "in_progress",
      percent: 60,
      budgetDisbursed: "250000000",
      expectedVersion: 1,
    };

    const answer = await ask("POST /tasks/NV-0001/progress", report);
    const [newest] = await desk.means.store.read(async (tx) => await taskHistory(tx, "NV-0001", "percent"));

    expect(answer).toMatchObject({ status: 200, body: { code: "NV-0001", version: 2 } });
    expect(answer.body.changed.toSorted()).toEqual(["budgetDisbursed", "lifecycle", "percent"]);
    expect(await stored(desk)).toMatchObject({ percent: 60, budgetDisbursed: 250_000_000n });
    expect(newest).toMatchObject({ who: "token ioc", system: "dongbo", from: 0, to: 60 });
  });

  it("tells every problem of a report at once, as a problem document in the language asked for", async () => {
    const { ask, desk } = await opened();
    const report = {
      percent: 140,
      lifecycle: "xong",
      expectedOn: "31/31/2025",
      budgetAllocated: "1,5 tỷ",
      colour: "đỏ",
    };

    const english = await ask("POST /tasks/NV-0001/progress", report);
    const vietnamese = await ask("POST /tasks/NV-0001/progress", report, { "accept-language": "vi" });

    expect(english.status).toBe(422);
    expect(english.headers.get("content-type")).toContain("application/problem+json");
    expect(ApiProblemSchema.parse(english.body).problems).toHaveLength(5);
    expect(keysOf(english.body)).toEqual(
      expect.arrayContaining(["register.bad_percent", "register.bad_lifecycle", "register.unknown_field"]),
    );
    expect(vietnamese.body.title).toBe("Nội dung chưa đúng");
    expect(await stored(desk)).toMatchObject({ percent: 0 });
  });

  it("refuses a completion without its date as the command line does", async () => {
    const { ask } = await opened();

    const answer = await ask("POST /tasks/NV-0001/progress", { lifecycle: "completed", percent: 100 });

    expect([answer.status, keysOf(answer.body)]).toEqual([422, ["register.done_needs_date"]]);
  });

  it("refuses a report on a task that has changed since it was read", async () => {
    const { ask, desk } = await opened();
    await desk.report("NV-0001", { percent: 30, lifecycle: "in_progress" });

    const answer = await ask("POST /tasks/NV-0001/progress", { percent: 20, expectedVersion: 1 });

    expect([answer.status, keysOf(answer.body)]).toEqual([409, ["register.stale_version"]]);
  });

  it("does once what is sent twice under one key, and refuses the key for something else", async () => {
    const { ask, desk } = await opened();
    const send = async (percent: number) =>
      await ask(
        "POST /tasks/NV-0001/progress",
        { percent, lifecycle: "in_progress" },
        { "idempotency-key": "k-1" },
      );

    const first = await send(40);
    await desk.report("NV-0001", { percent: 70 });
    const again = await send(40);
    const other = await send(50);

    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect([other.status, keysOf(other.body)]).toEqual([422, ["api.key_reused"]]);
    expect(await stored(desk)).toMatchObject({ percent: 70 });
  });

  it("keeps nothing under a key whose request failed", async () => {
    const { ask } = await opened();
    const key = { "idempotency-key": "k-2" };

    const failed = await ask("POST /tasks/NV-0001/progress", { percent: 140 }, key);
    const mended = await ask("POST /tasks/NV-0001/progress", { percent: 14, lifecycle: "in_progress" }, key);

    expect([failed.status, mended.status]).toEqual([422, 200]);
  });

  it.each([
    ["GET /tasks?limit=0", undefined, 400, "api.bad_query"],
    ["GET /tasks?colour=red", undefined, 400, "api.bad_query"],
    ["POST /tasks/NV-0001/progress", "{", 400, "api.bad_body"],
    ["POST /tasks/NV-0001/progress", "[]", 400, "api.bad_body"],
    ["GET /tasks/NV-9999", undefined, 404, "api.missing"],
    ["GET /nothing", undefined, 404, "api.missing"],
    ["GET /tasks?lead=Nobody", undefined, 422, "register.unknown_organisation"],
  ])("answers %s %s with %i", async (line, sent, status, key) => {
    const { ask } = await opened();

    const answer = await ask(line, sent);

    expect([answer.status, keysOf(ApiProblemSchema.parse(answer.body))]).toEqual([status, [key]]);
  });

  it("refuses a body that is too large before reading it", async () => {
    const { ask } = await opened();

    expect((await ask("POST /tasks/NV-0001/progress", { progressText: "a".repeat(200_000) })).status).toBe(
      413,
    );
  });

  it("does not tell what is not plainly marked normal", async () => {
    const { ask, desk } = await opened();
    await desk.means.store.transaction(async (tx) => {
      await changeTask(tx, { code: "NV-0001", set: { classification: "mat" }, provenance: aProvenance() });
    });

    const list = await ask("GET /tasks");
    const one = await ask("GET /tasks/NV-0001");
    const report = await ask("POST /tasks/NV-0001/progress", { percent: 10 });

    expect(list.body.tasks.map(({ code }: { code: string }) => code)).toEqual(["NV-0002", "NV-0003"]);
    expect([one.status, report.status]).toEqual([404, 404]);
  });

  it("reaches only the tasks of the token's units", async () => {
    const { app, desk } = await opened();
    const unit = anOrganisation();
    await desk.means.store.transaction(async (tx) => {
      await addOrganisation(tx, unit);
      await changeTask(tx, {
        code: "NV-0002",
        set: { leadOrganisation: unit.name },
        provenance: aProvenance(),
      });
    });
    const { text } = await makeToken(desk.means, { name: "so-tn", role: "entry", units: [unit.id] });
    const ask = asking(app, text);

    expect((await ask("GET /tasks")).body.tasks).toMatchObject([
      { code: "NV-0002", leadOrganisation: unit.shortName },
    ]);
    expect((await ask("GET /tasks/NV-0001")).status).toBe(404);
    expect((await ask("POST /tasks/NV-0001/progress", { percent: 10 })).status).toBe(404);
    expect((await ask("GET /tasks/NV-0002")).status).toBe(200);
  });

  it("puts what an auditor's token asks for on the ledger", async () => {
    const { ask, desk } = await opened("auditor");

    await ask("GET /tasks/NV-0001");

    const entries = await desk.means.store.read(async (tx) => await listEntries(tx, { limit: 5 }));
    expect(entries.map(({ body }) => body)).toContainEqual(
      expect.objectContaining({ kind: "reading", who: "token ioc", how: "opened", what: "/tasks/NV-0001" }),
    );
  });

  describe("asks for a token", () => {
    it("that is in force", async () => {
      const { app, text, desk } = await opened();
      await revokeToken(desk.means, "ioc");

      for (const token of [null, "dongbo_wrong", "other", text]) {
        const answer = await asking(app, token)("GET /tasks");
        expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([
          401,
          'Bearer realm="dongbo"',
        ]);
      }
      expect(await problemsOf(revokeToken(desk.means, "ioc"))).toEqual(["token.none"]);
    });

    it("whose role may record, to record", async () => {
      const { ask } = await opened("auditor");

      const answer = await ask("POST /tasks/NV-0001/progress", { percent: 10 });

      expect([answer.status, keysOf(answer.body)]).toEqual([403, ["api.forbidden"]]);
    });

    it("but shows the description to everybody", async () => {
      const { app } = await opened();

      const answer = await asking(app, null)("GET /openapi.json");

      expect(answer).toMatchObject({ status: 200, body: { openapi: "3.1.0" } });
    });

    it("which is kept nowhere, noted on the ledger, and tells when it was last used", async () => {
      const { ask, desk, text } = await opened();
      await ask("GET /tasks");

      const [token] = await listTokens(desk.means);
      const entries = await desk.means.store.read(
        async (tx) => await listEntries(tx, { run: desk.means.run, limit: 50 }),
      );

      expect(text).toMatch(/^dongbo_[\w-]{43}$/);
      expect(JSON.stringify([token, entries])).not.toContain(text);
      expect(token).toMatchObject({
        name: "ioc",
        role: "entry",
        lastUsedAt: desk.means.now(),
        revoked: null,
      });
      expect(entries.map(({ body }) => ("note" in body ? body.note?.key : null))).toContain("token.made");
    });

    it("of one name at a time", async () => {
      const { desk } = await opened();
      const again = { name: "ioc", role: "auditor", units: null } as const;

      expect(await problemsOf(makeToken(desk.means, again))).toEqual(["token.taken"]);
      expect(await problemsOf(makeToken(desk.means, { ...again, name: "Không tên" }))).toEqual([
        "token.bad_name",
      ]);
      await revokeToken(desk.means, "ioc");
      expect((await makeToken(desk.means, again)).token.name).toBe("ioc");
    });
  });
});
