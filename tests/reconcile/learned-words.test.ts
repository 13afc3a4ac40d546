import { describe, expect, it } from "vitest";
import type { RemoteTask } from "../../schemas/remote.ts";
import { withLearnedWords, type LearnedWord } from "../../src/reconcile/learned-words.ts";

const approved: LearnedWord = { field: "lifecycle", word: "Đã phê duyệt", meaning: "completed" };
const weekly: LearnedWord = { field: "lifecycle", word: "Đang họp giao ban", meaning: "unchanged" };

function aTaskSaying(...words: RemoteTask["unknownWords"]): RemoteTask {
  return {
    remoteId: "7",
    code: "I.1",
    document: null,
    fields: { percent: 40 },
    unknownWords: words,
    evidence: [],
    version: null,
    locked: null,
    raw: null,
  };
}

describe("a word that a person mapped", () => {
  it("reads as what the person said of it", () => {
    const task = aTaskSaying({ field: "lifecycle", word: approved.word });

    expect(withLearnedWords(task, [weekly, approved])).toEqual({
      ...task,
      fields: { percent: 40, lifecycle: "completed" },
      unknownWords: [],
    });
  });

  it("is the same word in either composition", () => {
    const task = aTaskSaying({ field: "lifecycle", word: approved.word.normalize("NFD") });

    expect(withLearnedWords(task, [approved]).fields.lifecycle).toBe("completed");
  });

  it("is known and says nothing of the field when that is what the person said", () => {
    const task = aTaskSaying({ field: "lifecycle", word: weekly.word });

    expect(withLearnedWords(task, [weekly])).toEqual({ ...task, unknownWords: [] });
  });

  it.each([
    ["in other letters", { field: "lifecycle", word: "đã phê duyệt" }],
    ["with a blank more", { field: "lifecycle", word: "Đã phê duyệt " }],
    ["of another field", { field: "title", word: "Đã phê duyệt" }],
  ] as const)("stays unknown %s", (_, unknown) => {
    const task = aTaskSaying(unknown);

    expect(withLearnedWords(task, [approved])).toEqual(task);
  });

  it("leaves the others that nobody mapped", () => {
    const other = { field: "lifecycle", word: "Khác" } as const;
    const task = aTaskSaying(other, { field: "lifecycle", word: approved.word });

    expect(withLearnedWords(task, [approved])).toMatchObject({
      fields: { lifecycle: "completed" },
      unknownWords: [other],
    });
  });

  it("never changes the task that was read", () => {
    const task = aTaskSaying({ field: "lifecycle", word: approved.word });

    withLearnedWords(task, [approved]);

    expect(task).toEqual(aTaskSaying({ field: "lifecycle", word: approved.word }));
  });

  it("costs nothing where there is nothing to learn", () => {
    const known = aTaskSaying();
    const unknown = aTaskSaying({ field: "lifecycle", word: approved.word });

    expect(withLearnedWords(known, [approved])).toBe(known);
    expect(withLearnedWords(unknown, [])).toBe(unknown);
  });
});
