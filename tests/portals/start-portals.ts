// The real portals of a run, started once before its test files and stopped after them.
import type { TestProject } from "vitest/node";
import { startRadicale, type RadicaleAt } from "./radicale-server.ts";
import { startRedmine, type RedmineAt } from "./redmine-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    redmine: RedmineAt;
    radicale: RadicaleAt;
  }
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Provides `redmine` and `radicale`; what it returns stops both. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const radicale = await startRadicale(tell);
  const redmine = await startRedmine(tell).catch(async (error: unknown) => {
    await radicale.stop();
    throw error;
  });
  project.provide("radicale", radicale.at);
  project.provide("redmine", redmine.at);
  return async () => {
    await Promise.all([radicale.stop(), redmine.stop()]);
  };
}
