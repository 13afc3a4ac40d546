// What one run of the machine works with: a few tasks, one or two portals that are watched at the wire, a clock that
// moves only when somebody waits, and what persons said. Holds its own account of everything, so that the invariants
// never have to believe the program.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { memoryPortal } from "../../../adapters/memory/adapter.ts";
import { GuardSettingsSchema } from "../../../schemas/config.ts";
import type { Resolution } from "../../../schemas/conflict.ts";
import {
  fieldNames,
  fields,
  type FieldName,
  type FieldValue,
  type FieldValues,
} from "../../../schemas/field.ts";
import type { FaultRule, RunningSimulator } from "../../../schemas/simulator.ts";
import { effectiveDueOn, type Task } from "../../../schemas/task.ts";
import { createEvidenceStore } from "../../../src/evidence/evidence-store.ts";
import type { Http } from "../../../src/portal/http.ts";
import type { Lane, Means } from "../../../src/push/lane.ts";
import { acceptLinks, previewLinks } from "../../../src/push/link.ts";
import type { Store } from "../../../src/store/connection.ts";
import { linksOfPortal } from "../../../src/store/links.ts";
import { aTask, keepTasks } from "../../builders.ts";
import { Life, mortalStore } from "./life.ts";
import { watched, type Wire } from "./wire.ts";

/** How a world begins. */
export interface Shape {
  tasks: number;
  /** Does the first push come before the first step? */
  met: boolean;
  portals: PortalShape[];
}

export interface PortalShape {
  /** "versions": stale writes are refused; "none": the last write wins. */
  conditional: "versions" | "none";
  reads: "lists and tasks" | "lists";
  /** What it shows of its entries: all with their marks, all without, or the newest values only. */
  keeps: "marked" | "unmarked" | "newest";
  owners: Lane["owners"];
}

/** One portal with everything that is known of it. */
export interface Side {
  lane: Lane;
  keeps: PortalShape["keeps"];
  simulator: RunningSimulator;
  wire: Wire;
  /** Fault rules that are scripted now. */
  rules: FaultRule[];
  remoteIds: readonly string[];
  linkIds: readonly string[];
  /** What both sides had agreed on after the last push that was checked, by link. */
  bases: ReadonlyMap<string, FieldValues>;
}

/** What a person decided, as far as a push may refer to it. */
export interface Decided {
  portal: string;
  code: string;
  resolution: Resolution;
  rule: string | null;
}

export interface World {
  store: Store;
  codes: readonly string[];
  taskIds: readonly string[];
  sides: Side[];
  /** What the register must hold after the last push that was checked: code -> field -> value. */
  register: Map<string, Map<FieldName, FieldValue>>;
  /** Every value that a field had in the register since the check before; key "code field". */
  said: Map<string, FieldValue[]>;
  secret: Set<string>;
  decided: Decided[];
  /** Words that persons mapped: "portal word" -> meaning. */
  meanings: Map<string, string>;
  /** The last row of each task's history that was checked. */
  seenHistory: Map<string, number>;
  /** The version of each task that was checked. */
  versions: Map<string, number>;
  /** What is wrong; found inside the program's calls, told after them. */
  wrong: string[];
  /** What happened, for the coverage at the end. */
  count(what: string): void;
  now(): string;
  /** Lets time pass; what is late lands in its time. */
  pass(ms: number): Promise<void>;
  /** The means of a new run. */
  means(life?: Life): Means;
  /** A text that nobody has used before. */
  text(about: string): string;
  addFile(code: string): Promise<void>;
  /** How many tasks the whole register holds. */
  registerSize: number;
}

/** A difference in this field is known and not ours to settle. */
export function isKept({ lane }: Side, field: FieldName): boolean {
  const owner = lane.owners[field] ?? fields[field].owner;
  return !lane.facts.fields[field].write || owner === "theirs";
}

/** What nothing of ours ever uses: this portal has no wire. */
const noHttp = new Proxy({} as Http, {
  get() {
    throw new Error("the memory portal needs no HTTP");
  },
});

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined };

/** Something that makes worlds in one register, one after the other. */
export interface Ground {
  store: Store;
  folder: string;
  /** Worlds made here before: each has codes, portals and ids of its own. */
  worlds: number;
  tasks: number;
  count(what: string): void;
}

