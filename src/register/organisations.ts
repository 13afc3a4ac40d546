// Organisations and the spellings they are known by. A spelling belongs to one organisation only, so a name in an
// appendix or at a portal never has two meanings.
import { UserError } from "../../schemas/errors.ts";
import { OrganisationSchema, type Organisation } from "../../schemas/organisation.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { dayOf, type Provenance } from "../../schemas/time.ts";
import type { Tx } from "../store/connection.ts";
import {
  insertAliases,
  insertOrganisations,
  passOnOrganisation,
  selectAliases,
  selectOrganisations,
  selectTakenCodes,
  type Alias,
} from "../store/organisations.ts";
import { lockTasksOfOrganisation, type TaskRow } from "../store/tasks.ts";
import { readDirectory, resolveIn } from "./directory.ts";
import { writeEdits } from "./edits.ts";
import { foldName } from "./fold.ts";

/** Adds one organisation; UserError when its shape is wrong or a name or code is taken. */
export async function addOrganisation(tx: Tx, organisation: Organisation): Promise<void> {
  await addOrganisations(tx, [organisation]);
}

/** Adds many at once or none; UserError carries the problems of all. */
export async function addOrganisations(tx: Tx, organisations: readonly Organisation[]): Promise<void> {
  const problems = organisations.flatMap(shapeProblems);
  const aliases = organisations.flatMap(spellingsOf);
  problems.push(...(await takenProblems(tx, aliases)));
  const codes = organisations.flatMap((organisation) => organisation.codes);
  for (const code of await selectTakenCodes(tx, codes)) {
    problems.push(phrase("register.code_taken", { code }));
  }
  if (problems.length > 0) throw new UserError(problems);
  await insertOrganisations(tx, organisations);
  await insertAliases(tx, aliases);
}

/** Lets an organisation be found by one more spelling; again changes nothing. UserError when another has it. */
export async function addAlias(tx: Tx, added: { organisation: string; alias: string }): Promise<void> {
  const organisationId = resolveIn(await readDirectory(tx), added.organisation);
  const folded = foldName(added.alias);
  if (folded === "") throw new UserError([phrase("register.empty_name", { name: added.alias })]);
  const alias = { folded, alias: added.alias, organisationId };
  const problems = await takenProblems(tx, [alias]);
  if (problems.length > 0) throw new UserError(problems);
  await insertAliases(tx, [alias]);
}

/**
 * Lets `into` succeed `from` (both by name): spellings, codes and tasks pass on, `from` is removed. Codes stay in
 * force until the day of the merger. Every moved task gets its history and due marks.
 */
export async function mergeOrganisations(
  tx: Tx,
  merge: { from: string; into: string; provenance: Provenance },
): Promise<{ movedTasks: number }> {
  const directory = await readDirectory(tx);
  const from = resolveIn(directory, merge.from);
  const into = resolveIn(directory, merge.into);
  if (from === into) {
    throw new UserError([phrase("register.merge_with_itself", { from: merge.from, into: merge.into })]);
  }
  const edits = (await lockTasksOfOrganisation(tx, from)).map((before) => ({
    before,
    after: handedOver(before, { from, into }),
  }));
  const why = phrase("register.merged", {
    from: directory.shortNames.get(from) ?? merge.from,
    into: directory.shortNames.get(into) ?? merge.into,
  });
  await writeEdits(tx, edits, { provenance: merge.provenance, why, reason: "merger" });
  await passOnOrganisation(tx, { from, into, until: dayOf(merge.provenance.at) });
  return { movedTasks: edits.length };
}

/** All organisations in Vietnamese alphabetical order of their names. */
export async function listOrganisations(tx: Tx): Promise<Organisation[]> {
  // The databases sort by bytes, which puts Đ and Ô behind Z.
  const collator = new Intl.Collator("vi");
  return (await selectOrganisations(tx)).toSorted((one, other) => collator.compare(one.name, other.name));
}

/** The organisation known by a name; UserError when nobody is, or naming the candidates when several are. */
export async function resolveOrganisation(tx: Tx, name: string): Promise<Organisation> {
  const id = resolveIn(await readDirectory(tx), name);
  const [organisation] = await selectOrganisations(tx, [id]);
  if (organisation === undefined) throw new UserError([phrase("register.unknown_organisation", { name })]);
  return organisation;
}

function shapeProblems(organisation: Organisation): Phrase[] {
  const checked = OrganisationSchema.safeParse(organisation);
  const problems = (checked.error?.issues ?? []).map((issue) => {
    const read = issue.path.reduce<unknown>((value, key) => Object(value)[key], organisation);
    return phrase("register.bad_organisation", {
      name: organisation.name,
      place: issue.path.join("."),
      read: typeof read === "string" ? read : (JSON.stringify(read) ?? ""),
    });
  });
  for (const name of [organisation.name, organisation.shortName, ...organisation.aliases]) {
    if (foldName(name) === "") problems.push(phrase("register.empty_name", { name }));
  }
  return problems;
}

function spellingsOf(organisation: Organisation): Alias[] {
  const spellings = [organisation.name, organisation.shortName, ...organisation.aliases];
  const distinct = new Map(spellings.toReversed().map((alias) => [foldName(alias), alias]));
  return [...distinct].map(([folded, alias]) => ({ folded, alias, organisationId: organisation.id }));
}

async function takenProblems(tx: Tx, aliases: readonly Alias[]): Promise<Phrase[]> {
  const owners = new Map((await selectAliases(tx)).map((known) => [known.folded, known]));
  const problems: Phrase[] = [];
  for (const alias of aliases) {
    const owner = owners.get(alias.folded);
    if (owner === undefined) owners.set(alias.folded, { ...alias, shortName: alias.alias });
    else if (owner.organisationId !== alias.organisationId) {
      problems.push(phrase("register.name_taken", { name: alias.alias, owner: owner.shortName }));
    }
  }
  return problems;
}

function handedOver(task: TaskRow, { from, into }: { from: string; into: string }): TaskRow {
  const cooperating = task.cooperatingOrganisations.map((id) => (id === from ? into : id));
  return {
    ...task,
    leadOrganisation: task.leadOrganisation === from ? into : task.leadOrganisation,
    supervisingOrganisation: task.supervisingOrganisation === from ? into : task.supervisingOrganisation,
    cooperatingOrganisations: [...new Set(cooperating)],
  };
}
