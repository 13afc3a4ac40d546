import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { portal } from "../../../adapters/nq57/adapter.ts";
import { simulator } from "../../../adapters/nq57/simulator.ts";
import { CsrfSchema, LoginSchema, RefreshedSchema } from "../../../adapters/nq57/wire.ts";
import { Secret } from "../../../schemas/secret.ts";
import { simulated } from "../../../src/portal/conformance-bench.ts";
import type { RunningSimulator } from "../../../src/portal/simulator.ts";
import { lapsesOf } from "../lapses.ts";
import { odditiesOf } from "../oddities.ts";

const noon = Date.parse("2026-05-04T05:00:00Z");
let clock: number;
let running: RunningSimulator;
let password: string;
let account: string;

beforeEach(async () => {
  clock = noon;
  running = await simulator.start({ now: () => clock });
  const secrets = z
    .object({ account: z.instanceof(Secret), password: z.instanceof(Secret) })
    .parse(running.options);
  account = secrets.account.reveal();
  password = secrets.password.reveal();
});

afterEach(() => running.stop());

interface Said {
  status: number;
  body: unknown;
  cookie: string;
}

async function ask(path: string, init: RequestInit = {}): Promise<Said> {
  const reply = await fetch(`${running.url}/api/v1/${path}`, init);
  const cookie = reply.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { status: reply.status, body: await reply.json(), cookie };
}

function json(method: string, body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method, body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } };
}

async function bearer(): Promise<Record<string, string>> {
  const login = { username: account, password, provider: "db", refresh: true };
  const { body } = await ask("security/login", json("POST", login));
  return { authorization: `Bearer ${LoginSchema.parse(body).access_token}` };
}

async function forWrites(): Promise<Record<string, string>> {
  const token = await bearer();
  const { body, cookie } = await ask("security/csrf_token/", { headers: token });
  return { ...token, cookie, "x-csrftoken": CsrfSchema.parse(body).result, referer: `${running.url}/` };
}

function seedSome(count: number): void {
  running.seed(
    Array.from({ length: count }, (_, place) => ({
      code: `NV-${place + 1}`,
      title: "Nhiệm vụ",
      dueOn: "2026-05-08",
      leadOrganisation: "Sở Tài chính",
    })),
  );
}

async function page(query: object): Promise<{ status: number; count: number; ids: number[] }> {
  const q = encodeURIComponent(JSON.stringify({ keys: ["none"], ...query }));
  const { status, body } = await ask(`nhiem_vu/?q=${q}`, { headers: await bearer() });
  const shape = z.object({ count: z.int().default(-1), ids: z.array(z.int()).default([]) });
  return { status, ...shape.parse(body) };
}

async function shownWord(id: number): Promise<unknown> {
  const { body } = await ask(`nhiem_vu/${id}`, { headers: await bearer() });
  return z.object({ result: z.looseObject({ trang_thai: z.string() }) }).parse(body).result.trang_thai;
}

lapsesOf("nq57", () => simulated(portal));
odditiesOf(portal);

describe("the door of the nq57 simulator", () => {
  it.each([
    [{ username: "x", password: "y", provider: "db" }, 401],
    [{ username: "x", provider: "db" }, 400],
    [{ username: "x", password: "y", provider: "github" }, 400],
  ])("refuses the login %j with %i", async (login, status) => {
    expect(await ask("security/login", json("POST", login))).toMatchObject({ status });
  });

  it("refuses reads without a token, with a foreign one, and with one that ran out", async () => {
    const token = await bearer();
    const none = await ask("nhiem_vu/");
    const foreign = await ask("nhiem_vu/", { headers: { authorization: "Bearer abc" } });
    clock += 15 * 60_000;

    const old = await ask("nhiem_vu/", { headers: token });

    expect([none.status, foreign.status, old.status]).toEqual([401, 422, 401]);
    expect(old.body).toEqual({ msg: "Token has expired" });
  });

  it("gives an access token, and only that, for a refresh token", async () => {
    const login = { username: account, password, provider: "db", refresh: true };
    const tokens = LoginSchema.parse((await ask("security/login", json("POST", login))).body);

    const renewed = await ask("security/refresh", {
      method: "POST",
      headers: { authorization: `Bearer ${tokens.refresh_token}` },
    });
    const misused = await ask("nhiem_vu/", { headers: { authorization: `Bearer ${tokens.refresh_token}` } });

    expect(RefreshedSchema.safeParse(renewed.body).success).toBe(true);
    expect(misused.status).toBe(422);
  });

  it.each([
    ["cookie", "The CSRF session token is missing."],
    ["x-csrftoken", "The CSRF token is missing."],
    ["referer", "The referrer header is missing."],
  ])("refuses a write without %s and changes nothing", async (header, said) => {
    seedSome(1);
    const { [header]: _, ...headers } = await forWrites();

    const reply = await ask("nhiem_vu/1", json("PUT", { tien_do: 50 }, headers));

    expect(reply).toMatchObject({ status: 400, body: { errors: [{ message: `400 Bad Request: ${said}` }] } });
    expect(running.held()[0]?.fields["percent"]).toBe(0);
    expect(running.tally().writes).toBe(0);
  });

  it("does not take a CSRF token with the session of another", async () => {
    seedSome(1);
    const one = await forWrites();
    const { cookie } = await forWrites();

    const reply = await ask("nhiem_vu/1", json("PUT", { tien_do: 50 }, { ...one, cookie: cookie ?? "" }));

    expect(reply.status).toBe(400);
  });
});

