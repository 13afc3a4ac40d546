// dongbo org: the directory of agencies and their spellings.
import { UserError } from "../../schemas/errors.ts";
import { OrganisationKindSchema, OrganisationCodeSchema } from "../../schemas/organisation.ts";
import { phrase } from "../../schemas/phrase.ts";
import {
  addAlias,
  addOrganisation,
  listOrganisations,
  mergeOrganisations,
} from "../register/organisations.ts";
import type { Call, Run } from "./commands.ts";
import { answer, atOffice, say } from "./shell.ts";
import { table } from "./table.ts";
import { typed, wordOf } from "./typed.ts";

export const listAll: Run = async (shell) =>
  await atOffice(shell, async ({ means }) => {
    const organisations = await means.store.read(async (tx) => await listOrganisations(tx));
    answer(shell, { organisations }, () =>
      table(
        [
          { name: "short", title: say(shell, "cli.column.short") },
          { name: "name", title: say(shell, "cli.column.name") },
          { name: "aliases", title: say(shell, "cli.column.aliases") },
        ],
        organisations.map(({ name, shortName, aliases }) => ({
          short: shortName,
          name,
          aliases: aliases.join("; "),
        })),
      ),
    );
    return 0;
  });

export const add: Run = async (shell, call) => {
  const option = typed(call);
  const name = wordOf(call, 0);
  const kind = option.choice("kind", OrganisationKindSchema.options) ?? "other";
  option.check();
  return await atOffice(shell, async ({ means }) => {
    const organisation = {
      id: means.newId(),
      name,
      shortName: option.text("short") ?? name,
      kind,
      codes: codesOf(call),
      aliases: [],
    };
    await means.store.transaction(async (tx) => await addOrganisation(tx, organisation));
    answer(shell, organisation, () => say(shell, "cli.org_added", { name }));
    return 0;
  });
};

function codesOf(call: Call) {
  const given = call.options["code"];
  if (typeof given !== "string") return [];
  const [scheme = "", code = ""] = given.split(":");
  const parsed = OrganisationCodeSchema.safeParse({ scheme, code });
  if (parsed.success) return [parsed.data];
  throw new UserError([phrase("cli.bad_option", { option: "--code", read: given, expects: "QD20:H19.18" })]);
}

export const alias: Run = async (shell, call) =>
  await atOffice(shell, async ({ means }) => {
    const added = { organisation: wordOf(call, 0), alias: wordOf(call, 1) };
    await means.store.transaction(async (tx) => await addAlias(tx, added));
    answer(shell, added, () => say(shell, "cli.org_aliased", added));
    return 0;
  });

export const merge: Run = async (shell, call) =>
  await atOffice(shell, async ({ means, provenance }) => {
    const merged = { from: wordOf(call, 0), into: wordOf(call, 1) };
    await means.store.transaction(
      async (tx) => await mergeOrganisations(tx, { ...merged, provenance: provenance() }),
    );
    answer(shell, merged, () => say(shell, "cli.org_merged", merged));
    return 0;
  });
