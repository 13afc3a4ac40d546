// Signing in with the office's own accounts (OpenID Connect: code, PKCE, state, nonce, a verified ID token; all by the
// library). Only people that we know are let in: by the claim that holds their name, and from then on by the subject that
// came with it.
import { betterAuth, type BetterAuthOptions } from "better-auth";
import { isAPIError } from "better-auth/api";
import { genericOAuth } from "better-auth/plugins";
import type { OidcSettings } from "../../schemas/console.ts";
import { PersonNameSchema } from "../../schemas/person.ts";
import type { Secret } from "../../schemas/secret.ts";
import { emailOf } from "./people.ts";
import type { OfficeSignIn, Sent } from "./sign-in-desk.ts";

const provider = "office";
const failed = "/sign-in?error=away";

/** A library of its own: an office's sign-in that is away keeps nobody from signing in with a password. */
export function officeSignIn(
  options: BetterAuthOptions,
  { issuer, clientId, clientSecret, usernameClaim }: OidcSettings & { clientSecret?: Secret },
): OfficeSignIn {
  const nameIn = (claims: Record<string, unknown>) =>
    PersonNameSchema.safeParse(String(claims[usernameClaim] ?? "").toLowerCase()).data ?? "";
  const library = betterAuth({
    ...options,
    account: {
      ...options.account,
      accountLinking: { enabled: true, trustedProviders: [provider] },
      updateAccountOnSignIn: false,
    },
    databaseHooks: {
      ...options.databaseHooks,
      // Nobody here asks the office's server anything later on.
      account: { create: { before: async (account) => ({ data: { ...account, ...noTokens } }) } },
    },
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: provider,
            discoveryUrl: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
            requireIdTokenVerification: true,
            clientId,
            clientSecret: clientSecret?.reveal(),
            ...(clientSecret === undefined && { tokenEndpointAuth: { method: "none" as const } }),
            scopes: ["openid", "profile"],
            disableSignUp: true,
            disableImplicitSignUp: true,
            disableProviderLogout: true,
            // The library has verified the token by then.
            getUserInfo: async ({ idToken }) => claimsOf(idToken),
            mapProfileToUser: (claims) => {
              const name = nameIn(claims);
              return { name, email: emailOf(name), emailVerified: true };
            },
          },
        ],
      }),
    ],
  });
  return {
    async begin(back) {
      const body = { provider, callbackURL: back, errorCallbackURL: "/sign-in" };
      try {
        const { response, headers } = await library.api.signInSocial({ body, returnHeaders: true });
        return { to: response.url ?? failed, cookies: headers.getSetCookie() };
      } catch (error) {
        // Its server is away, or is none; the library has told the log.
        if (isAPIError(error)) return { to: failed, cookies: [] };
        throw error;
      }
    },
    async end({ query, cookies }) {
      const url = `${String(options.baseURL)}/sign-in/callback/${provider}${query}`;
      return sentBy(await library.handler(new Request(url, { headers: { cookie: cookies } })));
    },
  };
}

const noTokens = {
  accessToken: null,
  refreshToken: null,
  idToken: null,
  accessTokenExpiresAt: null,
  refreshTokenExpiresAt: null,
};

function sentBy(response: Response): Sent {
  const to = response.headers.get("location") ?? failed;
  return { to, cookies: response.headers.getSetCookie() };
}

function claimsOf(idToken: string | undefined) {
  const payload = idToken?.split(".")[1];
  if (payload === undefined) return null;
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Record<string, unknown>;
  return { ...claims, emailVerified: true };
}
