// Where a secret is read from, and that it is never shown.
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { readHidden } from "../../src/cli/hidden-input.ts";

const long = `session=${"x".repeat(6_000)}`;

async function readFrom(input: PassThrough & { isTTY?: boolean }) {
  const output = new PassThrough();
  const read = await readHidden(input, output, "Dán vào đây: ");
  output.end();
  return { read, shown: await text(output) };
}

it("is a whole pipe without its line end, asked for by no prompt", async () => {
  const input = new PassThrough();
  input.end(`${long}\r\n`);

  expect(await readFrom(input)).toEqual({ read: long, shown: "" });
});

it("is one line of a terminal, however long, that is not shown", async () => {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  input.write(`${long}\rand more`);

  expect(await readFrom(input)).toEqual({ read: long, shown: "Dán vào đây: \n" });
});

it.each(["\u0003", "\u0004"])("is nothing when a person breaks it off (%j)", async (key) => {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  input.write(key);

  expect((await readFrom(input)).read).toBe("");
});

it("takes no more of an endless pipe than a session can be long", async () => {
  const input = new PassThrough();
  input.end("x".repeat(200_000));

  expect((await readFrom(input)).read).toHaveLength(65_536);
});
