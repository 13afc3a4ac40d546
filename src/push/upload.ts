// One file on its way to a portal, told of while it goes. Changes no byte; a restart tells from the start again.
import type { Evidence } from "../../schemas/evidence.ts";
import type { Lane, Means } from "./lane.ts";

/** Below it a file is there before anybody could read how far it is. */
const worthTelling = 2_000_000;

/** The bytes of a kept file, checked on the way; `show` hears of each further percent of a large one. */
export function openForUpload(
  { openEvidence, show }: Pick<Means, "openEvidence" | "show">,
  { portal }: Pick<Lane, "portal">,
  file: Pick<Evidence, "sha256" | "name" | "size">,
): AsyncIterable<Uint8Array> {
  const bytes = openEvidence(file.sha256);
  if (file.size < worthTelling) return bytes;
  const { name, size: total } = file;
  return toldOf(bytes, (done) => show({ portal, doing: "uploading", name, done, total }), total);
}

async function* toldOf(
  bytes: AsyncIterable<Uint8Array>,
  tell: (done: number) => void,
  total: number,
): AsyncGenerator<Uint8Array> {
  let [done, told] = [0, 0];
  tell(0);
  for await (const piece of bytes) {
    // Asked for the next one: the piece before has been taken off our hands.
    yield piece;
    done += piece.length;
    if (done - told < total / 100 && done < total) continue;
    tell(done);
    told = done;
  }
}
