// An office's own sign-in (OpenID Connect), as far as a relying party sees it: discovery, keys, codes for tokens. Whoever
// asks is let in at once, as the person that the test says.
import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

const [clientId, clientSecret] = ["dongbo", "a secret between two servers"];

export interface OfficeServer {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who signs in from now on, and what is odd about their token. */
  person: Record<string, unknown>;
  odd: { nonce?: string; audience?: string; unsigned?: true };
  /** Goes to where the console sends a browser, and says where it is sent back. */
  visit(to: string): Promise<URL>;
}

/** Runs for one test. */
export async function anOfficeServer(): Promise<OfficeServer> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const codes = new Map<string, URLSearchParams>();
  const office: OfficeServer = {
    issuer: "",
    clientId,
    clientSecret,
    person: {},
    odd: {},
    async visit(to) {
      const { headers } = await fetch(to, { redirect: "manual" });
      return new URL(headers.get("location") ?? "", "http://nowhere.invalid");
    },
  };
  const tokenFor = (asked: URLSearchParams) => {
    const seconds = Math.floor(Date.now() / 1_000);
    const claims = {
      iss: office.issuer,
      aud: office.odd.audience ?? clientId,
      iat: seconds,
      exp: seconds + 60,
      nonce: office.odd.nonce ?? asked.get("nonce"),
      ...office.person,
    };
    const signed = `${encoded({ alg: "RS256", kid: "one", typ: "JWT" })}.${encoded(claims)}`;
    const signature = createSign("RSA-SHA256").update(signed).sign(privateKey).toString("base64url");
    return `${signed}.${office.odd.unsigned === true ? "AAAA" : signature}`;
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", office.issuer);
    const json = (value: object, status = 200) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (url.pathname === "/authorize") {
      const code = randomUUID();
      codes.set(code, url.searchParams);
      const back = new URL(url.searchParams.get("redirect_uri") ?? "");
      back.searchParams.set("code", code);
      back.searchParams.set("state", url.searchParams.get("state") ?? "");
      return response.writeHead(302, { location: back.href }).end();
    }
    if (url.pathname === "/token") {
      let text = "";
      for await (const piece of request.setEncoding("utf8")) text += piece as string;
      const given = new URLSearchParams(text);
      const asked = codes.get(given.get("code") ?? "");
      codes.delete(given.get("code") ?? "");
      const challenge = createHash("sha256")
        .update(given.get("code_verifier") ?? "")
        .digest("base64url");
      const isSecret = given.get("client_secret") === clientSecret;
      if (asked === undefined || !isSecret || challenge !== asked.get("code_challenge")) {
        return json({ error: "invalid_grant" }, 400);
      }
      return json({ access_token: randomUUID(), token_type: "Bearer", id_token: tokenFor(asked) });
    }
    if (url.pathname === "/keys") {
      return json({
        keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" }],
      });
    }
    return json({
      issuer: office.issuer,
      authorization_endpoint: `${office.issuer}/authorize`,
      token_endpoint: `${office.issuer}/token`,
      jwks_uri: `${office.issuer}/keys`,
      id_token_signing_alg_values_supported: ["RS256"],
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  office.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return office;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
