// People who may sign in to the console: who they are, what they may see, how their password is kept.
import { PersonSchema, type Person, type Role } from "../../schemas/person.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";

export interface KnownPerson extends Person {
  disabledAt: Instant | null;
  createdAt: Instant;
  /** The last sign of life of a session that has not ended. */
  seenAt: Instant | null;
}

/** How the sign-in library keeps a password. */
const passwordProvider = "credential";

/** Adds a person who has no password yet. */
export async function addPerson(tx: Tx, added: Person & { email: string; at: Instant }): Promise<void> {
  await tx
    .insertInto("person")
    .values({
      id: added.id,
      name: added.name,
      email: added.email,
      email_verified: true,
      image: null,
      role: added.role,
      ...scopeColumns(added),
      disabled_at: null,
      created_at: added.at,
      updated_at: added.at,
    })
    .execute();
}

/** Everybody, by name. */
export async function peopleKnown(tx: Tx): Promise<KnownPerson[]> {
  const rows = await tx
    .selectFrom("person")
    .selectAll("person")
    .select((of) =>
      of
        .selectFrom("person_session")
        .whereRef("person_session.person_id", "=", "person.id")
        .select(({ fn }) => fn.max("person_session.updated_at").as("at"))
        .as("seen_at"),
    )
    .orderBy("name")
    .execute();
  return rows.map((row) => ({
    ...personOf(row),
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
    seenAt: row.seen_at,
  }));
}

/** The person of that name, disabled or not. */
export async function personNamed(tx: Tx, name: string): Promise<(Person & { disabled: boolean }) | null> {
  const row = await tx.selectFrom("person").selectAll().where("name", "=", name).executeTakeFirst();
  return row === undefined ? null : { ...personOf(row), disabled: row.disabled_at !== null };
}

/** The person with that id; `null` when there is none, or they are disabled. */
export async function activePerson(tx: Tx, id: string): Promise<Person | null> {
  const row = await tx
    .selectFrom("person")
    .selectAll()
    .where("id", "=", id)
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  return row === undefined ? null : personOf(row);
}

/** Whether anybody could sign in. */
export async function hasActivePerson(tx: Tx): Promise<boolean> {
  const row = await tx
    .selectFrom("person")
    .select("id")
    .where("disabled_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Names of administrators who could sign in. */
export async function activeAdmins(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom("person")
    .select("name")
    .where("role", "=", "admin")
    .where("disabled_at", "is", null)
    .execute();
  return rows.map(({ name }) => name);
}

/** What a person may do and see from now on. */
export async function setAccess(
  tx: Tx,
  { id, at, ...access }: { id: string; role: Role; at: Instant } & Pick<Person, "units" | "portals">,
): Promise<void> {
  await tx
    .updateTable("person")
    .set({ role: access.role, ...scopeColumns(access), updated_at: at })
    .where("id", "=", id)
    .execute();
}

/** Disables a person, or lets them in again. */
export async function setDisabled(tx: Tx, of: { id: string; at: Instant; disabled: boolean }): Promise<void> {
  await tx
    .updateTable("person")
    .set({ disabled_at: of.disabled ? of.at : null, updated_at: of.at })
    .where("id", "=", of.id)
    .execute();
}

/** Keeps a password by its hash, in the place of an earlier one. */
export async function keepPassword(
  tx: Tx,
  kept: { rowId: string; personId: string; hash: string; at: Instant },
): Promise<void> {
  await tx
    .insertInto("person_account")
    .values({
      id: kept.rowId,
      person_id: kept.personId,
      account_id: kept.personId,
      provider_id: passwordProvider,
      password: kept.hash,
      access_token: null,
      refresh_token: null,
      id_token: null,
      access_token_expires_at: null,
      refresh_token_expires_at: null,
      scope: null,
      created_at: kept.at,
      updated_at: kept.at,
    })
    .onConflict((taken) =>
      taken.columns(["provider_id", "account_id"]).doUpdateSet({ password: kept.hash, updated_at: kept.at }),
    )
    .execute();
}

/** Ends every session of a person; how many there were. */
export async function endSessionsOf(tx: Tx, personId: string): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("person_session")
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

function scopeColumns({ units, portals }: Pick<Person, "units" | "portals">) {
  return {
    units: units === null ? null : JSON.stringify(units),
    portals: portals === null ? null : JSON.stringify(portals),
  };
}

function personOf(row: {
  id: string;
  name: string;
  role: string;
  units: string[] | null;
  portals: string[] | null;
}): Person {
  const { id, name, role, units, portals } = row;
  return PersonSchema.parse({ id, name, role, units, portals });
}
