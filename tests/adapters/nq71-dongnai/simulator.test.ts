// The imitated portal by itself, and the adapter against every fault that only this portal has.
import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { portal } from "../../../adapters/nq71-dongnai/adapter.ts";
import { Refused, SignedOut, Transient, Uncertain, Unrecognised } from "../../../schemas/errors.ts";
import type { FieldValues } from "../../../schemas/field.ts";
import { Secret } from "../../../schemas/secret.ts";
import type { PortalSession, RemoteTask } from "../../../src/portal/contract.ts";
import { createHttp } from "../../../src/portal/http-client.ts";
import { simulated } from "../../../src/portal/conformance-bench.ts";
import type { RunningSimulator } from "../../../src/portal/simulator.ts";
import { lapsesOf } from "../lapses.ts";
import { odditiesOf } from "../oddities.ts";

const atNoon = "2025-12-10T05:00:00.000Z";
const clock = { now: Date.parse(atNoon) };
let simulator: RunningSimulator;
let http: ReturnType<typeof createHttp>;

beforeEach(async () => {
  clock.now = Date.parse(atNoon);
  const running = await portal.simulator?.start({ requestsPerMinute: 0, now: () => clock.now });
  if (running === undefined) throw new Error("this portal has a simulator");
  simulator = running;
  http = createHttp({
    baseUrl: simulator.url,
    requestsPerMinute: Infinity,
    parallel: 4,
    onExchange: () => {},
    now: () => atNoon,
    timing: { repeatMs: 1 },
  });
});
afterEach(async () => {
  await http.close();
  await simulator.stop();
});

const open = (): Promise<PortalSession> => portal.open(portal.options.parse(simulator.options), http);

function aTask(code = "NQ57-01"): string {
  const [remoteId] = simulator.seed([
    { code, title: `Nhiệm vụ ${code}`, dueOn: "2025-12-31", leadOrganisation: "Sở KHCN" },
  ]);
  if (remoteId === undefined) throw new Error("nothing was seeded");
  return remoteId;
}

function sixty(): string[] {
  return Array.from({ length: 60 }, (_, place) => aTask(`NV-${place}`));
}

async function send(session: PortalSession, remoteId: string, set: FieldValues) {
  const before = await session.readTask?.(remoteId);
  if (!before || !session.sendProgress) throw new Error("the task is there and can be written");
  return session.sendProgress({
    remoteId,
    set,
    whole: { ...before.fields, ...set },
    before,
    cites: [],
    key: "k1",
    marker: "[db-0123abcd]",
  });
}

async function attach(session: PortalSession, remoteId: string, bytes = Buffer.from("%PDF-1.7 minh chứng")) {
  return session.sendEvidence?.({
    remoteId,
    name: "Báo cáo số 12.pdf",
    mime: "application/pdf",
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    documentNumber: "12/BC-SKHCN",
    documentOn: "2025-12-01",
    key: "k2",
    open: async function* () {
      yield bytes;
    },
  });
}

async function listed(session: PortalSession): Promise<RemoteTask[]> {
  const tasks: RemoteTask[] = [];
  for await (const task of session.listTasks()) tasks.push(task);
  return tasks;
}

/** A request as any other program could make it. */
async function post(path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const { email, password } = simulator.options as { email: string; password: Secret };
  const headers = { "content-type": "application/json", accept: "application/json" };
  const login = await fetch(`${simulator.url}/api/v1/auth/login`, {
    method: "POST",
    headers,
    body: JSON.stringify({ email, password: password.reveal() }),
  });
  const { data } = (await login.json()) as { data: { access_token: string } };
  const reply = await fetch(`${simulator.url}${path}`, {
    method: "POST",
    headers: { ...headers, authorization: `Bearer ${data.access_token}` },
    body: JSON.stringify(body),
  });
  return { status: reply.status, body: await reply.json() };
}

lapsesOf("nq71-dongnai", () => simulated(portal));
odditiesOf(portal);

