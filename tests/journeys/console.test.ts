// The first user and the console of `dongbo serve`, as somebody meets them who has just installed it.
import { readFile, writeFile } from "node:fs/promises";
import { parse, stringify } from "yaml";
import { expect, it } from "vitest";
import { aDesk } from "./desk.ts";

const password = "mot cau rat de nho";

it("is opened by serve, lets the first user in, and puts them out when a command disables them", async () => {
  const desk = await aDesk({ on: "embedded" });
  const file = desk.path("dongbo.yaml");
  const configured = parse(await readFile(file, "utf8")) as object;
  await writeFile(file, stringify({ ...configured, schedules: {}, console: { listen: "127.0.0.1:0" } }));
  desk.keepSecret(password);
  const serving = desk.start("serve", "--lang", "en", "--listen", "off");
  let said = "";
  serving.child.stderr?.on("data", (text: string) => (said += text));
  await expect.poll(() => said).toMatch(/^Ready/m);
  const url = /The console: (http:\S+)/.exec(said)?.[1] ?? "";

  const added = [
    await desk.runGiven(password, "user", "add", "lan", "--role", "admin", "--lang", "en"),
    await desk.runGiven(password, "user", "add", "hoa", "--role", "entry", "--portals", "nq57", "--json"),
    await desk.runGiven("ngan", "user", "add", "Hoà", "--role", "entry", "--lang", "en"),
    await desk.runGiven(password, "user", "add", "minh", "--lang", "en"),
  ];
  const first = await fetch(`${url}/sign-in`);
  const page = await first.text();
  const visitor = cookiesOf(first);
  const signedIn = await fetch(`${url}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: url, cookie: visitor },
    body: new URLSearchParams({
      formToken: /name="formToken" value="([^"]*)"/.exec(page)?.[1] ?? "",
      name: "hoa",
      password,
    }),
  });
  const cookie = `${visitor}; ${cookiesOf(signedIn)}`;
  const seen = await fetch(url, { headers: { cookie }, redirect: "manual" });
  const list = await desk.run("user", "list", "--lang", "en");
  const disabled = await desk.run("user", "disable", "hoa", "--lang", "en");
  const after = await fetch(url, { headers: { cookie }, redirect: "manual" });
  serving.child.kill("SIGTERM");

  expect(said).toContain("Nobody can sign in to the console yet");
  expect(added.map(({ code }) => code)).toEqual([0, 0, 1, 1]);
  expect(added[1]?.json()).toMatchObject({ name: "hoa", role: "entry", portals: ["nq57"], units: null });
  expect(added[2]?.err.trim().split("\n")).toHaveLength(2);
  expect(added[3]?.err).toContain("State the role");
  expect([signedIn.status, seen.status]).toEqual([303, 200]);
  expect(list.out).toMatch(/lan .*administrator/);
  expect(disabled.out).toContain("1 session(s) ended");
  expect(after.status).toBe(303);
  expect((await serving.ended).code).toBe(0);
  expect((await desk.run("ledger", "verify", "--json")).json()).toMatchObject({ ok: true });
});

it("is not opened to other machines without https in front", async () => {
  const desk = await aDesk({ on: "embedded" });
  const file = desk.path("dongbo.yaml");
  const configured = parse(await readFile(file, "utf8")) as object;
  const start = async (console: object) => {
    await writeFile(file, stringify({ ...configured, console }));
    return await desk.run("serve", "--lang", "en");
  };

  const open = await start({ listen: "0.0.0.0:0" });
  const http = await start({ listen: "0.0.0.0:0", url: "http://dongbo.example" });
  const path = await start({ url: "https://dongbo.example/console" });

  expect([open.code, http.code, path.code]).toEqual([1, 1, 1]);
  expect(open.err).toContain("console.listen (0.0.0.0:0) is open to other machines");
  expect(http.err).toContain("console.listen (0.0.0.0:0) is open to other machines");
  expect(path.err).toContain("console.url must be an address");
});

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}
