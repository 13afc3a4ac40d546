import fc from "fast-check";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { columnList, givenRows, givenValues, piecesOf } from "../../src/store/rows.ts";
import { onEachDatabase } from "../databases.ts";

onEachDatabase("rows handed to one statement", (open) => {
  it("arrive as they were given, whatever the text", async () => {
    const store = await open();
    const columns = { place: "integer", said: "text", day: "date", amount: "numeric", list: "jsonb" };
    const texts = ["Đồng bộ 'và' \"ngoặc\" \\ \n", "Ủy ban".normalize("NFD"), "😀", "{}", ""];
    const rows = texts.map((said, place) => ({
      place,
      said,
      day: "2025-12-31",
      amount: "99999999999999999999",
      list: [said],
    }));

    const { rows: read } = await store.read((tx) =>
      sql`select ${columnList(columns)} from ${givenRows(columns, rows)} order by place`.execute(tx),
    );

    expect(read).toEqual(rows);
  });

  it("take null and a missing key as empty, and none as no rows", async () => {
    const store = await open();
    const columns = { place: "integer", said: "text" };

    const some = await store.read((tx) =>
      sql`select * from ${givenRows(columns, [{ place: 1, said: null }, { place: 2 }])} order by place`.execute(
        tx,
      ),
    );
    const none = await store.read((tx) => sql`select * from ${givenRows(columns, [])}`.execute(tx));

    expect(some.rows).toEqual([
      { place: 1, said: null },
      { place: 2, said: null },
    ]);
    expect(none.rows).toEqual([]);
  });

  it("narrow a query by more values than a statement has binds", async () => {
    const store = await open();
    const values = Array.from({ length: 70_000 }, (_, at) => `NV-${at}`);

    const { rows } = await store.read((tx) =>
      sql<{ ok: boolean }>`select 'NV-69999' in ${givenValues(values, "text")} as ok`.execute(tx),
    );

    expect(rows).toEqual([{ ok: true }]);
  });
});

describe("pieces of a list", () => {
  it("hold every item once, in order, none too long", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (items, size) => {
        const pieces = [...piecesOf(items, size)];
        expect(pieces.flat()).toEqual(items);
        expect(pieces.every((piece) => piece.length > 0 && piece.length <= size)).toBe(true);
      }),
    );
  });
});
