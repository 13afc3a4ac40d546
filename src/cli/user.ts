// dongbo user: who may work at the console.
import { UserError } from "../../schemas/errors.ts";
import { roles, type Role } from "../../schemas/person.ts";
import { phrase } from "../../schemas/phrase.ts";
import { showInstant } from "../../schemas/time.ts";
import {
  addUser,
  changeAccess,
  disableUser,
  enableUser,
  listPeople,
  passwordLength,
  setPassword,
  type Registrar,
} from "../people/people.ts";
import { scopeOf, unitNames } from "../people/scope.ts";
import type { Call, Run } from "./commands.ts";
import { answer, atOffice, say, type Office, type Shell } from "./shell.ts";
import { table } from "./table.ts";
import { typed, wordOf } from "./typed.ts";

export const list: Run = async (shell) =>
  await atOffice(shell, async ({ means }) => {
    const people = await means.store.read(listPeople);
    const names = await means.store.read(unitNames);
    const rows = people.map(({ name, role, units, portals, disabledAt, seenAt }) => ({
      name,
      role: say(shell, `console.role.${role}`),
      units: units?.map((id) => names.get(id) ?? id).join("; ") ?? say(shell, "people.all_units"),
      portals: portals?.join(", ") ?? say(shell, "people.all_portals"),
      state: say(shell, disabledAt === null ? "people.state.active" : "people.state.disabled"),
      seen: seenAt === null ? "–" : showInstant(seenAt),
    }));
    const columns = (["name", "role", "units", "portals", "state", "seen"] as const).map((name) => ({
      name,
      title: say(shell, `people.column.${name}`),
    }));
    answer(shell, { people }, () => (rows.length === 0 ? say(shell, "people.none") : table(columns, rows)));
    return 0;
  });

export const add: Run = async (shell, call) => {
  const role = roleOf(call);
  return await atOffice(shell, async (office) => {
    const name = wordOf(call, 0);
    const scope = await scopeIn(office, call);
    const password = await askPassword(shell);
    await addUser(registrarOf(office), { name, password, role, ...scope });
    answer(shell, { name, role, ...scope }, () =>
      say(shell, "people.added", { name, role: say(shell, `console.role.${role}`) }),
    );
    return 0;
  });
};

export const access: Run = async (shell, call) => {
  const role = roleOf(call);
  return await atOffice(shell, async (office) => {
    const name = wordOf(call, 0);
    const scope = await scopeIn(office, call);
    await changeAccess(registrarOf(office), { name, role, ...scope });
    answer(shell, { name, role, ...scope }, () =>
      say(shell, "people.changed", { name, role: say(shell, `console.role.${role}`) }),
    );
    return 0;
  });
};

export const password: Run = async (shell, call) =>
  await atOffice(shell, async (office) => {
    const name = wordOf(call, 0);
    const typedIn = await askPassword(shell);
    const sessions = await setPassword(registrarOf(office), { name, password: typedIn });
    answer(shell, { name, sessions }, () => say(shell, "people.password_set", { name, sessions }));
    return 0;
  });

export const disable: Run = async (shell, call) =>
  await atOffice(shell, async (office) => {
    const name = wordOf(call, 0);
    const sessions = await disableUser(registrarOf(office), name);
    answer(shell, { name, sessions }, () => say(shell, "people.disabled", { name, sessions }));
    return 0;
  });

export const enable: Run = async (shell, call) =>
  await atOffice(shell, async (office) => {
    const name = wordOf(call, 0);
    await enableUser(registrarOf(office), name);
    answer(shell, { name }, () => say(shell, "people.enabled", { name }));
    return 0;
  });

function roleOf(call: Call): Role {
  const option = typed(call);
  const role = option.choice("role", roles);
  option.check();
  if (role === undefined) throw new UserError([phrase("people.role_needed")]);
  return role;
}

async function scopeIn({ means, config }: Office, call: Call) {
  const option = typed(call);
  const named = { units: option.list("units"), portals: option.list("portals") };
  return await means.store.read(async (tx) => await scopeOf(tx, named, Object.keys(config.portals)));
}

async function askPassword(shell: Shell): Promise<string> {
  return await shell.readSecret(say(shell, "people.password_prompt", { least: passwordLength.least }));
}

function registrarOf({ means, provenance }: Office): Registrar {
  return { store: means.store, newId: means.newId, provenance: provenance() };
}
