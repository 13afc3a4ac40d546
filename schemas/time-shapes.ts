// Days, instants and spans as shapes for what crosses a border. Apart from time.ts, so that showing a day loads no validator.
import { z } from "zod";

/** A calendar day of Asia/Ho_Chi_Minh, "YYYY-MM-DD". Days compare as text. */
export const DaySchema = z.iso.date();

/** A moment in UTC, "YYYY-MM-DDTHH:mm:ss.sssZ". */
export const InstantSchema = z.iso.datetime();

/** A span of time: "90s", "15m", "8h", "2d". */
export const SpanSchema = z.string().regex(/^[1-9]\d{0,5}(s|m|h|d)$/, "90s, 15m, 8h, 2d");

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A span in milliseconds. */
export function spanMs(span: string): number {
  const unit = span.slice(-1);
  if (unit !== "s" && unit !== "m" && unit !== "h" && unit !== "d") throw new Error(`no span: ${span}`);
  return Number(span.slice(0, -1)) * unitMs[unit];
}
