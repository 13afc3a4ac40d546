// The first page.
import { html } from "hono/html";
import { roles } from "../../../schemas/person.ts";
import type { Route } from "../route.ts";

export const routes: Route[] = [
  {
    method: "get",
    path: "/",
    roles,
    answer: async ({ say }) => ({ page: { title: say("console.page.home"), body: html`` } }),
  },
];
