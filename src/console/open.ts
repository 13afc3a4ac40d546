// Puts the console together for an office: its people, its keys, its pages.
import { placeOf } from "../../schemas/serve.ts";
import type { Office } from "../opened-office.ts";
import { openSignInDesk } from "../people/sign-in.ts";
import { openSessionKey } from "../session/key.ts";
import { consoleApp } from "./app.ts";

export interface OpenedConsole {
  /** From request to response. */
  answer: ReturnType<typeof consoleApp>["fetch"];
  /** There is nobody yet who could sign in. */
  isEmpty: boolean;
  /** The address that the configuration states. */
  reachedAt: string | undefined;
}

/** Opens the console of an office; its keys come from the one that seals sessions of portals. */
export async function openConsole(office: Office): Promise<OpenedConsole> {
  const { store, newId, now, log } = office.means;
  const { listen, url, oidc } = office.config.console;
  const { oidcSecret: clientSecret } = office;
  const key = await openSessionKey(office.keeper.key);
  const desk = openSignInDesk({
    store,
    newId,
    now,
    log,
    secret: key.derive("console sessions"),
    ...(oidc && { oidc: { ...oidc, ...(clientSecret && { clientSecret }) } }),
    url: url ?? `http://127.0.0.1:${placeOf(listen)?.port ?? 0}`,
  });
  const keys = { key: key.derive("console forms"), secure: url?.startsWith("https:") === true };
  const app = consoleApp({ office, desk, keys, url });
  return { answer: app.fetch, isEmpty: await desk.isEmpty(), reachedAt: url };
}
