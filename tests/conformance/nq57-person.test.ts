// nq57 where a person signs in, against its own simulator, case by case: the cookie of a browser is all that is given.
import { z } from "zod";
import { portal } from "../../adapters/nq57/adapter.ts";
import { simulator } from "../../adapters/nq57/simulator.ts";
import { Secret, secret } from "../../schemas/secret.ts";
import { simulated } from "../../src/portal/conformance-bench.ts";
import { definePortal } from "../../src/portal/contract.ts";
import { secretParts } from "../../src/session/handed-over.ts";
import { portalConformance } from "./portal-conformance.ts";

/** Of tokens that the adapter would renew by a password; a person's session has none. */
const ofTokens = ["token-expires", "refresh-expires", "forgets-tokens", "refresh-reuse-kill", "short-tokens"];
const faults = simulator.faults.filter((fault) => !ofTokens.includes(fault));

const byPerson = definePortal({
  name: portal.name,
  options: z.strictObject({ baseUrl: z.url(), session: secret("NQ57_SESSION") }),
  facts: portal.facts,
  async open({ baseUrl, session }, http) {
    // As the wiring does before anything is asked.
    for (const part of secretParts(session)) http.hide(part);
    return await portal.open(portal.options.parse({ baseUrl, signIn: "person", session }), http);
  },
  simulator: {
    faults,
    async start(settings) {
      const running = await simulator.start(settings);
      const session = new Secret(running.signInAsPerson?.().session ?? "");
      return { ...running, faults, options: { baseUrl: running.url, session } };
    },
  },
});

portalConformance("nq57 by a person", () => simulated(byPerson));
