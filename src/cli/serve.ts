// dongbo serve, dongbo worker: processes that stay until somebody stops them. Narrates on standard error; the one result
// comes at the end.
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { ListenSchema, placeOf } from "../../schemas/serve.ts";
import { openDoor } from "../serve/door.ts";
import { knownHere } from "../serve/known.ts";
import { listenAt } from "../serve/listen.ts";
import type { Ground, Starter } from "../serve/part.ts";
import { startersOf } from "../serve/parts.ts";
import { stay, type Stayed } from "../serve/stay.ts";
import { createVitals, type Vitals } from "../serve/vitals.ts";
import type { Call, Run } from "./commands.ts";
import { answer, say, tell, type Office, type Shell } from "./shell.ts";

type Kind = Ground["kind"];

export const serve: Run = async (shell, call) => await run(shell, call, "serve");
export const worker: Run = async (shell, call) => await run(shell, call, "worker");

async function run(shell: Shell, call: Call, kind: Kind): ReturnType<Run> {
  const asked = listenOf(call);
  const line = (told: Phrase) => shell.err(`${tell(shell, told)}\n`);
  // From here on a signal is heard: opening takes seconds.
  const untilStopped = shell.untilStopped();
  line(phrase("serve.opening"));
  const waitsFor = (pid: string | null) => line(phrase("serve.waits_for", { pid }));
  const office = await shell.openOffice(kind === "serve" ? { hosts: { waitsFor } } : {});
  const ended = await stayed(shell, office, { kind, line, untilStopped, asked }).catch(
    async (error: unknown) => {
      await office.close();
      throw error;
    },
  );
  const { died, stuck } = ended;
  if (stuck.length === 0) await office.close();
  answer(shell, ended, () => say(shell, "serve.stopped"));
  const code = died === null && stuck.length === 0 ? 0 : 1;
  // Whatever could not be stopped would keep the process alive.
  return stuck.length === 0 ? code : shell.leave(code);
}

interface Told {
  kind: Kind;
  line(told: Phrase): void;
  untilStopped: Promise<void>;
  /** `--listen`. */
  asked: string | undefined;
}

async function stayed(shell: Shell, office: Office, { kind, line, untilStopped, asked }: Told) {
  if (kind === "worker" && office.mode === "pilot")
    throw new UserError([phrase("serve.worker_needs_server")]);
  line(phrase("serve.opened", { mode: say(shell, `cli.mode.${office.mode}`) }));
  const { listen, stopWithinSeconds } = office.config.serve;
  const ground = groundOf(office, { kind, line });
  const vitals = createVitals({ store: ground.store, means: ground.means });
  // Several workers may live on one machine: only one could have the configured address.
  const { metricsText } = await office.measure(knownHere(ground));
  const door = doorAt(asked ?? (kind === "serve" ? listen : "off"), { vitals, metrics: metricsText });
  const startedAt = shell.now();
  const ended: Stayed = await stay({
    ground,
    vitals,
    starters: [...door, ...startersOf[kind], ...(kind === "serve" ? consoleAt(office) : [])],
    untilStopped,
    stopWithinMs: stopWithinSeconds * 1_000,
  });
  const parts = vitals.parts.map(({ name }) => name);
  return { process: ground.id, kind, parts, startedAt, endedAt: shell.now(), ...ended };
}

function groundOf(office: Office, { kind, line }: Pick<Told, "kind" | "line">): Ground {
  const { config, calendar, means, newRun, lanes, checkpoints, alarms } = office;
  const { store, now, elapsed, wait, newId, who, carrier, log } = means;
  return {
    kind,
    id: newId(),
    config,
    calendar,
    store,
    newRun,
    lanes,
    checkpoints,
    alarms,
    means: { now, elapsed, wait, newId, who, carrier, log },
    tell: line,
  };
}

/** The door as the first part; none where it is off. */
function doorAt(listen: string, told: { vitals: Vitals; metrics(): Promise<string> }): Starter[] {
  const place = placeOf(listen);
  if (place === null) return [];
  return [
    {
      name: "door",
      async start({ means, tell: line }) {
        const door = await openDoor(listen, { ...told, log: means.log });
        if (!place.isThisMachine) line(phrase("serve.listens_to_others", { listen }));
        line(phrase("serve.listens", { url: door.url }));
        return door;
      },
    },
  ];
}

/** The console as the last part; none where it is off. */
function consoleAt(office: Office): Starter[] {
  const { listen } = office.config.console;
  if (placeOf(listen) === null) return [];
  return [
    {
      name: "console",
      async start({ tell: line }) {
        const { openConsole } = await import("../console/open.ts");
        const { reachedAt, ...opened } = await openConsole(office);
        const open = await listenAt(listen, { ...opened, name: "console", setting: "console.listen" });
        line(phrase("console.opens", { url: reachedAt ?? open.url }));
        if (opened.isEmpty) line(phrase("console.users_needed"));
        return open;
      },
    },
  ];
}

function listenOf({ options }: Call): string | undefined {
  const { listen } = options as { listen?: string };
  if (listen === undefined || ListenSchema.safeParse(listen).success) return listen;
  throw new UserError([phrase("serve.bad_listen", { read: listen })]);
}
