// Conformance, level 4: a portal that says yes and means something else, and what must never be on record.
import assert from "node:assert/strict";
import { secretOptions } from "../../schemas/config.ts";
import { fieldNames } from "../../schemas/field.ts";
import { Secret } from "../../schemas/secret.ts";
import {
  aFile,
  assertNamed,
  listed,
  observe,
  sample,
  send,
  texted,
  thrownBy,
  writable,
  type Bench,
} from "./conformance-bench.ts";
import { readOnlyPortal, without } from "./conformance-skips.ts";
import type { ConformanceCase } from "./conformance.ts";

const closedPeriod = "Kỳ báo cáo đã khóa lúc 23:30 ngày 10/12/2025";

export const surpriseCases: readonly ConformanceCase[] = [
  {
    id: "surprises.dropped-field",
    level: 4,
    title: "shows by reading back that the portal dropped a field it said yes to",
    skips: (declared) => readOnlyPortal(declared) ?? without("drops-field")(declared),
    async run(bench) {
      const [first = ""] = bench.seed(1);
      const session = await bench.open();
      const before = await observe(session, first);
      const names = writable(bench.portal).filter((name) => name !== "lifecycle" && name !== "completedOn");
      bench.script({ fault: "drops-field" });
      const thrown = await thrownBy(() =>
        send(session, before, Object.fromEntries(names.map((name) => [name, sample(name)]))),
      );
      bench.assertFired("drops-field");
      if (thrown !== null) return assertNamed(thrown, "Uncertain", "Refused");
      const { fields } = await observe(session, first);
      assert.ok(
        names.some((name) => fields[name] !== sample(name)),
        "the dropped field is shown as if it had been kept",
      );
    },
  },
  {
    id: "surprises.period-locked",
    level: 4,
    title: "says a closed period in the portal's own words",
    skips: (declared) => readOnlyPortal(declared) ?? without("period-locked")(declared),
    async run(bench) {
      const [first = ""] = bench.seed(1);
      const session = await bench.open();
      const open = await observe(session, first);
      bench.script({ fault: "period-locked", times: 1_000, with: { message: closedPeriod } });
      const thrown = await thrownBy(() => send(session, open, texted(bench.portal, "Báo cáo muộn")));
      bench.assertFired("period-locked");
      assertNamed(thrown, "Refused");
      const said = "portalSaid" in thrown ? String(thrown.portalSaid) : "";
      assert.ok(said.includes(closedPeriod), `the portal's words are lost: ${said}`);
      assert.equal(bench.simulator.tally().writes, 0);
    },
  },
  {
    id: "surprises.edited-between",
    level: 4,
    title: "shows what somebody else wrote between our read and our write",
    skips: (declared) => readOnlyPortal(declared) ?? without("edited-between")(declared),
    async run(bench) {
      const [first = ""] = bench.seed(1);
      const session = await bench.open();
      const before = await observe(session, first);
      bench.script({ fault: "edited-between" });
      const thrown = await thrownBy(() => send(session, before, texted(bench.portal, "Nội dung của tỉnh")));
      bench.assertFired("edited-between");
      if (thrown !== null) assertNamed(thrown, "Stale", "Uncertain", "Refused");
      const after = await observe(await bench.open(), first);
      assert.notDeepEqual(after.fields, before.fields, "neither their edit nor our write is shown");
    },
  },
  {
    id: "surprises.edit-is-seen",
    level: 4,
    title: "shows at once what a person changed at the portal",
    async run(bench) {
      const [first = "", second = ""] = bench.seed(2);
      const session = await bench.open();
      const before = await observe(session, first);
      const other = await observe(session, second);
      bench.simulator.edit(first, { difficulties: "Thiếu nhân lực", expectedOn: "2026-03-31" });
      const after = await observe(session, first);
      const { fields: facts } = bench.portal.facts;
      if (facts.difficulties.read) assert.equal(after.fields.difficulties, "Thiếu nhân lực");
      if (facts.expectedOn.read) assert.equal(after.fields.expectedOn, "2026-03-31");
      const untouched = fieldNames.filter((name) => name !== "difficulties" && name !== "expectedOn");
      for (const name of untouched) assert.equal(after.fields[name], before.fields[name], name);
      assert.deepEqual((await observe(session, second)).fields, other.fields);
    },
  },
  {
    id: "surprises.secrets",
    level: 4,
    title: "leaves no secret on record, in no spelling",
    async run(bench) {
      await useEverything(bench);
      const record = JSON.stringify(bench.exchanges);
      for (const name of Object.keys(secretOptions(bench.portal.options))) {
        const secret = bench.simulator.options[name];
        assert.ok(secret instanceof Secret, `the option ${name} is no Secret`);
        for (const spelling of spellingsOf(secret.reveal())) {
          assert.ok(!record.includes(spelling), `the secret ${name} stands in the record`);
        }
      }
      assert.doesNotMatch(record, /bearer [\w-]/i, "a token stands in the record");
    },
  },
  {
    id: "surprises.on-record",
    level: 4,
    title: "sends nothing past the recorded line",
    async run(bench) {
      if (!bench.simulator.url.startsWith("http")) return "this portal is not reached by HTTP";
      await useEverything(bench);
      assert.equal(bench.exchanges.length, bench.simulator.arrivals().length);
    },
  },
];

async function useEverything(bench: Bench): Promise<void> {
  const [first = ""] = bench.seed(2);
  const session = await bench.open();
  await listed(session);
  const before = await observe(session, first);
  if (session.sendProgress !== undefined) await send(session, before, texted(bench.portal, "Đủ các bước"));
  if (session.sendEvidence !== undefined) await session.sendEvidence(aFile(bench.portal, first));
}

function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  return [secret, encodeURIComponent(secret), bytes.toString("base64"), bytes.toString("base64url")];
}
