// Mistakes in a profile: all at once, each with its line, its place and what to do.
import { describe, expect, test } from "vitest";
import { profilePortal } from "../../../adapters/profile/adapter.ts";
import { UserError } from "../../../schemas/errors.ts";
import { inWords, type Phrase } from "../../../schemas/phrase.ts";
import { textOf } from "../../house/project-files.ts";

const sound = textOf("adapters/profile/profiles/nq71-mst.yaml");
const broken = textOf("tests/adapters/profile/twenty-mistakes.yaml");

function problemsOf(text: string): Phrase[] {
  try {
    profilePortal(text, "cong.yaml");
    return [];
  } catch (thrown) {
    if (thrown instanceof UserError) return thrown.problems;
    throw thrown;
  }
}

/** A sound profile with one part of its text changed, and what is said of it. */
function changed(from: string, to: string): string[] {
  expect(sound).toContain(from);
  return problemsOf(sound.replace(from, to)).map((problem) => inWords(problem, "en"));
}

const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split("\n").length;

describe("a profile with more than twenty mistakes", () => {
  const marked = broken.split("\n").flatMap((line, index) => {
    const key = /# ✗ (\S+)$/.exec(line)?.[1];
    return key === undefined ? [] : [`${index + 1} ${key}`];
  });

  test("gives one message for each, at its line", () => {
    const told = problemsOf(broken).map(({ key, values }) => `${values["line"]} ${key}`);

    expect(told.length).toBeGreaterThanOrEqual(20);
    expect(told.toSorted()).toEqual([...marked, `${lineOf(broken, "limits:")} profile.missing`].toSorted());
  });

  test("says each with file, line, column, place and fix, in both languages", () => {
    const problems = problemsOf(broken);

    for (const problem of problems) {
      expect(inWords(problem, "en")).toMatch(/^cong\.yaml:\d+:\d+.*: .*\. Fix: ./s);
      expect(inWords(problem, "vi")).toMatch(/^cong\.yaml:\d+:\d+.*: .*\. Cách sửa: ./s);
      expect(inWords(problem, "vi")).not.toMatch(/\{(file|line|column|path|read|known|near|needed)\}/);
    }
  });
});

describe("a message", () => {
  test("names the nearest key where one is meant", () => {
    const said = changed("    percent: { at: progress.percent", "    procent: { at: progress.percent");

    expect(said).toContainEqual(
      `cong.yaml:${lineOf(sound, "    percent: {")}:5 task.fields.procent: there is no such key. Fix: did you mean “percent”?`,
    );
  });

  test("lists what may stand there where nothing is near", () => {
    const said = changed("as: digits }", "as: giờ }");

    expect(said[0]).toMatch(
      /task\.fields\.budgetRegistered\.as: “giờ” is not known\. Fix: choose one of text, /,
    );
  });

  test("points at the syntax where the file is no YAML", () => {
    const said = changed("list:\n", "list: [\n");

    expect(said[0]).toMatch(/^cong\.yaml:\d+:\d+: this is not valid YAML: /);
  });

  test("says that a secret stands in the file, and not which", () => {
    const said = changed('client_secret: "{clientSecret}"', "client_secret: aB3dE6");

    expect(said.join("\n")).toMatch(
      /signIn\.oauth2\.form\.client_secret: a password, key or token must not stand/,
    );
    expect(said.join("\n")).not.toContain("aB3dE6");
  });

  test.each([
    ["proof: digest", "proof: download", null],
    ["size: size, sha256: sha256 }", "size: size }", "task.files: “sha256” is missing"],
    ["    token: data.token\n", "", "evidence.upload: “token” is missing"],
    ["  total: meta.total\n", "", null],
    ["    in: updates\n", "", "task.entries: exactly one of in, of"],
    ["    marker: progressText\n", "", "writes: “marker” is missing"],
    ["header: If-Match", "head: If-Match", "version.head: there is no such key"],
    [
      "{ status: 412, on: write, is: Stale }",
      "{ status: 412, on: write, is: Refused }",
      "“is: Stale” is missing",
    ],
    ["Chờ xác nhận: submitted", "Chờ xác nhận: suspended", "task.status.reads.Chờ xác nhận"],
    ["grant: client_credentials", "grant: implicit", "signIn.oauth2.grant: “implicit” is not known"],
    [
      "cursor: { cursor: cursor, next: meta.next_cursor, size: limit",
      "page: { number: p, from: 2, size: limit",
      "list.paging.page.from: “2” is not known. Fix: choose one of 0, 1",
    ],
    ["of: 50", "of: 0", "list.paging.cursor.of: “0” cannot be used"],
    ["  id: id\n  code", "  code", "task.id: this is missing"],
    ['"PATCH /api', '"PATCH https://x/api', "is no call. Fix: write the method"],
    ["  seen: 2026-11-24", "  seen: last year", "stands.seen: “last year” cannot be used"],
  ])("of %j changed to %j is %j", (from, to, expected) => {
    const said = changed(from, to);

    if (expected === null) expect(said).toEqual([]);
    else expect(said.join("\n")).toContain(expected);
  });
});

test("a sound profile says nothing", () => {
  expect(problemsOf(sound)).toEqual([]);
});
