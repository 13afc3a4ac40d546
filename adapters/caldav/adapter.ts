// Tasks as VTODO on a CalDAV server (Nextcloud, Radicale and others): an agency's own list of tasks. Standards, so known
// and not assumed: RFC 4918, 4791, 5545. README.md says what stands where.
import { z } from "zod";
import { secret } from "../../schemas/secret.ts";
import { definePortal, no, readOnly, yes } from "../../src/portal/contract.ts";
import { openSession } from "./calls.ts";
import { status } from "./convert.ts";

const pageSize = 100;

export const portal = definePortal({
  name: "caldav",
  options: z.strictObject({
    baseUrl: z.url().describe("Address of the server, for example https://lich.dongnai.gov.vn"),
    collection: z
      .string()
      .regex(/^\/[^?#]*\/$/)
      .describe("Path of the list of tasks on it, for example /remote.php/dav/calendars/van-thu/nhiem-vu/"),
    username: z.string().min(1).describe("Name of the account, often made for this connection alone."),
    password: secret("CALDAV_PASSWORD").describe("Its password; at Nextcloud an app password."),
  }),
  facts: {
    fields: {
      title: readOnly("whoever keeps the list words the title for its readers"),
      dueOn: readOnly("the deadline belongs to the assigning side, and is entered with the task"),
      leadOrganisation: no("a VTODO has no place for the lead agency"),
      lifecycle: yes,
      percent: yes,
      progressText: yes,
      difficulties: yes,
      lateReason: yes,
      expectedOn: yes,
      completedOn: yes,
      budgetRegistered: yes,
      budgetAllocated: yes,
      budgetDisbursed: yes,
    },
    status,
    conditionalWrite: { how: "native", reason: "If-Match with the ETag; a changed task answers 412" },
    evidence: {
      none: "a calendar server keeps texts: a file inside a task would go to every telephone that shows the list",
    },
    marker: { none: "a task has one description, not entries: a mark would stand in the text for good" },
    requestsPerMinute: 120,
    parallel: 4,
    pageSize,
    observationGoodForMs: 120_000,
    settlesWithinMs: 3_000,
  },
  open: ({ collection, username, password }, http) =>
    openSession(http, { collection, username, password, pageSize }),
});
