// Signing in with the office's own accounts: who is let in, and what is believed of a token.
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { Secret } from "../../schemas/secret.ts";
import { createLog } from "../../src/log.ts";
import { addUser, disableUser } from "../../src/people/people.ts";
import { openSignInDesk } from "../../src/people/sign-in.ts";
import { onEachDatabase, type OpenDatabase } from "../databases.ts";
import { anOfficeServer } from "./office-server.ts";

const now = () => new Date().toISOString();

async function aDoor(open: OpenDatabase, at?: { issuer: string }) {
  const store = await open();
  const office = await anOfficeServer();
  const { issuer, clientId, clientSecret } = { ...office, ...at };
  const registrar = () => ({
    store,
    newId: randomUUID,
    provenance: { who: "quan-tri", system: "dongbo", run: "r1", at: now() },
  });
  const desk = openSignInDesk({
    store,
    newId: randomUUID,
    now,
    log: createLog("silent"),
    secret: "a secret for the cookies of this test",
    url: "http://127.0.0.1:8460",
    oidc: { issuer, clientId, usernameClaim: "preferred_username", clientSecret: new Secret(clientSecret) },
  });
  for (const name of ["lan", "hoa"]) {
    const access = { role: "entry", units: null, portals: null } as const;
    await addUser(registrar(), { name, password: "mot cau rat de nho", ...access });
  }
  return {
    office,
    desk,
    registrar,
    /** Signs in as the office says; whom the console then takes the browser for, and where it was sent. */
    async signIn(person: Record<string, unknown>, change: (query: URLSearchParams) => void = () => {}) {
      office.person = person;
      const begun = await desk.office?.begin("/tasks");
      const { searchParams } = await office.visit(begun?.to ?? "");
      change(searchParams);
      const cookies = cookiesOf(begun?.cookies ?? []);
      const ended = await desk.office?.end({ query: `?${searchParams}`, cookies });
      const known = await desk.recognise(cookiesOf(ended?.cookies ?? []));
      return { to: ended?.to ?? "", name: known?.person.name ?? null };
    },
  };
}

const cookiesOf = (lines: readonly string[]) => lines.map((line) => line.split(";")[0]).join("; ");

onEachDatabase("the office's own sign-in", (open) => {
  it("lets in a person whom we know by the name in the token, and sends them where they wanted", async () => {
    const { signIn } = await aDoor(open);

    expect(await signIn({ sub: "s-1", preferred_username: "Lan" })).toEqual({ to: "/tasks", name: "lan" });
  });

  it("lets nobody in whom we do not know, and adds nobody", async () => {
    const { signIn } = await aDoor(open);
    const stranger = await signIn({ sub: "s-9", preferred_username: "minh" });
    const nameless = await signIn({ sub: "s-9" });

    expect([stranger.name, nameless.name]).toEqual([null, null]);
    expect(stranger.to).toMatch(/^\/sign-in\?error=/);
  });

  it("lets nobody in who is disabled", async () => {
    const { signIn, registrar } = await aDoor(open);
    const before = await signIn({ sub: "s-1", preferred_username: "lan" });
    await disableUser(registrar(), "lan");

    expect(before.name).toBe("lan");
    expect((await signIn({ sub: "s-1", preferred_username: "lan" })).name).toBeNull();
  });

  it("knows a person by their subject from then on, and gives a name to no second one", async () => {
    const { signIn } = await aDoor(open);
    await signIn({ sub: "s-1", preferred_username: "lan" });

    expect((await signIn({ sub: "s-1", preferred_username: "hoa" })).name).toBe("lan");
    expect((await signIn({ sub: "s-2", preferred_username: "lan" })).name).toBeNull();
    expect((await signIn({ sub: "s-2", preferred_username: "hoa" })).name).toBe("hoa");
  });

  it("believes no token that is forged, of another client, or of another sign-in", async () => {
    const { office, signIn } = await aDoor(open);
    const lan = { sub: "s-1", preferred_username: "lan" };
    const odd = [{ unsigned: true as const }, { audience: "another" }, { nonce: "of another sign-in" }];
    const names = [];
    for (const one of odd) {
      office.odd = one;
      names.push((await signIn(lan)).name);
    }
    office.odd = {};
    names.push((await signIn(lan, (query) => query.set("state", "of another browser"))).name);

    expect(names).toEqual([null, null, null, null]);
    expect((await signIn(lan)).name).toBe("lan");
  });

  it("keeps nobody from their password while it is away", async () => {
    const { desk } = await aDoor(open, { issuer: "http://127.0.0.1:1" });
    const sent = await desk.office?.begin("/");
    const signedIn = await desk.signIn({ name: "lan", password: "mot cau rat de nho", address: "10.0.0.1" });

    expect(sent?.to).toBe("/sign-in?error=away");
    expect(signedIn).toHaveProperty("cookies");
  });
});
