// A desk of tests/push as an office of the console, and routes asked as a person: what the frame does, without HTTP.
import { join } from "node:path";
import { ConfigSchema } from "../../schemas/config.ts";
import { UserError } from "../../schemas/errors.ts";
import type { Person, Role } from "../../schemas/person.ts";
import { inWords, phrase, type Language } from "../../schemas/phrase.ts";
import { wordsIn, type Reply, type Route, type Visit } from "../../src/console/route.ts";
import { officeFor, type Office } from "../../src/opened-office.ts";
import { shippedCalendar } from "../../src/schedule/vietnam.ts";
import type { Desk } from "../push/desk.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** The office of a desk, with the portals that it has; `settings` are of the configuration file. */
export async function officeOf(desk: Desk, settings: Record<string, unknown> = {}): Promise<Office> {
  const portals = Object.fromEntries(
    desk.portals.map(({ lane }) => [
      lane.portal,
      { adapter: lane.portal, cutOff: { daily: "17:00" }, guards: { maxShare: 1, maxMoved: 1 } },
    ]),
  );
  const lanes = desk.portals.map(({ lane }) => lane);
  const office = {
    config: ConfigSchema.parse({ portals, ...settings }),
    calendar: shippedCalendar,
    mode: "pilot",
    means: desk.means,
    checkpoints: {
      key: { file: join(await temporaryFolder(), "key.pem"), origin: "made here" },
      directory: null,
    },
    keeper: {},
    newRun: () => desk.restarted(),
    provenance: () => ({ who: desk.means.who, system: "dongbo", run: desk.means.run, at: desk.means.now() }),
    async lanes(portal?: string) {
      const found = lanes.filter((lane) => portal === undefined || lane.portal === portal);
      if (found.length === 0)
        throw new UserError([phrase("config.no_such_portal", { name: portal ?? "", known: "" })]);
      return found;
    },
  };
  return office as unknown as Office;
}

export function aPerson(role: Role, of: Partial<Person> = {}): Person {
  return { id: `id-${role}`, name: role, role, units: null, portals: null, ...of };
}

export interface Asked {
  form?: Record<string, string | readonly string[]>;
  query?: Record<string, string>;
  language?: Language;
}

/** Asks the one route of a list that is `method path`, as the frame would. Throws for a role that may not. */
export function asking(routes: readonly Route[], office: Office) {
  return async (person: Person, line: string, asked: Asked = {}): Promise<Reply> => {
    const [method, path = ""] = line.split(" ");
    const found = routes.flatMap((route) => {
      const params = paramsOf(route.path, path);
      return route.method === method && params !== null ? [{ route, params }] : [];
    });
    const [{ route, params } = { route: undefined, params: {} }] = found;
    if (route === undefined) throw new Error(`no route answers ${line}`);
    if (!route.roles.includes(person.role)) throw new Error(`${person.role} may not ${line}`);
    const visit: Visit = {
      office: officeFor(office, person.name),
      person,
      ...wordsIn(asked.language ?? "en"),
      path,
      params,
      query: new URLSearchParams(asked.query),
      form: new URLSearchParams(
        Object.entries(asked.form ?? {}).flatMap(([name, values]) =>
          [values].flat().map((value) => [name, value]),
        ),
      ),
      formToken: "token",
    };
    return await route.answer(visit);
  };
}

function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [place, part] of wanted.entries()) {
    const found = given[place] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(found);
    else if (part !== found) return null;
  }
  return params;
}

/** The markup of a page. */
export async function textOf(reply: Reply): Promise<string> {
  if (!("page" in reply)) throw new Error(`that is no page: ${JSON.stringify(reply)}`);
  return `${reply.page.title}\n${String(await reply.page.body)}`;
}

/** Where a POST leads, and what it says there. */
export function endOf(reply: Reply): { to: string; note: string | null } {
  if (!("to" in reply)) throw new Error("that leads nowhere");
  return { to: reply.to, note: reply.note === undefined ? null : inWords(reply.note, "en") };
}

/** The problems that were told. */
export async function problemsOf(work: Promise<unknown>): Promise<string[]> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw new Error("it was not refused", { cause: error });
  return error.problems.map(({ key }) => key);
}
