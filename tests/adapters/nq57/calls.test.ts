import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createHash } from "node:crypto";
import { Refused, SignedOut, Transient, Uncertain, Unrecognised } from "../../../schemas/errors.ts";
import type { EvidenceFile } from "../../../src/portal/contract.ts";
import { aChange, listed, signedIn, type SignedIn } from "./signed-in.ts";

let here: SignedIn;

beforeEach(async () => {
  here = await signedIn(["NV-1", "NV-2", "NV-3", "NV-4", "NV-5"]);
});

afterEach(() => here.close());

const codes = (tasks: { code: string | null }[]) => tasks.map((task) => task.code).toSorted();
const wire = (fragment: string) =>
  here.simulator.arrivals().filter((arrival) => arrival.path.includes(fragment));

function aFile(remoteId: string, name = "Báo cáo số 12.pdf"): EvidenceFile {
  const bytes = Buffer.from("%PDF-1.7 báo cáo");
  return {
    remoteId,
    name,
    mime: "application/pdf",
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    documentNumber: "12/BC-SKHCN",
    documentOn: "2026-05-04",
    key: "key-2",
    async *open() {
      yield bytes;
    },
  };
}

async function send(set: Parameters<typeof aChange>[2]): Promise<void> {
  await here.session.sendProgress?.(await aChange(here.session, "1", set));
}

describe("listing nq57", () => {
  it("costs one request for the files and one for each hundred tasks", async () => {
    const tasks = await listed(here.session);

    expect(codes(tasks)).toEqual(["NV-1", "NV-2", "NV-3", "NV-4", "NV-5"]);
    expect(here.simulator.tally().reads).toBe(2);
  });

  it("shows what the portal holds, in whatever shape it shows its days", async () => {
    for (const { remoteId } of here.simulator.held()) {
      here.simulator.edit(remoteId, { percent: 100, completedOn: "2026-03-01", lateReason: "Chờ vốn" });
    }

    const tasks = await listed(here.session);

    const shown = new Map(tasks.map((task) => [task.remoteId, task.fields]));
    expect(shown).toEqual(new Map(here.simulator.held().map((task) => [task.remoteId, task.fields])));
  });

  it("goes on until the portal's count when pages are cut in silence", async () => {
    here.simulator.script([{ fault: "clamp-pages", with: { size: 2 }, times: 100 }]);

    const tasks = await listed(here.session);

    expect(codes(tasks)).toEqual(["NV-1", "NV-2", "NV-3", "NV-4", "NV-5"]);
  });

  it("lists again when only one page was cut, and gives each task once", async () => {
    here.simulator.script([{ fault: "clamp-pages", on: { path: "nhiem_vu" }, with: { size: 2 } }]);

    const tasks = await listed(here.session);

    expect(codes(tasks)).toEqual(["NV-1", "NV-2", "NV-3", "NV-4", "NV-5"]);
    expect(here.simulator.fired()).toEqual({ "clamp-pages": 1 });
  });

  it.each([{ removes: false }, { removes: true }])(
    "misses none when rows shift between pages: %j",
    async (shift) => {
      here.simulator.script([
        { fault: "clamp-pages", with: { size: 2 }, times: 100 },
        { fault: "shifting-pages", with: shift },
      ]);

      const tasks = await listed(here.session);

      const held = here.simulator.held().map((task) => task.remoteId);
      const given = tasks.map((task) => task.remoteId);
      expect(new Set(given).size).toBe(given.length);
      // The record that appeared while another went may be left for the next listing; none that stayed may be missed.
      expect(given).toEqual(expect.arrayContaining(held.filter((id) => Number(id) <= 5)));
      expect(here.simulator.fired()["shifting-pages"]).toBe(1);
    },
  );

  it.each(Array.from({ length: 12 }, (_, seed) => seed))(
    "gives every task that stayed, or throws, when many rows come and go (seed %i)",
    async (seed) => {
      const busy = await signedIn(
        Array.from({ length: 14 }, (_, place) => `NV-${place}`),
        { seed },
      );
      busy.simulator.script([
        { fault: "clamp-pages", with: { size: 3 }, times: 100 },
        { fault: "shifting-pages", with: { removes: true }, chance: 0.3, times: 5 },
      ]);

      const given = await listed(busy.session).catch((error: unknown) => error);

      const stayed = busy.simulator.held().filter((task) => Number(task.remoteId) <= 14);
      const ids = Array.isArray(given) ? given.map((task) => task.remoteId) : null;
      if (ids === null) expect(given).toBeInstanceOf(Transient);
      else expect(ids).toEqual(expect.arrayContaining(stayed.map((task) => task.remoteId)));
      expect(ids?.length).toBe(ids === null ? undefined : new Set(ids).size);
      await busy.close();
    },
  );

  it("is Transient when the count never agrees with the rows", async () => {
    here.simulator.script([{ fault: "count-mismatch", on: { path: "nhiem_vu" }, times: 100 }]);

    await expect(listed(here.session)).rejects.toThrow(Transient);
  });

  it("is Unrecognised when the ids do not run parallel to the rows", async () => {
    here.simulator.script([{ fault: "ids-differ", on: { path: "nhiem_vu" } }]);

    await expect(listed(here.session)).rejects.toThrow(Unrecognised);
  });

  it("is SignedOut at a login page, never an empty list", async () => {
    here.simulator.script([{ fault: "login-page", on: { path: "nhiem_vu" } }]);

    await expect(listed(here.session)).rejects.toThrow(SignedOut);
  });

  it("is SignedOut when the account may not list, never an empty list", async () => {
    here.simulator.script([{ fault: "forbidden", on: { path: "nhiem_vu" } }]);

    await expect(listed(here.session)).rejects.toThrow(SignedOut);
  });

  it("is Unrecognised when a row has a key that nobody described", async () => {
    here.simulator.script([{ fault: "extra-field" }]);

    await expect(listed(here.session)).rejects.toThrow(Unrecognised);
  });

  it("shows no drift when only the portal's clock moved on", async () => {
    const before = await listed(here.session);
    here.simulator.script([{ fault: "clock-drift-words", times: 2 }]);

    const after = await listed(here.session);

    expect(after.map((task) => task.fields)).toEqual(before.map((task) => task.fields));
    expect(here.simulator.fired()["clock-drift-words"]).toBe(1);
  });
});

