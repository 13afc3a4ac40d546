// The import table of src/README.md as data, and the reading of real import lines against it. Works on file contents,
// so that a test can plant a violation; reads no file itself.
import { posix } from "node:path";
import { parseSync } from "vite";

/** Room -> rooms it may import, besides itself. A room is a folder below src, an adapter's folder, or a single file. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  schemas: [],
  store: ["schemas"],
  ledger: ["schemas", "store"],
  evidence: ["schemas", "store"],
  register: ["schemas", "store"],
  intake: ["schemas", "register"],
  reconcile: ["schemas"],
  portal: ["schemas"],
  session: ["schemas", "store", "ledger"],
  push: ["schemas", "store", "register", "evidence", "reconcile", "portal", "ledger", "session", "log.ts"],
  report: ["schemas", "store", "ledger"],
  schedule: ["schemas", "store", "ledger"],
  queue: ["schemas", "store", "ledger", "push", "log.ts"],
  alarm: ["schemas", "store", "log.ts"],
  telemetry: ["schemas", "store", "log.ts"],
  serve: [
    "schemas",
    "store",
    "ledger",
    "push",
    "report",
    "schedule",
    "queue",
    "alarm",
    "telemetry",
    "log.ts",
  ],
  people: ["schemas", "store", "register", "ledger", "log.ts"],
  "opened-office.ts": ["schemas", "evidence", "push", "ledger", "session", "alarm"],
  console: [
    "schemas",
    "register",
    "intake",
    "evidence",
    "push",
    "ledger",
    "session",
    "report",
    "schedule",
    "alarm",
    "serve",
    "people",
    "opened-office.ts",
  ],
  cli: [
    "schemas",
    "register",
    "intake",
    "evidence",
    "push",
    "ledger",
    "session",
    "report",
    "schedule",
    "alarm",
    "serve",
    "people",
    "console",
    "opened-office.ts",
  ],
  adapter: ["schemas", "portal"],
  "all.ts": ["portal"],
  "launch.mjs": [],
  "log.ts": ["schemas"],
};

/** The wiring: main, and what it loads only when a command needs it. It may import every room. */
const wiring: readonly string[] = [
  "main.ts",
  "office.ts",
  "office-lanes.ts",
  "config-file.ts",
  "kit.ts",
  "known-adapters.ts",
];

/** Package -> the only rooms that may import it. Packages not named here may be imported anywhere. */
export const packageRooms: Readonly<Record<string, readonly string[]>> = {
  kysely: ["store"],
  pg: ["store"],
  "@electric-sql/pglite": ["store"],
  undici: ["portal", "alarm"],
  "p-retry": ["portal"],
  "p-queue": ["portal", "push"],
  cockatiel: ["portal"],
  "@fastify/busboy": ["portal"],
  hono: ["ledger", "report", "cli", "serve", "console"],
  "better-auth": ["people"],
  "@hono/node-server": ["serve"],
  "pg-boss": ["queue"],
  "cron-parser": ["schemas", "schedule"],
  nodemailer: ["alarm"],
  "prom-client": ["telemetry"],
  "@opentelemetry/api": ["queue", "telemetry"],
  "@opentelemetry/sdk-trace": ["telemetry"],
  "@opentelemetry/resources": ["telemetry"],
  "@opentelemetry/exporter-trace-otlp-http": ["telemetry"],
  pino: ["log.ts"],
  cmpstr: ["push"],
  htmlparser2: ["reconcile", "evidence"],
  yaml: ["cli", "adapters/profile"],
  jsonata: ["adapters/profile"],
  "ical.js": ["adapters/caldav"],
  "fast-xml-parser": ["adapters/caldav"],
  listr2: ["cli"],
  "console-table-printer": ["cli"],
  commander: ["cli"],
  "file-type": ["evidence"],
  "@aws-sdk/client-s3": ["evidence"],
  hucre: ["intake", "report"],
  yauzl: ["intake", "evidence", "report"],
  mammoth: ["intake", "report"],
  docx: ["intake", "report"],
  unpdf: ["evidence"],
  "playwright-core": [],
  "axe-core": [],
  "smtp-server": [],
  vite: [],
  vitest: [],
  msw: [],
  "@stryker-mutator/core": [],
  "@stryker-mutator/vitest-runner": [],
  "fast-check": [],
};

/** Programs that live by the real clock: they stand for somebody else's machine. */
const livesByTheClock = /^(adapters\/[^/]+\/simulator\.ts|src\/portal\/simulator-engine[^/]*\.ts)$/;

interface Imported {
  /** As written; null when it is computed and cannot be read. */
  from: string | null;
}

interface Node {
  type: string;
  [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item);
  if (!isNode(value)) return;
  yield value;
  for (const child of Object.values(value)) if (typeof child === "object") yield* nodesOf(child);
}

const importing = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
]);

