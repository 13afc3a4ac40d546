// A field's value as a person types it. Guesses nothing: what does not fit is left as it is, for the register to refuse.
import { fields, type FieldName, type FieldValue } from "../../schemas/field.ts";
import { LifecycleSchema } from "../../schemas/status.ts";
import { words } from "../../schemas/words.ts";
import { normalForm } from "../reconcile/normal.ts";

/** "" empties the field; days, amounts and percentages in the usual spellings; lifecycles by code or in words. */
export function typedValue(field: FieldName, typed: string): FieldValue {
  const text = typed.normalize("NFC").trim();
  if (text === "") return null;
  switch (fields[field].kind) {
    case "text":
    case "organisation":
      return text;
    case "lifecycle":
      return lifecycleNamed(text) ?? text;
    default:
      return normalForm(field, text);
  }
}

/** The lifecycle of that code or of those words, in either language; `undefined`: none. */
export function lifecycleNamed(text: string) {
  return LifecycleSchema.options.find((lifecycle) => {
    const { vi, en } = words[`lifecycle.${lifecycle}`];
    return [lifecycle, vi, en].some((word) => word.toLowerCase() === text.toLowerCase());
  });
}
