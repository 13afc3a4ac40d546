// The page of an imitated portal: what it shows, in which language, and what it cannot be made to do.
import { createHash } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { portals } from "../../adapters/all.ts";
import type { FaultRule, RunningSimulator } from "../../schemas/simulator.ts";
import { simulatorPage } from "../../src/cli/simulator-page.ts";
import { leaksIn } from "../leaks.ts";

async function aPortal(): Promise<RunningSimulator> {
  const adapter = portals.find(({ name }) => name === "nq71-dongnai");
  const running = await adapter?.simulator?.start();
  if (running === undefined) throw new Error("this portal has an imitation");
  onTestFinished(async () => await running.stop());
  running.seed([
    { code: "NV-1", title: "Nhiệm vụ <b>một</b>", dueOn: "2025-12-31", leadOrganisation: "Sở Nội vụ" },
    { code: "NV-2", title: "Nhiệm vụ hai", dueOn: null, leadOrganisation: null },
  ]);
  return running;
}

async function pageOf(
  running: RunningSimulator,
  asked: { search?: string; speaks?: string; rules?: FaultRule[] } = {},
) {
  return await simulatorPage({
    name: "nq71-dongnai",
    running,
    rules: asked.rules ?? [],
    query: new URLSearchParams(asked.search ?? ""),
    acceptLanguage: asked.speaks ?? "",
    fallback: "vi",
  });
}

test("shows tasks with their entries, and marks what stands there twice", async () => {
  const running = await aPortal();
  const [first] = running.held();
  for (const text of ["Đã họp", "Đã ký", "Đã họp"])
    running.edit(first?.remoteId ?? "", { percent: 40, progressText: text });

  const { html } = await pageOf(running);

  expect(html.match(/<li>40 % · Đã họp\s*<\/li>/g)).toHaveLength(1);
  expect(html).toMatch(/<li>40 % · Đã họp\s*<span class="badge">ghi trùng<\/span>/);
  expect(html).toContain("3 mục tiến độ, 0 tệp");
  expect(html).toContain("hạn 31/12/2025");
});

test("shows the last requests with their status and what befell them, newest first", async () => {
  const running = await aPortal();
  const rules: FaultRule[] = [{ fault: "lost-reply", after: 1, times: 3, on: "read" }];
  running.script(rules);
  await fetch(`${running.url}/api/v1/tasks?page=1`, { redirect: "manual" });
  await fetch(`${running.url}/api/v1/tasks?page=2`).catch(() => undefined);

  const { html } = await pageOf(running, { rules, search: "lang=en" });

  const rows = [
    ...html.matchAll(/<code>(\/api\/v1\/tasks\?page=\d)<\/code><\/span>\s*<span class="end (\w*)">(\w+)/g),
  ];
  expect(rows.map(([, path, look, end]) => [path, look, end])).toEqual([
    ["/api/v1/tasks?page=2", "bad", "cut"],
    ["/api/v1/tasks?page=1", "", "302"],
  ]);
  expect(html).toContain("fired: 1");
  expect(html).toContain("on reads · at most 3 × · after 1 requests");
});

test.each([
  { search: "lang=en", speaks: "vi", language: "en" },
  { search: "", speaks: "fr-FR, en-GB;q=0.8, vi;q=0.5", language: "en" },
  { search: "", speaks: "vi-VN", language: "vi" },
  { search: "lang=xx", speaks: "", language: "vi" },
])("speaks $language when asked by “$search” and “$speaks”", async ({ search, speaks, language }) => {
  const { html } = await pageOf(await aPortal(), { search, speaks });

  expect(html).toContain(`<html lang="${language}">`);
  expect(html).toContain(language === "vi" ? "Lỗi đang mô phỏng" : "Scripted faults");
});

test("refreshes by itself until told not to", async () => {
  const running = await aPortal();

  const [moving, still] = [await pageOf(running), await pageOf(running, { search: "refresh=0" })];

  expect(moving.html).toContain('http-equiv="refresh"');
  expect(still.html).not.toContain('http-equiv="refresh"');
});

test("holds no script, no foreign address and no secret, and its policy allows its style alone", async () => {
  const running = await aPortal();

  const { headers, html } = await pageOf(running);

  const style = /<style>([^]*?)<\/style>/.exec(html)?.[1] ?? "";
  const digest = createHash("sha256").update(style).digest("base64");
  expect(headers["content-security-policy"]).toContain(`default-src 'none'; style-src 'sha256-${digest}'`);
  expect(html).not.toMatch(/<script|<img|<link|style="|\son\w+=/);
  expect(html).toContain("Nhiệm vụ &lt;b&gt;một&lt;/b&gt;");
  expect(html.replaceAll(running.url, "")).not.toMatch(/https?:\/\//);
  expect(leaksIn(html, running.secrets())).toEqual([]);
});