describe("the portal by itself", () => {
  test("refuses a percent above 100 and a missing explanation, naming both", async () => {
    const id = aTask();

    const reply = await post(`/api/v1/tasks/${id}/progress`, { percent: 101 });

    expect(reply).toMatchObject({
      status: 422,
      body: { success: false, errors: { percent: [expect.anything()], explain: [expect.anything()] } },
    });
    expect(simulator.held()[0]?.entries).toEqual([]);
  });

  test("passes over fields it does not know", async () => {
    const id = aTask();

    const reply = await post(`/api/v1/tasks/${id}/progress`, {
      percent: 10,
      explain: "Đã họp",
      title: "Tên mới",
    });

    expect(reply.status).toBe(200);
    expect(simulator.held()[0]?.fields).toMatchObject({ title: "Nhiệm vụ NQ57-01", percent: 10 });
  });

  test("refuses a report of completion below 100 %", async () => {
    const id = aTask();
    simulator.edit(id, { lifecycle: "in_progress", percent: 99, progressText: "Gần xong" });

    const reply = await post(`/api/v1/tasks/${id}/report`, { completed_at: "2025-12-09" });

    expect(reply).toMatchObject({
      status: 400,
      body: { message: "Chỉ được báo cáo hoàn thành khi tiến độ đạt 100%." },
    });
  });

  test("refuses a completion that lies in the future", async () => {
    const id = aTask();
    simulator.edit(id, { lifecycle: "in_progress", percent: 100, progressText: "Xong" });

    const reply = await post(`/api/v1/tasks/${id}/report`, { completed_at: "2025-12-11" });

    expect(reply.status).toBe(422);
  });

  test("doubles the entry of a repeated call and counts it", async () => {
    const id = aTask();
    await post(`/api/v1/tasks/${id}/progress`, { percent: 10, explain: "Đã họp" });

    await post(`/api/v1/tasks/${id}/progress`, { percent: 10, explain: "Đã họp" });

    expect(simulator.tally()).toMatchObject({ writes: 2, doubledEntries: 1 });
  });

  test("does not count the same words with a new budget as doubled", async () => {
    const id = aTask();
    await post(`/api/v1/tasks/${id}/progress`, { percent: 10, explain: "Đã họp" });

    await post(`/api/v1/tasks/${id}/progress`, {
      percent: 10,
      explain: "Đã họp",
      budget: { registered: "5000000" },
    });

    expect(simulator.tally()).toMatchObject({ writes: 2, doubledEntries: 0 });
  });

  test("shows another word as its clock goes on, and the adapter the same lifecycle", async () => {
    const id = aTask();
    simulator.edit(id, { lifecycle: "in_progress" });
    const session = await open();
    const inTime = await session.readTask?.(id);

    clock.now = Date.parse("2026-01-05T05:00:00Z");
    const late = await session.readTask?.(id);

    expect([inTime, late].map((task) => (task?.raw as { status: string } | undefined)?.status)).toEqual([
      "dangthuchien_tronghan",
      "dangthuchien_quahan",
    ]);
    expect(late?.fields).toEqual(inTime?.fields);
  });
});

