import { describe, expect, it } from "vitest";
import { leaksIn } from "./leaks.ts";

const secret = 'Mật khẩu+/="của" tỉnh&1';

describe("a search for secrets", () => {
  it.each([
    ["plain", `token ${secret} end`],
    ["URL-encoded", `?p=${encodeURIComponent(secret)}&q=1`],
    ["as a form writes it", new URLSearchParams({ p: secret }).toString()],
    ["inside JSON", JSON.stringify({ password: secret })],
    ...["", "a", "an", "ann:"].map((before) => [
      `in base64 after ${before.length} bytes`,
      `Basic ${Buffer.from(`${before}${secret} and more`).toString("base64")}`,
    ]),
    ["in base64url", Buffer.from(secret).toString("base64url")],
  ])("finds one %s", (_, text) => {
    expect(leaksIn(text ?? "", ["another secret", secret])).toEqual(["Mật …"]);
  });

  it("finds one amid bytes that are no text, at the very end as well", () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0x00, 0x4d]), Buffer.from(secret)]);

    expect(leaksIn(bytes, [secret])).toEqual(["Mật …"]);
  });

  it("finds nothing in a text that only resembles one", () => {
    expect(leaksIn(`${secret.slice(0, -1)}2 ${secret.toLowerCase()}`, [secret])).toEqual([]);
  });
});
