// What a profile says of its portal, as the facts that everybody else decides by. Adds nothing of its own.
import {
  appended,
  no,
  readOnly,
  yes,
  type FieldFact,
  type PersonSignIn,
  type PortalFacts,
} from "../../schemas/facts.ts";
import { fieldNames, type FieldName } from "../../schemas/field.ts";
import type { StatusMap, StatusWord } from "../../schemas/status.ts";
import type { Profile } from "./schema.ts";

/** The facts of a profile's portal. */
export function factsOf(profile: Profile): PortalFacts {
  const { limits, conditionalWrite, list, task, signIn } = profile;
  const fields = fieldNames.map((name) => [name, fieldFact(profile, name)]);
  return {
    fields: Object.fromEntries(fields) as Record<FieldName, FieldFact>,
    status: statusOf(profile),
    conditionalWrite,
    evidence: evidenceFacts(profile),
    marker: task.entries.none === undefined ? "in entries" : { none: task.entries.none },
    ...limits,
    pageSize: pageSizeOf(list.paging),
    ...(list.shows === "overview" && { overview: true as const }),
    ...(signIn.person !== undefined && { signIn: signIn.person as PersonSignIn }),
  };
}

/** The status words as a map; a word that stands alone says just that lifecycle. */
export function statusOf({ task }: Profile): StatusMap {
  const { version, reads, writes, shows } = task.status;
  const words = Object.entries(reads).map(([word, said]) => [
    word.normalize("NFC"),
    typeof said === "string" ? { lifecycle: said } : said,
  ]);
  return {
    version,
    reads: Object.fromEntries(words) as Record<string, StatusWord>,
    writes: writes as StatusMap["writes"],
    shows: shows as StatusMap["shows"],
  };
}

function fieldFact(profile: Profile, name: FieldName): FieldFact {
  const field = profile.task.fields[name];
  if (field.none !== undefined) return no(field.none);
  if (field.readOnly !== undefined) return readOnly(field.readOnly);
  const inEntries = profile.writes.some((write) => write.entry === true && write.carries.includes(name));
  return inEntries && name in profile.task.entries.fields ? appended : yes;
}

function evidenceFacts({ evidence }: Profile): PortalFacts["evidence"] {
  const { none, maxBytes, types, name, maxFiles, proof } = evidence;
  if (none !== undefined) return { none };
  if (
    maxBytes === undefined ||
    types === undefined ||
    name === undefined ||
    maxFiles === undefined ||
    proof === undefined
  )
    throw new Error("a profile was not checked before it was used");
  return { as: "upload", maxBytes, types, name, maxFiles, proof };
}

/** Tasks on one page. */
export function pageSizeOf({ page, offset, cursor, link }: Profile["list"]["paging"]): number {
  return (page ?? offset ?? cursor ?? link)?.of ?? 1;
}
