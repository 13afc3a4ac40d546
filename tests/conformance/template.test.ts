// template against its own simulator, case by case.
import { portal } from "../../adapters/template/adapter.ts";
import { simulated } from "../../src/portal/conformance-bench.ts";
import { portalConformance } from "./portal-conformance.ts";

portalConformance("template", () => simulated(portal));
