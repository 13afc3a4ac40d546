// A portal from a profile: one YAML text becomes an ordinary portal, with facts, options, session and simulator. Adds no
// knowledge of its own: what the profile does not say, the portal does not do.
import { z } from "zod";
import { secret, sessionSecret } from "../../schemas/secret.ts";
import { definePortal, type Portal } from "../../src/portal/contract.ts";
import { openSession } from "./calls.ts";
import { readingOf } from "./convert.ts";
import { factsOf } from "./facts.ts";
import { loadProfile } from "./load.ts";
import type { Profile } from "./schema.ts";
import { profileSimulator } from "./simulator.ts";

/** The portal that a profile describes; UserError with every mistake in the text, by line. */
export function profilePortal(text: string, fileName: string): Portal {
  const profile = loadProfile(text, fileName);
  const facts = factsOf(profile);
  const reading = readingOf(profile);
  return definePortal({
    name: profile.name,
    options: optionsOf(profile),
    facts,
    open: (options, http) => openSession(reading, facts, { options, http }),
    simulator: profileSimulator(profile),
  });
}

function optionsOf({ baseUrl, options, signIn }: Profile): z.ZodObject {
  const shapes = Object.entries(options).map(([name, option]) => {
    const about = option.example === undefined ? option.about : `${option.about} (${option.example})`;
    const shape = option.secret === undefined ? z.string().min(1) : secret(option.secret);
    return [name, shape.describe(about)] as const;
  });
  return z.strictObject({
    baseUrl: z.url().describe(`${baseUrl.about}, for example ${baseUrl.example}`),
    ...Object.fromEntries(shapes),
    // Never from the configuration: whoever opens the portal puts in what a person handed over.
    ...(signIn.person !== undefined && { session: sessionSecret() }),
  });
}
