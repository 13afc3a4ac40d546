// Keeps memory constant while a file passes. Its pieces lie outside the heap, where V8 lets some 70 MB of used-up ones
// gather before it looks for garbage; a small collection every few megabytes, of a millisecond, keeps it to a third
// and is the faster way, because the same memory is used again.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type Collect = (how: { type: "minor" }) => void;

const everyBytes = 8_000_000;

/** The same pieces. */
export async function* swept(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let passed = 0;
  for await (const piece of bytes) {
    yield piece;
    passed += piece.length;
    if (passed < everyBytes) continue;
    passed = 0;
    collector()({ type: "minor" });
  }
}

let known: Collect | undefined;

/** Node hands its collector out only under this switch; nothing else changes by it. */
function collector(): Collect {
  if (known === undefined) {
    setFlagsFromString("--expose-gc");
    known = runInNewContext("gc") as Collect;
  }
  return known;
}
