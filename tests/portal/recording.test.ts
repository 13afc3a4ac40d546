// What a recording keeps of an exchange, and what it must never keep.
import { describe, expect, test } from "vitest";
import { readRecording, writeRecording } from "../../schemas/recording.ts";
import { newRecording, type WholeExchange } from "../../src/portal/recording.ts";
import { redaction } from "../../src/portal/redaction.ts";
import { leaksIn } from "../leaks.ts";

const secret = 'Mật khẩu+/="của" tỉnh&1';

const exchange = (other: Partial<WholeExchange> = {}): WholeExchange => ({
  intent: "read",
  request: { path: "/tasks/1" },
  answer: { status: 200, headers: { "content-type": "application/json" }, text: "{}" },
  ...other,
});
const answering = (
  value: unknown,
  headers: Record<string, string | string[]> = {},
): Partial<WholeExchange> => ({
  answer: { status: 200, headers, text: typeof value === "string" ? value : JSON.stringify(value) },
});

function recorderHiding(...hidden: string[]) {
  const known = redaction();
  for (const one of hidden) known.hide(one);
  return newRecording(known);
}

describe("a recording", () => {
  test.each([
    ["in the query", { request: { path: "/tasks", query: { key: secret } } }],
    ["in a JSON body", { request: { path: "/tasks", json: { deep: [{ note: `x ${secret}` }] } } }],
    ["in a form", { request: { path: "/tasks", form: { note: secret } } }],
    ["in the answer", answering({ note: secret })],
    ["in the answer, in base64", answering({ note: Buffer.from(secret).toString("base64") })],
    ["in the answer, URL-encoded", answering({ next: `?k=${encodeURIComponent(secret)}` })],
    ["in a page", answering(`<p>${secret}</p>`)],
    ["in a cookie", answering({}, { "set-cookie": [`sid=${secret}; Path=/`] })],
    ["in an address", answering({}, { location: `/x?ticket=${encodeURIComponent(secret)}` })],
    ["in a header of ours", { request: { path: "/t", headers: { Authorization: `Bearer ${secret}` } } }],
  ] satisfies [string, Partial<WholeExchange>][])("holds no hidden secret %s", (_, other) => {
    const recorded = recorderHiding(secret)(exchange(other));

    expect(leaksIn(writeRecording([recorded]), [secret])).toEqual([]);
  });

  test("keeps of a sign-in where something stood and never what, known or not", () => {
    const recorded = recorderHiding()(
      exchange({
        intent: "signIn",
        request: { path: "/login", json: { user: "an", password: secret, otp: 123456, refresh: true } },
        ...answering({ token_type: "Bearer", access: secret, expires_in: 900, ok: true }),
      }),
    );

    expect(recorded.body).toEqual({
      as: "json",
      json: { user: "[secret]", password: "[secret]", otp: 3600, refresh: true },
    });
    expect(recorded.answer?.content).toEqual({
      as: "json",
      json: { token_type: "Bearer", access: "[secret]", expires_in: 3600, ok: true },
    });
  });

  test("leaves a sign-in page out", () => {
    const page = `<form><input name="csrf" value="${secret}"></form>`;

    const recorded = recorderHiding()(exchange({ intent: "signIn", ...answering(page) }));

    expect(recorded.answer?.content).toEqual({ as: "left out", characters: page.length });
  });

  test("keeps of headers and cookies their names", () => {
    const recorded = recorderHiding()(
      exchange({
        request: { path: "/tasks", headers: { "X-CSRFToken": "a", Cookie: "b" } },
        ...answering({}, { "set-cookie": ["session=abc; HttpOnly", "x=1"], server: "nginx" }),
      }),
    );

    expect(recorded.sends).toEqual(["cookie", "x-csrftoken"]);
    expect(recorded.answer?.headers).toEqual({ "set-cookie": ["session=[secret]; HttpOnly", "x=[secret]"] });
  });

  test("replaces people by the same placeholder wherever they stand, and leaves the report", () => {
    const text = "Đã họp ngày 12/12/2025 với an@so.example (0912 345 678), kinh phí 0123456789012 đồng";

    const recorded = recorderHiding()(
      exchange(answering({ nguoi_phu_trach: "Lê An", email: "an@so.example", ket_qua: text, ma: "NV-1" })),
    );

    expect(recorded.answer?.content).toEqual({
      as: "json",
      json: {
        nguoi_phu_trach: "[personal-1]",
        email: "[personal-2]",
        ket_qua: "Đã họp ngày 12/12/2025 với [personal-2] ([personal-3]), kinh phí 0123456789012 đồng",
        ma: "NV-1",
      },
    });
  });

  test("replaces what stands under the name of a secret, told or not", () => {
    const recorded = recorderHiding()(
      exchange(answering({ mat_khau: "a", csrf: ["b"], nested: { apiKey: { v: "c" } } })),
    );

    expect(recorded.answer?.content).toEqual({
      as: "json",
      json: { mat_khau: "[secret]", csrf: ["[secret]"], nested: { apiKey: { v: "[secret]" } } },
    });
  });

  test("counts an answer that is too long, and a file, instead of keeping them", () => {
    const long = exchange(answering("x".repeat(1_000_001)));
    const file = exchange({ answer: { status: 200, headers: {}, text: "", taken: 51 } });

    const kept = [long, file].map((one) => recorderHiding()(one).answer?.content);

    expect(kept).toEqual([
      { as: "left out", characters: 1_000_001 },
      { as: "file", bytes: 51 },
    ]);
  });

  test("reads back what it wrote, and names a line that is none", () => {
    const recorded = [recorderHiding()(exchange()), recorderHiding()(exchange({ answer: null }))];

    const text = writeRecording(recorded);

    expect(readRecording(text)).toEqual(recorded);
    expect(() => readRecording(`${text}{}\n`)).toThrow("line 3");
  });
});
