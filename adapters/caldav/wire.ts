// What a CalDAV server says, by its two grammars: XML for lists, iCalendar for a task. Parsed by libraries, checked
// here; what does not fit is Unrecognised. Keeps the whole task, so that what we do not know survives our writing.
import { XMLParser, XMLValidator } from "fast-xml-parser";
import ICAL from "ical.js";
import { z } from "zod";
import { Unrecognised } from "../../schemas/errors.ts";

/** A task as it was read. `calendar` is what stands at the server, word for word. */
export interface WireTask {
  remoteId: string;
  etag: string;
  calendar: string;
}

// RFC 4918, section 17: elements that a client does not know are to be passed over.
const PropertiesSchema = z.object({
  getetag: z.string().optional(),
  "calendar-data": z.string().optional(),
  resourcetype: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
});
const ResponseSchema = z.object({
  href: z.string().min(1),
  status: z.string().optional(),
  propstat: z
    .array(z.object({ status: z.string(), prop: z.union([z.string(), PropertiesSchema]) }))
    .default([]),
});
const MultistatusSchema = z.object({
  multistatus: z.union([z.string(), z.object({ response: z.array(ResponseSchema).default([]) })]),
});

/** One resource of a list: its name in the collection, and what the server says of it. */
export interface Listed {
  name: string;
  isCollection: boolean;
  /** It is gone: a list may name what went away meanwhile. */
  isGone: boolean;
  etag: string | null;
  calendar: string | null;
}

const parser = new XMLParser({
  removeNSPrefix: true,
  parseTagValue: false,
  // Line ends may come as numbers.
  htmlEntities: true,
  trimValues: false,
  isArray: (name) => name === "response" || name === "propstat",
});

/** The resources of a multistatus answer; Unrecognised when it is cut or something else. */
export function listedIn(xml: string): Listed[] {
  const wellFormed = XMLValidator.validate(xml);
  if (wellFormed !== true) throw new Unrecognised(`no XML: ${wellFormed.err.msg}`, xml.slice(0, 2_000));
  const parsed = MultistatusSchema.safeParse(parser.parse(xml));
  if (!parsed.success)
    throw new Unrecognised(`no list: ${z.prettifyError(parsed.error)}`, xml.slice(0, 2_000));
  const { multistatus } = parsed.data;
  return typeof multistatus === "string" ? [] : multistatus.response.map(listedOf);
}

function listedOf({ href, status, propstat }: z.infer<typeof ResponseSchema>): Listed {
  const found = propstat.find((one) => / 200( |$)/.test(one.status))?.prop;
  const shown = typeof found === "object" ? found : {};
  const type = shown.resourcetype;
  return {
    name: nameOf(href),
    isCollection: typeof type === "object" && "collection" in type,
    isGone: status !== undefined && / (404|410)( |$)/.test(status),
    etag: shown.getetag?.trim() ?? null,
    calendar: shown["calendar-data"] ?? null,
  };
}

/** The last part of a link; where it says that the server is does not matter, we ask the configured one. */
function nameOf(href: string): string {
  const path = URL.canParse(href, "http://server") ? new URL(href, "http://server").pathname : "";
  const last = path.split("/").findLast((part) => part !== "") ?? "";
  try {
    return decodeURIComponent(last);
  } catch (cause) {
    throw new Unrecognised("a link that cannot be read", href.slice(0, 200), { cause });
  }
}

/** What an error says in words: the message of its XML, else its text. */
export function wordsIn(text: string): string {
  const words = /<([\w-]+:)?message[^>]*>([^<]+)</.exec(text)?.[2] ?? text;
  return words.trim().slice(0, 500);
}

/** The calendar of a task; Unrecognised when it is none. */
export function calendarOf(text: string): ICAL.Component {
  try {
    return ICAL.Component.fromString(text);
  } catch (cause) {
    throw new Unrecognised("no iCalendar", text.slice(0, 2_000), { cause });
  }
}

/** The task in a calendar: the one that repeats, where single days of it are changed; null: it holds no task. */
export function taskIn(calendar: ICAL.Component): ICAL.Component | null {
  const tasks = calendar.getAllSubcomponents("vtodo");
  return tasks.find((task) => !task.hasProperty("recurrence-id")) ?? tasks[0] ?? null;
}

/** A text of the task, unescaped; null: it has none. */
export function textIn(task: ICAL.Component, name: string): string | null {
  const property = task.getFirstProperty(name);
  if (property === null) return null;
  const value = property.getFirstValue();
  // An X- property without VALUE=TEXT comes as it is written; COMMENT is a text by the standard.
  const said =
    property.type === "unknown"
      ? ICAL.Property.fromString(`COMMENT:${String(value)}`).getFirstValue()
      : value;
  return said === null || said === undefined || String(said) === "" ? null : String(said);
}
