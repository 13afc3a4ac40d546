// Conformance: sessions that end in the middle of the work. Signed in again unseen, once for all calls that are under way,
// and nothing is written twice for it.
import assert from "node:assert/strict";
import { phrase } from "../../schemas/phrase.ts";
import { assertShows, listed, observe } from "./conformance-bench.ts";
import { broken } from "./conformance-broken-line.ts";
import { readOnlyPortal, without, writingWithout } from "./conformance-skips.ts";
import type { ConformanceCase } from "./conformance.ts";

export const sessionCases: readonly ConformanceCase[] = [
  {
    id: "outages.token-in-listing",
    topic: "outages",
    level: "gold",
    title: phrase("conformance.outages.token_in_listing"),
    skips: without("token-expires"),
    async run(bench) {
      const seeded = await bench.seed(bench.portal.facts.pageSize + 3);
      const session = await bench.open();
      bench.script({ fault: "token-expires", after: 1 });
      const ids = (await listed(session)).map((task) => task.remoteId);
      bench.assertFired("token-expires");
      assert.deepEqual(
        seeded.filter((id) => !ids.includes(id)),
        [],
      );
    },
  },
  {
    id: "outages.token-before-write",
    topic: "outages",
    level: "gold",
    title: phrase("conformance.outages.token_before_write"),
    skips: (declared) => readOnlyPortal(declared) ?? without("token-expires")(declared),
    async run(bench) {
      const { thrown, remoteId, set } = await broken(bench, { fault: "token-expires", on: "write" });
      assert.equal(thrown, null);
      assertShows(await observe(await bench.open(), remoteId), set);
      assert.equal((await bench.owner.tally()).doubledEntries, 0);
    },
  },
  {
    id: "outages.token-side-by-side",
    topic: "outages",
    level: "gold",
    title: phrase("conformance.outages.token_side_by_side"),
    skips: without("token-expires"),
    async run(bench) {
      const ids = await bench.seed(6);
      const session = await bench.open();
      await observe(session, ids[0] ?? "");
      const known = bench.owner.secrets().length;
      bench.script({ fault: "token-expires" });
      await Promise.all(ids.map(async (id) => await observe(session, id)));
      bench.assertFired("token-expires");
      const renewed = bench.owner.secrets().length - known;
      assert.ok(renewed > 0 && renewed < ids.length / 2, `${renewed} new tokens for ${ids.length} calls`);
    },
  },
  {
    id: "outages.refresh-expires",
    topic: "outages",
    level: "gold",
    title: phrase("conformance.outages.refresh_expires"),
    skips: without("refresh-expires"),
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      bench.owner.script([{ fault: "token-expires" }, { fault: "refresh-expires" }]);
      await observe(session, first);
      bench.assertFired("token-expires");
      bench.assertFired("refresh-expires");
    },
  },
  {
    id: "outages.csrf-expires",
    topic: "outages",
    level: "gold",
    title: phrase("conformance.outages.csrf_expires"),
    skips: writingWithout("csrf-expires"),
    async run(bench) {
      const { thrown, remoteId, set } = await broken(bench, { fault: "csrf-expires", on: "write" });
      assert.equal(thrown, null);
      assertShows(await observe(await bench.open(), remoteId), set);
      assert.equal((await bench.owner.tally()).writes, 1);
    },
  },
];
