import { openEmbedded } from "../databases.ts";
import { chaosTest } from "./suite.ts";

// A server is quicker, so it takes more of the seeds.
chaosTest("embedded", { open: openEmbedded, share: 1 / 5 });
