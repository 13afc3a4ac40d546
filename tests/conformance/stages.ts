// Stages of the in-memory portal, the reference of the kit.
import { memoryPortal, type MemorySettings } from "../../adapters/memory/adapter.ts";
import type { Stage } from "../../src/portal/conformance-bench.ts";
import { ownerOf } from "../../src/portal/conformance-owner.ts";

/** A fresh in-memory portal as a stage for one case. */
export function memoryStage(settings: MemorySettings = {}): Stage {
  const { portal, simulator } = memoryPortal(settings);
  return { portal, owner: ownerOf(simulator) };
}
