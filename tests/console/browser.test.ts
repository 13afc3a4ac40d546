// The console in a real browser: signing in, and every page as people see it, by language, light and size of screen.
// SCREENSHOTS=folder keeps a picture of each.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { inBrowser } from "../start-browser.ts";
import { withOpenDesk } from "./open-desk.ts";
import { pagesMet } from "./pages-met.ts";
import { fillProvince, provinceSettings, richest } from "./province.ts";
import { password } from "./visitor.ts";

interface Look {
  language: "vi" | "en";
  colorScheme: "light" | "dark";
  screen: "desktop" | "phone";
}

const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const looks: Look[] = (["vi", "en"] as const).flatMap((language) =>
  (["light", "dark"] as const).flatMap((colorScheme) =>
    (["desktop", "phone"] as const).map((screen) => ({ language, colorScheme, screen })),
  ),
);
const folder = process.env["SCREENSHOTS"];
// Every two of language, light and size meet in these four; all eight where pictures are kept.
const fewLooks = looks.filter(
  ({ language, colorScheme, screen }) =>
    [language === "vi", colorScheme === "light", screen === "desktop"].filter(Boolean).length % 2 === 1,
);

// Pages of which a register with little in it has none.
const filled = [
  "/tasks/:code",
  "/tasks/:code/files/:sha256/first-page",
  "/tasks/:code/why/:field",
  "/conflicts/rules",
  "/plans/:id",
  "/runs/:id",
  "/ledger/entry",
];

inBrowser("the console in a browser", (browser) => {
  const open = withOpenDesk({ tasks: 0, settings: provinceSettings, prepare: fillProvince });

  it("signs in by keyboard alone, and out again", async () => {
    const page = await aPage(browser(), { language: "vi", colorScheme: "light", screen: "desktop" });
    await page.goto(`${open().url}/users`);
    const asked = new URL(page.url());
    await page.keyboard.press("Tab");
    await page.getByLabel("Tên đăng nhập").focus();
    await page.keyboard.type("admin");
    await page.keyboard.press("Tab");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/users");
    const heading = await page.getByRole("heading", { level: 1 }).textContent();
    await page.getByRole("button", { name: "Đăng xuất" }).click();
    await page.waitForURL("**/sign-in");

    expect(asked.pathname).toBe("/sign-in");
    expect(heading?.trim()).toBe("Người dùng");
    expect(await page.getByRole("status").textContent()).toContain("Đã đăng xuất");
  });

  it("says what is wrong with a password, and what to do", async () => {
    const page = await aPage(browser(), { language: "en", colorScheme: "light", screen: "phone" });
    await page.goto(`${open().url}/language/en?back=/sign-in`);
    await page.getByLabel("Name").fill("admin");
    await page.getByLabel("Password").fill("khong phai mat khau");
    await page.getByRole("button", { name: "Sign in" }).click();

    expect(await page.locator(".callout").textContent()).toContain("administrator can set a new password");
  });

  describe.each(folder === undefined ? fewLooks : looks)("$language, $colorScheme, $screen", (look) => {
    it("shows every page without a serious barrier, a refused file or a sideways scroll", async () => {
      const { url, signedIn } = open();
      const met = await pagesMet(await signedIn("admin"), [`/tasks/${richest}`]);
      const page = await aPage(browser(), look);
      const complaints: string[] = [];
      page.on(
        "console",
        (said) => said.type() === "error" && complaints.push(`${page.url()}: ${said.text()}`),
      );
      await page.goto(`${url}/language/${look.language}?back=/sign-in`);
      await keep(page, look, "/sign-in");
      complaints.push(...(await barriersOf(page, "/sign-in")));
      await page.locator('input[name="name"]').fill("admin");
      await page.locator('input[name="password"]').fill(password);
      await page.keyboard.press("Enter");
      await page.waitForURL(`${url}/`);
      for (const [route, address] of met) {
        await page.goto(url + address);
        await keep(page, look, route);
        complaints.push(...(await barriersOf(page, route)));
      }
      await seeWhatFollows(page, url);
      await keep(page, look, "/conflicts/preview");
      complaints.push(...(await barriersOf(page, "/conflicts/preview")));

      expect([...met.keys()]).toEqual(expect.arrayContaining(filled));
      expect(complaints).toEqual([]);
    });
  });
});

async function aPage(browser: Browser, { colorScheme, screen }: Look): Promise<Page> {
  const context = await browser.newContext({
    colorScheme,
    viewport: sizes[screen],
    locale: "vi-VN",
    reducedMotion: "reduce",
  });
  // No test measures time; the runner ends what hangs.
  context.setDefaultTimeout(0);
  return await context.newPage();
}

/** Asks what deciding the first question for the register would send. */
async function seeWhatFollows(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/conflicts`);
  const form = page.locator("form.block").first();
  await form.locator('input[value="ours"]').check();
  await form.locator('input[name="reason"]').fill("Đã đối chiếu với báo cáo của đơn vị");
  await form.locator("button").click();
  await page.waitForURL("**/conflicts/preview");
}

/** What keeps somebody from using the page as it is shown. */
async function barriersOf(page: Page, route: string): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run()")) as axe.AxeResults;
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const barriers = serious.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${route}: ${id}: ${html} ${failureSummary ?? ""}`),
  );
  const sideways = await page.evaluate(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  return sideways === 0
    ? barriers
    : [...barriers, `${route}: ${String(sideways)} pixels wider than the screen`];
}

async function keep(page: Page, { language, colorScheme, screen }: Look, route: string): Promise<void> {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const name = route === "/" ? "home" : route.slice(1).replaceAll(/[^a-z0-9]+/gi, "-");
  const path = join(folder, `${name}.${language}.${colorScheme}.${screen}.png`);
  await page.screenshot({ path, fullPage: true });
}
