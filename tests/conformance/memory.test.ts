// The in-memory portal is the reference: it passes every case that concerns it.
import { memoryStage } from "./stages.ts";
import { portalConformance } from "./portal-conformance.ts";

portalConformance("memory", async () => memoryStage());
portalConformance("memory that only lists", async () => memoryStage({ reads: "lists" }));
