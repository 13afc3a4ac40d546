// Who may work at the console. Whatever is changed here stands on the ledger, in the same transaction; passwords are kept
// as the sign-in library hashes them (scrypt) and shown nowhere.
import { hashPassword } from "better-auth/crypto";
import { UserError } from "../../schemas/errors.ts";
import { PersonNameSchema, type Person, type Role } from "../../schemas/person.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { Provenance } from "../../schemas/time.ts";
import { appendEntries } from "../ledger/append.ts";
import { ownLedger } from "../ledger/erase.ts";
import type { Store, Tx } from "../store/connection.ts";
import {
  activeAdmins,
  addPerson,
  endSessionsOf,
  hasActivePerson,
  keepPassword,
  personNamed,
  setAccess,
  setDisabled,
} from "../store/people.ts";

export { peopleKnown as listPeople, type KnownPerson } from "../store/people.ts";

/** Whether nobody could sign in. */
export async function isNobodyThere(tx: Tx): Promise<boolean> {
  return !(await hasActivePerson(tx));
}

/** What people are changed with. */
export interface Registrar {
  store: Store;
  newId(): string;
  provenance: Provenance;
}

export const passwordLength = { least: 12, most: 128 } as const;

export type Access = Pick<Person, "role" | "units" | "portals">;

/** Adds a person with their first password. UserError with every problem of both. */
export async function addUser(
  registrar: Registrar,
  { name, password, ...access }: Access & { name: string; password: string },
): Promise<void> {
  const { store, newId, provenance } = registrar;
  const problems = passwordProblems(password, name);
  if (!PersonNameSchema.safeParse(name).success) problems.unshift(phrase("people.bad_name", { name }));
  const hash = problems.length === 0 ? await hashPassword(password) : "";
  await store.transaction(async (tx) => {
    if ((await personNamed(tx, name)) !== null) problems.unshift(phrase("people.name_taken", { name }));
    if (problems.length > 0) throw new UserError(problems);
    const id = newId();
    await addPerson(tx, { id, name, ...access, email: emailOf(name), at: provenance.at });
    await keepPassword(tx, { rowId: newId(), personId: id, hash, at: provenance.at });
    await note(tx, registrar, phrase("people.added", { name, role: access.role }));
  });
}

/** Changes what a person may do and see; it holds from their next click on. */
export async function changeAccess(
  registrar: Registrar,
  { name, ...access }: Access & { name: string },
): Promise<void> {
  await registrar.store.transaction(async (tx) => {
    const person = await knownPerson(tx, name);
    if (access.role !== "admin") await keepAnAdmin(tx, person);
    await setAccess(tx, { id: person.id, ...access, at: registrar.provenance.at });
    await note(tx, registrar, phrase("people.changed", { name, role: access.role }));
  });
}

/** Gives a person a new password and ends their sessions; says how many. */
export async function setPassword(
  registrar: Registrar,
  { name, password }: { name: string; password: string },
): Promise<number> {
  const problems = passwordProblems(password, name);
  const hash = problems.length === 0 ? await hashPassword(password) : "";
  return await registrar.store.transaction(async (tx) => {
    const person = await knownPerson(tx, name);
    if (problems.length > 0) throw new UserError(problems);
    const { at } = registrar.provenance;
    await keepPassword(tx, { rowId: registrar.newId(), personId: person.id, hash, at });
    const sessions = await endSessionsOf(tx, person.id);
    await note(tx, registrar, phrase("people.password_set", { name, sessions }));
    return sessions;
  });
}

/** Disables a person and ends their sessions; says how many. The only administrator stays. */
export async function disableUser(registrar: Registrar, name: string): Promise<number> {
  return await registrar.store.transaction(async (tx) => {
    const person = await knownPerson(tx, name);
    await keepAnAdmin(tx, person);
    await setDisabled(tx, { id: person.id, at: registrar.provenance.at, disabled: true });
    const sessions = await endSessionsOf(tx, person.id);
    await note(tx, registrar, phrase("people.disabled", { name, sessions }));
    return sessions;
  });
}

/** Lets a disabled person in again. */
export async function enableUser(registrar: Registrar, name: string): Promise<void> {
  await registrar.store.transaction(async (tx) => {
    const person = await knownPerson(tx, name);
    await setDisabled(tx, { id: person.id, at: registrar.provenance.at, disabled: false });
    await note(tx, registrar, phrase("people.enabled", { name }));
  });
}

/** The sign-in library keeps people by e-mail addresses; nobody can write to this one. */
export function emailOf(name: string): string {
  return `${name}@dongbo.invalid`;
}

async function knownPerson(tx: Tx, name: string): Promise<Person> {
  const person = await personNamed(tx, name);
  if (person === null) throw new UserError([phrase("people.unknown", { name })]);
  return person;
}

async function keepAnAdmin(tx: Tx, { name, role }: { name: string; role: Role }): Promise<void> {
  if (role !== "admin") return;
  const admins = await activeAdmins(tx);
  if (admins.length === 1 && admins[0] === name) throw new UserError([phrase("people.last_admin", { name })]);
}

function passwordProblems(password: string, name: string): Phrase[] {
  const letters = [...password.normalize("NFKC")];
  const { least, most } = passwordLength;
  if (letters.length < least || password.length > most) {
    return [phrase("people.password_short", { least, most })];
  }
  const holdsName = name.length > 2 && password.toLowerCase().includes(name.toLowerCase());
  return holdsName || new Set(letters).size < 5 ? [phrase("people.password_guessable")] : [];
}

async function note(tx: Tx, { provenance: { run, who, at } }: Registrar, told: Phrase): Promise<void> {
  const body = { kind: "note" as const, run, who, linkId: null, note: told };
  await appendEntries(tx, { lane: ownLedger, at, bodies: [body] });
}
