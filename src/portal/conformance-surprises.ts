// Conformance: a portal that says yes and means something else, and what must never be on record.
import assert from "node:assert/strict";
import { secretOptions } from "../../schemas/config.ts";
import { fieldNames } from "../../schemas/field.ts";
import { phrase } from "../../schemas/phrase.ts";
import { Secret } from "../../schemas/secret.ts";
import {
  aFile,
  assertNamed,
  assertShows,
  listed,
  observe,
  sample,
  seedTask,
  send,
  texted,
  thrownBy,
  writable,
  type Bench,
} from "./conformance-bench.ts";
import { answerCases } from "./conformance-answers.ts";
import { readOnlyPortal, without, writingWithout } from "./conformance-skips.ts";
import type { ConformanceCase } from "./conformance.ts";
import type { RemoteTask } from "./contract.ts";

const closedPeriod = "Kỳ báo cáo đã khóa lúc 23:30 ngày 10/12/2025";

export const surpriseCases: readonly ConformanceCase[] = [
  ...answerCases,
  {
    id: "surprises.dropped-field",
    topic: "surprises",
    level: "gold",
    title: phrase("conformance.surprises.dropped_field"),
    skips: (declared) => readOnlyPortal(declared) ?? without("drops-field")(declared),
    async run(bench) {
      const [first = ""] = await bench.seed(1);
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
    topic: "surprises",
    level: "gold",
    title: phrase("conformance.surprises.period_locked"),
    skips: (declared) => readOnlyPortal(declared) ?? without("period-locked")(declared),
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      const open = await observe(session, first);
      bench.script({ fault: "period-locked", times: 1_000, with: { message: closedPeriod } });
      const thrown = await thrownBy(() => send(session, open, texted(bench.portal, "Báo cáo muộn")));
      bench.assertFired("period-locked");
      assertNamed(thrown, "Refused");
      const said = "portalSaid" in thrown ? String(thrown.portalSaid) : "";
      assert.ok(said.includes(closedPeriod), `the portal's words are lost: ${said}`);
      assert.equal((await bench.owner.tally()).writes, 0);
    },
  },
  {
    id: "surprises.period-reopened",
    topic: "surprises",
    level: "gold",
    title: phrase("conformance.surprises.period_reopened"),
    skips: writingWithout("period-locked"),
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      const set = texted(bench.portal, "Báo cáo sau khi mở kỳ");
      bench.script({ fault: "period-locked", times: 1_000, with: { message: closedPeriod } });
      assertNamed(await thrownBy(async () => send(session, await observe(session, first), set)), "Refused");
      bench.owner.script([]);
      await send(session, await observe(session, first), set);
      assertShows(await observe(session, first), set);
    },
  },
  {
    id: "surprises.edited-between",
    topic: "surprises",
    level: "gold",
    title: phrase("conformance.surprises.edited_between"),
    skips: (declared) => readOnlyPortal(declared) ?? without("edited-between")(declared),
    async run(bench) {
      const [first = ""] = await bench.seed(1);
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
    topic: "surprises",
    level: "bronze",
    acts: ["edit"],
    title: phrase("conformance.surprises.edit_is_seen"),
    async run(bench) {
      const [first = "", second = ""] = await bench.seed(2);
      const session = await bench.open();
      const before = await observe(session, first);
      const other = await observe(session, second);
      await bench.owner.edit(first, { difficulties: "Thiếu nhân lực", expectedOn: "2026-03-31" });
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
    id: "surprises.reassigned",
    topic: "surprises",
    level: "bronze",
    title: phrase("conformance.surprises.reassigned"),
    acts: ["edit"],
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      await observe(session, first);
      await bench.owner.edit(first, { leadOrganisation: "Sở Tài chính", dueOn: "2026-06-30" });
      const seen: RemoteTask[] = [];
      const thrown = await thrownBy(async () => seen.push(await observe(session, first)));
      // An agency that was unknown when this session began may take a new one; it is never guessed.
      if (thrown !== null) assertNamed(thrown, "Unrecognised");
      const { fields } = seen[0] ?? (await observe(await bench.open(), first));
      const { fields: facts } = bench.portal.facts;
      if (facts.leadOrganisation.read) assert.equal(fields.leadOrganisation, "Sở Tài chính");
      if (facts.dueOn.read) assert.equal(fields.dueOn, "2026-06-30");
    },
  },
  {
    id: "surprises.clock-drift",
    topic: "surprises",
    level: "gold",
    title: phrase("conformance.surprises.clock_drift"),
    skips: without("clock-drift-words"),
    async run(bench) {
      // In time by any clock that runs, late by one that has moved on by more than a hundred years.
      const [first = ""] = await bench.owner.seed([{ ...seedTask(1), dueOn: "2099-12-31" }]);
      const session = await bench.open();
      const before = await observe(session, first);
      bench.script({ fault: "clock-drift-words", times: 1_000, with: { days: 40_000 } });
      const after = await observe(session, first);
      bench.assertFired("clock-drift-words");
      assert.deepEqual(after.fields, before.fields);
      assert.deepEqual(after.unknownWords, []);
    },
  },
  {
    id: "surprises.clock-skew",
    topic: "surprises",
    level: "gold",
    title: phrase("conformance.surprises.clock_skew"),
    skips: without("clock-skew"),
    async run(bench) {
      // Late by any clock that runs, in time by one that is a hundred years behind; backwards, so that no session ends.
      const [first = ""] = await bench.owner.seed([{ ...seedTask(1), dueOn: "2000-01-31" }]);
      const session = await bench.open();
      const before = await observe(session, first);
      bench.script({ fault: "clock-skew", on: "read", times: 1_000, with: { minutes: -60_000_000 } });
      const after = await observe(session, first);
      bench.assertFired("clock-skew");
      assert.deepEqual(after.fields, before.fields);
      assert.deepEqual(after.unknownWords, []);
    },
  },
  {
    id: "surprises.secrets",
    topic: "surprises",
    level: "bronze",
    title: phrase("conformance.surprises.secrets"),
    async run(bench) {
      await useEverything(bench);
      const record = JSON.stringify(bench.exchanges);
      for (const name of Object.keys(secretOptions(bench.portal.options))) {
        const secret = bench.owner.options[name];
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
    topic: "surprises",
    level: "bronze",
    title: phrase("conformance.surprises.on_record"),
    async run(bench) {
      const { arrived } = bench.owner;
      if (arrived === undefined) return phrase("conformance.skip.uncounted");
      await useEverything(bench);
      assert.equal(bench.exchanges.length, arrived());
    },
  },
];

async function useEverything(bench: Bench): Promise<void> {
  const [first = ""] = await bench.seed(2);
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
