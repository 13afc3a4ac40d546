// Somebody with the database in hands changes one column of one ledger row: the command finds the row.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDesk, type Desk } from "./desk.ts";
import { fillDesk, reportOn } from "./scene.ts";

const otherId = "00000000-0000-4000-8000-000000000000";

describe("a ledger that somebody edited", () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await makeDesk({});
    await fillDesk(desk, { tasks: 10 });
    await reportOn(desk, { progress: [1, 2, 3] });
    await desk.run("push");
    await desk.open(async ({ means }) => {
      await means.store.transaction(
        async (tx) => await sql`create table ledger_before as select * from ledger`.execute(tx),
      );
    });
  });
  afterAll(async () => await desk.close());

  it.each([
    ["lane", sql`lane = 'nq58'`],
    ["seq", sql`seq = seq + 1000`],
    ["at", sql`at = at + interval '1 millisecond'`],
    ["kind", sql`kind = 'note'`],
    ["attempt_id", sql`attempt_id = ${otherId}`],
    ["link_id", sql`link_id = ${otherId}`],
    ["run", sql`run = overlay(run placing case left(run, 1) when 'a' then 'b' else 'a' end from 1 for 1)`],
    [
      "body",
      sql`body = overlay(body placing case substr(body, 40, 1) when 'x' then 'y' else 'x' end from 40 for 1)`,
    ],
    [
      "prev_hash",
      sql`prev_hash = overlay(prev_hash placing case left(prev_hash, 1) when 'a' then 'b' else 'a' end from 1 for 1)`,
    ],
    [
      "hash",
      sql`hash = overlay(hash placing case left(hash, 1) when 'a' then 'b' else 'a' end from 1 for 1)`,
    ],
  ])("is found out by the row in which %s was changed", async (_, change) => {
    await edit(sql`update ledger set ${change} where lane = 'nq57' and seq = 4`);

    const broken = await desk.run("ledger", "verify", "--lang", "en");

    expect(broken.code).toBe(1);
    expect(broken.out).toContain("nq57/4");
  });

  it("is sound once every row is as it was", async () => {
    await edit(sql`select 1`);

    const mended = await desk.run("ledger", "verify", "--json");

    expect(mended.code).toBe(0);
    expect(mended.json()).toMatchObject({ ok: true, lanes: 2, entries: 12 });
  });

  /** Puts every row back and changes one, past the trigger that forbids it, as the owner of the database could. */
  async function edit(change: ReturnType<typeof sql>): Promise<void> {
    await desk.open(async ({ means }) => {
      await means.store.transaction(async (tx) => {
        await sql`alter table ledger disable trigger all`.execute(tx);
        await sql`delete from ledger`.execute(tx);
        await sql`insert into ledger select * from ledger_before`.execute(tx);
        await change.execute(tx);
        await sql`alter table ledger enable trigger all`.execute(tx);
      });
    });
  }
});
