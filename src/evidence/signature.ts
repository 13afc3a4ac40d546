// Whether a PDF holds a digital signature, found by reading its bytes once, in pieces. Says that one is there, never
// that it is valid; changes nothing.
import { createReadStream } from "node:fs";
import type { Signed } from "../../schemas/evidence.ts";

/** What a pass over a PDF found. `hasObjects`: it holds anything at all that could be shown. */
export interface PdfTraces {
  signed: Signed;
  hasObjects: boolean;
}

/** Longer than any of what is looked for: so much of a piece is looked at again with the next one. */
const overlap = 256;

/**
 * Signed: a byte range with two parts, and a signature dictionary (ISO 32000-1, 12.8.1: /ByteRange says which bytes a
 * signature covers and must stand in plain bytes, because it is filled in after the file is written).
 */
export async function tracesIn(path: string): Promise<PdfTraces> {
  let [hasRange, hasDictionary, hasObjects] = [false, false, false];
  let rest = "";
  for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const text = rest + (piece as Buffer).toString("latin1");
    hasRange ||= /\/ByteRange\s{0,20}\[\s{0,20}\d{1,12}\s{1,20}[1-9]\d{0,11}\s{1,20}[1-9]\d{0,11}\s/.test(
      text,
    );
    hasDictionary ||= /\/Type\s{0,20}\/(?:Sig|DocTimeStamp)\b|\/SubFilter\s{0,20}\/(?:adbe|ETSI)\./.test(
      text,
    );
    hasObjects ||= /\d obj\b/.test(text);
    rest = text.slice(-overlap);
  }
  return { signed: hasRange && hasDictionary ? "yes" : "no", hasObjects };
}
