// Status words of portals that no map knows: what they hold, and giving them a meaning.
import { html } from "hono/html";
import { UserError } from "../../../schemas/errors.ts";
import { roles } from "../../../schemas/person.ts";
import { phrase } from "../../../schemas/phrase.ts";
import { LifecycleSchema } from "../../../schemas/status.ts";
import { forgetWord, listWords, mapWord, type ListedWord } from "../../push/words.ts";
import {
  button,
  fieldList,
  form,
  hidden,
  input,
  nothing,
  pageAsked,
  pager,
  section,
  select,
  time,
  type Content,
} from "../parts.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";
import { mustSeePortal, seenOf, seesPortal } from "../sight.ts";
import { own } from "../told.ts";

const deciders = ["integration", "admin"] as const;

export const routes: Route[] = [
  { method: "get", path: "/words", roles, answer: list },
  { method: "post", path: "/words/map", roles: deciders, answer: map },
  { method: "post", path: "/words/forget", roles: deciders, answer: forget },
];

const wordsPerPage = 25;
const tasksShown = 12;
const meanings = [...LifecycleSchema.options, "unchanged"] as const;

async function list(visit: Visit): Promise<Reply> {
  const { say, office, person } = visit;
  const words = (await listWords(office.means, {})).filter(({ portal }) => seesPortal(person, portal));
  const page = pageAsked(visit);
  const shown = words.slice((page - 1) * wordsPerPage, page * wordsPerPage);
  const seen = await seenOf(
    visit,
    shown.flatMap(({ tasks }) => tasks),
  );
  const body =
    words.length === 0
      ? nothing(say("cli.no_words"))
      : html`${shown.map((word) => wordPart(visit, word, seen))}
        ${pager(visit, { page, more: words.length > page * wordsPerPage })}`;
  return { page: { title: say("console.page.words"), body } };
}

function meaningWord({ say }: Visit, meaning: (typeof meanings)[number]): string {
  return say(meaning === "unchanged" ? "cli.word_unchanged" : `lifecycle.${meaning}`);
}

function wordPart(visit: Visit, word: ListedWord, seen: ReadonlySet<string>): Html {
  const { say, person } = visit;
  const tasks = word.tasks.filter((code) => seen.has(code));
  const shown = tasks.slice(0, tasksShown);
  const links = html`${shown.map((code) => html`<a href="/tasks/${encodeURIComponent(code)}">${code}</a> `)}
  ${tasks.length > tasksShown ? say("console.acts.and_others", { count: tasks.length - tasksShown }) : ""}`;
  const meaning: [string, Content][] =
    word.meaning === null
      ? []
      : [
          [say("console.acts.meaning"), meaningWord(visit, word.meaning)],
          [say("console.acts.made"), html`${own(word.mappedBy ?? "–")}, ${time(word.mappedAt)}`],
          [say("console.acts.reason"), word.reason],
        ];
  return section(
    `${word.portal}: “${word.raw}”`,
    html`${fieldList([
      [say("console.acts.first_seen"), time(word.firstSeenAt)],
      [say("console.acts.last_seen"), time(word.lastSeenAt)],
      [say("console.acts.holds"), tasks.length === 0 ? "–" : links],
      ...meaning,
    ])}
    ${deciders.some((role) => role === person.role) ? actsOf(visit, word) : ""}`,
  );
}

function actsOf(visit: Visit, { portal, word, meaning }: ListedWord): Html {
  const { say } = visit;
  const which = html`${hidden("portal", portal)} ${hidden("word", word)}`;
  const reason = input({ label: say("console.acts.reason"), name: "reason", required: true });
  if (meaning !== null) {
    return form(
      visit,
      "/words/forget",
      html`${which} ${reason} ${button(say("console.acts.forget"), "grave")}`,
      "inline",
    );
  }
  const options = meanings.map((one) => [one, meaningWord(visit, one)] as const);
  const choice = select({ label: say("console.acts.meaning"), name: "meaning", options });
  return form(
    visit,
    "/words/map",
    html`${which} ${choice} ${reason} ${button(say("console.acts.map_word"))}`,
    "inline",
  );
}

function wishOf(visit: Visit) {
  const { form: given } = visit;
  const portal = given.get("portal") ?? "";
  mustSeePortal(visit, portal);
  return { portal, word: given.get("word") ?? "", reason: given.get("reason") ?? "" };
}

async function map(visit: Visit): Promise<Reply> {
  const told = visit.form.get("meaning");
  const meaning = meanings.find((one) => one === told);
  if (meaning === undefined) {
    throw new UserError([phrase("console.needed", { label: visit.say("console.acts.meaning") })]);
  }
  const wish = wishOf(visit);
  const { released } = await mapWord(visit.office.means, { ...wish, meaning });
  const note = phrase("console.acts.word_mapped", { word: wish.word, count: released.length });
  return { to: "/words", note };
}

async function forget(visit: Visit): Promise<Reply> {
  const wish = wishOf(visit);
  await forgetWord(visit.office.means, wish);
  return { to: "/words", note: phrase("console.acts.word_forgotten", { word: wish.word }) };
}
