// What can befall a request at every portal beyond a broken line: odd words, odd clocks, and an owner who moves tasks.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FaultRule } from "../../schemas/simulator.ts";
import type { HeldTask, RunningSimulator } from "../../src/portal/simulator.ts";
import { simulator } from "./three-routes.ts";

const noon = Date.parse("2025-12-10T05:00:00.000Z");
const clock = { now: noon };
let running: RunningSimulator;

beforeEach(async () => {
  clock.now = noon;
  running = await simulator.start({ seed: 7, now: () => clock.now });
  running.seed([
    { code: "NV-1", title: "Nhiệm vụ một", dueOn: null, leadOrganisation: null },
    { code: "NV-2", title: "Nhiệm vụ hai", dueOn: null, leadOrganisation: null },
  ]);
});
afterEach(async () => await running.stop());

const read = async (id = "1") => await fetch(`${running.url}/tasks/${id}`, { redirect: "manual" });
const write = async (text = "xong", signal = AbortSignal.timeout(5_000)) =>
  await fetch(`${running.url}/tasks/1/entries`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ percent: 50, text }),
    signal,
  });
const upload = async (name: string) => {
  const form = new FormData();
  form.append("file", new Blob(["x"]), name);
  return await fetch(`${running.url}/tasks/1/files`, { method: "POST", body: form });
};
const texts = () => running.held()[0]?.entries.map(({ text }) => text);
const script = (rule: FaultRule) => running.script([rule]);
const shown = () => running.held().map(({ remoteId, code, fields }) => [remoteId, code, fields["title"]]);

describe("a line that stays open", () => {
  test.each([
    { handled: false, kept: [] },
    { handled: true, kept: ["xong"] },
  ])("half-open brings no byte, and handled: $handled decides what is kept", async ({ handled, kept }) => {
    script({ fault: "half-open", with: { handled } });

    const patience = new AbortController();
    const answer = write("xong", patience.signal);
    await expect.poll(() => running.fired()).toEqual({ "half-open": 1 });
    patience.abort();

    await expect(answer).rejects.toThrow(/aborted/i);
    expect(texts()).toEqual(kept);
    await expect.poll(() => running.arrivals().at(-1)).toMatchObject({ status: "cut", committed: handled });
  });
});