function importsOf(nodes: Node[]): Imported[] {
  const written = nodes.filter((node) => importing.has(node.type) && isNode(node["source"]));
  const required = nodes.filter(
    (node) => node.type === "CallExpression" && isName(node["callee"], "require"),
  );
  return [
    ...written.map((node) => literal(node["source"])),
    ...required.map((node) => literal((node["arguments"] as unknown[])[0])),
  ].map((from) => ({ from }));
}

function literal(node: unknown): string | null {
  return isNode(node) && typeof node["value"] === "string" ? node["value"] : null;
}

function isName(node: unknown, name: string): boolean {
  return isNode(node) && node.type === "Identifier" && node["name"] === name;
}

/** `object.property`, also written object["property"]; `globalThis.object.property` as well. */
function isMember(node: Node, object: string, property: string): boolean {
  if (node.type !== "MemberExpression") return false;
  const named =
    node["computed"] === true ? literal(node["property"]) === property : isName(node["property"], property);
  const owner = node["object"];
  return named && (isName(owner, object) || (isNode(owner) && isMember(owner, "globalThis", object)));
}

/** Ways to learn what time it is. A stopwatch (performance.now) only measures spans and may be used. */
const clocks: readonly [string, string][] = [
  ["Date", "now"],
  ["Temporal", "Now"],
];

function readsClock(node: Node): boolean {
  if (node.type === "NewExpression" || node.type === "CallExpression") {
    const isBare = (node["arguments"] as unknown[]).length === 0 || node.type === "CallExpression";
    if (isName(node["callee"], "Date") && isBare) return true;
  }
  return clocks.some(([object, property]) => isMember(node, object, property));
}

/** `const { env } = process`, the other way to the environment. */
function readsEnvironment(node: Node): boolean {
  if (isMember(node, "process", "env")) return true;
  if (node.type !== "VariableDeclarator" || !isName(node["init"], "process") || !isNode(node["id"]))
    return false;
  return [...nodesOf(node["id"])].some((part) => isName(part, "env"));
}

/** The room a file belongs to, or null when the tree has no such room. */
export function roomOf(path: string): string | null {
  const [top, second, third] = path.split("/");
  if (top === "schemas") return "schemas";
  if (top === "src" && second !== undefined)
    return third === undefined ? second : second in mayImport ? second : null;
  if (top === "adapters" && second !== undefined) return third === undefined ? second : `adapters/${second}`;
  return null;
}

function rulesOf(room: string): readonly string[] | undefined {
  return mayImport[room.startsWith("adapters/") ? "adapter" : room];
}

function checkImport(path: string, room: string, from: string | null): string | null {
  if (from === null)
    return room === "launch.mjs" ? null : `${path}: imports something computed, nobody can check it`;
  if (from.startsWith("node:")) {
    return from === "node:process"
      ? `${path}: imports node:process, the environment is read only in src/main.ts`
      : null;
  }
  if (!from.startsWith(".")) {
    const name = from.split("/", from.startsWith("@") ? 2 : 1).join("/");
    const allowed = packageRooms[name];
    return allowed === undefined || allowed.includes(room)
      ? null
      : `${path}: ${name} belongs to ${where(allowed)}`;
  }
  const target = posix.normalize(posix.join(posix.dirname(path), from));
  const targetRoom = roomOf(target);
  if (targetRoom === null) return `${path}: imports ${target}, which is no room`;
  if (targetRoom === room) return null;
  if (room === "all.ts" && targetRoom.startsWith("adapters/")) return null;
  return rulesOf(room)?.includes(targetRoom) === true
    ? null
    : `${path}: ${room} may not import ${targetRoom} (${target})`;
}

function where(rooms: readonly string[]): string {
  return rooms.length === 0 ? "the tests" : rooms.join(" and ");
}

/** Everything in one file that breaks the table, one sentence each; `path` is relative to the project. */
export function violationsIn(path: string, text: string): string[] {
  const room = roomOf(path);
  if (room === null) return [`${path}: no such room in the import table`];
  const parsed = parseSync(path, text);
  if (parsed.errors.length > 0) return [`${path}: cannot be parsed`];
  const nodes = [...nodesOf(parsed.program.body)];
  if (room === "main.ts") return [];
  const isWiring = wiring.includes(room);
  if (!isWiring && rulesOf(room) === undefined) return [`${path}: no such room in the import table`];
  const found = isWiring ? [] : importsOf(nodes).map(({ from }) => checkImport(path, room, from));
  if (room !== "launch.mjs") {
    if (nodes.some(readsEnvironment)) found.push(`${path}: the environment is read only in src/main.ts`);
    if (nodes.some(readsClock) && !livesByTheClock.test(path)) {
      found.push(`${path}: the clock is read only in src/main.ts and handed in`);
    }
  }
  return found.filter((violation) => violation !== null);
}
