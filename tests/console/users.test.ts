// The users page, what auditors leave on the ledger, and what is told when something goes wrong.
import { describe, expect, it } from "vitest";
import { listEntries } from "../../src/ledger/read.ts";
import { verifyLedger } from "../../src/ledger/verify.ts";
import { withOpenDesk } from "./open-desk.ts";
import { aConsole, password } from "./visitor.ts";

const open = withOpenDesk();

describe("an administrator", () => {
  it("adds a user with a scope, who then signs in", async () => {
    const admin = await open().signedIn("admin");
    const fields = { name: "Lan.Nguyen ", role: "entry", password, units: "sở nội vụ\n", portals: "nq57" };
    const added = await admin.post("/users", fields, { from: "/users" });
    const list = await admin.get("/users");
    const lan = await open().signedIn("lan.nguyen");

    expect(added.to).toBe("/users");
    expect(list.text).toContain("Đã thêm người dùng lan.nguyen");
    expect(list.text).toMatch(/lan\.nguyen<\/a>[\s\S]*?nhập liệu[\s\S]*?Sở Nội vụ[\s\S]*?nq57/);
    expect((await admin.get("/users")).text).not.toContain("Đã thêm người dùng");
    expect((await lan.get("/users")).status).toBe(403);
  });

  it("is told every problem of a form at once, and nothing is changed", async () => {
    const admin = await open().signedIn("admin");
    const unknown = await admin.post(
      "/users",
      { name: "hoa", role: "entry", password, units: "Sở <b>Mây</b>\nSở Gió", portals: "nq99" },
      { from: "/users" },
    );
    const short = await admin.post(
      "/users",
      { name: "Hoà", role: "entry", password: "ngan" },
      { from: "/users" },
    );

    expect([unknown.status, short.status]).toEqual([400, 400]);
    expect(unknown.text.match(/<li>/g)).toHaveLength(3);
    expect(unknown.text).toContain("Sở &lt;b&gt;Mây&lt;/b&gt;");
    expect(unknown.text).not.toContain("<b>Mây");
    expect(short.text.match(/<li>/g)).toHaveLength(2);
    expect((await admin.get("/users")).text).not.toContain("hoa");
  });

  it("disables a user, whose next click leads to the sign-in page", async () => {
    const admin = await open().signedIn("admin");
    const approver = await open().signedIn("approver");
    const before = await approver.get("/");
    await admin.post("/users/approver/disable", {}, { from: "/users/approver" });
    const after = await approver.get("/");
    await admin.post("/users/approver/enable", {}, { from: "/users/approver" });

    expect([before.status, after.status]).toEqual([200, 303]);
    expect((await approver.get("/")).status).toBe(303);
    expect((await open().visitor().signIn("approver")).status).toBe(303);
  });

  it("changes a role, which holds from the next click on", async () => {
    const admin = await open().signedIn("admin");
    const entry = await open().signedIn("entry");
    const before = await entry.get("/users");
    await admin.post("/users/entry/access", { role: "admin" }, { from: "/users/entry" });
    const during = await entry.get("/users");
    await admin.post("/users/entry/access", { role: "entry" }, { from: "/users/entry" });

    expect([before.status, during.status, (await entry.get("/users")).status]).toEqual([403, 200, 403]);
  });
});

it("what an auditor opens is on the ledger, by name and address, and the ledger holds", async () => {
  const { signedIn, office } = open();
  const auditor = await signedIn("auditor");
  await auditor.get("/?page=2");
  await auditor.get("/users");
  const { store } = office.means;

  const entries = await store.read(async (tx) => await listEntries(tx, { limit: 500 }));
  const readings = entries.filter(({ body }) => body.kind === "reading");

  expect(readings.map(({ body }) => body)).toMatchObject([
    { kind: "reading", how: "opened", what: "/?page=2", who: "auditor" },
  ]);
  expect(await store.read(verifyLedger)).toMatchObject({ ok: true });
});

it("a fault of ours is told with the run that the log names, and without its details", async () => {
  const { office } = open();
  const lines: Record<string, unknown>[] = [];
  const log = { ...office.means.log, warn: (fields: object) => void lines.push({ ...fields }) };
  const { signedIn } = await aConsole({ ...office, means: { ...office.means, log }, newRun: aFault });

  const answered = await (await signedIn("admin")).get("/");

  expect(answered.status).toBe(500);
  expect(answered.text).not.toContain("secret details");
  expect(answered.text).toContain(String(lines[0]?.["run"]));
  expect(String(lines[0]?.["error"])).toContain("the secret details");
});

function aFault(): never {
  throw new Error("the secret details");
}
