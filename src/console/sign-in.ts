// Signing in and out. Who may is decided by src/people; here are the form and what it says.
import type { Hono } from "hono";
import { html } from "hono/html";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { shown, type Carried, type Console, type ConsoleContext } from "./answer.ts";
import type { Sent } from "../people/sign-in-desk.ts";
import { leaveNote } from "./caller.ts";
import { ownPath } from "./language-switch.ts";
import { button, callout, form, hidden, input } from "./parts.ts";
import { wordsIn } from "./route.ts";

/** Adds the sign-in page and the two acts to the console. */
export function addSignIn(app: Hono<Carried>, console: Console): void {
  app.get("/sign-in", async (context) => {
    const back = ownPath(context.req.query("back"));
    if (context.get("caller").person !== null) return context.redirect(back, 303);
    const isBack = context.req.query("error") !== undefined;
    const told = isBack
      ? phrase("console.oidc_failed")
      : (await console.desk.isEmpty())
        ? phrase("console.first_user")
        : null;
    return await signInPage(console, context, { back, told });
  });
  app.post("/sign-in", async (context) => await signIn(console, context));
  const { office } = console.desk;
  if (office !== null) {
    app.get("/sign-in/office", async (context) =>
      sentOn(context, await office.begin(ownPath(context.req.query("back")))),
    );
    app.get("/sign-in/callback/office", async (context) => {
      const cookies = context.req.header("cookie") ?? "";
      return sentOn(context, await office.end({ query: new URL(context.req.url).search, cookies }));
    });
  }
  app.post("/sign-out", async (context) => {
    const cookies = await console.desk.signOut(context.req.header("cookie") ?? "");
    for (const cookie of cookies) context.header("Set-Cookie", cookie, { append: true });
    leaveNote(context, console.keys, phrase("console.signed_out"));
    return context.redirect("/sign-in", 303);
  });
}

function sentOn(context: ConsoleContext, { to, cookies }: Sent): Response {
  for (const cookie of cookies) context.header("Set-Cookie", cookie, { append: true });
  return context.redirect(to, 303);
}

async function signIn(console: Console, context: ConsoleContext): Promise<Response> {
  const typed = new URLSearchParams(await context.req.text());
  const [name = "", password = ""] = ["name", "password"].map((field) => typed.get(field) ?? "");
  const back = ownPath(typed.get("back") ?? undefined);
  const address = senderOf(console, context);
  const ended = await console.desk.signIn({ name: name.trim().toLowerCase(), password, address });
  if ("cookies" in ended) {
    for (const cookie of ended.cookies) context.header("Set-Cookie", cookie, { append: true });
    return context.redirect(back, 303);
  }
  if (ended.refused === "wrong") {
    return await signInPage(console, context, { back, name, told: phrase("console.wrong_password") });
  }
  const left = Date.parse(ended.until) - Date.parse(console.office.means.now());
  context.header("Retry-After", String(Math.max(1, Math.ceil(left / 1_000))));
  const minutes = Math.max(1, Math.ceil(left / 60_000));
  return await signInPage(console, context, {
    back,
    name,
    told: phrase("console.too_many_tries", { minutes }),
  });
}

/** The machine that asks; behind a proxy the one that the proxy names last. */
function senderOf({ url }: Console, context: ConsoleContext): string {
  const named =
    url === undefined ? undefined : context.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  return named ?? context.env.incoming?.socket?.remoteAddress ?? "";
}

async function signInPage(
  console: Console,
  context: ConsoleContext,
  { back, name = "", told }: { back: string; name?: string; told: Phrase | null },
): Promise<Response> {
  const caller = context.get("caller");
  const { say, tell } = wordsIn(caller.language);
  const fields = html`${hidden("back", back)}
  ${input({ label: say("console.name"), name: "name", value: name, required: true, autocomplete: "username" })}
  ${input({
    label: say("console.password"),
    name: "password",
    type: "password",
    required: true,
    autocomplete: "current-password",
  })}
  ${button(say("console.sign_in"))}`;
  const status =
    told?.key === "console.too_many_tries" ? 429 : told?.key === "console.wrong_password" ? 403 : 200;
  const byOffice =
    console.desk.office === null
      ? ""
      : html`<p>
          <a class="button plain" href="/sign-in/office?back=${encodeURIComponent(back)}"
            >${say("console.oidc")}</a
          >
        </p>`;
  const body = html`${byOffice} ${told === null ? "" : callout("warn", tell(told))}
  ${form(caller, "/sign-in", fields)}`;
  return await shown(console, context, { title: say("console.sign_in"), body }, status);
}
