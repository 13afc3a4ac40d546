import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldNames, type FieldName, type FieldValue } from "../../schemas/field.ts";
import { isBlank, normalForm, sameValue, shownAs } from "../../src/reconcile/normal.ts";
import { confirming, plainStatus } from "./sides.ts";

const nbsp = "\u00A0";

/** Text that only rich text has to be read from; without it a text is read once and for all. */
const plain = fc.string({ unit: "grapheme" }).filter((text) => !/[<&]/.test(text));
const numbers = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const written = fc.oneof(
  plain,
  numbers,
  numbers.map(String),
  fc.constantFrom(
    "31/12/2025",
    "1.1.2026",
    "2025-12-30T17:00:00Z",
    "75 %",
    "0,75",
    "1.500.000 đ",
    "“a” – b…",
  ),
  fc.constantFrom("a\u200B\u0301", " \u2060 ", "1.000,00", "2025-99-99T00:00:00Z", "chưa rõ"),
);
const values: fc.Arbitrary<FieldValue> = fc.option(written);
const names = fc.constantFrom(...fieldNames);

describe("the normal form of a text", () => {
  it.each([
    ["composes Unicode", "Đề án số 06".normalize("NFD"), "Đề án số 06"],
    ["knows one double quote", "“a” „b‟ «c» ″d", '"a" "b" "c" "d'],
    ["knows one apostrophe", "‘a’ ‚b‛ ′c", "'a' 'b' 'c"],
    ["knows one dash", "a‐b‑c‒d–e—f―g−h", "a-b-c-d-e-f-g-h"],
    ["spells an ellipsis out", "v.v… và…", "v.v... và..."],
    ["drops what cannot be seen", "\uFEFFsố\u00AD li\u200Bệu\u200C số\u200D hóa\u2060", "số liệu số hóa"],
    ["composes across what cannot be seen", "e\u200B\u0301", "é"],
    ["takes any run of blanks and line breaks for one blank", `a\t b\r\n\r\nc${nbsp}${nbsp}d`, "a b c d"],
    ["drops blanks at either end", "\n a \t", "a"],
    ["keeps the case of letters and the marks over them", "ĐỀ án", "ĐỀ án"],
  ])("%s", (_, text, form) => {
    expect(normalForm("title", text)).toBe(form);
  });

  it.each(["", "   ", "\r\n", nbsp, "\u200B", "<p></p>", "<p>&nbsp;</p>", "<br>"])(
    "is nothing where nothing can be read: %j",
    (text) => {
      expect(normalForm("progressText", text)).toBeNull();
    },
  );

  it("is the digits of a number, as a spreadsheet keeps a number for a text", () => {
    expect(normalForm("title", 2025)).toBe("2025");
  });

  it("is made for the name of an organisation in the same way", () => {
    expect(normalForm("leadOrganisation", "Sở  Nội vụ ".normalize("NFD"))).toBe("Sở Nội vụ");
  });
});

