// The description of the programming interface (OpenAPI 3.1), made of its routes and their shapes; nothing is copied by hand.
import { z } from "zod";
import {
  ApiChangedSchema,
  ApiProblemSchema,
  ApiReportSchema,
  ApiStandingsSchema,
  ApiTaskLineSchema,
  ApiTaskListSchema,
  ApiTaskSchema,
} from "../../../schemas/api.ts";
import type { ApiRoute } from "./route.ts";

const named = {
  Changed: ApiChangedSchema,
  Problem: ApiProblemSchema,
  ProgressReport: ApiReportSchema,
  Standings: ApiStandingsSchema,
  TaskLine: ApiTaskLineSchema,
  TaskList: ApiTaskListSchema,
  Task: ApiTaskSchema,
} as const;

const refused = {
  400: "What was sent cannot be read.",
  401: "No token, or one that is not in force.",
  403: "The token's role may not do this.",
  404: "There is no such thing, or the token does not reach it.",
  409: "The task has changed since it was read.",
  422: "It was read and is wrong: every problem at once.",
} as const;

/** The whole document. */
export function describeApi(routes: readonly ApiRoute[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "dongbo",
      version: "1",
      description:
        "The province's register of assigned tasks, for its own systems. Texts for people come in Vietnamese, or in English by Accept-Language.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: shapes(),
      securitySchemes: { token: { type: "http", scheme: "bearer", description: "dongbo token add NAME" } },
    },
  };
}

function shapes(): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [id, shape] of Object.entries(named)) registry.add(shape, { id });
  const { schemas } = z.toJSONSchema(registry, { io: "input", uri: refTo });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutAddresses(schema)]));
}

/** Within one document a shape has no address of its own. */
function withoutAddresses(schema: object): object {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== "$schema" && name !== "$id"));
}

const refTo = (id: string) => `#/components/schemas/${id}`;

function operationOf(route: ApiRoute) {
  const { id, summary, params, query, body, answers, method } = route;
  const good = Object.entries(answers).map(([status, { description, shape }]) => [
    status,
    { description, content: { "application/json": { schema: refOf(shape) } } },
  ]);
  const bad = Object.entries(refused).map(([status, description]) => [
    status,
    { description, content: { "application/problem+json": { schema: { $ref: refTo("Problem") } } } },
  ]);
  const parameters = [
    ...parametersIn("path", params),
    ...parametersIn("query", query),
    ...(method === "post" ? [idempotencyKey] : []),
  ];
  return {
    operationId: id,
    summary,
    parameters,
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: refOf(body) } } } }),
    responses: Object.fromEntries([...good, ...bad]),
  };
}

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "Sent again within a day under the same key, the same request is answered as before and done once.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

function parametersIn(where: "path" | "query", shape: z.ZodObject | undefined) {
  if (shape === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(shape, { io: "input" });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema,
  }));
}

function refOf(shape: z.ZodType) {
  const [id] = Object.entries(named).find(([, one]) => one === shape) ?? [];
  if (id === undefined) throw new Error("a shape of the programming interface has no name");
  return { $ref: refTo(id) };
}
