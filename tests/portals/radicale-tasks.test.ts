// What a person's program and this one do to the same task at a real Radicale.
import { expect, inject, onTestFinished, test } from "vitest";
import { portal } from "../../adapters/caldav/adapter.ts";
import { openBench, send } from "../../src/portal/conformance-bench.ts";
import { radicaleStage } from "./radicale-owner.ts";

async function aBench() {
  const owner = await radicaleStage(inject("radicale"));
  const bench = openBench({ portal, owner });
  onTestFinished(async () => await bench.close());
  return { bench, owner };
}

test("alarms, categories and strange properties survive a report, at the server itself", async () => {
  const { bench, owner } = await aBench();
  const [id = ""] = await bench.seed(1);
  const own = [
    "CATEGORIES:57-NQ",
    "X-TINH-MA:một",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "DESCRIPTION:Nhắc",
    "TRIGGER:-PT30M",
    "END:VALARM",
  ];
  await owner.put(id, (await owner.file(id)).replace("END:VTODO", `${own.join("\r\n")}\r\nEND:VTODO`));
  const session = await bench.open();
  const before = await session.readTask?.(id);

  await send(session, before ?? expect.fail("no task"), { percent: 40, progressText: "Đã họp" });

  const after = (await owner.file(id)).split("\r\n");
  expect(after).toEqual(expect.arrayContaining([...own, "PERCENT-COMPLETE:40"]));
});

test("of two reports on one state the second is stale, and the first stands", async () => {
  const { bench, owner } = await aBench();
  const [id = ""] = await bench.seed(1);
  const session = await bench.open();
  const before = (await session.readTask?.(id)) ?? expect.fail("no task");
  await send(session, before, { percent: 40 });

  await expect(send(session, before, { percent: 50 })).rejects.toThrow(
    expect.objectContaining({ name: "Stale" }),
  );

  expect((await owner.held())[0]?.fields["percent"]).toBe(40);
});

test("an appointment in the same list is no task", async () => {
  const { bench, owner } = await aBench();
  const [id = ""] = await bench.seed(1);
  const meeting = (await owner.file(id))
    .replaceAll("VTODO", "VEVENT")
    .replace(/^DUE.*$/m, "DTSTART:20251201T010000Z");
  await owner.put("hop.ics", meeting.replace(/^UID:.*$/m, "UID:hop"));

  const listed = await Array.fromAsync((await bench.open()).listTasks());

  expect(listed.map(({ remoteId }) => remoteId)).toEqual([id]);
});
