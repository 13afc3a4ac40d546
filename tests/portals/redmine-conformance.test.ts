// The profile of Redmine against a real Redmine, case by case, through the relay that breaks the line.
import { afterAll, beforeAll, inject } from "vitest";
import { portals } from "../../adapters/all.ts";
import { conformanceAt } from "./published-result.ts";
import { openRedmine, type Redmine } from "./redmine-owner.ts";

const portal = portals.find(({ name }) => name === "redmine");
if (portal === undefined) throw new Error("there is no profile of Redmine");

let redmine: Redmine;
beforeAll(async () => {
  redmine = await openRedmine(inject("redmine"));
});
afterAll(async () => await redmine.close());

conformanceAt("Redmine 5", portal, async () => ({ portal, owner: await redmine.stage() }));
