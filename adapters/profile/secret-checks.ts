// No secret in a profile: what signs in is named by an option, and a secret option names the variable that holds it.
import type { Mistake } from "./cross-checks.ts";
import type { Profile } from "./schema.ts";

const soundsSecret = /pass|pwd|secret|token|api.?key|mat.?khau|client_assertion/i;

/** Secrets in plain text, names that no option has, options that nothing uses, an address without encryption. */
export function mistakesOfSecrets({ signIn, options, baseUrl }: Partial<Profile>): Mistake[] {
  const found: Mistake[] = [];
  if (baseUrl !== undefined && !baseUrl.example.startsWith("https://"))
    found.push({
      key: "profile.plain_http",
      path: ["baseUrl", "example"],
      values: { read: baseUrl.example },
    });
  if (signIn === undefined || options === undefined) return found;
  const texts = textsOf(signIn);
  const known = Object.keys(options);
  for (const { path, text, isSecret } of texts) {
    const names = namesIn(text);
    for (const read of names.filter((name) => !known.includes(name)))
      found.push({
        key: "profile.unknown_name",
        path,
        values: { read, where: "options", known: known.join(", ") },
      });
    const isHeld = names.some((name) => options[name]?.secret !== undefined || !known.includes(name));
    if (isSecret && !isHeld) found.push({ key: "profile.plain_secret", path });
  }
  const used = new Set(texts.flatMap(({ text }) => namesIn(text)));
  for (const name of known.filter((one) => !used.has(one)))
    found.push({ key: "profile.unused_option", path: ["options", name], values: { read: `{${name}}` } });
  return found;
}

interface Text {
  path: string[];
  text: string;
  isSecret: boolean;
}

function textsOf({ bearer, apiKey, oauth2, session }: Profile["signIn"]): Text[] {
  return [
    ...(bearer === undefined
      ? []
      : [{ path: ["signIn", "bearer", "token"], text: bearer.token, isSecret: true }]),
    ...(apiKey === undefined
      ? []
      : [{ path: ["signIn", "apiKey", "value"], text: apiKey.value, isSecret: true }]),
    ...named(["signIn", "oauth2", "form"], oauth2?.form),
    ...named(["signIn", "session", "send"], session?.send),
  ];
}

function named(path: string[], texts: Readonly<Record<string, string>> = {}): Text[] {
  return Object.entries(texts).map(([key, text]) => ({
    path: [...path, key],
    text,
    isSecret: soundsSecret.test(key),
  }));
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}