describe("signing in", () => {
  test("says SignedOut in the portal's words when the password is wrong", async () => {
    const options = portal.options.parse({ ...simulator.options, password: new Secret("sai") });

    const opening = portal.open(options, http);

    await expect(opening).rejects.toThrow(new SignedOut("Email hoặc mật khẩu không đúng."));
  });

  test("signs in again once for all calls when the token expires", async () => {
    const ids = [aTask("A"), aTask("B"), aTask("C"), aTask("D")];
    const session = await open();
    simulator.script([{ fault: "token-expires" }]);

    const tasks = await Promise.all(ids.map((id) => session.readTask?.(id)));

    expect(tasks.map((task) => task?.code)).toEqual(["A", "B", "C", "D"]);
    expect(simulator.arrivals().filter((arrival) => arrival.path.endsWith("/login"))).toHaveLength(2);
  });

  test("sends one entry when the token expires under a write", async () => {
    const id = aTask();
    const session = await open();
    simulator.script([{ fault: "token-expires", on: "write" }]);

    await send(session, id, { percent: 20, progressText: "Đã họp" });

    expect(simulator.fired()).toEqual({ "token-expires": 1 });
    expect(simulator.held()[0]?.entries).toEqual([{ percent: 20, text: "Đã họp", marker: "[db-0123abcd]" }]);
  });

  test("is SignedOut when new tokens are refused as well", async () => {
    const id = aTask();
    const session = await open();
    simulator.script([{ fault: "token-expires", times: 2 }]);

    const reading = session.readTask?.(id);

    await expect(reading).rejects.toBeInstanceOf(SignedOut);
  });

  test("recovers after a sign-in that failed for the moment", async () => {
    const id = aTask();
    const session = await open();
    simulator.script([{ fault: "token-expires" }, { fault: "unavailable", on: "signIn", times: 3 }]);
    await expect(session.readTask?.(id)).rejects.toBeInstanceOf(Transient);
    simulator.script([]);

    const task = await session.readTask?.(id);

    expect(task?.remoteId).toBe(id);
  });
});

describe("listing", () => {
  test("yields each task once and misses none while rows shift between pages", async () => {
    const ids = sixty();
    const session = await open();
    simulator.script([{ fault: "shifting-pages" }]);

    const tasks = await listed(session);

    expect(simulator.fired()).toEqual({ "shifting-pages": 1 });
    expect(tasks.map((task) => task.remoteId).toSorted()).toEqual(ids.toSorted());
  });

  test("lists all when pages are cut in silence, always or only once", async () => {
    const ids = sixty();
    const session = await open();
    for (const times of [1, 1000]) {
      simulator.script([{ fault: "clamp-pages", times, with: { size: 7 } }]);

      const tasks = await listed(session);

      expect(tasks.map((task) => task.remoteId).toSorted()).toEqual(ids.toSorted());
    }
  });

  test("is Transient, not short, when rows never stop shifting", async () => {
    sixty();
    const session = await open();
    simulator.script([
      { fault: "clamp-pages", times: 1000, with: { size: 1 } },
      { fault: "shifting-pages", times: 1000 },
    ]);

    const listing = listed(session);

    await expect(listing).rejects.toBeInstanceOf(Transient);
  });

  test("is Unrecognised when a task shows a field that nobody described", async () => {
    aTask();
    const session = await open();
    simulator.script([{ fault: "extra-field" }]);

    const listing = listed(session);

    await expect(listing).rejects.toBeInstanceOf(Unrecognised);
  });
});

