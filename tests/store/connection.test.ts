import { expect, it } from "vitest";
import { onEachDatabase } from "../databases.ts";

onEachDatabase("a store", (open) => {
  it("commits what a transaction did", async () => {
    const store = await open();

    await store.transaction((tx) =>
      tx.insertInto("listing").values({ portal: "p", at: "2026-01-01T00:00:00.000Z", listed: 3 }).execute(),
    );

    const rows = await store.read((tx) => tx.selectFrom("listing").selectAll().execute());
    expect(rows).toEqual([{ portal: "p", at: "2026-01-01T00:00:00.000Z", listed: 3 }]);
  });
});
