// Asks clamd, the daemon of ClamAV, about one file: the command INSTREAM of its protocol (clamd(8)), in pieces and no
// faster than clamd takes them. Runs no program, writes no file, asks nobody but the configured place. Loaded only where
// the configuration names a scanner.
import { createConnection, type NetConnectOpts, type Socket } from "node:net";
import type { Scanner } from "../../schemas/scanner.ts";
import type { Verdict } from "./scanner.ts";

/** Of an answer, which is a line. */
const longest = 1_000;

/** The verdict on some bytes. Throws only what reading them throws. */
export async function askClamd(scanner: Scanner, bytes: AsyncIterable<Uint8Array>): Promise<Verdict> {
  const talk = open(scanner);
  try {
    const isWhole = await sendAll(talk.socket, bytes);
    const { said, broke } = await talk.answer;
    if (said !== null) return verdictOf(scanner, { said, isWhole });
    // Over a file that is too long clamd hangs up, and what it said to that may be lost. One that died is not there now.
    const isOverFile = broke !== silent && (await isThere(scanner));
    return { kind: isOverFile ? "beyond_limits" : "no_answer", scanner: scanner.clamd, why: broke };
  } finally {
    talk.socket.destroy();
  }
}

function verdictOf(
  { clamd: scanner }: Scanner,
  { said, isWhole }: { said: string; isWhole: boolean },
): Verdict {
  const signature = /^stream: (.+) FOUND$/.exec(said)?.[1];
  // "Heuristics.Limits.Exceeded.MaxFileSize" and its like are no virus: clamd stopped looking.
  if (/size limit exceeded/i.test(said) || signature?.startsWith("Heuristics.Limits.Exceeded") === true) {
    return { kind: "beyond_limits", scanner, why: signature ?? said };
  }
  if (signature !== undefined) return { kind: "infected", signature };
  return said === "stream: OK" && isWhole ? { kind: "clean" } : { kind: "no_answer", scanner, why: said };
}

async function isThere(scanner: Scanner): Promise<boolean> {
  const { socket, answer } = open(scanner);
  try {
    socket.write("zPING\0");
    return (await answer).said === "PONG";
  } finally {
    socket.destroy();
  }
}

interface Talk {
  socket: Socket;
  /** What clamd said, or how the connection broke before that; never rejects. */
  answer: Promise<{ said: string; broke: null } | { said: null; broke: string }>;
}

const silent = "ETIMEDOUT";
const hungUp = "ECONNRESET";

function open({ clamd, answersWithinSeconds }: Scanner): Talk {
  const socket = createConnection(placeOf(clamd));
  socket.setTimeout(answersWithinSeconds * 1_000, () => socket.destroy(new Error(silent)));
  let heard = "";
  const answer = new Promise<Awaited<Talk["answer"]>>((resolve) => {
    socket.setEncoding("utf8").on("data", (piece: string) => {
      heard += piece;
      const end = heard.indexOf("\0");
      if (end === -1 && heard.length < longest) return;
      const said = heard.slice(0, end === -1 ? longest : end).replaceAll(/\p{Cc}+/gu, " ");
      resolve({ said: said.trim(), broke: null });
    });
    socket.on("error", (error: NodeJS.ErrnoException) =>
      resolve({ said: null, broke: error.code ?? error.message }),
    );
    socket.on("close", () => resolve({ said: null, broke: hungUp }));
  });
  return { socket, answer };
}

function placeOf(clamd: string): NetConnectOpts {
  if (clamd.startsWith("/")) return { path: clamd };
  const at = clamd.lastIndexOf(":");
  return { host: clamd.slice(0, at).replace(/^\[(.*)\]$/, "$1"), port: Number(clamd.slice(at + 1)) };
}

/** Sends each piece with its length before it and an empty one at the end; false when clamd stopped listening before. */
async function sendAll(socket: Socket, bytes: AsyncIterable<Uint8Array>): Promise<boolean> {
  if (!(await written(socket, "zINSTREAM\0"))) return false;
  for await (const piece of bytes) {
    // An empty piece says that the file ends.
    if (piece.length === 0) continue;
    socket.cork();
    socket.write(lengthOf(piece.length));
    const isWritten = written(socket, piece);
    socket.uncork();
    if (!(await isWritten)) return false;
  }
  return await written(socket, lengthOf(0));
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

async function written(socket: Socket, piece: Uint8Array | string): Promise<boolean> {
  if (!socket.writable) return false;
  return await new Promise((resolve) => socket.write(piece, (error) => resolve(error == null)));
}
