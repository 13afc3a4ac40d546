// Portals: how each is doing, what is known of it, and what a person does about it: check, pause, resume, carry now.
import { html } from "hono/html";
import { UserError } from "../../../schemas/errors.ts";
import { shortTypeName } from "../../../schemas/file-types.ts";
import type { PortalFacts } from "../../../schemas/facts.ts";
import { fieldNames } from "../../../schemas/field.ts";
import { roles } from "../../../schemas/person.ts";
import { phrase, type Phrase } from "../../../schemas/phrase.ts";
import { callPortal } from "../../push/call-portal.ts";
import { forecast } from "../../push/forecast.ts";
import { laneStates, type LaneState } from "../../push/lane-state.ts";
import type { Lane } from "../../push/lane.ts";
import { outlook, type Outlook } from "../../push/outlook.ts";
import { pausePortal, resumePortal } from "../../push/pause.ts";
import { firstTask, problemsOf } from "../../push/try-portal.ts";
import { windowOf } from "../../schedule/windows.ts";
import {
  badge,
  button,
  callout,
  fieldList,
  form,
  input,
  section,
  table,
  time,
  type Content,
} from "../parts.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";
import { kitLevel, kitPart } from "../kit-part.ts";
import { mustSeePortal, seesPortal } from "../sight.ts";
import { own } from "../told.ts";

const operators = ["integration", "admin"] as const;

export const routes: Route[] = [
  { method: "get", path: "/portals", roles, answer: list },
  { method: "get", path: "/portals/:name", roles, answer: show },
  { method: "post", path: "/portals/:name/check", roles: operators, answer: check },
  { method: "post", path: "/portals/:name/pause", roles: operators, answer: pause },
  { method: "post", path: "/portals/:name/resume", roles: operators, answer: resume },
  { method: "post", path: "/portals/:name/carry", roles: operators, answer: carry },
];

async function list(visit: Visit): Promise<Reply> {
  const { say, office, person } = visit;
  const names = Object.keys(office.config.portals).filter((name) => seesPortal(person, name));
  const columns = [
    { title: say("console.acts.portal"), heads: true as const },
    { title: say("console.acts.adapter") },
    { title: say("console.acts.state") },
    { title: say("console.acts.window") },
    { title: say("console.acts.kit") },
  ];
  const rows = (await laneStates(office.means, names)).map((state) => [
    html`<a href="/portals/${state.portal}">${state.portal}</a>`,
    office.config.portals[state.portal]?.adapter ?? null,
    stateOf(visit, state),
    windowPart(visit, state.portal),
    kitLevel(visit, state.portal),
  ]);
  const body = html`${table(columns, rows, say("console.page.portals"))}
    <p class="soft">${say("console.acts.kit_hint")}</p>`;
  return { page: { title: say("console.page.portals"), body } };
}

function stateOf({ say, tell }: Visit, { paused, outOfOrder, carriedBy }: LaneState): Html {
  if (paused !== null) return html`${badge(say("console.acts.is_paused"), "warn")} ${own(tell(paused.told))}`;
  if (outOfOrder !== null)
    return html`${badge(say("console.acts.out_of_order"), "bad")} ${own(tell(outOfOrder.told))}`;
  if (carriedBy === null) return badge(say("console.acts.open"), "good");
  return html`${badge(say("console.acts.carried"), "calm")} ${carriedBy.carrier}, ${time(carriedBy.since)}`;
}

function windowPart({ office, say, tell }: Visit, portal: string): Html {
  const window = windowOf(office.config, portal, office.means.now());
  if (!window.open) return html`${tell(window.why)}`;
  return window.until === null
    ? html`${say("console.acts.always_open")}`
    : html`${say("console.acts.until")} ${time(window.until)}`;
}

