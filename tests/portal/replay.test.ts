// A replay answers what was recorded, in its order, and nothing else; each deviation names what was asked and expected.
import { afterEach, expect, test } from "vitest";
import type { RecordedExchange } from "../../schemas/recording.ts";
import { replay, type Replay } from "../../src/portal/replay.ts";

const exchange = (other: Partial<RecordedExchange>): RecordedExchange => ({
  kind: "read",
  method: "GET",
  path: "/tasks/1",
  query: {},
  sends: [],
  body: { as: "none" },
  answer: { status: 200, headers: {}, content: { as: "json", json: { percent: 10 } } },
  ...other,
});
const showing = (percent: number): RecordedExchange["answer"] => ({
  status: 200,
  headers: { "content-type": "application/json", "x-kept": "1" },
  content: { as: "json", json: { percent } },
});
const report = exchange({
  kind: "write",
  method: "PUT",
  body: { as: "json", json: { percent: 20, words: ["a"], on: null } },
  answer: showing(20),
});
const conversation = [exchange({ answer: showing(10) }), report, exchange({ answer: showing(20) })];

let playing: Replay | null = null;
afterEach(async () => await playing?.stop());

async function play(...recording: RecordedExchange[]) {
  playing = await replay(recording);
  return playing;
}

async function ask(at: Replay, path = "/tasks/1", init: RequestInit = {}): Promise<string> {
  const reply = await fetch(`${at.url}${path}`, { redirect: "manual", ...init });
  return `${reply.status} ${await reply.text()}`;
}

function put(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: "PUT",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  };
}

// The client of these tests sends headers of its own; what is compared is what an adapter sets.
const fetchSends = ["accept-language", "sec-fetch-mode", "user-agent"];
const asFetched = (...recording: RecordedExchange[]) =>
  recording.map((one) => ({ ...one, sends: [...fetchSends, ...one.sends].toSorted() }));

test("answers as then, whatever values a body of the same shape holds", async () => {
  const at = await play(...asFetched(...conversation));

  const said = [
    await ask(at),
    await ask(at, "/tasks/1", put({ percent: 99, words: ["b", "c"], on: null })),
    await ask(at),
  ];

  expect(said).toEqual(['200 {"percent":10}', '200 {"percent":20}', '200 {"percent":20}']);
  expect(() => at.check()).not.toThrow();
});

test("refuses a read that comes before the write that it came after", async () => {
  const at = await play(...asFetched(...conversation));

  const said = [await ask(at), await ask(at)];

  expect(said[1]).toBe("418 replay: asked GET /tasks/1, expected PUT /tasks/1 first");
  expect(() => at.check()).toThrow(/PUT \/tasks\/1 first\n(.*\n)*never asked: PUT \/tasks\/1/);
});

test("refuses a write before the read that it came after", async () => {
  const at = await play(...asFetched(...conversation));

  const said = await ask(at, "/tasks/1", put({ percent: 20, words: ["a"], on: null }));

  expect(said).toBe("418 replay: asked PUT /tasks/1, expected GET /tasks/1 first");
});

test("lets reads change places where no write stands between them, and tasks among each other", async () => {
  const at = await play(
    ...asFetched(
      exchange({ query: { page: "0" }, path: "/tasks" }),
      exchange({ query: { page: "1" }, path: "/tasks" }),
      exchange({ path: "/tasks/2/files", answer: showing(2) }),
    ),
  );

  const said = [
    await ask(at, "/tasks/2/files"),
    await ask(at, "/tasks?page=1"),
    await ask(at, "/tasks?page=0"),
  ];

  expect(said.map((one) => one.slice(0, 3))).toEqual(["200", "200", "200"]);
  expect(() => at.check()).not.toThrow();
});

test.each([
  ["a value more", { percent: 20, words: ["a"], on: null, more: 1 }],
  ["a value less", { percent: 20, words: ["a"] }],
  ["a text in the place of a number", { percent: "20", words: ["a"], on: null }],
  ["a day in the place of none", { percent: 20, words: ["a"], on: "2025-12-31" }],
])("refuses a body with %s", async (_, body) => {
  const at = await play(...asFetched(report));

  const said = await ask(at, "/tasks/1", put(body));

  expect(said).toMatch(
    /^418 replay: asked PUT \/tasks\/1 with a body of the shape .*, expected .*"on":"nothing"/,
  );
});

test("refuses a request without a header that was sent then", async () => {
  const at = await play(...asFetched({ ...report, sends: ["x-csrftoken"] }));

  const said = await ask(at, "/tasks/1", put({ percent: 20, words: ["a"], on: null }));

  expect(said).toMatch(/^418 .* with the headers .*, expected .*x-csrftoken$/);
});

test("takes anything where something was redacted, and nothing else", async () => {
  const at = await play(
    ...asFetched(exchange({ path: "/of", query: { who: "[personal-1]", year: "2025" } })),
  );

  const said = [await ask(at, "/of?who=an&year=2026"), await ask(at, "/of?who=an&year=2025")];

  expect(said.map((one) => one.slice(0, 3))).toEqual(["418", "200"]);
});

test("breaks the line where no answer came, and says what nobody asked for", async () => {
  const at = await play(...asFetched(exchange({ answer: null }), exchange({ path: "/tasks/3" })));

  await expect(ask(at)).rejects.toThrow("fetch failed");

  expect(() => at.check()).toThrow("never asked: GET /tasks/3");
});