describe("reading nq57", () => {
  it("says null of a task that is gone", async () => {
    expect(await here.session.readTask?.("999")).toBeNull();
  });

  it("gives the same task as the listing, files included", async () => {
    await here.session.sendEvidence?.(aFile("2"));
    await here.session.sendEvidence?.(aFile("2", "Phụ lục.pdf"));

    const alone = await here.session.readTask?.("2");

    const all = await listed(here.session);
    expect(alone).toEqual(all.find((task) => task.remoteId === "2"));
    expect(alone?.evidence.map((file) => file.name)).toEqual(["Báo cáo số 12.pdf", "Phụ lục.pdf"]);
  });

  it("holds a task that is closed to us, and does not call it gone", async () => {
    here.simulator.script([{ fault: "forbidden" }]);

    await expect(here.session.readTask?.("1")).rejects.toMatchObject({
      name: "Refused",
      portalSaid: "Forbidden",
    });
  });

  it("names a status word that nobody mapped", async () => {
    here.simulator.script([{ fault: "unknown-word", with: { word: "Đã phê duyệt" } }]);

    const task = await here.session.readTask?.("1");

    expect(task?.unknownWords).toEqual([{ field: "lifecycle", word: "Đã phê duyệt" }]);
  });
});

describe("signing in at nq57", () => {
  it("keeps tokens, cookie, password and CSRF value out of the record", async () => {
    await send({ percent: 10 });

    const { account: _, password } = here.simulator.options;
    expect(here.recorded()).not.toContain((password as { reveal(): string }).reveal());
    expect(here.recorded()).not.toMatch(/access_token":"[^[]/);
    expect(here.recorded()).toContain("tien_do");
  });

  it("renews a token once for all requests that wait for it", async () => {
    here.simulator.script([{ fault: "token-expires", on: "read" }]);

    const tasks = await Promise.all(["1", "2", "3", "4"].map((id) => here.session.readTask?.(id)));

    expect(tasks.map((task) => task?.code)).toEqual(["NV-1", "NV-2", "NV-3", "NV-4"]);
    expect(wire("security/refresh")).toHaveLength(1);
  });

  it("does not renew again for a refusal of the old token that comes late", async () => {
    const slowOne = { path: "nhiem_vu/1" };
    here.simulator.script([
      { fault: "token-expires", on: slowOne },
      { fault: "slow", on: slowOne, with: { ms: 300 } },
    ]);
    const late = here.session.readTask?.("1");
    await vi.waitFor(() => expect(wire("nhiem_vu/1")).toHaveLength(1));

    await here.session.readTask?.("2");
    await late;

    expect(wire("security/refresh")).toHaveLength(1);
  });

  it("logs in again when the refresh token has run out too", async () => {
    here.simulator.script([{ fault: "token-expires", on: "read" }, { fault: "refresh-expires" }]);

    const tasks = await listed(here.session);

    expect(tasks).toHaveLength(5);
    expect(wire("security/login")).toHaveLength(2);
  });

  it("logs in again when the second use of its refresh token has ended every session", async () => {
    here.simulator.script([
      { fault: "refresh-reuse-kill", times: 100 },
      { fault: "token-expires", on: { path: "nhiem_vu/1" } },
      { fault: "token-expires", on: { path: "nhiem_vu/2" } },
    ]);

    const tasks = [await here.session.readTask?.("1"), await here.session.readTask?.("2")];

    expect(tasks.map((task) => task?.code)).toEqual(["NV-1", "NV-2"]);
    expect(here.simulator.fired()["refresh-reuse-kill"]).toBe(1);
    expect(wire("security/refresh")).toHaveLength(2);
    expect(wire("security/login")).toHaveLength(2);
  });

  it("renews tokens that live for a moment only", async () => {
    let clock = Date.parse("2026-05-04T05:00:00Z");
    const brief = await signedIn(["NV-1"], { now: () => clock });
    brief.simulator.script([{ fault: "short-tokens", times: 100, with: { seconds: 1 } }]);
    for (const passed of [16 * 60_000, 1_500, 1_500]) {
      clock += passed;
      await brief.session.readTask?.("1");
    }

    const renewals = brief.simulator.arrivals().filter(({ path }) => path.includes("refresh"));

    expect(renewals).toHaveLength(3);
    await brief.close();
  });

  it("logs in again when the portal no longer knows any token", async () => {
    here.simulator.script([{ fault: "forgets-tokens" }]);

    const tasks = await listed(here.session);

    expect(tasks).toHaveLength(5);
    expect(wire("security/login")).toHaveLength(2);
  });

  it("gives up as SignedOut when every new token is refused", async () => {
    here.simulator.script([{ fault: "token-expires", on: "read", times: 100 }]);

    await expect(listed(here.session)).rejects.toThrow(SignedOut);
    expect(wire("security/login")).toHaveLength(2);
  });

  it("asks for a CSRF token only before the first write, and once for all that wait", async () => {
    await listed(here.session);
    const before = wire("csrf_token").length;
    const changes = await Promise.all(["1", "2", "3"].map((id) => aChange(here.session, id, { percent: 5 })));

    await Promise.all(changes.map((change) => here.session.sendProgress?.(change)));

    expect(before).toBe(0);
    expect(wire("csrf_token")).toHaveLength(1);
  });
});

describe("sending progress to nq57", () => {
  it("changes what was set, and the portal derives its status from it", async () => {
    here.simulator.edit("1", { difficulties: "Thiếu vốn" });

    await send({ percent: 100, completedOn: "2026-06-30", progressText: "Đã nghiệm thu" });

    const held = here.simulator.held()[0];
    expect(held?.fields).toMatchObject({
      percent: 100,
      completedOn: "2026-06-30",
      progressText: "Đã nghiệm thu",
      difficulties: "Thiếu vốn",
      lifecycle: "completed",
    });
    expect((await here.session.readTask?.("1"))?.fields).toEqual(held?.fields);
  });

  it.each(["token-expires", "csrf-expires"])("goes on after %s and writes once", async (fault) => {
    await send({ percent: 10 });
    here.simulator.script([{ fault, on: "write" }]);

    await send({ percent: 20 });

    expect(here.simulator.tally().writes).toBe(2);
    expect(here.simulator.held()[0]?.fields["percent"]).toBe(20);
    expect(here.simulator.fired()).toEqual({ [fault]: 1 });
  });

  it("is SignedOut when a fresh CSRF token is refused, and nothing was written", async () => {
    here.simulator.script([{ fault: "csrf-expires", on: "write", times: 100 }]);

    await expect(send({ percent: 20 })).rejects.toThrow(SignedOut);
    expect(here.simulator.tally().writes).toBe(0);
  });

  it("is Refused with the portal's own words", async () => {
    const refused = send({ percent: 101 });

    await expect(refused).rejects.toThrow(Refused);
    await expect(refused).rejects.toMatchObject({ portalSaid: "tien_do: Must be an integer from 0 to 100." });
  });

  it("is Refused with the portal's own words in a closed period", async () => {
    here.simulator.script([{ fault: "period-locked", with: { message: "Kỳ báo cáo đã khóa lúc 17:00" } }]);

    await expect(send({ percent: 20 })).rejects.toMatchObject({ portalSaid: "Kỳ báo cáo đã khóa lúc 17:00" });
  });

  it("is Uncertain when the answer is lost, and is not sent again", async () => {
    here.simulator.script([{ fault: "lost-reply", on: "write" }]);

    await expect(send({ percent: 20 })).rejects.toThrow(Uncertain);
    expect(here.simulator.tally().writes).toBe(1);
  });

  it("is Uncertain when the portal says yes in words nobody described", async () => {
    here.simulator.script([{ fault: "strange-answer" }]);

    await expect(send({ percent: 20 })).rejects.toThrow(Uncertain);
    expect(here.simulator.tally().writes).toBe(1);
  });

  it.each(["login-page", "redirect-to-login"])(
    "is SignedOut at a %s in the place of an answer",
    async (fault) => {
      here.simulator.script([{ fault, on: "write" }]);

      await expect(send({ percent: 20 })).rejects.toThrow(SignedOut);
    },
  );

  it("leaves visible that the portal said 200 and dropped a field", async () => {
    here.simulator.script([{ fault: "drops-field", with: { column: "kho_khan" } }]);

    await send({ percent: 30, difficulties: "Chờ mặt bằng" });

    const task = await here.session.readTask?.("1");
    expect(task?.fields).toMatchObject({ percent: 30, difficulties: null });
  });

  it("leaves what somebody else saved just before, outside the columns we set", async () => {
    here.simulator.script([{ fault: "edited-between", with: { text: "Cơ quan cấp trên ghi" } }]);

    await send({ percent: 30 });

    expect(here.simulator.held()[0]?.fields).toMatchObject({
      percent: 30,
      progressText: "Cơ quan cấp trên ghi",
    });
  });
});

describe("sending evidence to nq57", () => {
  it("arrives whole, under its exact name", async () => {
    const file = aFile("3", "Biên bản “nghiệm thu”.pdf".normalize("NFD"));

    const receipt = await here.session.sendEvidence?.(file);

    expect(here.simulator.held()[2]?.evidence).toEqual([
      { name: file.name, size: file.size, sha256: file.sha256 },
    ]);
    const shown = (await here.session.readTask?.("3"))?.evidence;
    expect(shown).toEqual([{ remoteId: receipt?.createdId, name: file.name, size: file.size, sha256: null }]);
  });

  it("is Refused with the portal's words when it is no PDF", async () => {
    const refused = here.session.sendEvidence?.({ ...aFile("3"), mime: "image/png" });

    await expect(refused).rejects.toMatchObject({ name: "Refused", portalSaid: "file: Chỉ nhận tệp PDF" });
  });

  it("leaves visible by its size that the portal kept half of it", async () => {
    here.simulator.script([{ fault: "truncated-upload" }]);
    const file = aFile("3");

    await here.session.sendEvidence?.(file);

    const shown = (await here.session.readTask?.("3"))?.evidence[0];
    expect(shown?.size).toBe(Math.floor(file.size / 2));
  });

  it("is sent again whole after the CSRF token ran out", async () => {
    here.simulator.script([{ fault: "csrf-expires", on: "write" }]);
    const file = aFile("3");

    await here.session.sendEvidence?.(file);

    expect(here.simulator.held()[2]?.evidence).toMatchObject([{ sha256: file.sha256 }]);
    expect(here.simulator.tally()).toMatchObject({ writes: 1, doubledFiles: 0 });
  });
});
