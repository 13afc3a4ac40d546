// What people paste: cookies and tokens as browsers show them, and what they say of their end.
import { describe, expect, it } from "vitest";
import { Secret } from "../../schemas/secret.ts";
import { readCopied, secretParts } from "../../src/session/handed-over.ts";

const now = "2026-11-24T01:00:00.000Z";
const jwt = (claims: object) =>
  `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;
const in1h = "2026-11-24T02:00:00.000Z";
const exp = Date.parse(in1h) / 1000;

describe("a cookie", () => {
  it.each<[string, string, string, string | null]>([
    ["as it is sent", "session=Zq3v; route=n2", "session=Zq3v; route=n2", null],
    ["with the name of its header", "Cookie: session=Zq3v;route=n2", "session=Zq3v; route=n2", null],
    ["with a line end", "session=Zq3v\r\n", "session=Zq3v", null],
    ["with '=' in it", "session=Zq3v==", "session=Zq3v==", null],
    [
      "as it is set, for so long",
      "Set-Cookie: session=Zq3v; Max-Age=3600; Path=/; HttpOnly",
      "session=Zq3v",
      in1h,
    ],
    [
      "as it is set, until then",
      "session=Zq3v; Expires=Tue, 24 Nov 2026 02:00:00 GMT; Secure; SameSite=Lax",
      "session=Zq3v",
      in1h,
    ],
    [
      "as it is set, for so long and until another time",
      "session=Zq3v; Expires=Wed, 25 Nov 2026 02:00:00 GMT; Max-Age=3600",
      "session=Zq3v",
      in1h,
    ],
    ["with a token in it that says its end", `jwt=${jwt({ exp })}`, `jwt=${jwt({ exp })}`, in1h],
  ])("is read %s", (_how, text, cookie, until) => {
    const read = readCopied(text, "cookie", now);

    expect([read.secret.reveal(), read.promisedUntil]).toEqual([cookie, until]);
  });

  it.each([
    ["nothing", "  \n"],
    ["a word", "Zq3vUu01"],
    ["attributes alone", "Path=/; Max-Age=3600"],
    ["another header behind a line end", "session=Zq3vUu01\r\nX-Admin: 1"],
    ["letters that no header may hold", "session=Zq3vUu01ệ"],
  ])("is not read from %s, which is not repeated", (_what, text) => {
    const reading = () => readCopied(text, "cookie", now);

    expect(reading).toThrow();
    expect(reading).not.toThrow("Zq3vUu01");
  });
});

const readingWords = () => readCopied("Zq3vUu01 Zq3vUu02", "bearer token", now);

describe("a token", () => {
  it.each<[string, string, string, string | null]>([
    ["as it is", "Zq3vUu01", "Zq3vUu01", null],
    ["as a header", "Authorization: Bearer Zq3vUu01", "Zq3vUu01", null],
    ["that says its end", `Bearer ${jwt({ exp })}`, jwt({ exp }), in1h],
    ["that says no end", jwt({ sub: "tinh" }), jwt({ sub: "tinh" }), null],
    ["that only looks like one", "abc.def.ghi", "abc.def.ghi", null],
  ])("is read %s", (_how, text, token, until) => {
    const read = readCopied(text, "bearer token", now);

    expect([read.secret.reveal(), read.promisedUntil]).toEqual([token, until]);
  });

  it("is not read from several words, which are not repeated", () => {
    expect(readingWords).toThrow();
    expect(readingWords).not.toThrow("Zq3vUu01");
  });
});

it("has as secrets the line and each value, and not the short ones that stand everywhere", () => {
  const parts = secretParts(new Secret("session=Zq3vUu01x; lang=vi"));

  expect(parts).toEqual(["session=Zq3vUu01x; lang=vi", "Zq3vUu01x"]);
});
