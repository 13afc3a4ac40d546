// The directory of agencies: names, kinds, codes and spellings; added to, and merged.
import { html } from "hono/html";
import { UserError } from "../../../schemas/errors.ts";
import { OrganisationKindSchema, type Organisation } from "../../../schemas/organisation.ts";
import { roles } from "../../../schemas/person.ts";
import { phrase } from "../../../schemas/phrase.ts";
import {
  addAlias,
  addOrganisation,
  listOrganisations,
  mergeOrganisations,
} from "../../register/organisations.ts";
import { button, callout, form, input, nothing, pageAsked, pager, section, select, table } from "../parts.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";

export const routes: Route[] = [
  { method: "get", path: "/units", roles, answer: list },
  { method: "post", path: "/units", roles: ["admin"], answer: add },
  { method: "post", path: "/units/alias", roles: ["integration", "admin"], answer: alias },
  { method: "post", path: "/units/merge", roles: ["admin"], answer: merge },
];

const unitsPerPage = 100;

async function list(visit: Visit): Promise<Reply> {
  const { say, office, person } = visit;
  const all = await office.means.store.read(async (tx) => await listOrganisations(tx));
  const page = pageAsked(visit);
  const shown = all.slice((page - 1) * unitsPerPage, page * unitsPerPage);
  const columns = [
    { title: say("console.acts.short_name"), heads: true as const },
    { title: say("console.acts.unit") },
    { title: say("console.acts.kind_of_unit") },
    { title: say("console.acts.codes") },
    { title: say("console.acts.aliases") },
  ];
  const rows = shown.map((one) => [
    one.shortName,
    one.name,
    say(`organisation.${one.kind}`),
    one.codes.map(({ scheme, code }) => `${scheme}:${code}`).join(", "),
    one.aliases.join("; "),
  ]);
  const mayAlias = person.role === "admin" || person.role === "integration";
  const body = html`
    ${shown.length === 0 ? nothing(say("console.acts.no_units")) : table(columns, rows, say("console.page.units"))}
    ${pager(visit, { page, more: all.length > page * unitsPerPage })} ${mayAlias ? aliasForm(visit) : ""}
    ${person.role === "admin" ? adminForms(visit) : ""}
  `;
  return { page: { title: say("console.page.units"), body, wide: true } };
}

function aliasForm(visit: Visit): Html {
  const { say } = visit;
  const fields = html`
    ${input({ label: say("console.acts.unit"), name: "unit", required: true })}
    ${input({ label: say("console.acts.alias"), name: "alias", required: true })}
    ${button(say("console.acts.add_alias"))}
  `;
  return section(say("console.acts.add_alias"), form(visit, "/units/alias", fields, "inline"));
}

function adminForms(visit: Visit): Html {
  const { say } = visit;
  const adding = html`
    ${input({ label: say("console.acts.unit"), name: "name", required: true })}
    ${input({ label: say("console.acts.short_name"), name: "shortName", hint: say("console.acts.short_name_hint") })}
    ${select({
      label: say("console.acts.kind_of_unit"),
      name: "kind",
      options: OrganisationKindSchema.options.map((kind) => [kind, say(`organisation.${kind}`)]),
    })}
    ${button(say("console.acts.add_unit"))}
  `;
  const merging = html`
    ${callout("warn", say("console.acts.merge_hint"))}
    ${input({ label: say("console.acts.merge_from"), name: "from", required: true })}
    ${input({ label: say("console.acts.merge_into"), name: "into", required: true })}
    ${button(say("console.acts.merge"), "grave")}
  `;
  return html`
    ${section(say("console.acts.add_unit"), form(visit, "/units", adding, "inline"))}
    ${section(say("console.acts.merge"), form(visit, "/units/merge", merging, "inline"))}
  `;
}

/** What a field of the form says, in composed letters; UserError naming every one that says nothing. */
function given<Name extends string>(
  { form: sent }: Visit,
  labels: Record<Name, string>,
): Record<Name, string> {
  const read = Object.fromEntries(
    Object.keys(labels).map((name) => [name, (sent.get(name) ?? "").normalize("NFC").trim()]),
  ) as Record<Name, string>;
  const empty = (Object.keys(labels) as Name[]).filter((name) => read[name] === "");
  if (empty.length > 0)
    throw new UserError(empty.map((name) => phrase("console.needed", { label: labels[name] })));
  return read;
}

async function add(visit: Visit): Promise<Reply> {
  const { office, say, form: sent } = visit;
  const { name } = given(visit, { name: say("console.acts.unit") });
  const shortName = (sent.get("shortName") ?? "").normalize("NFC").trim();
  const organisation: Organisation = {
    id: office.means.newId(),
    name,
    shortName: shortName === "" ? name : shortName,
    kind: OrganisationKindSchema.safeParse(sent.get("kind")).data ?? "other",
    codes: [],
    aliases: [],
  };
  await office.means.store.transaction(async (tx) => await addOrganisation(tx, organisation));
  return { to: "/units", note: phrase("cli.org_added", { name }) };
}

async function alias(visit: Visit): Promise<Reply> {
  const { office, say } = visit;
  const read = given(visit, { unit: say("console.acts.unit"), alias: say("console.acts.alias") });
  const added = { organisation: read.unit, alias: read.alias };
  await office.means.store.transaction(async (tx) => await addAlias(tx, added));
  return { to: "/units", note: phrase("cli.org_aliased", added) };
}

async function merge(visit: Visit): Promise<Reply> {
  const { office, say } = visit;
  const merged = given(visit, { from: say("console.acts.merge_from"), into: say("console.acts.merge_into") });
  const provenance = office.provenance();
  await office.means.store.transaction(async (tx) => await mergeOrganisations(tx, { ...merged, provenance }));
  return { to: "/units", note: phrase("cli.org_merged", merged) };
}