/** Makes a world in a register that may hold others already. */
export async function newWorld(ground: Ground, shape: Shape): Promise<World> {
  ground.worlds += 1;
  ground.tasks += shape.tasks;
  const { store, worlds: number } = ground;
  let clock = Date.parse("2025-12-08T02:00:00.000Z");
  let ids = 0;
  let texts = 0;
  const newId = () => {
    ids += 1;
    return `${String(number).padStart(8, "0")}-0000-4000-8000-${String(ids).padStart(12, "0")}`;
  };
  const files = new Map<string, Uint8Array>();
  const evidence = createEvidenceStore(join(ground.folder, "kept"));
  const tasks = Array.from({ length: shape.tasks }, (_, at) =>
    aTask({
      id: newId(),
      code: `NV-${number}-${at + 1}`,
      lifecycle: "not_started",
      percent: 0,
      progressText: "",
    }),
  );
  const world: World = {
    store,
    codes: tasks.map(({ code }) => code),
    taskIds: tasks.map(({ id }) => id),
    sides: [],
    register: new Map(tasks.map((task) => [task.code, valuesOf(task)])),
    said: new Map(),
    secret: new Set(),
    decided: [],
    meanings: new Map(),
    seenHistory: new Map(),
    versions: new Map(tasks.map(({ code, version }) => [code, version])),
    wrong: [],
    count: ground.count,
    now: () => new Date(clock).toISOString(),
    async pass(ms) {
      clock += ms;
      for (const { wire } of world.sides) await wire.land(clock);
    },
    means: (life = new Life()) => ({
      store: mortalStore(store, life),
      openEvidence: (sha256) => bytesOf(files, sha256),
      now: world.now,
      newId,
      wait: world.pass,
      elapsed: () => performance.now(),
      who: "Nguyễn Văn A",
      carrier: "story",
      run: newId(),
      show: () => undefined,
      log: silent,
    }),
    text(about) {
      texts += 1;
      return `${about} ${texts}`;
    },
    async addFile(code) {
      const name = `${world.text("Quyết định")}.pdf`;
      const bytes = Buffer.from(`%PDF-1.4\n% ${name} ${code}\n%%EOF\n`);
      const path = join(ground.folder, name);
      await writeFile(path, bytes);
      const added = { code, path, provenance: byPerson(world) };
      const { evidence: kept } = await store.transaction(async (tx) => await evidence.addEvidence(tx, added));
      files.set(kept.sha256, bytes);
    },
    registerSize: ground.tasks,
  };
  await store.transaction(async (tx) => await keepTasks(tx, tasks));
  for (const [at, portal] of shape.portals.entries()) {
    world.sides.push(await openSide(world, { name: `m${number}-${at + 1}`, portal, tasks }));
  }
  return world;
}

/** Who changes the register in these runs; a push never does so under this run's name. */
export function byPerson(world: World) {
  return { who: "Trần Thị B", system: "dongbo", run: "person", at: world.now() };
}

/** The values of a task that portals may hold as well. */
export function valuesOf(task: Omit<Task, "sources">): Map<FieldName, FieldValue> {
  return new Map(
    fieldNames.map((field): [FieldName, FieldValue] => {
      if (field === "dueOn") return [field, effectiveDueOn(task)];
      const value = task[field];
      return [field, typeof value === "bigint" ? String(value) : value === "" ? null : value];
    }),
  );
}

async function openSide(
  world: World,
  { name, portal: shape, tasks }: { name: string; portal: PortalShape; tasks: readonly Task[] },
): Promise<Side> {
  const { portal, simulator } = memoryPortal({ reads: shape.reads });
  const remoteIds = simulator.seed(
    tasks.map(({ code, title, deadline }) => ({
      code,
      title,
      dueOn: deadline.dueOn,
      leadOrganisation: null,
    })),
  );
  const wire = watched(world, { simulator, ...shape });
  const lane: Lane = {
    portal: name,
    name,
    facts: {
      ...portal.facts,
      ...(shape.keeps === "marked" ? {} : { marker: { none: "it loses marks" } }),
      conditionalWrite: { how: shape.conditional === "none" ? "none" : "native", reason: "" },
    },
    guards: GuardSettingsSchema.parse({ maxShare: 1 }),
    owners: shape.owners,
    connect: async () =>
      wire.around(side, await portal.open(portal.options.parse(simulator.options), noHttp)),
  };
  const side: Side = {
    lane,
    keeps: shape.keeps,
    simulator,
    wire,
    rules: [],
    remoteIds,
    linkIds: [],
    bases: new Map(),
  };
  const means = world.means();
  const preview = await previewLinks(means, lane);
  await acceptLinks(means, lane, { preview, pairs: preview.sure });
  const links = await world.store.read(async (tx) => await linksOfPortal(tx, name));
  side.linkIds = world.taskIds.map((id) => links.find(({ taskId }) => taskId === id)?.id ?? "");
  return side;
}

async function* bytesOf(files: ReadonlyMap<string, Uint8Array>, sha256: string): AsyncGenerator<Uint8Array> {
  const bytes = files.get(sha256);
  if (bytes === undefined) throw new Error(`no such file ${sha256}`);
  yield bytes;
}
