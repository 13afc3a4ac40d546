// Matching tasks with a portal's records: pairs that are sure, pairs that only look so, and lists in any order.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OurTask, TheirRecord } from "../../src/push/match-sides.ts";
import { matchRecords, type Matches } from "../../src/push/match.ts";

function task(set: Partial<OurTask> = {}): OurTask {
  const code = set.code ?? "NV-1";
  return {
    id: `id of ${code}`,
    code,
    title: "Hoàn thành số hóa cơ sở dữ liệu đất đai",
    dueOn: null,
    leadOrganisation: null,
    sources: [],
    standing: "open",
    ...set,
  };
}

function record(set: Partial<TheirRecord> = {}): TheirRecord {
  const remoteId = set.remoteId ?? "1";
  return {
    remoteId,
    ownCode: `P-${remoteId}`,
    code: null,
    document: null,
    title: "Lắp đặt trạm quan trắc môi trường tự động",
    dueOn: null,
    leadOrganisation: null,
    linked: false,
    ...set,
  };
}

/** An item of a document as an appendix gives it. */
function source(number: string, item: string, more: { issuedOn?: string; appendix?: string } = {}) {
  const { issuedOn = null, appendix = "" } = more;
  return { document: { kind: "Kế hoạch", number, issuer: null, issuedOn }, item, appendix };
}

/** What became of each task: "=" and its record, or "?" and its candidates. */
function verdicts({ sure, ask, onlyOurs }: Matches): Record<string, string> {
  return Object.fromEntries([
    ...sure.map(({ code, remoteId, by }) => [code, `= ${remoteId} by ${by}`]),
    ...ask.map(({ code, candidates }) => [code, `? ${candidates.map(({ remoteId }) => remoteId).join(" ")}`]),
    ...onlyOurs.map((code) => [code, "-"]),
  ]);
}

const title = "Ban hành quy chế quản lý, vận hành Trung tâm dữ liệu tỉnh";

describe("a pair is sure", () => {
  it.each<[string, Partial<OurTask>, Partial<TheirRecord>, string]>([
    ["equal code, whatever the title", { code: "PL1-001" }, { code: "pl1 - 001" }, "code"],
    ["equal code in NFD", { code: "ĐA06-1" }, { code: "ĐA06-1".normalize("NFD") }, "code"],
    ["the code it would be given", { code: "P-1" }, {}, "code"],
    ["identical title", { title }, { title }, "title"],
    ["title in NFD", { title }, { title: title.normalize("NFD") }, "title"],
    [
      "old tone placement, eth, runs of blanks",
      { title: "Ủy ban Hòa Bình đầu tư hạ tầng số" },
      { title: "Uỷ ban  Hoà Bình Ðầu tư hạ tầng số" },
      "title",
    ],
    [
      "a decision in front",
      { title },
      { title: `Quyết định số 12/QĐ-UBND ngày 01/02/2025 của UBND tỉnh về việc ${title}` },
      "title",
    ],
    ["a decision in front, v/v", { title }, { title: `QĐ 12/QĐ-UBND V/v ${title.toLowerCase()}` }, "title"],
    [
      "one decision in front of both, once with its date",
      { title: `Quyết định số 12/QĐ-UBND v/v ${title}` },
      { title: `Quyết định số 012/QĐ - UBND ngày 1/2/2025 về việc ${title}` },
      "title",
    ],
    ["numbering and quotes", { title: `3.1. ${title}` }, { title: `a) “${title}”` }, "title"],
    ["due dates equal", { title, dueOn: "2025-12-31" }, { title, dueOn: "2025-12-31" }, "title"],
    ["a due date on one side only", { title, dueOn: "2025-12-31" }, { title }, "title"],
    [
      "lead agencies in two spellings",
      { title, leadOrganisation: "Sở KH&CN" },
      { title, leadOrganisation: "Sở KHCN" },
      "title",
    ],
    [
      "document and item, an abbreviated title",
      { title: "Đơn giản hóa thủ tục hành chính lĩnh vực đất đai", sources: [source("02-KH/BCĐ", "I.3")] },
      { title: "Đơn giản hóa TTHC lĩnh vực đất đai", document: "Kế hoạch số 02- KH/BCĐ, mục I.3" },
      "document",
    ],
    [
      "document with an en dash, a date on one side",
      { title, sources: [source("02-KH/BCĐ", "3", { issuedOn: "2025-11-06" })] },
      { title: `${title} năm học`, document: "KH 02–KH/BCĐ, nhiệm vụ số 3" },
      "document",
    ],
  ])("with %s", (_, ours, theirs, by) => {
    const matches = matchRecords([task(ours)], [record(theirs)]);

    expect(matches.sure).toMatchObject([{ remoteId: "1", by }]);
    expect([matches.ask, matches.new, matches.onlyOurs]).toEqual([[], [], []]);
  });
});

