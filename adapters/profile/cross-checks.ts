// Mistakes between the parts of a profile, each part being right by itself: a word that is written and not read, a field
// that no call carries, a secret in plain text. A part that is wrong by itself is absent here and asks nothing.
import { fieldNames, fields, type FieldKind, type FieldName } from "../../schemas/field.ts";
import { LifecycleSchema } from "../../schemas/status.ts";
import type { PhraseKey } from "../../schemas/phrase.ts";
import { compile } from "./expression.ts";
import type { Profile, Spelling } from "./schema.ts";
import { mistakesOfSecrets } from "./secret-checks.ts";

/** A mistake and where it stands. */
export interface Mistake {
  key: PhraseKey;
  path: readonly PropertyKey[];
  values?: Readonly<Record<string, string | number>>;
}

type Parts = Partial<Profile>;

/** Every mistake between sound parts. */
export function mistakesBetween(parts: Parts): Mistake[] {
  return [
    ...chosenOnce(parts),
    ...fieldMistakes(parts),
    ...carryMistakes(parts),
    ...statusMistakes(parts),
    ...entryMistakes(parts),
    ...evidenceMistakes(parts),
    ...callMistakes(parts),
    ...answerMistakes(parts),
    ...mistakesOfSecrets(parts),
  ];
}

const spellingsOf: Readonly<Record<FieldKind, readonly Spelling[]>> = {
  text: ["text", "rich-text"],
  organisation: ["organisation"],
  lifecycle: ["status"],
  percent: ["percent"],
  day: ["day", "day-slashes", "day-instant", "day-epoch-ms"],
  money: ["digits", "number", "separated"],
};

function chosenOnce({ signIn, list }: Parts): Mistake[] {
  return [
    ...onlyOne(["signIn"], signIn, ["bearer", "apiKey", "oauth2", "session", "person"]),
    ...onlyOne(["list", "paging"], list?.paging, ["page", "offset", "cursor", "link"]),
  ];
}

function onlyOne(path: readonly string[], part: object | undefined, known: readonly string[]): Mistake[] {
  if (part === undefined) return [];
  const here = known.filter((key) => key in part);
  return here.length === 1 ? [] : [{ key: "profile.exactly_one", path, values: { known: known.join(", ") } }];
}

function fieldMistakes({ task, lookups = {}, simulator }: Parts): Mistake[] {
  if (task === undefined) return [];
  const taken = new Map<string, FieldName>();
  return fieldNames.flatMap((name) => {
    const field = task.fields[name];
    const path = ["task", "fields", name];
    if (field.none !== undefined)
      return Object.keys(field).length === 1 ? [] : [{ key: "profile.none_alone", path } as const];
    const found: Mistake[] = onlyOne(path, field, ["at", "jsonata", "newest"]);
    if (field.as === undefined) found.push(needs(path, "as", "at/jsonata"));
    for (const key of ["as", "toAs"] as const) {
      const known = spellingsOf[fields[name].kind];
      const read = field[key];
      if (read !== undefined && !known.includes(read))
        found.push({
          key: "profile.wrong_kind",
          path: [...path, key],
          values: { read, known: known.join(", ") },
        });
    }
    const other = field.at === undefined ? undefined : taken.get(field.at);
    if (field.at !== undefined && other !== undefined)
      found.push({ key: "profile.path_twice", path: [...path, "at"], values: { read: field.at, other } });
    if (field.at !== undefined) taken.set(field.at, name);
    if (field.lookup !== undefined && !(field.lookup in lookups)) {
      const values = { read: field.lookup, where: "lookups", known: Object.keys(lookups).join(", ") };
      found.push({ key: "profile.unknown_name", path: [...path, "lookup"], values });
    }
    if (field.by !== undefined && !(field.at ?? "").includes("["))
      found.push(needs(path, "at: list[key=value]", "by"));
    if (field.newest === true && task.entries.fields[name] === undefined)
      found.push(needs(["task", "entries", "fields"], name, `task.fields.${name}.newest`));
    if (field.newest === true && field.readOnly === undefined && field.to === undefined)
      found.push(needs(path, "to", "newest"));
    if (field.jsonata !== undefined) found.push(...expressionMistakes(name, field, simulator));
    return found;
  });
}

function expressionMistakes(
  name: FieldName,
  field: Profile["task"]["fields"][FieldName],
  simulator: Parts["simulator"],
): Mistake[] {
  const path = ["task", "fields", name];
  const found: Mistake[] = [];
  if (field.readOnly === undefined) found.push({ key: "profile.read_only_expression", path });
  if (field.inputs === undefined) found.push(needs(path, "inputs", "jsonata"));
  if (simulator !== undefined && simulator.shows[name] === undefined)
    found.push(needs(["simulator", "shows"], name, `task.fields.${name}.jsonata`));
  try {
    compile(field.jsonata ?? "");
  } catch (thrown) {
    const why = (thrown as { message?: string }).message ?? String(thrown);
    found.push({ key: "profile.bad_expression", path: [...path, "jsonata"], values: { why } });
  }
  return found;
}

