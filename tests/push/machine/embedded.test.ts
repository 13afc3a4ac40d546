import { openEmbedded } from "../../databases.ts";
import { machineTest } from "./suite.ts";

// 1,400 runs in all; a server is quicker, so it takes more of them.
machineTest("embedded", { open: openEmbedded, ordinaryRuns: 100, ordinarySeed: 750 });