describe("a person is asked", () => {
  it.each<[string, Partial<OurTask>, Partial<TheirRecord>, string]>([
    [
      "only the year differs",
      { title: "Xây dựng kế hoạch chuyển đổi số của tỉnh năm 2025" },
      { title: "Xây dựng kế hoạch chuyển đổi số của tỉnh năm 2026" },
      "push.match.other_figures",
    ],
    [
      "only a number differs, under one document and item",
      { title: `${title} đợt 1`, sources: [source("02-KH/BCĐ", "3")] },
      { title: `${title} đợt 2`, document: "02-KH/BCĐ mục 3" },
      "push.match.document_other_title",
    ],
    [
      "two decisions order the same",
      { title: `Quyết định số 12/QĐ-UBND v/v ${title}` },
      { title: `Quyết định số 13/QĐ-UBND v/v ${title}` },
      "push.match.other_order",
    ],
    [
      "due dates differ",
      { title, dueOn: "2025-12-31" },
      { title, dueOn: "2026-03-31" },
      "push.match.title_other_fact",
    ],
    [
      "lead agencies differ",
      { title, leadOrganisation: "Sở Nội vụ" },
      { title, leadOrganisation: "Sở Y tế" },
      "push.match.title_other_fact",
    ],
    ["a word was changed", { title }, { title: title.replace("quản lý", "khai thác") }, "push.match.similar"],
    [
      "diacritics were lost",
      { title: "Triển khai Đề án 06 tại các xã, phường" },
      { title: "Trien khai De an 06 tai cac xa, phuong" },
      "push.match.bare",
    ],
    ["the title is short", { title: "Rà soát văn bản" }, { title: "Rà soát văn bản" }, "push.match.short"],
    [
      "document and item are equal, the title another",
      { title, sources: [source("02-KH/BCĐ", "3")] },
      { document: "02-KH/BCĐ, mục 3" },
      "push.match.document_other_title",
    ],
  ])("when %s", (_, ours, theirs, key) => {
    const matches = matchRecords([task(ours)], [record(theirs)]);

    expect(matches.sure).toEqual([]);
    expect(matches.ask).toMatchObject([{ candidates: [{ remoteId: "1", why: { key } }] }]);
    expect(matches.new).toEqual([]);
  });

  it("when a code comes twice on either side", () => {
    const twiceThere = matchRecords(
      [task()],
      [record({ code: "NV-1" }), record({ remoteId: "2", code: "nv-1" })],
    );
    const twiceHere = matchRecords([task(), task({ code: "nv-1" })], [record({ code: "NV-1" })]);

    expect(verdicts(twiceThere)).toEqual({ "NV-1": "? 1 2" });
    expect(verdicts(twiceHere)).toEqual({ "NV-1": "? 1", "nv-1": "? 1" });
  });

  it("when a title comes twice, the record with the same agency and day first", () => {
    const facts = { dueOn: "2025-12-31", leadOrganisation: "Sở Y tế" };
    const theirs = [record({ title }), record({ remoteId: "2", title, ...facts })];

    expect(verdicts(matchRecords([task({ title, ...facts })], theirs))).toEqual({ "NV-1": "? 2 1" });
  });

  it("with at most three candidates, the most similar first, those far behind left out", () => {
    const endings = ["bổ sung", "bổ sung năm", "bổ sung năm nay", "bổ sung năm nay nữa"];
    const theirs = endings.map((ending, at) => record({ remoteId: String(at), title: `${title} ${ending}` }));
    const far = record({ remoteId: "far", title: "Ban hành quy chế quản lý Trung tâm hội nghị" });
    const { ask } = matchRecords([task({ title })], [...theirs, far]);

    expect(ask[0]?.candidates.map(({ remoteId }) => remoteId)).toEqual(["0", "1", "2"]);
  });
});

