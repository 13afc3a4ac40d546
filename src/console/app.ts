// The frame round all pages: gate -> who asks -> may they -> the route's answer. Knows no page.
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Person } from "../../schemas/person.ts";
import { officeFor } from "../opened-office.ts";
import {
  addressOf,
  fault,
  replied,
  trouble,
  type Carried,
  type Console,
  type ConsoleContext,
} from "./answer.ts";
import { noteReading } from "../people/readings.ts";
import { apiApp } from "./api/app.ts";
import { assets } from "./assets.ts";
import { callerOf, nobody } from "./caller.ts";
import { guardHeaders, isOurAddress, isOurOrigin, isSealOf } from "./gate.ts";
import { switchLanguage } from "./language-switch.ts";
import { wordsIn, type Reply, type Route, type Visit } from "./route.ts";
import { routes } from "./routes.ts";
import { addSignIn } from "./sign-in.ts";

/** A form is text; nobody writes more than this. */
const formBytes = 1_000_000;

/** The whole console as one function from request to response. */
export function consoleApp(console: Console): Hono<Carried> {
  const app = new Hono<Carried>();
  app.use(guardHeaders(console.url));
  for (const { href, type, text } of assets) {
    const headers = { "Content-Type": type, "Cache-Control": "public, max-age=31536000, immutable" };
    app.get(href, (context) => context.body(text, 200, headers));
  }
  app.route("/api/v1", apiApp(console.office));
  app.use(async (context, next) => {
    context.set("caller", nobody);
    if (!isOurAddress(context, console.url))
      return await trouble(console, context, { kind: "wrong_address" });
    context.set("caller", await callerOf(context, console.desk, console.keys));
    return await next();
  });
  app.post("*", async (context, next) => {
    const onError = async () => await trouble(console, context, { kind: "too_large" });
    return await bodyLimit({ maxSize: formBytes, onError })(context, next);
  });
  app.post("*", async (context, next) => {
    const form = new URLSearchParams(await context.req.text());
    const { boundTo } = context.get("caller");
    const isOurs =
      isSealOf(form.get("formToken") ?? "", console.keys.key, boundTo) && isOurOrigin(context, console.url);
    return isOurs ? await next() : await trouble(console, context, { kind: "stale_form" });
  });
  switchLanguage(app, console.keys);
  addSignIn(app, console);
  for (const route of routes) {
    app.on(route.method.toUpperCase(), route.path, async (context) => await attend(console, context, route));
  }
  app.notFound(async (context) => await trouble(console, context, { kind: "missing" }));
  app.onError(async (error, context) => await fault(console, context, error));
  return app;
}

async function attend(console: Console, context: ConsoleContext, route: Route): Promise<Response> {
  const { person } = context.get("caller");
  if (person === null) {
    const back = route.method === "get" ? `?back=${encodeURIComponent(addressOf(context))}` : "";
    return context.redirect(`/sign-in${back}`, 303);
  }
  if (!route.roles.includes(person.role)) return await trouble(console, context, { kind: "forbidden" });
  const visit = await visitOf(console, context, person);
  try {
    const reply = await route.answer(visit);
    if (person.role === "auditor") await noteAudited(visit, addressOf(context), reply);
    return await replied(console, context, reply);
  } catch (error) {
    return await fault(console, context, error, visit.office);
  }
}

/** Auditors are seen as well: what they open and take away is on the ledger before they have it. */
async function noteAudited({ office }: Visit, what: string, reply: Reply): Promise<void> {
  if ("missing" in reply || "to" in reply) return;
  const how = "file" in reply && reply.file.inline !== true ? "exported" : "opened";
  await noteReading(office.means.store, { how, what, provenance: office.provenance() });
}

async function visitOf({ office }: Console, context: ConsoleContext, person: Person): Promise<Visit> {
  const { language, formToken } = context.get("caller");
  const isPost = context.req.method === "POST";
  return {
    office: officeFor(office, person.name),
    person,
    ...wordsIn(language),
    path: context.req.path,
    params: context.req.param(),
    query: new URL(context.req.url).searchParams,
    form: new URLSearchParams(isPost ? await context.req.text() : ""),
    formToken,
  };
}
