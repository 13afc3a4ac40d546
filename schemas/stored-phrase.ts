// A phrase as it comes back from a plan file or the ledger. Apart from phrase.ts so that showing help loads no zod.
import { z } from "zod";
import type { PhraseKey } from "./phrase.ts";
import { words } from "./words.ts";

export const PhraseSchema = z.strictObject({
  key: z.string().refine((key): key is PhraseKey => key in words, "not in the catalogue"),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).default({}),
});
