// What a person may see: the tasks of their units, the columns of their portals.
import { UserError } from "../../schemas/errors.ts";
import type { Person } from "../../schemas/person.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Task } from "../../schemas/task.ts";
import { findTask, ledBy } from "../register/tasks.ts";
import type { Visit } from "./route.ts";

export interface Scope {
  /** Ids of organisations; `null`: every task. */
  units: readonly string[] | null;
  /** The configured portals among theirs, in the order of the configuration. */
  portals: readonly string[];
  /** The same for queries on lanes; `null`: every lane, our own among them. */
  lanes: readonly string[] | null;
}

/** The scope of a visit. */
export function scopeOf({ office, person }: Pick<Visit, "office" | "person">): Scope {
  const portals = Object.keys(office.config.portals).filter((name) => seesPortal(person, name));
  return { units: person.units, portals, lanes: person.portals === null ? null : portals };
}

/** Whether they may see what this organisation leads. */
export function seesUnit({ units }: Pick<Scope, "units">, lead: string | null): boolean {
  return units === null || (lead !== null && units.includes(lead));
}

/** Whether a person sees a portal. */
export function seesPortal({ portals }: Pick<Person, "portals">, portal: string): boolean {
  return portals === null || portals.includes(portal);
}

/** UserError, in the words for a portal that is not configured, unless the person sees it. */
export function mustSeePortal(visit: Pick<Visit, "person" | "office">, portal: string): void {
  const { portals } = scopeOf(visit);
  if (portals.includes(portal)) return;
  throw new UserError([phrase("config.no_such_portal", { name: portal, known: portals.join(", ") })]);
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

/** The task that the address names, if this person may see it. */
export async function taskAsked(visit: Visit): Promise<Task | null> {
  const { means } = visit.office;
  const found = await means.store.read(async (tx) => await findTask(tx, visit.params["code"] ?? ""));
  return found !== null && seesUnit(scopeOf(visit), found.leadOrganisation) ? found : null;
}
