// A shell that keeps what a command says instead of printing it, and that has no register to open.
import type { Language } from "../../schemas/phrase.ts";
import { runCommandLine } from "../../src/cli/run.ts";
import { portals } from "../../adapters/all.ts";

/** Runs a command line that needs no register and returns its exit code and what it said. */
export async function heard(language: Language, ...words: string[]) {
  const said = { out: "", err: "" };
  const code = await runCommandLine(
    {
      out: (text) => void (said.out += text),
      err: (text) => void (said.err += text),
      isTerminal: false,
      language,
      json: false,
      configFile: "dongbo.yaml",
      user: "clerk",
      now: () => "2025-12-08T08:00:00.000Z",
      wait: async () => {},
      adapters: async () => portals,
      openOffice: () => Promise.reject(new Error("this command opened the register")),
    },
    words,
  );
  return { code, ...said };
}