describe("a portal that answers oddly", () => {
  test("burst refuses only what comes too quickly after the others", async () => {
    script({ fault: "burst", times: 100, with: { requests: 2, ms: 1000, retryAfter: 1 } });

    const answers = [await read(), await read(), await read()];
    clock.now += 2_000;
    const later = await read();

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers.map(({ headers }) => headers.get("retry-after"))).toEqual([null, null, "1"]);
    expect(later.status).toBe(200);
    expect(running.fired()).toEqual({ burst: 1 });
  });

  test("chokes-on fails for good on what it cannot read, and on nothing else", async () => {
    script({ fault: "chokes-on", times: 100 });

    const answers = [
      await write("hẹn 2025-12-24"),
      await write("hẹn 2025-12-24"),
      await write("hẹn 2025-11-24"),
    ];

    expect(answers.map(({ status }) => status)).toEqual([500, 500, 201]);
    expect(texts()).toEqual(["hẹn 2025-11-24"]);
  });

  test("chokes-on reads the names of files, too", async () => {
    script({ fault: "chokes-on", times: 100, with: { pattern: "[^\\x00-\\x7f]" } });

    const answers = [await upload("báo cáo.pdf"), await upload("bao-cao.pdf")];

    expect(answers.map(({ status }) => status)).toEqual([500, 201]);
  });

  test.each([
    ["sentences", /"errors":\["/],
    ["list", /^\["/],
    ["codes", /"code":"/],
    ["message", /^\{"message":"/],
    ["columns", /\{"message":\{"tien_do":\["/],
    ["msg", /^\{"msg":"/],
    ["success", /^\{"success":false,"message":"/],
    ["empty", /^$/],
    ["text", /^Dữ liệu/],
    ["html", /^<html>/],
  ])("error-body says no in the shape %s and keeps nothing", async (shape, expected) => {
    script({ fault: "error-body", with: { shape, status: 422 } });

    const answer = await write();

    expect(answer.status).toBe(422);
    expect(await answer.text()).toMatch(expected);
    expect(running.tally().writes).toBe(0);
  });

  test("error-body with 200 keeps nothing either", async () => {
    script({ fault: "error-body", with: { status: 200 } });

    const answer = await write();

    expect([answer.status, running.tally().writes, texts()]).toEqual([200, 0, []]);
  });

  test("redirect-elsewhere names another host", async () => {
    script({ fault: "redirect-elsewhere", with: { to: "http://khac.example/x", status: 301 } });

    const answer = await read();

    expect([answer.status, answer.headers.get("location")]).toEqual([301, "http://khac.example/x"]);
  });

  test("nfd-text shows the same words decomposed", async () => {
    script({ fault: "nfd-text" });

    const task = (await (await read()).json()) as HeldTask;

    expect(task.fields["title"]).toBe("Nhiệm vụ một".normalize("NFD"));
    expect(running.held()[0]?.fields["title"]).toBe("Nhiệm vụ một");
  });

  test("clock-skew tells a wrong time, to one request", async () => {
    script({ fault: "clock-skew", with: { minutes: 90 } });

    const [wrong, right] = [await read(), await read()];

    const dates = [wrong, right].map(({ headers }) => Date.parse(headers.get("date") ?? "") - noon);
    expect(dates).toEqual([5_400_000, 0]);
  });
});

describe("an owner who moves tasks in the middle of a run", () => {
  test("task-gone takes away the task that is asked for", async () => {
    script({ fault: "task-gone" });

    const answer = await read("2");

    expect(await answer.json()).toBeNull();
    expect(shown()).toEqual([["1", "NV-1", "Nhiệm vụ một"]]);
  });

  test("task-renumbered keeps the content under another id", async () => {
    script({ fault: "task-renumbered", with: { code: "NV-1" } });

    await read("2");

    expect(shown()).toEqual([
      ["2", "NV-2", "Nhiệm vụ hai"],
      ["3", "NV-1", "Nhiệm vụ một"],
    ]);
  });

  test("task-merged leaves the other one, which says so", async () => {
    script({ fault: "task-merged", with: { code: "NV-1", into: "NV-2" } });

    await read();

    expect(shown()).toEqual([["2", "NV-2", "Nhiệm vụ hai (đã gộp với NV-1)"]]);
  });

  test("task-split leaves two parts under new ids", async () => {
    script({ fault: "task-split", with: { code: "NV-2" } });

    await read();

    expect(shown().map(([, code, title]) => [code, title])).toEqual([
      ["NV-1", "Nhiệm vụ một"],
      ["NV-2", "Nhiệm vụ hai (phần 1)"],
      ["NV-2", "Nhiệm vụ hai (phần 2)"],
    ]);
  });

  test("task-reassigned hands it to another agency", async () => {
    script({ fault: "task-reassigned", with: { to: "Sở Y tế" } });

    await read();

    expect(running.held()[0]?.fields["leadOrganisation"]).toBe("Sở Y tế");
  });

  test("does not fire for a task that is not there", async () => {
    script({ fault: "task-gone", with: { code: "NV-9" } });

    await read();

    expect(running.fired()).toEqual({ "task-gone": 0 });
    expect(running.held()).toHaveLength(2);
  });
});

describe("whoever watches a simulator", () => {
  test("hears of each request as it ends, and of no visit to the page", async () => {
    const heard: string[] = [];
    const watched = await simulator.start({
      onArrival: ({ method, path, status, faults }) => heard.push(`${method} ${path} ${status} ${faults}`),
      page: {
        path: "/__simulator",
        answer: async ({ query, acceptLanguage }) => ({
          headers: { "x-page": "yes" },
          html: `<p>${query.get("lang")} ${acceptLanguage}</p>`,
        }),
      },
    });
    watched.script([{ fault: "server-error" }]);

    const page = await fetch(`${watched.url}/__simulator?lang=en`, { headers: { "accept-language": "vi" } });
    await fetch(`${watched.url}/tasks/1`);

    await watched.stop();
    expect([page.status, page.headers.get("x-page"), await page.text()]).toEqual([
      200,
      "yes",
      "<p>en vi</p>",
    ]);
    expect(heard).toEqual(["GET /tasks/1 500 server-error"]);
    expect(watched.arrivals()).toHaveLength(1);
  });
});
