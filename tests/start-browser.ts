// A real browser, without a window: the system's Chromium, driven from here. It asks nobody but the console.
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Describes `tests` with a browser of their own. Where the system has none they are skipped, but not in CI. */
export function inBrowser(title: string, tests: (browser: () => Browser) => void): void {
  const executablePath = places.find((path) => existsSync(path));
  const missing = "no Chromium is installed (apt-get install chromium)";
  if (executablePath !== undefined) describe(title, () => tests(browserOfBlock(executablePath)));
  else if (process.env["CI"]) it(title, () => expect.fail(missing));
  else describe.skip(`${title}; skipped: ${missing}`, () => tests(browserOfBlock("")));
}

function browserOfBlock(executablePath: string): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: quiet, timeout: 0 });
  });
  afterAll(async () => await browser?.close());
  return () => {
    if (browser === undefined) throw new Error("the browser is started before the first test");
    return browser;
  };
}
