// A desk whose console is open for all tests of a file: a small register, in step with both portals, unless something
// else is asked for; and a person of each role, named after it.
import { afterAll, beforeAll } from "vitest";
import { roles } from "../../schemas/person.ts";
import type { Office } from "../../src/opened-office.ts";
import { listenAt } from "../../src/serve/listen.ts";
import { makeDesk, type Desk, type DeskSettings } from "../journeys/desk.ts";
import { fillDesk } from "../journeys/scene.ts";
import { aConsole, addPeople } from "./visitor.ts";

type Visitors = Awaited<ReturnType<typeof aConsole>>;

export interface OpenDesk extends Visitors {
  desk: Desk;
  office: Office;
  /** Where a browser reaches it. */
  url: string;
}

export interface Wishes {
  settings?: DeskSettings;
  /** How many tasks there are, in step; 3 if left out. */
  tasks?: number;
  /** What happens to them before anybody looks. */
  prepare?(office: Office, desk: Desk): Promise<void>;
  /** The office as the console is given it. */
  shown?(office: Office): Office;
}

/** Opens it before the tests, closes it after them. */
export function withOpenDesk({
  settings = {},
  tasks = 3,
  prepare,
  shown = (office) => office,
}: Wishes = {}): () => OpenDesk {
  let open: OpenDesk | undefined;
  let close: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const desk = await makeDesk(settings);
    if (tasks > 0) await fillDesk(desk, { tasks });
    const ready = Promise.withResolvers<OpenDesk>();
    const closing = Promise.withResolvers<void>();
    const ended = desk.open(async (office) => {
      await prepare?.(office, desk);
      await addPeople(
        office,
        roles.map((role) => ({ name: role, role })),
      );
      const visitors = await aConsole(shown(office));
      const { answer } = visitors.opened;
      const door = await listenAt("127.0.0.1:0", { name: "console", setting: "console.listen", answer });
      ready.resolve({ ...visitors, desk, office, url: door.url });
      await closing.promise;
      await door.stop();
    });
    ended.catch(ready.reject);
    close = async () => {
      closing.resolve();
      await ended;
      await desk.close();
    };
    open = await ready.promise;
  });
  afterAll(async () => await close?.());
  return () => {
    if (open === undefined) throw new Error("the desk is opened before the first test");
    return open;
  };
}