function carryMistakes({ task, writes }: Parts): Mistake[] {
  if (task === undefined || writes === undefined) return [];
  const carried = new Set(writes.flatMap((write) => write.carries));
  if (writes.some(({ only, moves }) => only !== undefined || moves !== undefined)) carried.add("lifecycle");
  const isWritable = (name: FieldName) => {
    const { none, readOnly } = task.fields[name];
    return none === undefined && readOnly === undefined;
  };
  const lacking = fieldNames.filter((name) => isWritable(name) && !carried.has(name));
  const denied = writes.flatMap((write, index) =>
    write.carries.flatMap((name, place) =>
      isWritable(name) ? [] : [{ name, path: ["writes", index, "carries", place] }],
    ),
  );
  return [
    ...lacking.map((name): Mistake => ({ key: "profile.not_carried", path: ["task", "fields", name] })),
    ...denied.map(({ name, path }): Mistake => ({
      key: "profile.carried_not_writable",
      path,
      values: { read: name },
    })),
  ];
}

function statusMistakes({ task }: Parts): Mistake[] {
  if (task === undefined) return [];
  const { reads, writes, shows } = task.status;
  return LifecycleSchema.options.flatMap((lifecycle): Mistake[] => {
    const word = writes[lifecycle];
    if (typeof word !== "string") return [];
    const path = ["task", "status", "writes", lifecycle];
    const meaning = Object.hasOwn(reads, word) ? reads[word] : undefined;
    if (meaning === undefined) return [{ key: "profile.word_not_read", path, values: { read: word } }];
    const meant = typeof meaning === "string" ? meaning : meaning.lifecycle;
    if (meant === (shows[lifecycle]?.as ?? lifecycle)) return [];
    return [{ key: "profile.word_means_other", path, values: { read: word, meant: meant ?? "null" } }];
  });
}

function entryMistakes({ task, writes = [] }: Parts): Mistake[] {
  if (task === undefined) return [];
  const { entries } = task;
  const path = ["task", "entries"];
  const marks = writes.findIndex((write) => write.marker !== undefined);
  if (entries.none !== undefined) {
    if (marks === -1) return [];
    return [needs(path, "in", `writes.${marks}.marker`)];
  }
  const found: Mistake[] = onlyOne(path, entries, ["in", "of"]);
  if (entries.id === undefined) found.push(needs(path, "id", "task.entries"));
  if (Object.keys(entries.fields).length === 0) found.push(needs(path, "fields", "task.entries"));
  if (marks === -1) found.push(needs(["writes"], "marker", "task.entries"));
  return found;
}

function evidenceMistakes({ evidence, task }: Parts): Mistake[] {
  if (evidence === undefined) return [];
  const path = ["evidence"];
  if (evidence.none !== undefined)
    return Object.keys(evidence).length === 1 ? [] : [{ key: "profile.none_alone", path }];
  const wanted = ["maxBytes", "types", "name", "maxFiles", "proof", "upload"].filter(
    (key) => !(key in evidence),
  );
  const found = wanted.map((key) => needs(path, key, "evidence"));
  if (evidence.proof === "download" && evidence.download === undefined)
    found.push(needs(path, "download", "proof: download"));
  if (evidence.attach !== undefined && evidence.upload?.token === undefined)
    found.push(needs([...path, "upload"], "token", "evidence.attach"));
  if (task === undefined) return found;
  if (task.files === undefined) return [...found, needs(["task"], "files", "evidence")];
  found.push(...onlyOne(["task", "files"], task.files, ["in", "of"]));
  const proof = evidence.proof === "digest" ? "sha256" : "size";
  if (evidence.proof !== undefined && task.files[proof] === undefined)
    found.push(needs(["task", "files"], proof, `evidence.proof: ${evidence.proof}`));
  return found;
}

function callMistakes({ list, read, writes = [], version, conditionalWrite, answers }: Parts): Mistake[] {
  const found: Mistake[] = [];
  if (
    list !== undefined &&
    list.total === undefined &&
    (list.paging.page ?? list.paging.offset) !== undefined
  )
    found.push(needs(["list"], "total", "list.paging"));
  if (list?.shows === "overview" && read === undefined)
    found.push(needs(["list", "shows"], "read", "overview"));
  const paths = [
    ...(read === undefined ? [] : [{ path: ["read", "path"], call: read.path }]),
    ...writes.map(({ call }, index) => ({ path: ["writes", index, "call"], call })),
  ];
  for (const { path, call } of paths)
    if (!call.includes("{id}"))
      found.push({ key: "profile.no_id", path, values: { read: call, needed: "{id}" } });
  if (conditionalWrite?.how !== "native") return found;
  if (version === undefined) found.push(needs(["conditionalWrite"], "version", "how: native"));
  else found.push(...onlyOne(["version"], version, ["header", "to"]));
  if (answers !== undefined && !answers.errors.some(({ is }) => is === "Stale"))
    found.push(needs(["answers", "errors"], "is: Stale", "conditionalWrite.how: native"));
  return found;
}

function answerMistakes({ answers }: Parts): Mistake[] {
  return (answers?.errors ?? []).flatMap(({ says }, index): Mistake[] => {
    if (says === undefined) return [];
    try {
      RegExp(says, "u");
      return [];
    } catch {
      return [
        { key: "profile.bad_pattern", path: ["answers", "errors", index, "says"], values: { read: says } },
      ];
    }
  });
}

function needs(path: readonly PropertyKey[], needed: string, because: string): Mistake {
  return { key: "profile.needs_key", path, values: { needed, because } };
}
