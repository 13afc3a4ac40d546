// A VTODO both ways: what it says in canonical values, and that a change touches nothing else.
import { describe, expect, test } from "vitest";
import { changedCalendar, toRemoteTask } from "../../../adapters/caldav/convert.ts";
import { listedIn } from "../../../adapters/caldav/wire.ts";
import type { FieldValues } from "../../../schemas/field.ts";
import type { RemoteTask } from "../../../src/portal/contract.ts";

function calendar(...lines: string[]): string {
  const begin = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Nextcloud Tasks//VI", "BEGIN:VTODO", "UID:a-1"];
  return [...begin, ...lines, "END:VTODO", "END:VCALENDAR", ""].join("\r\n");
}

function read(...lines: string[]): RemoteTask {
  const task = toRemoteTask({ remoteId: "a.ics", etag: '"1"', calendar: calendar(...lines) });
  if (task === null) throw new Error("no task was read");
  return task;
}

function changed(before: RemoteTask, set: FieldValues): string {
  const change = { remoteId: before.remoteId, set, whole: set, before, cites: [], key: "k", marker: "" };
  return changedCalendar(change);
}

describe("a VTODO is read", () => {
  test("as a task that is not begun, where it says nothing", () => {
    expect(read("SUMMARY:Số hoá hồ sơ").fields).toMatchObject({
      title: "Số hoá hồ sơ",
      lifecycle: "not_started",
      percent: null,
      dueOn: null,
    });
  });

  test.each([
    ["DUE;VALUE=DATE:20251231", "2025-12-31"],
    ["DUE:20251230T170000Z", "2025-12-31"],
    ["DUE:20251231T080000", "2025-12-31"],
    ["DUE;TZID=Asia/Ho_Chi_Minh:20251231T003000", "2025-12-31"],
  ])("with its deadline as the day in Vietnam: %s", (line, day) => {
    expect(read(line).fields.dueOn).toBe(day);
  });

  test("with a text of ours that another program wrote without its type", () => {
    const task = read(String.raw`X-DONGBO-DIFFICULTIES:Thiếu người\, thiếu máy\nchờ cấp`);

    expect(task.fields.difficulties).toBe("Thiếu người, thiếu máy\nchờ cấp");
  });

  test("with a status that nobody mapped as an unknown word, and no status", () => {
    const task = read("STATUS:DRAFT");

    expect(task.unknownWords).toEqual([{ field: "lifecycle", word: "DRAFT" }]);
    expect(task.fields).not.toHaveProperty("lifecycle");
  });

  test("as closed to reports where it repeats", () => {
    expect(read("DTSTART:20251201T010000Z", "RRULE:FREQ=WEEKLY").locked).toContain("lặp lại");
  });

  test("never with a percent of another shape", () => {
    expect(() => read("PERCENT-COMPLETE:140")).toThrow(/another shape/);
  });
});

test("an appointment is no task", () => {
  const lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:h", "END:VEVENT", "END:VCALENDAR"];

  expect(toRemoteTask({ remoteId: "h.ics", etag: '"1"', calendar: lines.join("\r\n") })).toBeNull();
});

describe("a change", () => {
  const alarm = ["BEGIN:VALARM", "TRIGGER:-PT30M", "ACTION:DISPLAY", "DESCRIPTION:Nhắc việc", "END:VALARM"];
  const strange = String.raw`X-TINH-MA;X-LOAI="a;b":một\, hai\nba`;
  const before = read(
    "SUMMARY:Số hoá hồ sơ",
    "DESCRIPTION:cũ",
    "CATEGORIES:57-NQ,chuyển đổi số",
    "ATTACH;FMTTYPE=application/pdf:https://tinh.example/a.pdf",
    strange,
    ...alarm,
  );

  test("keeps what this program does not know, word for word", () => {
    const after = changed(before, { percent: 40, progressText: "Đã họp" }).replaceAll("\r\n ", "");

    for (const line of [strange, "CATEGORIES:57-NQ,chuyển đổi số", ...alarm]) expect(after).toContain(line);
    expect(after).toContain("ATTACH;FMTTYPE=application/pdf:https://tinh.example/a.pdf");
  });

  test("is read again as it was meant, whatever the text holds", () => {
    const set = {
      lifecycle: "completed",
      percent: 100,
      progressText: "Dòng 1; dòng 2, \\n\nBEGIN:VEVENT\n" + "ệ".repeat(200),
      completedOn: "2025-12-20",
      expectedOn: "2026-01-31",
      budgetDisbursed: "1500000000",
    };

    const text = changed(before, set);

    const after = toRemoteTask({ remoteId: "a.ics", etag: '"2"', calendar: text });
    expect(after?.fields).toMatchObject({ ...set, title: "Số hoá hồ sơ", difficulties: null });
    expect(text).toContain("SEQUENCE:1");
  });

  test("takes a property away that is emptied", () => {
    expect(changed(before, { progressText: null })).not.toContain("DESCRIPTION:cũ");
  });

  test("of what a VTODO has no place for is refused by name", () => {
    expect(() => changed(before, { lifecycle: "on_hold" })).toThrow(/không có chỗ ghi/);
    expect(() => changed(before, { dueOn: "2026-01-01" })).toThrow(/không có chỗ ghi/);
  });
});

/** One resource of a list. */
function row(href: string, prop: string): string {
  return `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${prop}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
}

function list(...rows: string[]): string {
  return `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">${rows.join("")}</d:multistatus>`;
}

describe("a list", () => {
  test("names resources by the end of their links, wherever these lead", () => {
    const [one] = listedIn(
      list(row("https://elsewhere.example/dav/vi%E1%BB%87c%201.ics", "<d:getetag>&quot;7&quot;</d:getetag>")),
    );

    expect(one).toMatchObject({ name: "việc 1.ics", etag: '"7"', isCollection: false });
  });

  test("gives the text of a task with its line ends and signs", () => {
    const [one] = listedIn(
      list(row("/a.ics", "<c:calendar-data>A:1 &lt; 2 &amp; 3&#13;\nB:x</c:calendar-data>")),
    );

    expect(one?.calendar).toBe("A:1 < 2 & 3\r\nB:x");
  });

  test("that is empty has nothing in it", () => {
    expect(listedIn('<multistatus xmlns="DAV:" />')).toEqual([]);
  });

  test.each(["", "<html><body>Đăng nhập</body></html>", list(row("/a.ics", "")).slice(0, -20)])(
    "that is cut or no list is Unrecognised",
    (text) => {
      expect(() => listedIn(text)).toThrow(expect.objectContaining({ name: "Unrecognised" }));
    },
  );
});