describe("the lists of the nq57 simulator", () => {
  it.each([
    [{}, 20],
    [{ page_size: 7 }, 7],
    [{ page_size: 100 }, 100],
    [{ page_size: 500 }, 100],
    [{ page_size: 0 }, 100],
  ])("answer %j with %i rows, without a word about it", async (query, rows) => {
    seedSome(120);

    const answer = await page(query);

    expect(answer).toMatchObject({ status: 200, count: 120 });
    expect(answer.ids).toHaveLength(rows);
  });

  it("count pages from 0", async () => {
    seedSome(5);

    const answer = await page({ page: 1, page_size: 2, order_column: "id", order_direction: "desc" });

    expect(answer.ids).toEqual([3, 2]);
  });

  it.each([{ order_column: "mau" }, { filters: [{ col: "ten", opr: "eq", value: "x" }] }])(
    "refuse what the portal has no index for: %j",
    async (query) => {
      expect(await page(query)).toMatchObject({ status: 400 });
    },
  );
});

describe("the columns of the nq57 simulator", () => {
  it.each([
    { tien_do: 101 },
    { tien_do: "50" },
    { tien_do: 50.5 },
    { ket_qua: 5 },
    { ngay_hoan_thanh: "04/05/2026" },
    { ngay_hoan_thanh: "2026-02-30" },
    { trang_thai: "Hoàn thành đúng hạn" },
    { ten: "Tên khác" },
    { han: "2027-01-01" },
    { kinh_phi: 5 },
  ])("refuse %j and keep the whole row", async (columns) => {
    seedSome(1);
    const before = running.held();

    const reply = await ask("nhiem_vu/1", json("PUT", { kho_khan: "Khác", ...columns }, await forWrites()));

    expect(reply).toMatchObject({
      status: 422,
      body: { message: { [Object.keys(columns)[0] ?? ""]: [expect.any(String)] } },
    });
    expect(running.held()).toEqual(before);
  });

  it("merge a partial update and answer with it, without an id", async () => {
    seedSome(1);
    const headers = await forWrites();
    await ask("nhiem_vu/1", json("PUT", { kho_khan: "Thiếu vốn" }, headers));

    const reply = await ask("nhiem_vu/1", json("PUT", { tien_do: 40 }, headers));

    expect(reply).toMatchObject({ status: 200, body: { result: { tien_do: 40 } } });
    expect(running.held()[0]?.fields).toMatchObject({
      percent: 40,
      difficulties: "Thiếu vốn",
      lifecycle: "in_progress",
    });
  });

  it("let the status word drift with the portal's clock alone", async () => {
    seedSome(1);
    const words = [];
    for (const day of ["2026-05-01", "2026-05-08", "2026-05-09"]) {
      clock = Date.parse(`${day}T05:00:00Z`);
      words.push(await shownWord(1));
    }

    expect(words).toEqual([
      "Chưa thực hiện - sắp đến hạn",
      "Chưa thực hiện - sắp đến hạn",
      "Chưa thực hiện - quá hạn",
    ]);
  });

  it.each([
    ["2026-05-08", "Hoàn thành đúng hạn"],
    ["2026-05-09", "Hoàn thành quá hạn"],
  ])("judge a completion of %s against the deadline, not against today: %s", async (completedOn, word) => {
    seedSome(1);
    running.edit("1", { percent: 100, completedOn });
    clock = Date.parse("2026-12-01T05:00:00Z");

    expect(await shownWord(1)).toBe(word);
  });

  it("show a day of every second row as the instant at which it begins", async () => {
    seedSome(2);
    const { body } = await ask("nhiem_vu/2", { headers: await bearer() });

    expect(body).toMatchObject({ result: { han: "2026-05-07T17:00:00Z" } });
  });
});

describe("edits at the nq57 simulator", () => {
  it.each(["not_started", "in_progress", "completed"])(
    "reach the status %s through its boxes",
    async (lifecycle) => {
      seedSome(1);

      running.edit("1", { completedOn: "2026-05-05", lifecycle });

      expect(running.held()[0]?.fields["lifecycle"]).toBe(lifecycle);
    },
  );

  it("refuse a status that the portal cannot show and a box that it has not", () => {
    seedSome(1);

    expect(() => running.edit("1", { lifecycle: "on_hold" })).toThrow("on_hold");
    expect(() => running.edit("1", { lifecycle: "completed" })).toThrow("day");
    expect(() => running.edit("1", { budgetRegistered: "5" })).toThrow("budgetRegistered");
  });
});
