// What a person may see: the tasks of their units, the columns of their portals.
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
  const portals = Object.keys(office.config.portals).filter(
    (name) => person.portals === null || person.portals.includes(name),
  );
  return { units: person.units, portals, lanes: person.portals === null ? null : portals };
}

/** Whether they may see what this organisation leads. */
export function seesUnit({ units }: Pick<Scope, "units">, lead: string | null): boolean {
  return units === null || (lead !== null && units.includes(lead));
}