describe("documents", () => {
  const twoPlans = [
    task({ code: "A", title, sources: [source("02-KH/BCĐ", "3", { issuedOn: "2025-08-29" })] }),
    task({ code: "B", title, sources: [source("02-KH/BCĐ", "3", { issuedOn: "2025-11-06" })] }),
  ];

  it.each([
    ["Kế hoạch 02-KH/BCĐ ngày 06/11/2025, mục 3", { A: "-", B: "= 1 by document" }],
    ["Kế hoạch 02-KH/BCĐ (ngày 29/8/2025), mục 3", { A: "= 1 by document", B: "-" }],
    ["Kế hoạch 02-KH/BCĐ, mục 3", { A: "? 1", B: "? 1" }],
  ])("of one number and two dates are two: %s", (document, expected) => {
    expect(verdicts(matchRecords(twoPlans, [record({ title: `${title} này`, document })]))).toEqual(expected);
  });

  it.each([
    ["another appendix", source("02-KH/BCĐ", "3", { appendix: "Phụ lục I" }), "02-KH/BCĐ, Phụ lục II, mục 3"],
    ["another letter in the number", source("281-CV/TU", "3"), "281-KH/TU, mục 3"],
    ["the resolution of the Party, not the Government's", source("71/NQ-CP", "3"), "71-NQ/TW, mục 3"],
    ["the central plan, not the province's", source("02-KH/BCĐ", "3"), "02-KH/BCĐTW, mục 3"],
    ["another item", source("02-KH/BCĐ", "I.3"), "02-KH/BCĐ, mục II.3"],
  ])("are not the same with %s", (_, ours, document) => {
    const other = "Đào tạo chuyên gia an toàn thông tin";
    const matches = matchRecords([task({ title, sources: [ours] })], [record({ title: other, document })]);

    expect(verdicts(matches)).toEqual({ "NV-1": "-" });
    expect(matches.new).toHaveLength(1);
  });
});

describe("what cannot be linked", () => {
  it("stands in the way: a record with a secret task's code or title is neither proposed nor new", () => {
    const secret = task({ code: "MẬT-1", title, standing: "closed" });
    const theirs = [record({ code: "mật-1" }), record({ remoteId: "2", title })];
    const matches = matchRecords([secret], theirs);

    expect(matches).toMatchObject({ sure: [], ask: [], new: [], onlyOurs: [] });
    expect(matches.barred).toMatchObject([
      { remoteId: "1", why: { key: "push.match.closed" } },
      { remoteId: "2", why: { key: "push.match.closed" } },
    ]);
  });

  it("stands in the way: a second record with a linked task's code", () => {
    const theirs = [record({ code: "NV-1", linked: true }), record({ remoteId: "2", code: "NV-1" })];
    const matches = matchRecords([task({ standing: "linked" })], theirs);

    expect(matches.barred).toMatchObject([{ remoteId: "2", why: { key: "push.match.linked" } }]);
    expect(matches.new).toEqual([]);
  });

  it("counts where uniqueness is counted: what was asked stays asked after the sure pairs are linked", () => {
    const tasks = [task({ code: "A", title }), task({ code: "B", title })];
    const theirs = [record({ code: "A", title }), record({ remoteId: "2", title })];
    const first = matchRecords(tasks, theirs);
    const second = matchRecords(
      [task({ code: "A", title, standing: "linked" }), task({ code: "B", title })],
      [record({ code: "A", title, linked: true }), record({ remoteId: "2", title })],
    );

    expect(verdicts(first)).toEqual({ A: "= 1 by code", B: "? 2" });
    expect(verdicts(second)).toEqual({ B: "? 2" });
  });

  it("leaves a record that codes dispute to a person, even if a title fits", () => {
    const tasks = [task({ code: "A" }), task({ code: "a" }), task({ code: "B", title })];
    const matches = matchRecords(tasks, [record({ code: "A", title })]);

    expect(matches.sure).toEqual([]);
    expect(verdicts(matches)["B"]).toBe("? 1");
  });
});

