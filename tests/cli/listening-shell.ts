// A shell that keeps what a command says instead of printing it, and that has no register to open.
import type { Language } from "../../schemas/phrase.ts";
import { openKit } from "../../src/kit.ts";
import { runCommandLine } from "../../src/cli/run.ts";
import type { Shell } from "../../src/cli/shell.ts";
import { adaptersFor } from "../../src/known-adapters.ts";

interface Said {
  out: string;
  err: string;
}

/** Runs a command line that needs no register and returns its exit code and what it said. */
export async function heard(language: Language, ...words: string[]) {
  return await heardBy({}, language, ...words);
}

/** The same of a command that runs until somebody stops it: `stop` is handed what it has said so far. */
export async function heardUntil(
  shell: { language: Language; isTerminal: boolean; stop(said: Said): Promise<void> },
  ...words: string[]
) {
  const { language, isTerminal, stop } = shell;
  const said = { out: "", err: "" };
  const other = { isTerminal, untilStopped: async () => await stop(said) };
  return await listen(said, other, { language, words });
}

/** The same, by a shell that is another in some ways. */
export async function heardBy(other: Partial<Shell>, language: Language, ...words: string[]) {
  return await listen({ out: "", err: "" }, other, { language, words });
}

async function listen(
  said: Said,
  other: Partial<Shell>,
  { language, words }: { language: Language; words: string[] },
) {
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
      untilStopped: async () => {},
      adapters: adaptersFor,
      openKit: async (name) => await openKit(name, await adaptersFor(undefined)),
      openLiveKit: () => Promise.reject(new Error("this command asked a portal")),
      signingKeyPlace: () => Promise.reject(new Error("this command asked for the signing key")),
      watchPost: () => Promise.reject(new Error("this command watched over serve")),
      readSecret: () => Promise.reject(new Error("this command asked for a secret")),
      ask: null,
      leave: () => {
        throw new Error("this command ended the process");
      },
      openOffice: () => Promise.reject(new Error("this command opened the register")),
      ...other,
    },
    words,
  );
  return { code, ...said };
}
