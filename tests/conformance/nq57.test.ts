// nq57 against its own simulator, case by case.
import { portal } from "../../adapters/nq57/adapter.ts";
import { simulated } from "../../src/portal/conformance-bench.ts";
import { portalConformance } from "./portal-conformance.ts";

portalConformance("nq57", () => simulated(portal));
