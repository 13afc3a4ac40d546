// Where values stand in what a portal says and takes. A path is keys with dots between; [key=value] picks the one item
// of a list that has it. Reads exactly what is there, writes exactly what is asked; never guesses a key.

export interface Step {
  key: string;
  pick: { key: string; value: string } | null;
}

/** The steps of a path. */
export function stepsOf(path: string): Step[] {
  return [...path.matchAll(/([^.[\]]+)(?:\[([^=\]]+)=([^\]]+)\])?(?:\.|$)/g)].map(
    ([, key = "", by, value = ""]) => ({ key, pick: by === undefined ? null : { key: by, value } }),
  );
}

/** The value at a path; undefined where it is not said, null where it or something above it is null. */
export function valueAt(from: unknown, path: string): unknown {
  let value = from;
  for (const { key, pick } of stepsOf(path)) {
    if (value === null) return null;
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
    if (pick === null) continue;
    if (!Array.isArray(value)) return undefined;
    value = value.find((item) => isRecord(item) && isNamed(item[pick.key], pick.value));
  }
  return value;
}

/** Whether an item is the picked one; letters may be composed or not. */
export function isNamed(value: unknown, wanted: string): boolean {
  return String(value).normalize("NFC") === wanted.normalize("NFC");
}

/** Puts a value at a path of a body that is being made. */
export function putAt(body: Record<string, unknown>, path: string, value: unknown): void {
  const steps = stepsOf(path);
  let place = body;
  for (const [index, { key, pick }] of steps.entries()) {
    const isLast = index === steps.length - 1;
    if (pick !== null) place = itemIn(place, key, pick);
    else if (isLast) place[key] = value;
    else place = (place[key] ??= {}) as Record<string, unknown>;
  }
}

function itemIn(place: Record<string, unknown>, key: string, pick: { key: string; value: string }) {
  const list = (place[key] ??= []) as Record<string, unknown>[];
  const found = list.find((item) => String(item[pick.key]) === pick.value);
  if (found !== undefined) return found;
  const made = { [pick.key]: /^\d+$/.test(pick.value) ? Number(pick.value) : pick.value };
  list.push(made);
  return made as Record<string, unknown>;
}

/** The same place with its last item picked by another key: list[name=X].value as list[id=7].value. */
export function pickedBy(path: string, key: string, value: string): string {
  return path.replace(/\[[^=\]]+=[^\]]+\](?=[^[\]]*$)/, () => `[${key}=${value}]`);
}

/** Where the last picked item itself stands; null where the path picks none. */
export function itemOf(path: string): string | null {
  const end = path.lastIndexOf("]");
  return end === -1 ? null : path.slice(0, end + 1);
}

/** True for an object with keys, and not for a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
