// Every vocabulary and every adapter's map: both ways, with every loss stated, and nothing is read that stands in no map.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LifecycleSchema, meaningOf, wordFor, type Lifecycle, type StatusMap } from "../../schemas/status.ts";
import { vocabularies } from "../../schemas/vocabularies.ts";
import { adapters, maps } from "./status-maps.ts";
import { statusStrings } from "./status-strings.ts";

const seed = Number(process.env["STATUS_SEED"] ?? Math.floor(Math.random() * 1_000_000));
const fuzz = { numRuns: 10_000, seed };

/** What to type to see a failure of the random strings again. */
function sayReplay(): void {
  const command = "npx vitest run --config tests/vitest.config.ts tests/schemas/vocabularies.test.ts";
  process.stderr.write(`status words: seed ${seed}; once more with: STATUS_SEED=${seed} ${command}\n`);
}

function named(name: string): StatusMap {
  const found = vocabularies.find((vocabulary) => vocabulary.name === name);
  if (found === undefined) throw new RangeError(`there is no vocabulary ${name}`);
  return found;
}

function noneOf(map: StatusMap, lifecycle: Lifecycle | null): string | undefined {
  const said = lifecycle === null ? "" : map.writes[lifecycle];
  return typeof said === "string" ? undefined : said.none;
}

function isSentence(reason: string | undefined): boolean {
  return reason !== undefined && reason.trim().length >= 10;
}

const entries = maps.flatMap(({ name, map }) => Object.keys(map.reads).map((word) => ({ name, map, word })));
const lifecycles = maps.flatMap(({ name, map }) =>
  LifecycleSchema.options.map((lifecycle) => ({ name, map, lifecycle })),
);

describe("every word", () => {
  it.each(entries)("of $name reads the same in both forms of Unicode: $word", ({ map, word }) => {
    const meaning = meaningOf(map, word);

    expect(meaning).not.toBeNull();
    expect(meaningOf(map, word.normalize("NFD"))).toBe(meaning);
  });

  it.each(entries)("of $name comes back as it was, or a loss is stated: $word", ({ map, word }) => {
    const meaning = meaningOf(map, word);
    const lifecycle = meaning?.lifecycle ?? null;
    const back = lifecycle === null ? null : wordFor(map, lifecycle, meaning?.timeliness);

    const again = back === null ? null : meaningOf(map, back);

    const isBack = again?.lifecycle === lifecycle && again?.timeliness === meaning?.timeliness;
    const shown = lifecycle === null ? undefined : map.shows[lifecycle]?.loss;
    const losses = [meaning?.loss, shown, noneOf(map, lifecycle)];
    expect(isBack || losses.some(isSentence)).toBe(true);
  });
});

describe("every lifecycle", () => {
  it.each(lifecycles)("has a word in $name, or the reason why not: $lifecycle", ({ map, lifecycle }) => {
    const word = wordFor(map, lifecycle);

    expect(word !== null || isSentence(noneOf(map, lifecycle))).toBe(true);
  });

  it.each(lifecycles.filter(({ map, lifecycle }) => wordFor(map, lifecycle) !== null))(
    "is read from the word that $name writes, or what is read is stated: $lifecycle",
    ({ map, lifecycle }) => {
      const meaning = meaningOf(map, wordFor(map, lifecycle) ?? "");

      expect(meaning?.lifecycle).toBe(map.shows[lifecycle]?.as ?? lifecycle);
    },
  );

  it.each(lifecycles.filter(({ map, lifecycle }) => map.shows[lifecycle] !== undefined))(
    "that reads back as another one in $name says what is lost: $lifecycle",
    ({ map, lifecycle }) => {
      expect(map.shows[lifecycle]?.as).not.toBe(lifecycle);
      expect(isSentence(map.shows[lifecycle]?.loss)).toBe(true);
    },
  );
});

