// An agency, unit or working group. Codes belong to a scheme and a period of validity: the mergers of 2025 changed
// both codes and units, and Party bodies have no government code at all.
import { z } from "zod";
import { DaySchema } from "./time-shapes.ts";

export const OrganisationKindSchema = z.enum([
  "department",
  "commune",
  "party_committee",
  "police",
  "front",
  "working_group",
  "other",
]);

export const OrganisationCodeSchema = z.strictObject({
  /** For example "QD20" (QĐ 20/2020/QĐ-TTg) or "QCVN102". */
  scheme: z.string().min(1),
  /** At most 35 characters, groups of 0-9 and A-Z separated by dots (QĐ 20/2020/QĐ-TTg). */
  code: z
    .string()
    .max(35)
    .regex(/^[0-9A-Z]+(\.[0-9A-Z]+)*$/),
  validFrom: DaySchema.nullable().default(null),
  validTo: DaySchema.nullable().default(null),
});

export const OrganisationSchema = z.strictObject({
  id: z.uuid(),
  name: z.string().min(1),
  shortName: z.string().min(1),
  kind: OrganisationKindSchema,
  codes: z.array(OrganisationCodeSchema).default([]),
  aliases: z.array(z.string().min(1)).default([]),
});
export type Organisation = z.infer<typeof OrganisationSchema>;
export type OrganisationKind = z.infer<typeof OrganisationKindSchema>;
