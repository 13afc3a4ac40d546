import { expect, it } from "vitest";
import { finderOf } from "../../src/ledger/spellings.ts";

const name = "Nguyễn Thị Lan";

it.each([
  ["as it is", "do Nguyễn Thị Lan nộp"],
  ["in capitals", "NGUYỄN THỊ LAN"],
  ["in decomposed Unicode", name.normalize("NFD")],
  ["with other blanks", "Nguyễn  Thị\u00a0Lan"],
  ["in JSON that keeps to ASCII", '{"nguoi":"Nguy\\u1ec5n Th\\u1ecb Lan"}'],
  ["in such JSON inside JSON", '"{\\"nguoi\\":\\"Nguy\\\\u1EC5n Th\\\\u1ECB Lan\\"}"'],
  ["in an address", `q=${encodeURIComponent(name)}&x=1`],
  ["in a form", new URLSearchParams({ name }).toString()],
  ["in HTML", "<td>Nguy&#7877;n Th&#x1ECB; Lan</td>"],
  ["after an escaped line break", '"gửi\\nNguyễn Thị Lan"'],
])("finds the name %s", (_, text) => {
  expect(finderOf(name)(text)).toBe(true);
});

it.each(["Nguyễn Thị Lang", "Nguyễn Thị", "XNguyễn Thị Lan", "", "%E0%A4%A"])(
  "finds no name in “%s”",
  (text) => {
    expect(finderOf(name)(text)).toBe(false);
  },
);
