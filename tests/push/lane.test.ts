import { describe, expect, it } from "vitest";
import { readOnly, yes, type PortalFacts } from "../../schemas/facts.ts";
import { mappingOf } from "../../src/push/lane.ts";
import { portal } from "../../adapters/nq71-dongnai/adapter.ts";

const { fields, status } = portal.facts;
type Maps = Pick<PortalFacts, "fields" | "status">;
const withStatus = (changed: Partial<PortalFacts["status"]>): Maps => ({
  fields,
  status: { ...status, ...changed },
});

const digestOf = (facts: Maps) => mappingOf({ facts, owners: {} });

describe("the digest of a portal's maps", () => {
  it("changes with another owner of a field", () => {
    const owned = mappingOf({ facts: { fields, status }, owners: { dueOn: "theirs" } });

    expect(owned).not.toBe(digestOf({ fields, status }));
  });

  it.each<[string, Maps]>([
    ["a new word", withStatus({ reads: { ...status.reads, daduyet: { lifecycle: "in_progress" } } })],
    [
      "a word with another meaning",
      withStatus({ reads: { ...status.reads, thuchienlai: { lifecycle: "in_progress" } } }),
    ],
    [
      "a word that no longer says a lifecycle",
      withStatus({ reads: { ...status.reads, thuchienlai: { lifecycle: null } } }),
    ],
    ["another word to write", withStatus({ writes: { ...status.writes, completed: "dahoanthanh" } })],
    ["a word to write at last", withStatus({ writes: { ...status.writes, on_hold: "tamhoan" } })],
    ["nothing that is shown for another one", withStatus({ shows: {} })],
    ["another one that is shown", withStatus({ shows: { completed: { as: "returned", loss: "x" } } })],
    ["a field that may be written", { status, fields: { ...fields, title: yes } }],
  ])("changes with %s", (_what, maps) => {
    expect(digestOf(maps)).not.toBe(digestOf({ fields, status }));
  });

  it.each<[string, Maps]>([
    [
      "why there is no word",
      withStatus({ writes: { ...status.writes, on_hold: { none: "said in other words" } } }),
    ],
    [
      "what a word loses",
      withStatus({
        reads: { ...status.reads, tamhoan: { lifecycle: "on_hold", loss: "said in other words" } },
      }),
    ],
    [
      "what a word says of time",
      withStatus({ reads: { ...status.reads, tamhoan: { lifecycle: "on_hold", timeliness: "overdue" } } }),
    ],
    [
      "what is lost in what is shown",
      withStatus({ shows: { completed: { as: "submitted", loss: "said in other words" } } }),
    ],
    ["why a field is not ours", { status, fields: { ...fields, title: readOnly("said in other words") } }],
    ["the version", withStatus({ version: 2 })],
  ])("stays with other words for %s", (_what, maps) => {
    expect(digestOf(maps)).toBe(digestOf({ fields, status }));
  });
});
