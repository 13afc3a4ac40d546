// Days and instants as shapes for what crosses a border. Apart from time.ts, so that showing a day loads no validator.
import { z } from "zod";

/** A calendar day of Asia/Ho_Chi_Minh, "YYYY-MM-DD". Days compare as text. */
export const DaySchema = z.iso.date();

/** A moment in UTC, "YYYY-MM-DDTHH:mm:ss.sssZ". */
export const InstantSchema = z.iso.datetime();
