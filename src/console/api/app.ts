// The programming interface over HTTP: whose token, may they, what they sent, the answer; and problems as documents.
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { z } from "zod";
import { UserError } from "../../../schemas/errors.ts";
import { inWords, phrase, type Language, type Phrase } from "../../../schemas/phrase.ts";
import { tellIn } from "../../../schemas/wording.ts";
import { officeFor, type Office } from "../../opened-office.ts";
import { noteReading } from "../../people/readings.ts";
import { recognise } from "../../people/tokens.ts";
import { languageOf } from "../caller.ts";
import { describeApi } from "./openapi.ts";
import type { Answer, ApiRoute } from "./route.ts";
import { routes as tasks } from "./tasks.ts";

/** Every route of it. */
export const apiRoutes: readonly ApiRoute[] = [...tasks];

/** A report is text; nobody sends more than this. */
const bodyBytes = 100_000;

type Status = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 500;

/** Everything below /api/v1. */
export function apiApp(office: Office): Hono {
  const app = new Hono();
  const description = describeApi(apiRoutes);
  app.get("/openapi.json", (context) => context.json(description));
  app.use(bodyLimit({ maxSize: bodyBytes, onError: tooLarge }));
  for (const route of apiRoutes) {
    app.on(route.method.toUpperCase(), route.path, async (context) => await attend(office, context, route));
  }
  app.all("*", (context) => refuse(context, 404, [phrase("api.missing")]));
  app.onError((error, context) => {
    office.means.log.warn({ path: context.req.path, error: String(error) }, "the interface could not answer");
    return refuse(context, 500, [phrase("api.bug")]);
  });
  return app;
}

function tooLarge(context: Context): Response {
  return refuse(context, 413, [phrase("api.too_large")]);
}

async function attend(office: Office, context: Context, route: ApiRoute): Promise<Response> {
  const [, text = ""] = /^Bearer (\S+)$/i.exec(context.req.header("authorization") ?? "") ?? [];
  const token = await recognise(office.means, text);
  if (token === null) {
    context.header("WWW-Authenticate", 'Bearer realm="dongbo"');
    return refuse(context, 401, [phrase("api.no_token")]);
  }
  if (!route.roles.includes(token.role)) {
    return refuse(context, 403, [phrase("api.forbidden", { role: token.role })]);
  }
  const read = await readRequest(context, route);
  if ("problems" in read) return refuse(context, 400, read.problems);
  const own = officeFor(office, `token ${token.name}`);
  if (token.role === "auditor") await noteAsked(own, context);
  try {
    const answer = await route.answer({
      office: own,
      token,
      language: languageOf(context),
      params: context.req.param(),
      ...read,
    });
    return answer === null ? refuse(context, 404, [phrase("api.missing")]) : given(context, route, answer);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const isStale = error.problems.some(({ key }) => key === "register.stale_version");
    return refuse(context, isStale ? 409 : 422, error.problems);
  }
}

/** What an auditor's token asks for stands on the ledger, as what an auditor opens at the console does. */
async function noteAsked({ means, provenance }: Office, context: Context): Promise<void> {
  const { pathname, search } = new URL(context.req.url);
  await noteReading(means.store, { how: "opened", what: pathname + search, provenance: provenance() });
}

interface Read {
  query: unknown;
  body: unknown;
  idempotencyKey: string | null;
}

async function readRequest(context: Context, route: ApiRoute): Promise<Read | { problems: Phrase[] }> {
  const problems: Phrase[] = [];
  const query = context.req.query();
  problems.push(...queryProblems(route.query, query));
  const idempotencyKey = context.req.header("idempotency-key") ?? null;
  if (idempotencyKey !== null && (idempotencyKey === "" || idempotencyKey.length > 255)) {
    problems.push(phrase("api.bad_key"));
  }
  let body: unknown = null;
  if (route.body !== undefined) {
    body = await context.req.json<unknown>().catch(() => null);
    if (typeof body !== "object" || body === null || Array.isArray(body))
      problems.push(phrase("api.bad_body"));
  }
  return problems.length > 0 ? { problems } : { query, body, idempotencyKey };
}

function queryProblems(shape: z.ZodObject | undefined, query: Record<string, string>): Phrase[] {
  if (shape === undefined) return [];
  const { error } = shape.safeParse(query);
  return (error?.issues ?? []).map((issue) => {
    const names = issue.code === "unrecognized_keys" ? issue.keys : issue.path.map(String);
    return phrase("api.bad_query", { name: names.join(", "), known: Object.keys(shape.shape).join(", ") });
  });
}

/** The answer, held against its own description. */
function given(context: Context, { answers }: ApiRoute, { status, body, again }: Answer): Response {
  const told = answers[status];
  if (told === undefined) throw new Error(`the description has no status ${status}`);
  told.shape.parse(body);
  if (again === true) context.header("Idempotency-Replayed", "true");
  return context.json(body as object, status as 200);
}

function refuse(context: Context, status: Status, problems: readonly Phrase[]): Response {
  const language: Language = languageOf(context);
  const document = {
    type: "about:blank",
    title: inWords(phrase(`api.title.${status}`), language),
    status,
    problems: problems.map((problem) => ({ key: problem.key, text: tellIn(language, problem) })),
  };
  const headers = { "Content-Type": "application/problem+json; charset=utf-8" };
  return context.body(JSON.stringify(document), status, headers);
}
