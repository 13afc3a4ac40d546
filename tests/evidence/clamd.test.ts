// What clamd is asked and what is believed: a real one, and listeners that are none.
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { askClamd } from "../../src/evidence/clamd.ts";
import { virus, type RunningScanner } from "../start-scanner.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { aListener, withScanner } from "./scanners.ts";

async function* of(...pieces: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield typeof piece === "string" ? Buffer.from(piece) : piece;
}

async function* megabytes(count: number, taken?: { bytes: number }): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < count; at += 1) {
    if (taken !== undefined) taken.bytes += 1_000_000;
    yield Buffer.alloc(1_000_000, at % 251);
  }
}

const places = ["tcp", "unix"] satisfies (keyof RunningScanner)[];

withScanner("clamd", ["StreamMaxLength 1M"], (scanner) => {
  describe.each(places)("by %s", (place) => {
    it("finds a harmless file clean, an empty one too", async () => {
      const verdicts = [
        await askClamd(scanner()[place], of("Báo cáo kết quả")),
        await askClamd(scanner()[place], of()),
      ];

      expect(verdicts).toEqual([{ kind: "clean" }, { kind: "clean" }]);
    });

    it("finds a virus and names it, also when it is cut into pieces and follows an empty one", async () => {
      const { text, signature } = virus;

      const verdict = await askClamd(
        scanner()[place],
        of("%PDF-1.7\n", "", text.slice(0, 9), Buffer.alloc(0), text.slice(9)),
      );

      expect(verdict).toEqual({ kind: "infected", signature });
    });

    it("says that a file is beyond its limits, however far beyond", async () => {
      const verdicts = [
        await askClamd(scanner()[place], megabytes(2)),
        await askClamd(scanner()[place], megabytes(40)),
      ];

      const { clamd } = scanner()[place];
      expect(verdicts).toMatchObject([
        { kind: "beyond_limits", scanner: clamd },
        { kind: "beyond_limits", scanner: clamd },
      ]);
    });
  });
});

withScanner(
  "clamd that alerts to what it skips",
  ["StreamMaxLength 100M", "MaxFileSize 1M", "AlertExceedsMax yes"],
  (scanner) => {
    it("says that a file is beyond its limits, not that it is a virus", async () => {
      const verdict = await askClamd(scanner().tcp, megabytes(3));

      expect(verdict).toMatchObject({
        kind: "beyond_limits",
        why: expect.stringContaining("Heuristics.Limits.Exceeded"),
      });
    });
  },
);

test("gives no answer where nobody listens", async () => {
  const clamd = join(await temporaryFolder(), "clamd.ctl");

  const verdicts = [
    await askClamd({ clamd: "127.0.0.1:9", answersWithinSeconds: 5 }, of("a")),
    await askClamd({ clamd, answersWithinSeconds: 5 }, megabytes(3)),
  ];

  expect(verdicts).toEqual([
    { kind: "no_answer", scanner: "127.0.0.1:9", why: "ECONNREFUSED" },
    { kind: "no_answer", scanner: clamd, why: "ENOENT" },
  ]);
});

test("gives up on a listener that takes everything and says nothing", async () => {
  const scanner = await aListener((socket) => void socket.resume());

  const verdict = await askClamd(scanner, of("a"));

  expect(verdict).toEqual({ kind: "no_answer", scanner: scanner.clamd, why: "ETIMEDOUT" });
});

test("gives up on a listener that takes nothing, and read no more of the file than it could pass on", async () => {
  const scanner = await aListener((socket) => void socket.pause());
  const taken = { bytes: 0 };

  const verdict = await askClamd(scanner, megabytes(500, taken));

  expect(verdict).toMatchObject({ kind: "no_answer", why: "ETIMEDOUT" });
  expect(taken.bytes).toBeLessThan(20_000_000);
});

test.each([
  ["something else", "HTTP/1.1 400 Bad Request\r\n\0", "HTTP/1.1 400 Bad Request"],
  ["an error", "Can't allocate memory ERROR\0", "Can't allocate memory ERROR"],
  ["nothing", "\0", ""],
  ["more than a line", "x".repeat(5_000), "x".repeat(1_000)],
])("takes %s for no answer", async (_, said, why) => {
  const scanner = await aListener((socket) => socket.resume().end(said));

  const verdict = await askClamd(scanner, of("a"));

  expect(verdict).toEqual({ kind: "no_answer", scanner: scanner.clamd, why });
});

test("believes no OK that came before the file was there", async () => {
  const scanner = await aListener((socket) => {
    socket.write("stream: OK\0");
    socket.once("data", () => socket.destroy());
  });

  const verdict = await askClamd(scanner, megabytes(50));

  expect(verdict.kind).not.toBe("clean");
});

test("takes a listener that hangs up for no answer, when it answers nothing else either", async () => {
  const scanner = await aListener((socket) => socket.destroy());

  const verdict = await askClamd(scanner, megabytes(5));

  expect(verdict).toMatchObject({ kind: "no_answer", scanner: scanner.clamd });
});

test("passes on why the file could not be read", async () => {
  const scanner = await aListener((socket) => void socket.resume());
  const broken = new Error("the disk is gone");
  const pieces = (async function* () {
    yield Buffer.from("a");
    throw broken;
  })();

  await expect(askClamd(scanner, pieces)).rejects.toBe(broken);
});
