// Reads from whoever started us: a secret, typed or pasted at a terminal and shown to nobody, or all of a pipe; and the
// answer to a question. Keeps no history.
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { Writable as Sink } from "node:stream";

/** Longer than any cookie line that a server takes. */
const longest = 65_536;

/** The text without its line end; "" when nothing came or a person broke it off. Never more than 64 KB of a pipe. */
export async function readHidden(
  input: Readable & { isTTY?: boolean },
  output: Writable,
  prompt: string,
): Promise<string> {
  return input.isTTY === true ? await typed(input, output, prompt) : await piped(input);
}

/** A line that a person types in sight; "" when they broke it off. */
export async function readLine(input: Readable, output: Writable, question: string): Promise<string> {
  output.write(question);
  return (await lineOf(createInterface({ input, output, terminal: true, historySize: 0 }))).trim();
}

async function piped(input: Readable): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of input) {
    pieces.push(Buffer.from(piece as Uint8Array));
    length += pieces.at(-1)?.length ?? 0;
    if (length > longest) break;
  }
  return Buffer.concat(pieces).subarray(0, longest).toString("utf8").trim();
}

/** In the terminal's raw mode, since the usual one cuts a line at 4096 characters, and without its echo. */
async function typed(input: Readable, output: Writable, prompt: string): Promise<string> {
  output.write(prompt);
  const nowhere = new Sink({ write: (_piece, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  try {
    return await lineOf(lines);
  } finally {
    output.write("\n");
  }
}

async function lineOf(lines: Interface): Promise<string> {
  try {
    return await new Promise<string>((resolve) => {
      lines.once("line", resolve);
      lines.once("SIGINT", () => resolve(""));
      lines.once("close", () => resolve(""));
    });
  } finally {
    lines.close();
  }
}
