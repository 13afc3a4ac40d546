// Finds secrets where none may be: plain, URL-encoded, as JSON writes them, in base64 and base64url wherever in a longer
// text they begin. Knows only what it is told to look for.

/** The secrets among `secrets` that stand somewhere in `bytes`, shortened so that telling of a leak is none. */
export function leaksIn(bytes: Uint8Array | string, secrets: readonly string[]): string[] {
  const where = Buffer.from(bytes);
  const needles = secrets.flatMap((secret) => spellingsOf(secret).map((spelling) => ({ secret, spelling })));
  const byStart = Map.groupBy(needles, ({ spelling }) => startOf(spelling, 0));
  const starts = new Uint8Array(2 ** 24);
  for (const start of byStart.keys()) starts[start] = 1;
  const found = new Set<string>();
  for (let at = 0; at + 2 < where.length; at += 1) {
    const start = startOf(where, at);
    if (starts[start] === 0) continue;
    for (const { secret, spelling } of byStart.get(start) ?? []) {
      if (where.subarray(at, at + spelling.length).equals(spelling)) found.add(`${secret.slice(0, 4)}…`);
    }
  }
  return [...found];
}

/** The first three bytes as one number: what a long file is searched by. */
function startOf(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
}

function spellingsOf(secret: string): Buffer[] {
  const texts = [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ s: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    ...[0, 1, 2].flatMap((before) => encodedAfter(before, secret)),
  ];
  return [...new Set(texts)].map((text) => Buffer.from(text, "utf8"));
}

/** How base64 writes a secret that begins after so many other bytes; what these bytes touch is left out. */
function encodedAfter(before: number, secret: string): string[] {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret, "utf8")]);
  const touched = Math.ceil((before * 8) / 6);
  const whole = Math.floor((bytes.length * 8) / 6);
  return (["base64", "base64url"] as const).map((as) => bytes.toString(as).slice(touched, whole));
}
