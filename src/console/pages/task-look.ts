// One task as its portals show it at this moment: each is asked anew, by reading calls alone.
import { html } from "hono/html";
import { fieldNames } from "../../../schemas/field.ts";
import type { Role } from "../../../schemas/person.ts";
import { dayOf } from "../../../schemas/time.ts";
import { lookAt, registerOfTask } from "../../push/compare.ts";
import { compareTask, type PortalSight } from "../../push/disagreement.ts";
import { badge, button, callout, form, time } from "../parts.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";
import { scopeOf, taskAsked } from "../sight.ts";
import { own, ownLink, taskPath } from "../told.ts";
import { sidesTable } from "./task-sides.ts";

const lookers: readonly Role[] = ["integration", "admin"];

export const routes: Route[] = [{ method: "post", path: "/tasks/:code/look", roles: lookers, answer: look }];

/** The button that asks the portals; nothing for those who may not. */
export function lookButton(visit: Visit, code: string): Html | string {
  if (!lookers.includes(visit.person.role)) return "";
  return form(visit, `${taskPath(code)}/look`, button(visit.say("console.task.look"), "plain"));
}

async function look(visit: Visit): Promise<Reply> {
  const found = await taskAsked(visit);
  if (found === null) return { missing: true };
  const { say, tell, office } = visit;
  const { means } = office;
  const { portals } = scopeOf(visit);
  const register = await registerOfTask(means, found.id);
  const [task] = register.tasks;
  if (task === undefined) return { missing: true };
  const sights: PortalSight[] = [];
  for (const lane of await office.lanes()) {
    if (portals.includes(lane.portal)) sights.push(await lookAt(means, lane, register));
  }
  const at = means.now();
  const comparison = compareTask(task, sights, { fields: fieldNames, today: dayOf(at) });
  const body = html`<p>
      ${ownLink(taskPath(found.code), found.code)} · ${own(found.title)} · ${say("console.task.looked")}
      ${time(at)}
    </p>
    ${sights.map(({ portal, problem }) =>
      problem === null ? "" : callout("bad", html`${own(portal)}: ${own(tell(problem))}`),
    )}
    <ul class="plain">
      ${comparison.portals.map(
        ({ portal, sighting }) =>
          html`<li>
            ${own(portal)}: ${badge(say(`sighting.${sighting}`), sighting === "shown" ? "good" : "warn")}
          </li>`,
      )}
    </ul>
    ${sidesTable(visit, comparison)}
    <p class="soft">${say("console.task.look_about")}</p>
    ${lookButton(visit, found.code)}`;
  return { page: { title: say("console.task.look_of", { code: found.code }), body, wide: true } };
}
