// Messages over the control socket: each with its length before it, so that a cut one is never taken for a whole one.
// Both ends are processes of one user on one machine; values keep their types (v8's own serialisation).
import type { Socket } from "node:net";
import { deserialize, serialize } from "node:v8";

/** One end of a conversation. `Said` is what we say, `Heard` what the other end says. */
export interface Line<Said, Heard> {
  /** Sends; nothing happens on a line that has ended. */
  say(message: Said): void;
  /** The next message, or `null` when the line has ended. */
  hear(): Promise<Heard | null>;
  /**
   * The same, but "silent" when nothing at all, not even a sign of life, was heard for so long. What is waiting to be read
   * counts as heard, also where this process itself was asleep or busy.
   */
  hearWithin(ms: number): Promise<Heard | "silent" | null>;
  /** Lets what was said leave, then ends. */
  end(): void;
  /** Ends at once: nothing that is still on its way is heard. */
  cut(): void;
  /** Resolves when the line has ended, whoever ended it. */
  ended: Promise<void>;
}

const lengthBytes = 4;
/** Longer than any answer: a broken length must not make us wait for gigabytes. */
const longest = 1024 ** 3;

/** Talks over a connected socket. `onSign` is told of each message first, and returns whether it was only a sign of life. */
export function lineOver<Said, Heard>(
  socket: Socket,
  onSign: (message: Heard, line: Pick<Line<Said, Heard>, "say">) => boolean,
): Line<Said, Heard> {
  const waiting: Heard[] = [];
  let pieces: Buffer[] = [];
  let isOver = false;
  let signs = 0;
  let wake: (() => void) | null = null;
  const over = Promise.withResolvers<void>();
  const say = (message: Said): void => {
    if (isOver || !socket.writable) return;
    const body = serialize(message);
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32BE(body.length);
    socket.cork();
    socket.write(length);
    socket.write(body);
    socket.uncork();
  };
  const finish = (): void => {
    isOver = true;
    over.resolve();
    wake?.();
  };
  socket.on("data", (piece: Buffer) => {
    signs += 1;
    pieces.push(piece);
    try {
      pieces = takeMessages(pieces, (message) => {
        if (!onSign(message as Heard, { say })) waiting.push(message as Heard);
      });
    } catch {
      // Not our language: nothing that follows can be read either.
      socket.destroy();
    }
    wake?.();
  });
  socket.on("error", () => socket.destroy());
  socket.on("end", () => socket.destroy());
  socket.on("close", finish);

  const hearWithin = async (ms: number): Promise<Heard | "silent" | null> => {
    for (;;) {
      const message = waiting.shift();
      if (message !== undefined) return message;
      if (isOver) return null;
      const before = signs;
      await new Promise<void>((resolve) => {
        const timer = Number.isFinite(ms) ? setTimeout(() => setImmediate(resolve), ms) : undefined;
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      wake = null;
      if (waiting.length === 0 && !isOver && signs === before) return "silent";
    }
  };
  return {
    say,
    hearWithin,
    hear: async () => {
      const heard = await hearWithin(Infinity);
      if (heard === "silent") throw new Error("nobody counted the silence");
      return heard;
    },
    end: () => void socket.end(),
    cut() {
      waiting.length = 0;
      isOver = true;
      socket.destroy();
    },
    ended: over.promise,
  };
}

/** Hands every whole message in `pieces` to `take`; returns what is left of the last one. */
function takeMessages(pieces: Buffer[], take: (message: unknown) => void): Buffer[] {
  let rest = pieces;
  for (;;) {
    const size = rest.reduce((sum, { length }) => sum + length, 0);
    if (size < lengthBytes) return rest;
    const first = rest[0] !== undefined && rest[0].length >= lengthBytes ? rest[0] : Buffer.concat(rest);
    const length = first.readUInt32BE(0);
    if (length > longest) throw new RangeError("a message without end");
    if (size < lengthBytes + length) return rest;
    const whole = rest.length === 1 && rest[0] !== undefined ? rest[0] : Buffer.concat(rest);
    take(deserialize(whole.subarray(lengthBytes, lengthBytes + length)));
    rest = [whole.subarray(lengthBytes + length)];
  }
}
