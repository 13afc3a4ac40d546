// Who may approve plans, by the role that they have at the console.
import type { Store } from "../store/connection.ts";
import { peopleKnown } from "../store/people.ts";

/** The names of those whose role lets them, without the disabled ones. */
export async function approversAmong({ read }: Pick<Store, "read">): Promise<string[]> {
  const people = await read(async (tx) => await peopleKnown(tx));
  return people
    .filter(({ role, disabledAt }) => disabledAt === null && (role === "approver" || role === "admin"))
    .map(({ name }) => name);
}
