// Tables for spreadsheets: quoted by RFC 4180, and no cell that begins like a formula.
import { expect, it } from "vitest";
import { csvFile, csvRow } from "../../src/console/csv.ts";

it.each(["=1+1", "+84", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u202e=1", "＝1"])(
  "a cell that begins like the formula %j begins with an apostrophe",
  (text) => {
    expect(csvRow([text])).toBe(`"'${text}"\r\n`);
  },
);

it("a cell that is no formula stays as it is, quotes doubled, lines and commas kept", () => {
  expect(csvRow(['a "b", c\nd', 12, null, "PL1-3", -5])).toBe('"a ""b"", c\nd","12","","PL1-3","-5"\r\n');
});

it("a file begins with the mark of its encoding and its head, and holds page after page", async () => {
  const pages = (async function* () {
    yield [["một"], ["hai"]];
    yield await Promise.resolve([["ba"]]);
  })();

  const { body } = csvFile("x.csv", { head: ["Số"], pages });

  const bytes = Buffer.from(await new Response(body).arrayBuffer());
  expect(bytes.toString("utf8")).toBe('\ufeff"Số"\r\n"một"\r\n"hai"\r\n"ba"\r\n');
});
