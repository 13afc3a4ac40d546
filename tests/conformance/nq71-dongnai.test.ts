// nq71.dongnai.gov.vn against its own simulator, case by case.
import { portal } from "../../adapters/nq71-dongnai/adapter.ts";
import { simulated } from "../../src/portal/conformance-bench.ts";
import { portalConformance } from "./portal-conformance.ts";

portalConformance("nq71-dongnai", () => simulated(portal));
