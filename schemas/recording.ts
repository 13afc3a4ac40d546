// A conversation with a portal as it may be kept and given to others: every exchange, redacted, one JSON line each.
import { z } from "zod";

/** One request and its answer. Of a sign-in only the shape of both bodies is kept, of a file only its length. */
export const RecordedExchangeSchema = z.strictObject({
  kind: z.enum(["read", "write", "signIn"]),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "REPORT"]),
  /** Below the portal's base address. */
  path: z.string(),
  query: z.record(z.string(), z.string()),
  /** Names of the headers that the adapter set, in order of the alphabet; never their values. */
  sends: z.array(z.string()),
  body: z.discriminatedUnion("as", [
    z.strictObject({ as: z.literal("none") }),
    z.strictObject({ as: z.literal("json"), json: z.unknown() }),
    z.strictObject({ as: z.literal("text"), type: z.string(), text: z.string() }),
    z.strictObject({ as: z.literal("file"), bytes: z.int() }),
    z.strictObject({ as: z.literal("form"), fields: z.record(z.string(), z.string()) }),
    z.strictObject({
      as: z.literal("multipart"),
      fields: z.record(z.string(), z.string()),
      file: z.strictObject({ field: z.string(), name: z.string(), mime: z.string(), size: z.int() }),
    }),
  ]),
  /** `null`: no complete answer came. */
  answer: z
    .strictObject({
      status: z.int(),
      headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      content: z.discriminatedUnion("as", [
        z.strictObject({ as: z.literal("json"), json: z.unknown() }),
        z.strictObject({ as: z.literal("text"), text: z.string() }),
        z.strictObject({ as: z.literal("file"), bytes: z.int() }),
        z.strictObject({ as: z.literal("left out"), characters: z.int() }),
      ]),
    })
    .nullable(),
});
export type RecordedExchange = z.infer<typeof RecordedExchangeSchema>;

/** The exchanges of a file of JSON lines; throws with the number of the first line that is none. */
export function readRecording(text: string): RecordedExchange[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line, at) => {
    try {
      return RecordedExchangeSchema.parse(JSON.parse(line));
    } catch (cause) {
      throw new Error(`line ${at + 1} of the recording is no exchange`, { cause });
    }
  });
}

/** The exchanges as JSON lines. */
export function writeRecording(exchanges: readonly RecordedExchange[]): string {
  return exchanges.map((exchange) => `${JSON.stringify(exchange)}\n`).join("");
}