describe("rich text", () => {
  it.each([
    ["paragraphs", "<p>Đã xong</p><p>Còn lại</p>", "Đã xong Còn lại"],
    ["line breaks", "dòng 1<br>dòng 2<br/>dòng 3<br />dòng 4", "dòng 1 dòng 2 dòng 3 dòng 4"],
    ["lists", "<ul><li>một<li>hai</ul>", "một hai"],
    ["attributes", '<p class="MsoNormal" style="margin: 0">Đã xong', "Đã xong"],
    ["capital tags", "<P>Đã xong</P>rồi", "Đã xong rồi"],
    ["a tag alone that opens", "một<p>hai", "một hai"],
    ["a tag alone that closes", "một</p>hai", "một hai"],
    ["a tag alone with a digit", "một<h2>hai", "một hai"],
    ["a tag alone that closes itself", "một<br/>hai", "một hai"],
    ["a tag alone with a blank", "một<br />hai", "một hai"],
    ["a tag of one letter", "một<b>hai", "mộthai"],
    ["a named entity", "R&amp;D", "R&D"],
    ["an entity in capitals", "R&AMP;D", "R&D"],
    ["an unbroken blank", "một&nbsp;hai", "một hai"],
    ["a decimal entity", "&#272;ã", "Đã"],
    ["a hexadecimal entity", "&#x110;ã", "Đã"],
    ["a hexadecimal entity in letters", "&#xEA;m", "êm"],
    ["an entity for what cannot be seen", "số&#8203; liệu", "số liệu"],
    ["an entity for a quote", "&ldquo;a&rdquo;", '"a"'],
    ["a lone mark beside a tag", "<p>x < 3 & y > 2</p>", "x < 3 & y > 2"],
  ])("reads as the text that it shows: %s", (_, text, form) => {
    expect(normalForm("progressText", text)).toBe(form);
  });

  it.each(["a", "abbr", "b", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u"])(
    "puts no blank around <%s>, which stands within a word",
    (tag) => {
      expect(normalForm("progressText", `Đ<${tag}>ã x</${tag}>ong`)).toBe("Đã xong");
    },
  );

  // Each ends in what a reader of rich text would swallow as an open tag.
  it.each([
    "<3> x<y",
    "<p,q> x<y",
    "p> x<y",
    "5 < 6 x<y",
    "AT&T; x<y",
    "&nbsp x<y",
    "&#; x<y",
    "&#x; x<y",
    "</ p> x<y",
  ])("is not seen in signs that only resemble it: %s", (text) => {
    expect(normalForm("progressText", text)).toBe(text);
  });
});

describe("the normal form of a percent", () => {
  it.each<[FieldValue, FieldValue]>([
    [75, 75],
    ["75", 75],
    ["75%", 75],
    [" 75 % ", 75],
    [`75${nbsp}%`, 75],
    ["40,0", 40],
    ["40.4", 40],
    [99.5, 100],
    [0.75, 75],
    ["0,75", 75],
    [0.01, 1],
    [0, 0],
    ["0", 0],
    [1, 1],
    ["1", 1],
    [-5, -5],
    [150, 150],
  ])("of %j is %j", (value, form) => {
    expect(normalForm("percent", value)).toBe(form);
  });

  it.each(["", " ", "%", "khoảng 75", "75 % 80", "7%5", "75/100", "1,5,0", Infinity])(
    "of what is no percent is the value itself: %j",
    (value) => {
      expect(normalForm("percent", value)).toBe(value);
    },
  );
});

describe("the normal form of money", () => {
  it.each<[FieldValue, FieldValue]>([
    [1500000, "1500000"],
    ["1500000", "1500000"],
    ["001500000", "1500000"],
    ["0", "0"],
    ["1.500.000", "1500000"],
    ["1,500,000", "1500000"],
    ["1 500 000", "1500000"],
    [`1${nbsp}500${nbsp}000`, "1500000"],
    ["12.500", "12500"],
    ["123.500", "123500"],
    ["1.000", "1000"],
    ["1500000.00", "1500000"],
    ["1500000,0", "1500000"],
    ["1.500.000,00", "1500000"],
    ["1.500.000 đ", "1500000"],
    ["1.500.000đ ", "1500000"],
    ["1.500.000 đồng", "1500000"],
    ["1.500.000 ₫", "1500000"],
    ["1.500.000 VNĐ", "1500000"],
    ["1.500.000 vnd", "1500000"],
    [" 1500000\n", "1500000"],
    ["123456789012345678901234", "123456789012345678901234"],
  ])("of %j is %j", (value, form) => {
    expect(normalForm("budgetAllocated", value)).toBe(form);
  });

  it.each([
    "",
    "đ",
    "khoảng 5",
    "5 tỷ",
    "1,5 tỷ đồng",
    "-1.500",
    "1.50",
    "1500,25",
    "12.34.567",
    "1234.567",
    "1.5000",
    "x.500.000",
    "1.500.00x",
    "1.00 và 2",
    "đồng 5",
    0.5,
  ])("of what is no whole sum is the value itself: %j", (value) => {
    expect(normalForm("budgetAllocated", value)).toBe(value);
  });
});

describe("the normal form of a day", () => {
  it.each<[FieldValue, FieldValue]>([
    ["2025-12-31", "2025-12-31"],
    [" 2025-12-31 ", "2025-12-31"],
    ["31/12/2025", "2025-12-31"],
    ["31-12-2025", "2025-12-31"],
    ["31.12.2025", "2025-12-31"],
    ["1/2/2026", "2026-02-01"],
    [" 01/02/2026\n", "2026-02-01"],
    ["2025-12-31T23:30:00", "2025-12-31"],
    ["2025-12-31 00:00:00", "2025-12-31"],
    ["2025-12-31T", "2025-12-31"],
  ])("of %j is %j", (value, form) => {
    expect(normalForm("dueOn", value)).toBe(form);
  });

  it.each([
    ["2025-12-30T17:00:00Z", "2025-12-31"],
    ["2025-12-30T16:59:59.999Z", "2025-12-30"],
    ["2025-12-31T00:00:00+07:00", "2025-12-31"],
    ["2025-12-30T17:00:00+0000", "2025-12-31"],
    ["2025-12-30T20:00:00-01:00", "2025-12-31"],
  ])("of the instant %s is the day in Vietnam, %s", (instant, day) => {
    expect(normalForm("expectedOn", instant)).toBe(day);
  });

  it.each([
    "",
    "Quý I/2026",
    "12/2025",
    "31/12/25",
    "331/12/2025",
    "31/12/20255",
    "31/123/2025",
    "31/12/2025 17:00",
    "31,12,2025",
    "trước 2025-12-30T17:00:00Z",
    "x2025-12-31 00:00",
    "+002025-12-30T17:00:00Z",
  ])("of what is no day is the text itself: %j", (text) => {
    expect(normalForm("dueOn", text)).toBe(text);
  });

  it.each([
    ["2025-99-99T00:00:00Z", "2025-99-99"],
    ["2025-12-30T17:00:00Z (giờ máy chủ)", "2025-12-30"],
    ["2025-12-30T17:00:00Z x", "2025-12-30"],
    ["2025-12-30T17:00", "2025-12-30"],
  ])("of an instant that cannot be read, %s, is the day written in it: %s", (text, day) => {
    expect(normalForm("dueOn", text)).toBe(day);
  });

  it("of a bare number is its digits: it may be anything", () => {
    expect(normalForm("dueOn", 46022)).toBe("46022");
  });
});

describe("every normal form", () => {
  it("leaves a lifecycle as it is", () => {
    expect(normalForm("lifecycle", " in_progress ")).toBe(" in_progress ");
  });

  it.each(fieldNames)("of nothing is nothing: %s", (name) => {
    expect(normalForm(name, null)).toBeNull();
  });

  it("is its own normal form, and no value makes it throw", () => {
    fc.assert(
      fc.property(names, values, (name, value) => {
        const form = normalForm(name, value);

        expect(normalForm(name, form) === form).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("never throws for whatever a rich-text box holds", () => {
    const pieces = fc.constantFrom(
      "<",
      ">",
      "</",
      "/>",
      "p",
      "b",
      " ",
      "&",
      "#",
      "x",
      ";",
      "nbsp",
      "1",
      '"',
      "=",
      "!--",
    );
    const rich = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(""));

    fc.assert(
      fc.property(rich, (text) => {
        expect(normalForm("progressText", text)).not.toBe("");
      }),
    );
  });
});

describe("the same value", () => {
  it.each<[FieldName, FieldValue, FieldValue]>([
    ["title", "Đề  án “06” ", 'Đề án "06"'],
    ["title", "", null],
    ["percent", "75 %", 0.75],
    ["budgetAllocated", "1.500.000 đ", "1500000.00"],
    ["dueOn", "31/12/2025", "2025-12-30T17:00:00Z"],
    ["lifecycle", "completed", "completed"],
  ])("is seen through its formatting: %s %j and %j", (name, one, other) => {
    expect(sameValue(name, one, other)).toBe(true);
  });

  it.each<[FieldName, FieldValue, FieldValue]>([
    ["title", "Đề án 06", "De an 06"],
    ["title", "Đề án 06", null],
    ["percent", 75, 76],
    ["percent", 0, null],
    ["budgetAllocated", "1.500.000", "1.500"],
    ["dueOn", "2025-12-30T16:00:00Z", "2025-12-31"],
    ["lifecycle", "completed", "Completed"],
  ])("is not seen in another one: %s %j and %j", (name, one, other) => {
    expect(sameValue(name, one, other)).toBe(false);
  });

  it("is the same from either side", () => {
    fc.assert(
      fc.property(names, values, values, (name, one, other) => {
        expect(sameValue(name, one, other)).toBe(sameValue(name, other, one));
      }),
    );
  });

  it("is every value's own, however it is composed and spaced", () => {
    fc.assert(
      fc.property(plain, (text) => {
        expect(sameValue("title", text, ` ${text.normalize("NFD")}\n`)).toBe(true);
      }),
    );
  });
});

describe("what a portal shows for ours", () => {
  it.each<[string, FieldName, FieldValue, FieldValue, boolean]>([
    ["the same value", "percent", 75, "75 %", true],
    ["another value", "percent", 75, 76, false],
    ["the lifecycle shown in its place", "lifecycle", "completed", "submitted", true],
    ["the place of it taken by ours", "lifecycle", "submitted", "completed", false],
    ["a lifecycle that is shown as itself", "lifecycle", "in_progress", "submitted", false],
    ["a text that merely reads like a lifecycle", "title", "completed", "submitted", false],
    ["nothing on either side", "lifecycle", null, null, true],
    ["nothing for a lifecycle", "lifecycle", "completed", null, false],
  ])("is meant by it: %s", (_, name, ours, theirs, isMeant) => {
    expect(shownAs(name, ours, theirs, confirming)).toBe(isMeant);
  });

  it("is only itself where the portal shows nothing in its place", () => {
    expect(shownAs("lifecycle", "completed", "submitted", plainStatus)).toBe(false);
  });
});

describe("blank", () => {
  it.each<[FieldName, FieldValue]>([
    ["title", null],
    ["title", " "],
    ["progressText", "<p>&nbsp;</p>"],
    ["percent", 0],
    ["percent", "0 %"],
    ["lifecycle", "not_started"],
    ["dueOn", null],
    ["budgetAllocated", null],
  ])("is what says nothing yet: %s %j", (name, value) => {
    expect(isBlank(name, value)).toBe(true);
  });

  it.each<[FieldName, FieldValue]>([
    ["title", "x"],
    ["percent", 1],
    ["lifecycle", "in_progress"],
    ["dueOn", "31/12/2025"],
    ["budgetAllocated", "0"],
    ["budgetAllocated", 0],
  ])("is not what says something: %s %j", (name, value) => {
    expect(isBlank(name, value)).toBe(false);
  });
});
