// People: who may sign in, what they may do and see. For administrators; each change is a function of src/people.
import { html } from "hono/html";
import { roles, type Role } from "../../../schemas/person.ts";
import { phrase } from "../../../schemas/phrase.ts";
import {
  addUser,
  changeAccess,
  disableUser,
  enableUser,
  listPeople,
  passwordLength,
  setPassword,
  type KnownPerson,
  type Registrar,
} from "../../people/people.ts";
import { scopeOf, unitNames } from "../../people/scope.ts";
import {
  badge,
  button,
  checkbox,
  fieldset,
  form,
  input,
  section,
  select,
  table,
  textarea,
  time,
} from "../parts.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";

type UnitNames = ReadonlyMap<string, string>;

const admins: readonly Role[] = ["admin"];

export const routes: Route[] = [
  { method: "get", path: "/users", roles: admins, answer: listed },
  { method: "post", path: "/users", roles: admins, answer: added },
  { method: "get", path: "/users/:name", roles: admins, answer: shown },
  { method: "post", path: "/users/:name/access", roles: admins, answer: accessChanged },
  { method: "post", path: "/users/:name/password", roles: admins, answer: passwordChanged },
  { method: "post", path: "/users/:name/disable", roles: admins, answer: disabled },
  { method: "post", path: "/users/:name/enable", roles: admins, answer: enabled },
];

async function listed(visit: Visit): Promise<Reply> {
  const { say, office } = visit;
  const { store } = office.means;
  const people = await store.read(listPeople);
  const names = await store.read(unitNames);
  const columns = [
    { title: say("people.column.name"), heads: true as const },
    ...(["role", "units", "portals", "state", "seen"] as const).map((name) => ({
      title: say(`people.column.${name}`),
    })),
  ];
  const rows = people.map((person) => [
    html`<a href="/users/${person.name}">${person.name}</a>`,
    say(`console.role.${person.role}`),
    person.units?.map((id) => names.get(id) ?? id).join("; ") ?? say("people.all_units"),
    person.portals?.join(", ") ?? say("people.all_portals"),
    stateOf(visit, person),
    time(person.seenAt),
  ]);
  const fields = html`${input({
    label: say("people.column.name"),
    name: "name",
    required: true,
    hint: say("console.users.name_hint"),
  })}
  ${passwordInput(visit, "password_rule")} ${accessFields(visit, null, names)}
  ${button(say("console.users.add"))}`;
  const body = html`${table(columns, rows, say("console.page.users"))}
  ${section(say("console.users.add"), form(visit, "/users", fields))}`;
  return { page: { title: say("console.page.users"), body } };
}

async function shown(visit: Visit): Promise<Reply> {
  const { say, office, params } = visit;
  const people = await office.means.store.read(listPeople);
  const person = people.find(({ name }) => name === params["name"]);
  if (person === undefined) return { missing: true };
  const names = await office.means.store.read(unitNames);
  const at = `/users/${person.name}`;
  const access = html`${accessFields(visit, person, names)} ${button(say("console.users.save"))}`;
  const password = html`${passwordInput(visit, "password_hint")}
  ${button(say("console.users.set_password"), "plain")}`;
  const turned =
    person.disabledAt === null
      ? form(visit, `${at}/disable`, button(say("console.users.disable"), "grave"), "inline")
      : form(visit, `${at}/enable`, button(say("console.users.enable"), "plain"), "inline");
  const body = html`<p>${stateOf(visit, person)}</p>
    ${section(say("console.users.access"), form(visit, `${at}/access`, access))}
    ${section(say("console.users.signing_in"), html`${form(visit, `${at}/password`, password)} ${turned}`)}
    <p><a href="/users">${say("console.page.users")}</a></p>`;
  return { page: { title: say("console.users.edit_one", { name: person.name }), body } };
}

function stateOf({ say }: Visit, { disabledAt }: KnownPerson): Html {
  return disabledAt === null
    ? badge(say("people.state.active"), "good")
    : badge(say("people.state.disabled"), "bad");
}

function passwordInput({ say }: Visit, hint: "password_rule" | "password_hint"): Html {
  return input({
    label: say("console.users.new_password"),
    name: "password",
    type: "password",
    required: true,
    autocomplete: "new-password",
    hint: say(`console.users.${hint}`, { least: passwordLength.least }),
  });
}

function accessFields({ say, office }: Visit, person: KnownPerson | null, names: UnitNames): Html {
  const portals = Object.keys(office.config.portals);
  return html`${select({
    label: say("people.column.role"),
    name: "role",
    options: roles.map((role) => [role, say(`console.role_does.${role}`)] as const),
    chosen: person?.role ?? "entry",
  })}
  ${textarea({
    label: say("people.column.units"),
    name: "units",
    value: (person?.units ?? []).map((id) => names.get(id) ?? id).join("\n"),
    hint: say("console.users.units_hint"),
  })}
  ${
    portals.length === 0
      ? ""
      : fieldset(
          say("people.column.portals"),
          html`<small>${say("console.users.portals_hint")}</small> ${portals.map((portal) =>
              checkbox({
                label: portal,
                name: "portals",
                value: portal,
                checked: person?.portals?.includes(portal) === true,
              }),
            )}`,
        )
  }`;
}

async function added(visit: Visit): Promise<Reply> {
  const name = (visit.form.get("name") ?? "").trim().toLowerCase();
  const access = await accessTyped(visit);
  await addUser(registrarOf(visit), { name, password: visit.form.get("password") ?? "", ...access });
  return { to: "/users", note: phrase("people.added", { name, role: roleWord(visit, access.role) }) };
}

async function accessChanged(visit: Visit): Promise<Reply> {
  const name = visit.params["name"] ?? "";
  const access = await accessTyped(visit);
  await changeAccess(registrarOf(visit), { name, ...access });
  return {
    to: `/users/${name}`,
    note: phrase("people.changed", { name, role: roleWord(visit, access.role) }),
  };
}

async function passwordChanged(visit: Visit): Promise<Reply> {
  const name = visit.params["name"] ?? "";
  const password = visit.form.get("password") ?? "";
  const sessions = await setPassword(registrarOf(visit), { name, password });
  return { to: `/users/${name}`, note: phrase("people.password_set", { name, sessions }) };
}

async function disabled(visit: Visit): Promise<Reply> {
  const name = visit.params["name"] ?? "";
  const sessions = await disableUser(registrarOf(visit), name);
  return { to: `/users/${name}`, note: phrase("people.disabled", { name, sessions }) };
}

async function enabled(visit: Visit): Promise<Reply> {
  const name = visit.params["name"] ?? "";
  await enableUser(registrarOf(visit), name);
  return { to: `/users/${name}`, note: phrase("people.enabled", { name }) };
}

async function accessTyped({ form: typed, office }: Visit) {
  const role = roles.find((one) => one === typed.get("role")) ?? "entry";
  const units = (typed.get("units") ?? "").split("\n").map((line) => line.normalize("NFC").trim());
  const named = { units: units.filter((line) => line !== ""), portals: typed.getAll("portals") };
  const configured = Object.keys(office.config.portals);
  const scope = await office.means.store.read(async (tx) => await scopeOf(tx, named, configured));
  return { role, ...scope };
}

function roleWord({ say }: Visit, role: Role): string {
  return say(`console.role.${role}`);
}

function registrarOf({ office }: Visit): Registrar {
  const { store, newId } = office.means;
  return { store, newId, provenance: office.provenance() };
}
