// The CalDAV adapter against a real Radicale, case by case, through the relay that breaks the line.
import { inject } from "vitest";
import { portal } from "../../adapters/caldav/adapter.ts";
import { conformanceAt } from "./published-result.ts";
import { radicaleStage } from "./radicale-owner.ts";

conformanceAt("Radicale 3", portal, async () => ({ portal, owner: await radicaleStage(inject("radicale")) }));
