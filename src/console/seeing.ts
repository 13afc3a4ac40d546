// What of the register a person sees: the tasks that their units lead, the portals that they were given.
import type { Person } from "../../schemas/person.ts";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { ledBy } from "../register/tasks.ts";
import type { Visit } from "./route.ts";

/** Whether a person sees a portal. */
export function seesPortal({ portals }: Pick<Person, "portals">, portal: string): boolean {
  return portals === null || portals.includes(portal);
}

/** UserError, in the words for a portal that is not configured, unless the person sees it. */
export function mustSeePortal({ person, office }: Pick<Visit, "person" | "office">, portal: string): void {
  const known = Object.keys(office.config.portals).filter((name) => seesPortal(person, name));
  if (known.includes(portal)) return;
  throw new UserError([phrase("config.no_such_portal", { name: portal, known: known.join(", ") })]);
}

/** Those of the codes whose tasks a person sees. */
export async function seenOf(
  { person, office }: Pick<Visit, "person" | "office">,
  codes: readonly string[],
): Promise<ReadonlySet<string>> {
  const { units } = person;
  if (units === null) return new Set(codes);
  return await office.means.store.read(async (tx) => await ledBy(tx, { codes, units }));
}