/** The lane of the portal that the address names, or the problems of its configuration. */
async function laneOf(visit: Visit): Promise<{ name: string; lane: Lane | null; problems: Phrase[] }> {
  const { office, params } = visit;
  const name = params["name"] ?? "";
  mustSeePortal(visit, name);
  try {
    const [lane] = await office.lanes(name);
    return { name, lane: lane ?? null, problems: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { name, lane: null, problems: error.problems };
  }
}

async function show(visit: Visit): Promise<Reply> {
  const { say, tell, office } = visit;
  const { name, lane, problems } = await laneOf(visit);
  const [state] = await laneStates(office.means, [name]);
  const ahead = lane === null ? null : await outlookOf(visit, lane);
  const body = html`
    ${problems.map((problem) => callout("bad", tell(problem)))}
    ${fieldList([
      [say("console.acts.adapter"), office.config.portals[name]?.adapter ?? null],
      [say("console.acts.state"), state === undefined ? null : stateOf(visit, state)],
      [say("console.acts.window"), windowPart(visit, name)],
      ...(ahead === null ? [] : [sessionField(visit, ahead)]),
    ])}
    ${ahead?.told ? callout("warn", tell(ahead.told)) : ""}
    ${operators.some((role) => role === visit.person.role) && state !== undefined ? actsOf(visit, state) : ""}
    ${section(say("console.acts.kit"), kitPart(visit, name))}
    ${lane === null ? "" : section(say("console.acts.facts"), factsPart(visit, lane.facts))}
  `;
  return { page: { title: name, body } };
}

async function outlookOf({ office }: Visit, { portal, facts, signIn }: Lane): Promise<Outlook | null> {
  const cutOff = office.config.portals[portal]?.cutOff;
  if (signIn === undefined || cutOff === undefined) return null;
  const { means, calendar } = office;
  const told = await forecast(means, { portal, facts, cutOff, calendar });
  return await outlook(means, { signIn, told, cutOff });
}

function sessionField({ say }: Visit, { session }: Outlook): [string, Content] {
  const name = say("console.acts.session");
  if (session === null) return [name, say("console.acts.no_session")];
  return [
    name,
    html`${session.handedBy}, ${time(session.handedAt)} · ${say("console.acts.worked")}
    ${time(session.workedAt)} · ${say("console.acts.until")} ${time(session.life.until)}`,
  ];
}

function actsOf(visit: Visit, { portal, paused }: LaneState): Html {
  const { say } = visit;
  const to = `/portals/${portal}`;
  const pausing = html`${input({ label: say("console.acts.reason"), name: "reason", required: true })}
  ${button(say("console.acts.pause"), "grave")}`;
  return html`
    ${form(visit, `${to}/check`, button(say("console.acts.check_now"), "plain"), "inline")}
    ${paused === null ? form(visit, `${to}/carry`, button(say("console.acts.carry_now"), "plain"), "inline") : ""}
    ${
      paused === null
        ? form(visit, `${to}/pause`, pausing, "inline")
        : form(visit, `${to}/resume`, button(say("console.acts.resume")), "inline")
    }
  `;
}

function factsPart(visit: Visit, facts: PortalFacts): Html {
  const { say } = visit;
  const columns = [
    { title: say("console.acts.field"), heads: true as const },
    { title: say("console.acts.ability") },
    { title: say("console.acts.reason") },
  ];
  const rows = fieldNames.map((field) => {
    const fact = facts.fields[field];
    const ability = fact.write ? "write" : fact.read ? "read" : "none";
    return [say(`field.${field}`), say(`cli.ability.${ability}`), "reason" in fact ? fact.reason : null];
  });
  const { evidence, conditionalWrite, marker } = facts;
  const files =
    "none" in evidence
      ? evidence.none
      : `${evidence.types.map(shortTypeName).join(", ")} · ${Math.round(evidence.maxBytes / 100_000) / 10} MB`;
  return html`
    ${fieldList([
      [
        say("console.acts.limits"),
        say("cli.portal_limits", { requests: facts.requestsPerMinute, page: facts.pageSize }),
      ],
      [say("console.acts.files"), files],
      [say("console.acts.stale_writes"), `${conditionalWrite.how}: ${conditionalWrite.reason}`],
      [say("console.acts.marker"), typeof marker === "string" ? marker : marker.none],
    ])}
    ${table(columns, rows, say("console.acts.facts"))}
  `;
}

async function check(visit: Visit): Promise<Reply> {
  const { name, lane, problems } = await laneOf(visit);
  if (lane === null) throw new UserError(problems);
  try {
    const task = await firstTask(lane);
    const key = task === null ? "cli.check_empty" : "cli.check_fine";
    return { to: `/portals/${name}`, note: phrase(key, { portal: name, task }) };
  } catch (error) {
    throw new UserError(problemsOf(error));
  }
}

async function pause(visit: Visit): Promise<Reply> {
  const name = namedBy(visit);
  const note = await pausePortal(visit.office.means, name, visit.form.get("reason") ?? "");
  return { to: `/portals/${name}`, note };
}

async function resume(visit: Visit): Promise<Reply> {
  const name = namedBy(visit);
  return { to: `/portals/${name}`, note: await resumePortal(visit.office.means, name) };
}

async function carry(visit: Visit): Promise<Reply> {
  const name = namedBy(visit);
  return { to: `/portals/${name}`, note: await callPortal(visit.office.means, name) };
}

function namedBy(visit: Visit): string {
  const name = visit.params["name"] ?? "";
  mustSeePortal(visit, name);
  return name;
}
