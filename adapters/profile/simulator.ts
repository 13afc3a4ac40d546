// Imitates the portal that a profile describes, as strictly as the profile says it is: its own state, its own count, its
// own refusals. Shares the profile with the adapter and nothing else.
import { Secret } from "../../schemas/secret.ts";
import { defineSimulator } from "../../src/portal/simulator-engine.ts";
import { fileLapses } from "../../src/portal/simulator-lapses.ts";
import type { Route } from "../../src/portal/simulator-spec.ts";
import type { Simulator } from "../../src/portal/simulator.ts";
import type { Profile } from "./schema.ts";
import { echo, said } from "./simulator-answers.ts";
import { doors, inside } from "./simulator-door.ts";
import { download, upload } from "./simulator-files.ts";
import { beside, detail, list, lookup } from "./simulator-lists.ts";
import {
  copy,
  createPortalState,
  edit,
  held,
  loseFiles,
  remove,
  seed,
  type PortalState,
} from "./simulator-state.ts";
import { written } from "./simulator-writes.ts";

/** A simulator of the profile's portal, with the requests a minute that the profile says. */
export function profileSimulator(profile: Profile): Simulator {
  return defineSimulator<PortalState>({
    faults: faultsOf(profile),
    requestsPerMinute: profile.limits.requestsPerMinute,
    create: (settings) => createPortalState(profile, settings),
    routes: routesOf(profile),
    answers: {
      notFound: (path) => ({ status: 404, json: said(profile, `Không có địa chỉ ${path}.`, false) }),
      unavailable: () => ({ status: 503, json: said(profile, "Hệ thống đang bảo trì.", false) }),
      serverError: () => ({ status: 500, json: said(profile, "Server Error", false) }),
    },
    options: ({ account }, url) => ({ baseUrl: url, ...optionsOf(profile, account) }),
    account: () => profile.name,
    seed,
    held,
    edit,
    remove,
    copy,
    loseFiles,
  });
}

function optionsOf({ options }: Profile, account: PortalState["account"]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(account).map(([name, value]) => {
      const isPlain = name in options && options[name]?.secret === undefined;
      return [name, isPlain ? value : new Secret(value)];
    }),
  );
}

/** The faults that a portal of this kind can have, beyond those of every simulator. */
function faultsOf(profile: Profile): string[] {
  const { signIn, list: listed, task, writes, evidence, answers } = profile;
  const renews = signIn.oauth2 !== undefined || signIn.session !== undefined;
  const counts = listed.total !== undefined;
  const sends = writes.length > 0;
  return [
    "clamp-pages",
    "empty-list",
    "unknown-word",
    "extra-field",
    "vanished-field",
    "shifted-days",
    ...(renews ? ["token-expires"] : []),
    ...(counts ? ["shifting-pages", "cut-list"] : []),
    ...(task.locked === undefined ? [] : ["period-shows-locked"]),
    ...(sends ? ["edited-between", "drops-field", "period-locked", "rewrites-field", "silent-204"] : []),
    ...(sends && answers.ok !== undefined ? ["success-false"] : []),
    ...(sends && echo(profile) !== null ? ["already-sent"] : []),
    ...(evidence.none === undefined
      ? [...fileLapses.filter((one) => one !== "checks-bytes"), "drops-file"]
      : []),
    // Bare bytes come without a type that they could differ from.
    ...(evidence.upload?.file === undefined ? [] : ["checks-bytes"]),
    ...(evidence.attach === undefined ? [] : ["token-used-up"]),
  ];
}

function routesOf(profile: Profile): Route<PortalState>[] {
  const { list: listed, read, lookups, task, evidence, signIn } = profile;
  const reads: [string | undefined, Route<PortalState>["handle"]][] = [
    [listed.path, list],
    [read?.path, detail],
    [task.files?.of?.path, beside("files", task.files?.of?.rows)],
    [task.entries.of?.path, beside("entries", task.entries.of?.rows)],
    [evidence.download, download],
    [signIn.check, () => ({ status: 200, json: said(profile, "Xin chào.", true) })],
    ...Object.entries(lookups).map(([name, { path }]): [string, Route<PortalState>["handle"]] => [
      path,
      lookup(name),
    ]),
  ];
  return [
    ...doors(profile),
    ...reads.flatMap(([path, handle]) =>
      path === undefined ? [] : [routeOf("GET", path, { kind: "read", handle })],
    ),
    ...writeRoutes(profile),
  ];
}

/** One route for each call, which may stand for several writes of the profile and for attaching a file. */
function writeRoutes({ writes, evidence }: Profile): Route<PortalState>[] {
  const { upload: uploaded, attach } = evidence;
  const calls = new Set([...writes.map(({ call }) => call), ...(attach === undefined ? [] : [attach.call])]);
  const routes = [...calls].map((call) => {
    const [method = "", path = ""] = call.split(" ");
    const handle = written(
      writes.filter((write) => write.call === call),
      attach?.call === call,
    );
    return routeOf(method, path, { kind: "write", handle });
  });
  if (uploaded === undefined) return routes;
  const [method = "", path = ""] = uploaded.call.split(" ");
  return [...routes, routeOf(method, path, { kind: "write", handle: upload })];
}

/** A name in braces takes a part of the path; what stands behind it in that part must come as well. */
function routeOf(
  method: string,
  path: string,
  { kind, handle }: Pick<Route<PortalState>, "kind" | "handle">,
): Route<PortalState> {
  const endings = [...path.matchAll(/\{(\w+)\}([^/]*)/g)].map(([, name = "", ending = ""]) => ({
    name,
    ending,
  }));
  return {
    method: method as Route<PortalState>["method"],
    path: path.replaceAll(/\{(\w+)\}[^/]*/g, ":$1"),
    kind,
    handle: inside((asked, state) => {
      const params = { ...asked.params };
      for (const { name, ending } of endings) {
        const came = params[name] ?? "";
        if (came.endsWith(ending)) params[name] = came.slice(0, came.length - ending.length);
        else return { status: 404, json: {}, committed: false };
      }
      return handle({ ...asked, params }, state);
    }),
  };
}
