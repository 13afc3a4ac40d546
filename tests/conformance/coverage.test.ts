// What portals and lines do to connectors, item by item, and the case of the kit that shows each. What no adapter can
// show is named with the reason.
import { expect, test } from "vitest";
import { conformanceCases } from "../../src/portal/conformance.ts";

type Shown = readonly string[] | { elsewhere: string };

/** Every fault that a simulator must be able to produce. */
const faults: Readonly<Record<string, Shown>> = {
  "lost reply after commit": ["outages.write-lost-reply", "evidence.lost-reply"],
  "duplicate accept": ["surprises.already-sent"],
  "a failure inside a 200": ["surprises.success-false", "surprises.refused-in-list"],
  "a sign-in page with 200": ["reading.login-page", "outages.write-login-page"],
  "302 to the sign-in page": ["reading.redirect-to-login", "outages.write-redirect-to-login"],
  "form token missing or expired": ["outages.csrf-expires"],
  "token expiry in the middle": ["outages.token-in-listing", "outages.token-before-write"],
  "refresh token used twice": ["outages.token-side-by-side", "outages.refresh-expires"],
  "429 with and without Retry-After": ["outages.read-too-many", "outages.write-too-many-retryAfter-1"],
  "503 maintenance": ["outages.read-unavailable", "outages.portal-down"],
  "file rejected by type or size": ["evidence.type", "evidence.too-large"],
  "file rejected by its first bytes": ["evidence.foreign-bytes"],
  "upload stored cut": ["evidence.truncated", "evidence.stored"],
  "period locked and reopened": ["surprises.period-locked", "surprises.period-reopened"],
  "task deleted": ["reading.removed", "writing.gone"],
  "task merged into another": ["surprises.task-merged"],
  "task renumbered": ["surprises.task-renumbered"],
  "task reassigned": ["surprises.reassigned"],
  "task split": ["surprises.task-split", "reading.copied"],
  "label drifting with the clock": ["surprises.clock-drift"],
  "percent forced to 100": ["surprises.rewritten"],
  "edited between read and write": ["surprises.edited-between"],
  "pages shifting while they are turned": ["reading.shifting-pages"],
  "page size cut in silence": ["reading.clamped-pages"],
  "count and list disagree": ["reading.count-mismatch", "reading.ids-differ", "reading.cut-list"],
  "null, 0, empty and unset days": [
    "reading.unset",
    "reading.odd-days-epoch",
    "writing.empties",
    "writing.zero",
  ],
  "500 in December": ["outages.write-chokes", "outages.write-server-error"],
  "slow drip and half-open socket": [
    "outages.slow-drip",
    "outages.write-stalled-reply",
    "outages.write-half-open",
  ],
  "missing intermediate certificate": {
    elsewhere: "the line is made by the client that all adapters share, with the portal's caFile",
  },
  "decomposed Vietnamese": ["reading.nfd-text", "writing.text-nfd", "evidence.name-nfd"],
  "clock skew": ["surprises.clock-skew"],
};

/** What real tracking systems do that a mock would not, in the order of the project's notes. */
const behaviours: Readonly<Record<string, Shown>> = {
  "1 a 2xx is not success": [
    "surprises.silent-204",
    "surprises.refused-in-list",
    "evidence.dropped",
    "surprises.dropped-field",
  ],
  "2 an outcome has four values": [
    "surprises.dropped-field",
    "surprises.period-locked",
    "outages.write-cut-reply",
  ],
  "3 unknown is settled by looking": ["writing.marker", "surprises.already-sent", "evidence.lost-last-reply"],
  "4 wrong credentials look like an empty portal": ["reading.wrong-password"],
  "5 gone is said in five ways": [
    "reading.gone-by-404",
    "reading.gone-by-403",
    "reading.gone-by-state",
    "reading.gone-by-moved",
    "reading.gone-by-missing",
  ],
  "6 pages are cut in silence": [
    "reading.page-limit",
    "reading.unstable-order",

    "reading.clamped-pages",
    "reading.second-page-server-error",
    "reading.complete",
  ],
  "7 change stamps prove nothing": {
    elsewhere: "the contract has no stamps: a listing is complete and a look is whole",
  },
  "8 days in other zones": ["reading.values", "reading.unset", "writing.days"],
  "9 optimistic locking in four kinds": ["writing.stale", "abilities.stale"],
  "10 derived and read-only fields": ["abilities.read-only", "surprises.dropped-field"],
  "11 a 500 can be permanent, a 4xx temporary": ["outages.write-chokes", "surprises.passing-no"],
  "12 parallel writers, Retry-After in every form": [
    "writing.side-by-side",
    "outages.read-too-many-retryAfter-0",
    "outages.read-too-many-retryAfter-1-asDate-true",
    "outages.read-too-many-html-true",
  ],
  "13 tokens shared by workers": ["outages.token-side-by-side"],
  "14 evidence in four shapes": ["evidence.sent", "evidence.proof", "evidence.read-back", "evidence.renamed"],
  "15 error bodies of every kind": [
    "surprises.error-bodies",
    "surprises.strange-answer",
    "outages.write-gateway-html",
  ],
  "16 links that lead elsewhere": ["reading.redirect-elsewhere", "surprises.on-record", "surprises.secrets"],
  "17 status words in composed Unicode": ["writing.status-words", "reading.unknown-word"],
};

test.each([
  ["fault", faults, 31],
  ["behaviour", behaviours, 17],
] as const)("every %s is shown by a case that exists, or a reason says why by none", (_of, items, count) => {
  const ids = new Set(conformanceCases.map(({ id }) => id));
  const unshown = Object.entries(items).filter(([, shown]) =>
    "elsewhere" in shown
      ? shown.elsewhere.length < 40
      : shown.length === 0 || shown.some((id) => !ids.has(id)),
  );

  expect(unshown).toEqual([]);
  expect(Object.keys(items)).toHaveLength(count);
});
