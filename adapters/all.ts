// Every portal that dongbo knows, listed by hand: nothing registers itself.
import { readFileSync } from "node:fs";
import type { Portal } from "../src/portal/contract.ts";
import { portal as byHand } from "./by-hand/adapter.ts";
import { portal as caldav } from "./caldav/adapter.ts";
import { portal as nq57 } from "./nq57/adapter.ts";
import { portal as nq71DongNai } from "./nq71-dongnai/adapter.ts";
import { profilePortal } from "./profile/adapter.ts";

/** In alphabetical order; a configuration names its adapter by `name`. The in-memory reference is for tests alone. */
export const portals: readonly Portal[] = [
  byHand,
  caldav,
  shipped("dean06"),
  nq57,
  nq71DongNai,
  shipped("nq71-mst"),
  shipped("redmine"),
];

/** The portal of a profile in profile/profiles. */
function shipped(name: string): Portal {
  const file = new URL(`./profile/profiles/${name}.yaml`, import.meta.url);
  return profilePortal(readFileSync(file, "utf8"), `${name}.yaml`);
}
