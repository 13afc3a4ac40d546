// Who may work at the console, and what their role lets them do there.
import { z } from "zod";

/** From the least to the most, and the one beside them who reads everything and changes nothing. */
export const roles = ["entry", "integration", "approver", "admin", "auditor"] as const;
export const RoleSchema = z.enum(roles);
export type Role = z.infer<typeof RoleSchema>;

/** The name that a person signs in with; it stands on the ledger. */
export const PersonNameSchema = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/);

export const PersonSchema = z.strictObject({
  id: z.string(),
  name: PersonNameSchema,
  role: RoleSchema,
  /** Ids of the organisations whose tasks they see; `null`: all. */
  units: z.array(z.string()).nullable(),
  /** Names of the portals that they see; `null`: all. */
  portals: z.array(z.string()).nullable(),
});
export type Person = z.infer<typeof PersonSchema>;
