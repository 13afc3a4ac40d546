import { openEmbedded } from "../../databases.ts";
import { machineTest } from "./suite.ts";

// 2,000 runs in all; a server is quicker, so it takes more of them.
machineTest("embedded", { open: openEmbedded, ordinaryRuns: 300, ordinarySeed: 750 });
