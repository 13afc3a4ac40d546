// Writes .env.example from the schemas, so that the file cannot forget a variable. Holds no value of anybody's.
import type { z } from "zod";
import { EnvironmentSchema, secretOptions } from "../../schemas/config.ts";

/** What is needed of a portal: its name and the schema of its options. */
export interface PortalOptions {
  name: string;
  options: z.ZodObject;
}

const opening = `# Settings of dongbo from the environment; everything else stands in dongbo.yaml. Copy this file to .env and fill it in.
# Secrets stand here and nowhere else. Written by "npm run generate" from schemas/config.ts and the portals' options.
`;

/** The whole text of .env.example: the program's own variables with their defaults, then each portal's secrets. */
export function environmentExample(portals: readonly PortalOptions[]): string {
  const own = Object.entries(EnvironmentSchema.shape).map(([name, schema]) => {
    const usual = schema.safeParse(undefined).data;
    return entry({
      name,
      comment: schema.description ?? "",
      value: usual === undefined ? "" : String(usual),
    });
  });
  const secrets = portals.flatMap((portal) =>
    Object.entries(secretOptions(portal.options)).map(([option, variable]) =>
      entry({ name: variable, comment: secretComment(portal, option), value: "" }),
    ),
  );
  return [opening, ...own, ...secrets].join("\n");
}

function secretComment(portal: PortalOptions, option: string): string {
  const said = (portal.options.shape[option] as z.ZodType | undefined)?.description;
  return `Secret of portal ${portal.name}, option ${option}.${said === undefined ? "" : ` ${said}`}`;
}

function entry(variable: { name: string; comment: string; value: string }): string {
  return `# ${variable.comment}\n${variable.name}=${variable.value}\n`;
}
