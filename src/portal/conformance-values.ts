// Conformance: values that wires and databases bend. Each is shown again exactly as it was sent, or refused.
import assert from "node:assert/strict";
import { fields, fieldNames, type FieldName, type FieldValue } from "../../schemas/field.ts";
import { phrase } from "../../schemas/phrase.ts";
import {
  assertShows,
  entry,
  observe,
  sendOrRefused,
  texted,
  textField,
  writable,
} from "./conformance-bench.ts";
import type { ConformanceCase } from "./conformance.ts";

const longText = "Đã hoàn thành nội dung số hoá hồ sơ. ".repeat(140).slice(0, 5_000).trimEnd();

const texts = [
  {
    id: "nfc",
    text: "Đã số hoá 75 % hồ sơ ở xã Trảng Bom".normalize("NFC"),
  },
  {
    id: "nfd",
    text: "Đã số hoá 75 % hồ sơ ở xã Trảng Bom".normalize("NFD"),
  },
  { id: "lines", text: "Nội dung 1: xong\nNội dung 2: đang làm\n\n- Ghi chú" },
  { id: "long", text: longText },
  {
    id: "markup",
    text: `<b>“Đạt”</b> & 'một phần' "100%" \\n ; -- \${x} {{y}} %20 + ?`,
  },
  { id: "formula", text: "=SUM(A1:A9)" },
] as const;

export const valueCases: readonly ConformanceCase[] = [
  ...texts.map(({ id, text }): ConformanceCase => ({
    id: `writing.text-${id}`,
    topic: "writing",
    level: "silver",
    title: phrase(`conformance.writing.text_${id}`),
    skips: ({ facts }) => {
      const names: FieldName[] = ["progressText", "difficulties", "lateReason"];
      return names.some((name) => facts.fields[name].write) ? null : phrase("conformance.skip.no_such_field");
    },
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      const set = texted(bench.portal, text);
      if (!(await sendOrRefused(bench, session, { remoteId: first, set }))) return;
      const name = textField(bench.portal) ?? "progressText";
      assert.equal((await observe(session, first)).fields[name], text, "the text is not the same");
    },
  })),
  ...kindCases("day", "days", ["2025-12-31", "2026-01-01", "2028-02-29"]),
  ...kindCases("money", "amounts", ["1", "1500000000", "123456789012345"]),
];

/** One case for all writable fields of a kind: each value is shown again exactly, or refused. */
function kindCases(
  kind: "day" | "money",
  title: "days" | "amounts",
  values: readonly FieldValue[],
): ConformanceCase[] {
  const names = fieldNames.filter((name) => fields[name].kind === kind && name !== "completedOn");
  return [
    {
      id: `writing.${title}`,
      topic: "writing",
      level: "silver",
      title: phrase(`conformance.writing.${title}`),
      skips: ({ facts }) =>
        names.some((name) => facts.fields[name].write) ? null : phrase("conformance.skip.no_such_field"),
      async run(bench) {
        const [first = ""] = await bench.seed(1);
        const session = await bench.open();
        for (const [place, value] of values.entries()) {
          const them = Object.fromEntries(writable(bench.portal, names).map((name) => [name, value]));
          const set = { ...entry(bench.portal, `Lần ${place + 1}`, 30 + place), ...them };
          if (!(await sendOrRefused(bench, session, { remoteId: first, set }))) continue;
          assertShows(await observe(session, first), set);
        }
      },
    },
  ];
}
