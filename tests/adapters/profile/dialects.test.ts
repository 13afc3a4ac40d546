// Profiles of other kinds than the shipped ones, so that every way of signing in, turning pages and sending is kept to
// the contract.
import { profilePortal } from "../../../adapters/profile/adapter.ts";
import { simulated } from "../../../src/portal/conformance-bench.ts";
import { portalConformance } from "../../conformance/portal-conformance.ts";
import { textOf } from "../../house/project-files.ts";

for (const name of ["tracker", "links"]) {
  const file = `tests/adapters/profile/dialects/${name}.yaml`;
  const portal = profilePortal(textOf(file), file);

  portalConformance(name, () => simulated(portal));
}
