// Conformance: status words. Each is mapped both ways or says what is lost, and the portal takes those that
// the facts say it takes.
import assert from "node:assert/strict";
import type { FieldValues } from "../../schemas/field.ts";
import { phrase } from "../../schemas/phrase.ts";
import { LifecycleSchema, meaningOf, wordFor, type Lifecycle, type StatusMap } from "../../schemas/status.ts";
import {
  assertNamed,
  assertShows,
  entry,
  observe,
  sample,
  send,
  thrownBy,
  writable,
  type Bench,
} from "./conformance-bench.ts";
import { readOnlyPortal } from "./conformance-skips.ts";
import type { ConformanceCase } from "./conformance.ts";

export const statusCases: readonly ConformanceCase[] = [
  {
    id: "writing.status-words",
    topic: "writing",
    level: "silver",
    title: phrase("conformance.writing.status_words"),
    async run(bench) {
      const { status } = bench.portal.facts;
      for (const word of Object.keys(status.reads)) assertReads(status, word);
      for (const lifecycle of LifecycleSchema.options) assertWritten(status, lifecycle);
    },
  },
  {
    id: "writing.completes",
    topic: "writing",
    level: "silver",
    title: phrase("conformance.writing.completes"),
    skips: (declared) =>
      readOnlyPortal(declared) ??
      (declared.facts.fields.lifecycle.write ? null : phrase("conformance.skip.lifecycle")),
    async run(bench) {
      const { writes, shows } = bench.portal.facts.status;
      if (typeof writes.completed !== "string") return writes.completed.none;
      const [first = ""] = await bench.seed(1);
      const session = await bench.open();
      const set = reporting(bench, "completed");
      await send(session, await observe(session, first), set);
      assertShows(await observe(session, first), { ...set, lifecycle: shows.completed?.as ?? "completed" });
    },
  },
  {
    id: "writing.statuses",
    topic: "writing",
    level: "silver",
    title: phrase("conformance.writing.statuses"),
    skips: (declared) =>
      declared.facts.fields.lifecycle.write ? null : phrase("conformance.skip.lifecycle"),
    async run(bench) {
      const { status } = bench.portal.facts;
      const lifecycles = LifecycleSchema.options.filter((one) => wordFor(status, one) !== null);
      const ids = await bench.seed(lifecycles.length);
      const session = await bench.open();
      for (const [place, lifecycle] of lifecycles.entries()) {
        const remoteId = ids[place] ?? "";
        const set = reporting(bench, lifecycle);
        const thrown = await thrownBy(async () => send(session, await observe(session, remoteId), set));
        // Uncertain: the portal took a part of it, which is for reading back.
        if (thrown !== null) assertNamed(thrown, "Refused", "Uncertain");
        else
          assertShows(await observe(session, remoteId), {
            ...set,
            lifecycle: status.shows[lifecycle]?.as ?? lifecycle,
          });
      }
      assert.equal((await bench.owner.tally()).doubledEntries, 0);
    },
  },
];

/** Fails unless a word is recognised in either form of Unicode, and says a lifecycle or states that it does not. */
function assertReads(status: StatusMap, word: string): void {
  const meaning = meaningOf(status, word.normalize("NFD"));
  assert.ok(meaning !== null, `“${word}” is mapped in decomposed Unicode and never recognised`);
  const isTold = meaning.loss === undefined ? meaning.lifecycle !== null : isSentence(meaning.loss);
  assert.ok(isTold, `“${word}” loses something, and what it loses is not stated`);
}

/** Fails unless a lifecycle has a word that reads as it or as the stated loss, or a reason why there is none. */
function assertWritten({ reads, writes, shows }: StatusMap, lifecycle: Lifecycle): void {
  const word = writes[lifecycle];
  if (typeof word !== "string") {
    assert.ok(isSentence(word.none), `no reason is given why there is no word for ${lifecycle}`);
    return;
  }
  const read = meaningOf({ reads }, word);
  const wanted = shows[lifecycle]?.as ?? lifecycle;
  if (read === null) {
    const known = Object.values(reads).map((meaning) => meaning.lifecycle);
    assert.ok(known.includes(wanted), `${word} shows no known status`);
  } else {
    assert.equal(
      read.lifecycle,
      wanted,
      `“${word}” is written for ${lifecycle} and read as ${read.lifecycle}`,
    );
  }
  if (shows[lifecycle] !== undefined)
    assert.ok(isSentence(shows[lifecycle].loss), `the loss of ${lifecycle}`);
}

function isSentence(reason: string | undefined): boolean {
  return reason !== undefined && reason.trim().length >= 10;
}

/** A report of a status with what portals want beside it: everything done, on a day, once it is called done. */
function reporting(bench: Bench, lifecycle: Lifecycle): FieldValues {
  const isDone = lifecycle === "completed" || lifecycle === "submitted";
  const days = isDone ? writable(bench.portal, ["completedOn"]).map((name) => [name, sample(name)]) : [];
  return {
    ...entry(bench.portal, "Cập nhật trạng thái", isDone ? 100 : 50),
    ...Object.fromEntries(days),
    lifecycle,
  };
}
