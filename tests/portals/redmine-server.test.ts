// What the real Redmine does that a naive connector falls for, seen at the server itself: whatever the adapter is built
// on stands here, so that another version of Redmine is noticed.
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { openRedmine, type Redmine, type RedmineRole, type RedmineStage } from "./redmine-owner.ts";

let redmine: Redmine;
beforeAll(async () => {
  redmine = await openRedmine(inject("redmine"));
});
afterAll(async () => await redmine.close());

async function aStage(role?: RedmineRole): Promise<RedmineStage> {
  const stage = await redmine.stage(role);
  onTestFinished(async () => await stage.stop());
  return stage;
}

async function ask(stage: RedmineStage, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { "x-redmine-api-key": stage.apiKey, "content-type": "application/json", ...init.headers };
  return await fetch(`${stage.url}${path}`, { ...init, headers });
}

async function put(stage: RedmineStage, id: string | undefined, issue: unknown): Promise<number> {
  return (await ask(stage, `/issues/${id}.json`, { method: "PUT", body: JSON.stringify({ issue }) })).status;
}

function aTask(place: number) {
  return { code: `NV-${place}`, title: `Nhiệm vụ ${place}`, dueOn: "2025-12-31", leadOrganisation: null };
}

async function statusId(stage: RedmineStage, name: string): Promise<number | undefined> {
  const reply = await ask(stage, "/issue_statuses.json");
  const { issue_statuses } = (await reply.json()) as { issue_statuses: { id: number; name: string }[] };
  return issue_statuses.find((one) => one.name === name)?.id;
}

describe("the real Redmine", () => {
  test("answers 204 to a status that the role may not set, applies the rest, and leaves the status", async () => {
    const stage = await aStage("Đơn vị báo cáo");
    const [id] = await stage.seed([aTask(1)]);

    const status = await put(stage, id, {
      status_id: await statusId(stage, "Hoàn thành"),
      done_ratio: 100,
      notes: "Đã xong",
    });

    expect(status).toBe(204);
    const [task] = await stage.held();
    expect(task?.fields).toMatchObject({ lifecycle: "not_started", percent: 100, progressText: "Đã xong" });
  });

  test("drops a field that is read-only for the role, and says 204", async () => {
    const stage = await aStage("Đơn vị báo cáo");
    const [id] = await stage.seed([aTask(1)]);

    expect(await put(stage, id, { due_date: "2026-06-30", subject: "Tên khác" })).toBe(204);

    const [task] = await stage.held();
    expect(task?.fields).toMatchObject({ title: "Nhiệm vụ 1", dueOn: "2025-12-31" });
  });

  test("says in a task which states this account may set", async () => {
    const stage = await aStage("Đơn vị báo cáo");
    const [id] = await stage.seed([aTask(1)]);

    const reply = await ask(stage, `/issues/${id}.json?include=allowed_statuses`);

    const { issue } = (await reply.json()) as { issue: { allowed_statuses: { name: string }[] } };
    const names = issue.allowed_statuses.map(({ name }) => name);
    expect(names).toContain("Chờ xác nhận");
    expect(names).not.toContain("Hoàn thành");
  });

  test("cuts a page of 167 at 100 in silence", async () => {
    const stage = await aStage();
    await stage.seed(Array.from({ length: 167 }, (_, place) => aTask(place)));

    const reply = await ask(stage, `/issues.json?project_id=${stage.project}&limit=200`);

    const { issues, total_count } = (await reply.json()) as { issues: unknown[]; total_count: number };
    expect(reply.status).toBe(200);
    expect(issues.length).toBe(100);
    expect(total_count).toBe(167);
  });

  test("averages the percent of a parent task from its children, whatever is written", async () => {
    const stage = await aStage();
    const [parent = ""] = await stage.seed([aTask(1)]);
    const [first] = await stage.seedBelow(parent, ["Phần một", "Phần hai"]);
    await put(stage, first, { done_ratio: 50 });

    expect(await put(stage, parent, { done_ratio: 90 })).toBe(204);

    const task = (await stage.held()).find(({ remoteId }) => remoteId === parent);
    expect(task?.fields["percent"]).toBe(25);
  });

  test("repeats a note that is sent twice", async () => {
    const stage = await aStage();
    const [id] = await stage.seed([aTask(1)]);
    stage.script([{ fault: "delivered-twice", on: "write" }]);

    await put(stage, id, { notes: "Đã họp" });

    expect(await stage.tally()).toMatchObject({ writes: 2, doubledEntries: 1 });
  });

  test("takes the token of an upload once, and shows size but no digest", async () => {
    const stage = await aStage();
    const [id] = await stage.seed([aTask(1)]);
    const upload = await ask(stage, "/uploads.json?filename=Báo%20cáo.pdf", {
      method: "POST",
      body: "%PDF-1.4 minh chứng",
      headers: { "content-type": "application/octet-stream" },
    });
    const { token } = ((await upload.json()) as { upload: { token: string } }).upload;
    const uploads = [{ token, filename: "Báo cáo.pdf", content_type: "application/pdf" }];

    const statuses = [await put(stage, id, { uploads }), await put(stage, id, { uploads })];

    const shown = await (await ask(stage, `/issues/${id}.json?include=attachments`)).json();
    expect(statuses).toEqual([204, 422]);
    expect(Object.keys((shown as { issue: { attachments: object[] } }).issue.attachments[0] ?? {})).toEqual(
      expect.arrayContaining(["id", "filename", "filesize", "content_url"]),
    );
  });

  test("knows no account without its key", async () => {
    const stage = await aStage();

    const reply = await ask(stage, "/users/current.json", {
      headers: { "x-redmine-api-key": "0".repeat(40) },
    });

    expect(reply.status).toBe(401);
  });
});
