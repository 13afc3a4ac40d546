// The in-memory portal is the reference: it passes every case that concerns it.
import { memoryPortal } from "../../adapters/memory/adapter.ts";
import { portalConformance } from "./portal-conformance.ts";

portalConformance("memory", async () => memoryPortal());
portalConformance("memory that only lists", async () => memoryPortal({ reads: "lists" }));
