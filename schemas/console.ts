// The console (web pages for people): where it listens and how people reach it.
import { z } from "zod";
import { ListenSchema, placeOf } from "./serve.ts";

/** Where an address of ours may lead: scheme, host and port, nothing behind. */
const OriginSchema = z
  .url({ protocol: /^https?$/ })
  .refine((url) => new URL(url).pathname === "/" && new URL(url).search === "", {
    params: { says: "config.console_url" },
  })
  .transform((url) => new URL(url).origin);

/** The office's own sign-in (OpenID Connect); its secret stands in the environment. */
const OidcSchema = z.strictObject({
  /** As its discovery document names itself: "https://login.example/realms/tinh". */
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1),
  /** The claim that holds the name of a person here; nobody is added by signing in. */
  usernameClaim: z.string().min(1).default("preferred_username"),
});
export type OidcSettings = z.infer<typeof OidcSchema>;

const SettingsSchema = z.strictObject({
  /** Where the pages are; "off": nowhere. Anything but this machine itself needs `url`. */
  listen: ListenSchema.default("127.0.0.1:8460"),
  /** How people reach it, when something in front of it speaks https: "https://dongbo.example". */
  url: OriginSchema.optional(),
  oidc: OidcSchema.optional(),
});

/** Passwords and sessions cross no network in the clear. */
export const ConsoleSchema = SettingsSchema.check(
  z.superRefine(({ listen, url, oidc }, { addIssue }) => {
    if (oidc !== undefined && url === undefined) {
      addIssue({ code: "custom", path: ["url"], params: { says: "config.oidc_needs_url" } });
    }
    const isOpen = placeOf(listen)?.isThisMachine === false;
    if (!isOpen || url?.startsWith("https:") === true) return;
    addIssue({
      code: "custom",
      input: listen,
      path: ["listen"],
      params: { says: "config.console_needs_url" },
    });
  }),
).prefault({});
export type ConsoleSettings = z.infer<typeof ConsoleSchema>;