describe("sending progress", () => {
  test("sends an entry and the report of completion, one of each", async () => {
    const id = aTask();
    const session = await open();
    simulator.edit(id, { lifecycle: "in_progress" });

    const receipt = await send(session, id, {
      percent: 100,
      progressText: "Đã nghiệm thu",
      lifecycle: "completed",
      completedOn: "2025-12-09",
    });

    expect(receipt.portalSaid).toBe("Cập nhật tiến độ thành công. Đã gửi báo cáo hoàn thành, chờ xác nhận.");
    expect(simulator.tally()).toMatchObject({ writes: 2, doubledEntries: 0 });
    expect(simulator.held()[0]?.fields).toMatchObject({
      lifecycle: "submitted",
      percent: 100,
      completedOn: "2025-12-09",
    });
  });

  test("is Uncertain when the entry has landed and the report is refused", async () => {
    const id = aTask();
    const session = await open();

    const sending = send(session, id, {
      percent: 100,
      progressText: "Đã nghiệm thu",
      lifecycle: "completed",
      completedOn: "2025-12-31",
    });

    await expect(sending).rejects.toMatchObject({ name: "Uncertain", cause: { name: "Refused" } });
    expect(simulator.held()[0]?.entries).toHaveLength(1);
  });

  test("appends no entry before a report of completion that must be refused", async () => {
    const id = aTask();
    const session = await open();

    const sending = send(session, id, { percent: 90, progressText: "Gần xong", lifecycle: "completed" });

    await expect(sending).rejects.toBeInstanceOf(Refused);
    expect(simulator.tally().writes).toBe(0);
  });

  test("is Uncertain, not Transient, when the entry has landed and the report is throttled", async () => {
    const id = aTask();
    const session = await open();
    simulator.script([{ fault: "too-many", on: { path: "/report" } }]);

    const sending = send(session, id, {
      percent: 100,
      progressText: "Đã nghiệm thu",
      lifecycle: "completed",
      completedOn: "2025-12-09",
    });

    await expect(sending).rejects.toBeInstanceOf(Uncertain);
  });

  test("hands on the words of a locked period", async () => {
    const id = aTask();
    const session = await open();
    simulator.script([{ fault: "period-locked" }, { fault: "period-shows-locked", after: 1 }]);

    const sending = send(session, id, { percent: 20, progressText: "Đã họp" });

    await expect(sending).rejects.toThrow(new Refused("Kỳ báo cáo đã khóa lúc 23:30 ngày 10/12/2025"));
    expect((await session.readTask?.(id))?.locked).toBe("Kỳ báo cáo đã khóa lúc 23:30 ngày 10/12/2025");
  });

  test("is Uncertain when the portal says that it was already sent", async () => {
    const id = aTask();
    const session = await open();
    simulator.script([{ fault: "already-sent" }]);

    const sending = send(session, id, { percent: 20, progressText: "Đã họp" });

    await expect(sending).rejects.toThrow(new Uncertain("Báo cáo kỳ này đã được gửi"));
    expect(simulator.held()[0]?.entries).toHaveLength(1);
  });

  test("takes a failure inside a 200 for a no", async () => {
    const id = aTask();
    const session = await open();
    simulator.script([{ fault: "success-false" }]);

    const sending = send(session, id, { percent: 20, progressText: "Đã họp" });

    await expect(sending).rejects.toThrow(new Refused("Không thể lưu dữ liệu, vui lòng thử lại sau."));
    expect(simulator.tally().writes).toBe(0);
  });

  test("is Uncertain when a sign-in page answers a write", async () => {
    const id = aTask();
    const session = await open();
    for (const fault of ["login-page", "redirect-to-login"]) {
      simulator.script([{ fault, on: "write" }]);

      const sending = send(session, id, { percent: 20, progressText: "Đã họp" });

      await expect(sending).rejects.toBeInstanceOf(Uncertain);
    }
  });

  test("is Uncertain when the reply is cut and the portal commits a moment later", async () => {
    const id = aTask();
    const session = await open();
    simulator.script([{ fault: "late-commit", on: "write", with: { ms: 50 } }]);

    const sending = send(session, id, { percent: 20, progressText: "Đã họp" });

    await expect(sending).rejects.toBeInstanceOf(Uncertain);
    await expect.poll(() => simulator.held()[0]?.entries.length).toBe(1);
    expect(simulator.tally()).toMatchObject({ writes: 1, doubledEntries: 0 });
  });

  test("lets a field that the portal dropped be seen by reading back", async () => {
    const id = aTask();
    const session = await open();
    simulator.script([{ fault: "drops-field", with: { field: "budgetDisbursed" } }]);

    await send(session, id, { percent: 20, progressText: "Đã họp", budgetDisbursed: "1500000000" });

    expect((await session.readTask?.(id))?.fields).toMatchObject({ percent: 20, budgetDisbursed: null });
  });

  test("leaves an edit that slipped in between in the entries of the task", async () => {
    const id = aTask();
    const session = await open();
    simulator.script([{ fault: "edited-between", with: { percent: 15, text: "Người khác" } }]);

    await send(session, id, { percent: 20, progressText: "Đã họp" });

    const task = await session.readTask?.(id);
    expect(task?.raw).toMatchObject({ entries: [{ percent: 15 }, { percent: 20 }] });
  });

  test("never sends a field that is not ours to set", async () => {
    const id = aTask();
    const session = await open();

    const sending = send(session, id, { title: "Tên khác", percent: 20, progressText: "Đã họp" });

    await expect(sending).rejects.toThrow(new Refused("Cổng không có lệnh ghi: Tên nhiệm vụ"));
    expect(simulator.tally().writes).toBe(0);
  });
});

