// Every portal that dongbo knows, listed by hand: nothing registers itself.
import type { Portal } from "../src/portal/contract.ts";
import { portal as nq57 } from "./nq57/adapter.ts";
import { portal as nq71DongNai } from "./nq71-dongnai/adapter.ts";

/** In alphabetical order; a configuration names its adapter by `name`. The in-memory reference is for tests alone. */
export const portals: readonly Portal[] = [nq57, nq71DongNai];