describe("any two lists", () => {
  const seed = Number(process.env["MATCH_SEED"] ?? Math.floor(Math.random() * 1_000_000));
  const replay = `MATCH_SEED=${seed} npx vitest run --config tests/vitest.config.ts tests/push/match.test.ts`;

  const word = fc.constantFrom(
    "số hóa",
    "đất đai",
    "hộ tịch",
    "dữ liệu",
    "quy chế",
    "năm 2025",
    "năm 2026",
    "de an",
  );
  const wording = fc
    .tuple(fc.constantFrom("", "3.1. ", "QĐ 1/QĐ-UBND v/v "), fc.array(word, { minLength: 1, maxLength: 5 }))
    .map(([front, words]) => `${front}Hoàn thiện ${words.join(" ")}`);
  const code = fc.constantFrom("A", "B", "C", "D", "E", "F");
  const item = fc.constantFrom("1", "2");
  const day = fc.constantFrom(null, "2025-12-31", "2026-12-31");
  const tasks = fc.uniqueArray(
    fc
      .record({
        code: fc.tuple(code, fc.nat(9)),
        title: wording,
        item,
        dueOn: day,
        standing: fc.constantFrom("open", "open", "closed", "linked"),
      })
      .map((one) =>
        task({
          ...one,
          code: `${one.code[0]}${one.code[1]}`,
          standing: one.standing as "open",
          sources: [source("02-KH/BCĐ", one.item)],
        }),
      ),
    { selector: (one) => one.code, maxLength: 8 },
  );
  const records = fc
    .array(
      fc.record({
        code: fc.option(fc.tuple(code, fc.nat(9)).map(([letter, digit]) => `${letter}${digit}`)),
        title: wording,
        document: fc.option(item.map((number) => `02-KH/BCĐ, mục ${number}`)),
        dueOn: day,
        linked: fc.boolean(),
      }),
      { maxLength: 8 },
    )
    .map((list) => list.map((one, at) => record({ ...one, remoteId: String(at) })));

  it(`match the same in any order, one record for one task at most (${replay})`, () => {
    fc.assert(
      fc.property(tasks, records, fc.infiniteStream(fc.nat()), (ours, theirs, stream) => {
        const shuffled = <Item>(list: readonly Item[]) =>
          list
            .map((one) => ({ one, at: stream.next().value ?? 0 }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ one }) => one);
        const matches = matchRecords(ours, theirs);
        const open = ours.filter(({ standing }) => standing === "open").map((one) => one.code);
        const free = theirs.filter(({ linked }) => !linked).map(({ remoteId }) => remoteId);
        const taken = matches.sure.map(({ remoteId }) => remoteId);
        const asked = matches.ask.flatMap(({ candidates }) => candidates.map(({ remoteId }) => remoteId));
        const rest = [...matches.new, ...matches.barred].map(({ remoteId }) => remoteId);

        expect(matchRecords(shuffled(ours), shuffled(theirs))).toEqual(matches);
        expect(new Set(taken).size).toBe(taken.length);
        expect(Object.keys(verdicts(matches)).toSorted()).toEqual(open.toSorted());
        expect(free).toEqual(expect.arrayContaining([...taken, ...asked, ...rest]));
        expect([...taken, ...rest].filter((id) => asked.includes(id))).toEqual([]);
      }),
      { seed, numRuns: 500 },
    );
  });
});

it("compares 2,000 tasks with 2,000 records that all differ a little in seconds, the right one first", () => {
  const objects = [
    "đất đai",
    "hộ tịch",
    "giáo dục",
    "y tế",
    "quy hoạch",
    "lâm nghiệp",
    "giao thông",
    "du lịch",
  ];
  const actions = [
    "Số hóa",
    "Làm sạch",
    "Kết nối",
    "Công khai",
    "Cập nhật",
    "Chuẩn hóa",
    "Bàn giao",
    "Rà soát",
    "Sao lưu",
    "Mở",
  ];
  const titles = Array.from(
    { length: 2000 },
    (_, at) =>
      `${actions[at % 10]} cơ sở dữ liệu ${objects[Math.floor(at / 10) % 8]} của xã số ${Math.floor(at / 80)}`,
  );
  const ours = titles.map((one, at) => task({ code: `NV-${at}`, title: one }));
  const theirs = titles.map((one, at) => record({ remoteId: String(at), title: `${one} trên địa bàn tỉnh` }));

  const before = performance.now();
  const { ask } = matchRecords(ours, theirs);
  const took = performance.now() - before;

  expect(ask.filter(({ code, candidates }) => code === `NV-${candidates[0]?.remoteId}`)).toHaveLength(2000);
  expect(took).toBeLessThan(20_000);
});