describe("a vocabulary", () => {
  it("has a name of its own, a version and a dated source", () => {
    expect(vocabularies.map(({ name }) => name)).toEqual([
      "vpcp",
      "nq57-mission",
      "tdnv",
      "vnu-nq57",
      "thanhhoa",
      "dienbien",
      "letters",
      "press",
    ]);
    expect(vocabularies.map(({ version }) => version)).toEqual(vocabularies.map(() => 1));
    expect(vocabularies.filter(({ source }) => !/as seen in 202[56]$/.test(source))).toEqual([]);
  });

  it("states every loss in a sentence", () => {
    const losses = vocabularies.flatMap(({ reads, writes, shows }) => [
      ...Object.values(reads).flatMap(({ loss }) => loss ?? []),
      ...Object.values(writes).flatMap((said) => (typeof said === "string" ? [] : said.none)),
      ...Object.values(shows).map(({ loss }) => loss),
    ]);

    expect(losses.filter((loss) => !isSentence(loss))).toEqual([]);
  });

  it.each([
    ["vpcp", "hoàn thành quá hạn", { lifecycle: "completed", timeliness: "done_late" }],
    ["vpcp", "chưa hoàn thành quá hạn", { lifecycle: "not_started", timeliness: "overdue" }],
    ["nq57-mission", "IN_PROGRESS_LATE", { lifecycle: "in_progress", timeliness: "overdue" }],
    ["nq57-mission", "NOT_COMPLETED_ON_TIME", { lifecycle: "not_started", timeliness: "in_time" }],
    ["tdnv", "chuathuchien", { lifecycle: "not_started", timeliness: "in_time" }],
    ["tdnv", "dangthuchien_khonghan", { lifecycle: "in_progress", timeliness: "no_deadline" }],
    ["tdnv", "thuchienlai", { lifecycle: "returned" }],
    ["vnu-nq57", "COMPLETED", { lifecycle: "completed", computed: true }],
    ["vnu-nq57", "IN_PROGRESS", { lifecycle: "in_progress", computed: true }],
    ["vnu-nq57", "REJECTED", { lifecycle: "not_started" }],
    ["thanhhoa", "trả lại", { lifecycle: "returned" }],
    ["dienbien", "Đang thực hiện", { lifecycle: "in_progress" }],
    ["letters", "có khả năng quá hạn", { lifecycle: null, timeliness: "at_risk" }],
    ["letters", "quá hạn", { lifecycle: null, timeliness: "overdue" }],
    ["press", "nhiệm vụ chậm, muộn", { lifecycle: null, timeliness: "overdue" }],
  ])("%s reads “%s” as %j", (name, word, meaning) => {
    const { loss: _prose, ...read } = meaningOf(named(name), word) ?? { loss: "" };

    expect(read).toEqual(meaning);
  });

  it.each(["dahoanthanh", "dahoanthanh_tronghan", "dahoanthanh_quahan"])(
    "tdnv takes no timeliness from %s, whose suffix follows today's clock",
    (word) => {
      expect(meaningOf(named("tdnv"), word)).not.toHaveProperty("timeliness");
    },
  );

  it("never tells a late task in a word for one in time", () => {
    const meanings = vocabularies.flatMap((map) =>
      LifecycleSchema.options.flatMap((lifecycle) =>
        (["overdue", "done_late"] as const).map((late) =>
          meaningOf(map, wordFor(map, lifecycle, late) ?? ""),
        ),
      ),
    );

    const inTime = meanings.filter((one) => ["in_time", "done_on_time"].includes(one?.timeliness ?? ""));
    expect(inTime).toEqual([]);
  });
});

describe("10,000 strings in the place of a status word", () => {
  const strings = statusStrings([...new Set(entries.map(({ word }) => word))]);

  it("mean something in a map exactly when they stand in it", (test) => {
    test.onTestFailed(sayReplay);
    const known = new Map(maps.map(({ map }) => [map, new Set(Object.keys(map.reads))]));

    fc.assert(
      fc.property(strings, (text) => {
        for (const { map } of maps) {
          const stands = known.get(map)?.has(text.normalize("NFC")) === true;
          expect(meaningOf(map, text) !== null).toBe(stands);
        }
      }),
      fuzz,
    );
  });

  it.for(adapters)("are read by $name, or named as unknown, as they were shown", ({ map, read }, test) => {
    test.onTestFailed(sayReplay);
    const known = new Set(Object.keys(map.reads));

    fc.assert(
      fc.property(strings, (text) => {
        const task = read(text);

        const stands = known.has(text.normalize("NFC"));
        const lifecycle = stands ? map.reads[text.normalize("NFC")]?.lifecycle : null;
        expect(task.unknownWords).toEqual(stands ? [] : [{ field: "lifecycle", word: text }]);
        expect("lifecycle" in task.fields ? task.fields.lifecycle : null).toBe(lifecycle);
      }),
      fuzz,
    );
  });
});