describe("an entry at the imitated portal", () => {
  test("that lost its words repeats the ones before it, without a mark of its own", async () => {
    const id = aTask();
    const session = await open();
    await send(session, id, { percent: 20, progressText: "Đã họp" });
    const [first] = simulator.held()[0]?.entries ?? [];
    simulator.script([{ fault: "drops-field", with: { field: "progressText" } }]);
    const before = await session.readTask?.(id);
    if (!before) throw new Error("the task is there");

    await session.sendProgress?.({
      remoteId: id,
      set: { percent: 30, progressText: "Đã ký" },
      whole: before.fields,
      before,
      cites: [],
      key: "k9",
      marker: "[db-89abcdef]",
    });

    const held = simulator.held()[0]?.entries;
    const shown = (await session.readTask?.(id))?.entries;
    expect(first).toEqual({ percent: 20, text: "Đã họp", marker: "[db-0123abcd]" });
    expect(held).toEqual([first, { percent: 30, text: "Đã họp", marker: null }]);
    expect(shown?.map(({ marker }) => marker)).not.toContain("[db-89abcdef]");
  });
});

describe("turning pages", () => {
  test("never follows the portal's own address of the next page", async () => {
    sixty();
    const session = await open();

    const tasks = await Array.fromAsync(session.listTasks());

    expect(tasks).toHaveLength(60);
    expect(simulator.arrivals().map(({ path }) => path)).toContain("/api/v1/tasks?page=2&per_page=50");
  });

  test("gives every task, or throws, when each page has another order", async () => {
    sixty();
    const session = await open();
    simulator.script([{ fault: "unstable-order", times: 1 }]);

    const tasks = await Array.fromAsync(session.listTasks());

    expect(new Set(tasks.map(({ remoteId }) => remoteId)).size).toBe(60);
    expect(simulator.fired()).toEqual({ "unstable-order": 1 });
  });

  test("is Transient when the order never stands still", async () => {
    sixty();
    const session = await open();
    simulator.script([{ fault: "unstable-order", times: 100 }]);

    await expect(Array.fromAsync(session.listTasks())).rejects.toThrow(Transient);
  });
});

describe("sending evidence", () => {
  test("keeps name, size and digest", async () => {
    const id = aTask();
    const session = await open();

    const receipt = await attach(session, id);

    const [file] = (await session.readTask?.(id))?.evidence ?? [];
    expect(file).toEqual({ remoteId: receipt?.createdId, ...simulator.held()[0]?.evidence[0] });
    expect(file?.name).toBe("Báo cáo số 12.pdf");
  });

  test("leaves a file behind that the portal stored cut", async () => {
    const id = aTask();
    const session = await open();
    simulator.script([{ fault: "truncated-upload" }]);

    const receipt = await attach(session, id);

    expect(receipt?.createdId).toBeNull();
    expect(receipt?.stored?.size).toBeGreaterThan(0);
    expect(simulator.held()[0]?.evidence).toEqual([]);
  });

  test("attaches a file once although the call is delivered twice", async () => {
    const id = aTask();
    const session = await open();
    simulator.script([{ fault: "delivered-twice", on: { path: "/attachments" } }]);

    await attach(session, id);

    expect(simulator.tally().doubledFiles).toBe(0);
  });
});
