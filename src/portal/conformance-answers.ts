// Conformance: answers to a write that say one thing and mean another. A 2xx is no success, a refusal may be an echo of
// our own lost call, and what a portal makes of a change is shown by reading back alone.
import assert from "node:assert/strict";
import { phrase } from "../../schemas/phrase.ts";
import {
  assertNamed,
  assertShows,
  heldAt,
  observe,
  send,
  texted,
  textField,
  thrownBy,
  type Bench,
} from "./conformance-bench.ts";
import { writingWithout } from "./conformance-skips.ts";
import type { ConformanceCase } from "./conformance.ts";
import type { FaultRule } from "./simulator.ts";

export const answerCases: readonly ConformanceCase[] = [
  {
    id: "surprises.silent-204",
    topic: "surprises",
    level: "gold",
    title: phrase("conformance.surprises.silent_204"),
    skips: writingWithout("silent-204"),
    async run(bench) {
      const { thrown, remoteId } = await answered(bench, { fault: "silent-204" });
      if (thrown !== null) assertNamed(thrown, "Uncertain", "Refused");
      const { fields } = await heldAt(bench.owner, remoteId);
      const shown = (await observe(await bench.open(), remoteId)).fields;
      assert.equal(shown.percent ?? null, fields["percent"] ?? null, "it shows a percent that is not held");
    },
  },
  ...(["refused-in-list", "success-false"] as const).map((fault): ConformanceCase => ({
    id: `surprises.${fault}`,
    topic: "surprises",
    level: "gold",
    title: phrase(
      fault === "success-false"
        ? "conformance.surprises.success_false"
        : "conformance.surprises.refused_in_list",
    ),
    skips: writingWithout(fault),
    async run(bench) {
      const { thrown } = await answered(bench, { fault });
      assertNamed(thrown, "Refused", "Uncertain");
      assert.equal((await bench.owner.tally()).writes, 0);
    },
  })),
  {
    id: "surprises.already-sent",
    topic: "surprises",
    level: "gold",
    title: phrase("conformance.surprises.already_sent"),
    skips: writingWithout("already-sent"),
    async run(bench) {
      const { thrown, remoteId, set } = await answered(bench, { fault: "already-sent" });
      if (thrown !== null) assertNamed(thrown, "Uncertain");
      assertShows(await observe(await bench.open(), remoteId), set);
      assert.equal((await bench.owner.tally()).writes, 1);
    },
  },
  {
    id: "surprises.strange-answer",
    topic: "surprises",
    level: "gold",
    title: phrase("conformance.surprises.strange_answer"),
    skips: writingWithout("strange-answer"),
    async run(bench) {
      const { thrown, remoteId, set } = await answered(bench, { fault: "strange-answer" });
      if (thrown !== null) assertNamed(thrown, "Uncertain");
      assertShows(await observe(await bench.open(), remoteId), set);
    },
  },
  {
    id: "surprises.rewritten",
    topic: "surprises",
    level: "gold",
    title: phrase("conformance.surprises.rewritten"),
    skips: writingWithout("rewrites-field"),
    async run(bench) {
      const isPercent = bench.portal.facts.fields.percent.write;
      const field = isPercent ? "percent" : (textField(bench.portal) ?? "progressText");
      const value = isPercent ? 100 : "Hệ thống tự cập nhật";
      const rule: FaultRule = { fault: "rewrites-field", with: { field, value, after: "write" } };
      const { thrown, remoteId, session } = await answered(bench, rule);
      if (thrown !== null) assertNamed(thrown, "Uncertain");
      assertShows(await observe(session, remoteId), { [field]: value });
    },
  },
  {
    id: "surprises.error-bodies",
    topic: "surprises",
    level: "gold",
    title: phrase("conformance.surprises.error_bodies"),
    skips: writingWithout("error-body"),
    async run(bench) {
      const { session, before, set } = await ready(bench);
      for (const shape of errorShapes) {
        for (const status of [200, 422]) {
          bench.script({ fault: "error-body", on: "write", times: 1_000, with: { shape, status } });
          const thrown = await thrownBy(() => send(session, before, set));
          // Of a 200 in words that look like a yes only reading back can tell.
          if (thrown !== null || status !== 200) assertNamed(thrown, "Refused", "Uncertain", "SignedOut");
        }
      }
      bench.owner.script([]);
      assert.equal((await bench.owner.tally()).writes, 0);
      assert.deepEqual((await observe(session, before.remoteId)).fields, before.fields);
    },
  },
  {
    id: "surprises.passing-no",
    topic: "surprises",
    level: "gold",
    title: phrase("conformance.surprises.passing_no"),
    skips: writingWithout("error-body"),
    async run(bench) {
      const { session, before, set } = await ready(bench);
      for (const status of [409, 412]) {
        bench.script({ fault: "error-body", on: "write", times: 1_000, with: { shape: "message", status } });
        assertNamed(await thrownBy(() => send(session, before, set)), "Stale", "Uncertain", "Transient");
      }
    },
  },
  {
    id: "surprises.period-shown",
    topic: "surprises",
    level: "gold",
    title: phrase("conformance.surprises.period_shown"),
    skips: writingWithout("period-shows-locked"),
    async run(bench) {
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      const message = "Kỳ báo cáo đã khóa lúc 23:30 ngày 10/12/2025";
      bench.script({ fault: "period-shows-locked", times: 1_000, with: { message } });
      const { locked } = await observe(session, first);
      bench.assertFired("period-shows-locked");
      assert.ok(locked?.includes(message), `the task does not show that it is closed: ${locked}`);
    },
  },
];

const errorShapes = [
  "sentences",
  "list",
  "codes",
  "message",
  "columns",
  "msg",
  "success",
  "empty",
  "text",
  "html",
];

/** A task that was read, and a change of it. */
async function ready(bench: Bench) {
  const [remoteId = ""] = await bench.seed(1);
  const session = await bench.open();
  const before = await observe(session, remoteId);
  return { remoteId, session, before, set: texted(bench.portal, "Đã gửi một lần", 60) };
}

/** Sends one change to a portal that answers it in this way; fails when the fault does not fire. */
async function answered(bench: Bench, rule: FaultRule) {
  const { remoteId, session, before, set } = await ready(bench);
  bench.script({ ...rule, on: "write" });
  const thrown = await thrownBy(() => send(session, before, set));
  bench.assertFired(rule.fault);
  return { thrown, remoteId, set, session };
}
