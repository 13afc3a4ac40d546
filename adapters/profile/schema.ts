// What a profile may say: one portal as data, both ways. This is the type, the validation and, generated from it, the
// JSON Schema for editors. README.md explains it in ten minutes; what needs a program is a code adapter instead.
import { z } from "zod";
import { FieldNameSchema, fieldNames, type FieldName } from "../../schemas/field.ts";
import { LifecycleSchema, TimelinessSchema } from "../../schemas/status.ts";

const pathPattern = /^[^.[\]=\s]+(\[[^.[\]=\s]+=[^[\]]+\])?(\.[^.[\]=\s]+(\[[^.[\]=\s]+=[^[\]]+\])?)*$/;

/** Where a value stands: keys with dots between, and [key=value] for the one item of a list that has it. */
export const PathSchema = z
  .string()
  .regex(pathPattern)
  .meta({ says: "profile.bad_path" })
  .describe('Where a value stands: "a.b", or "list[key=value].b" for the item of a list that has that key.');

const WebPathSchema = z
  .string()
  .regex(/^\/(?!\/)[^?#\\\s]*$/)
  .meta({ says: "profile.bad_address" })
  .describe("Path below the portal's base address; {id} is the task's id there.");

const CallSchema = z
  .string()
  .regex(/^(POST|PUT|PATCH|DELETE) \/(?!\/)[^?#\\\s]*$/)
  .meta({ says: "profile.bad_call" })
  .describe('Method and path, for example "PATCH /api/tasks/{id}".');

const ReasonSchema = z
  .string()
  .min(10)
  .meta({ says: "profile.bad_reason" })
  .describe("Why, in a sentence that a person can check.");
const StatusCodeSchema = z.int().min(200).max(599);
const ScalarSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** How a value is spelled. Typed: what does not fit is never read past. */
export const SpellingSchema = z
  .enum([
    "text",
    "rich-text",
    "organisation",
    "status",
    "percent",
    "day",
    "day-slashes",
    "day-instant",
    "day-epoch-ms",
    "digits",
    "number",
    "separated",
  ])
  .describe(
    "text; rich-text (HTML); organisation; status (a word of `status`); percent (whole number); day (2025-12-31), day-slashes (31/12/2025), day-instant (ISO instant at midnight in Vietnam), day-epoch-ms (the same in milliseconds); money as digits (text), number, or separated (1.500.000).",
  );
export type Spelling = z.infer<typeof SpellingSchema>;

const FieldSchema = z.strictObject({
  none: ReasonSchema.optional().describe("The portal has no such field; nothing else then."),
  at: PathSchema.optional(),
  as: SpellingSchema.optional(),
  /** Reading only; its inputs are named, so that none of them can vanish unseen. */
  jsonata: z
    .string()
    .optional()
    .describe("Reading only: a JSONata expression over the task instead of `at`."),
  newest: z.literal(true).optional().describe("What the newest entry that has it says, instead of `at`."),
  inputs: z.array(PathSchema).optional().describe("The paths that `jsonata` reads."),
  to: PathSchema.optional().describe("Where it is written, if elsewhere than `at`."),
  toAs: SpellingSchema.optional().describe("How it is written, if otherwise than read."),
  by: z
    .string()
    .regex(/^[^.[\]=\s]+$/)
    .optional()
    .describe("Writing picks the list item by this key of it (an id that differs from portal to portal)."),
  lookup: z.string().optional().describe("The portal uses the id of this list (`lookups`) for the name."),
  empty: z.array(ScalarSchema).min(1).optional().describe("Values that mean nothing; the first is written."),
  optional: z.literal(true).optional().describe("The key may be left out of a task."),
  readOnly: ReasonSchema.optional().describe("Shown, but not ours to set."),
});
export type Field = z.infer<typeof FieldSchema>;

const FieldsSchema = z.strictObject(
  Object.fromEntries(fieldNames.map((name) => [name, FieldSchema])) as Record<FieldName, typeof FieldSchema>,
);

const StatusWordSchema = z.union([
  LifecycleSchema,
  z.strictObject({
    lifecycle: LifecycleSchema.nullable(),
    timeliness: TimelinessSchema.optional(),
    computed: z.literal(true).optional(),
    loss: ReasonSchema.optional(),
  }),
]);
const SaidSchema = z.union([z.string().min(1), z.strictObject({ none: ReasonSchema })]);
const LossSchema = z.strictObject({ as: LifecycleSchema, loss: ReasonSchema });

const StatusSchema = z.strictObject({
  version: z.int().positive().default(1),
  reads: z.record(z.string().min(1), StatusWordSchema).describe("What each word of the portal says."),
  writes: z
    .record(LifecycleSchema, SaidSchema)
    .describe("The word (or action) that says each status, or none."),
  shows: z
    .partialRecord(LifecycleSchema, LossSchema)
    .default({})
    .describe("What is shown after writing another."),
});

const IgnoredSchema = z.union([
  PathSchema,
  z.strictObject({ path: z.string().regex(/^(.+\.)?\*$/), why: ReasonSchema }),
]);
const ignored = z
  .array(IgnoredSchema)
  .default([])
  .describe('Keys that we know and do not use; all others must be declared. "a.*" only with its reason.');

const ListOfOwnSchema = z.strictObject({ path: WebPathSchema, rows: PathSchema.optional() });

const FilesSchema = z.strictObject({
  in: PathSchema.optional().describe("List inside the task."),
  of: ListOfOwnSchema.optional().describe("A list of its own, asked for task by task."),
  id: PathSchema,
  name: PathSchema,
  size: PathSchema.optional(),
  sha256: PathSchema.optional(),
  ignored,
});

const EntriesSchema = z.strictObject({
  none: ReasonSchema.optional(),
  in: PathSchema.optional(),
  of: ListOfOwnSchema.optional(),
  order: z.enum(["newest-last", "newest-first"]).default("newest-last"),
  id: PathSchema.optional(),
  at: PathSchema.optional().describe("When it was written: an ISO instant."),
  fields: z
    .partialRecord(FieldNameSchema, z.strictObject({ at: PathSchema, as: SpellingSchema }))
    .default({}),
  onlyWith: FieldNameSchema.optional().describe("An item in which this is empty is no entry."),
  ignored,
});

const TaskSchema = z.strictObject({
  id: PathSchema,
  code: PathSchema.optional(),
  document: PathSchema.optional(),
  fields: FieldsSchema,
  status: StatusSchema,
  allowed: z
    .strictObject({ in: PathSchema, name: PathSchema })
    .optional()
    .describe("Where a task lists the status words that this account may set now; others are not sent."),
  locked: z
    .strictObject({ at: PathSchema, if: PathSchema.optional() })
    .optional()
    .describe("Words that say why the task takes no writes; with `if`, only where that is true."),
  files: FilesSchema.optional(),
  entries: EntriesSchema,
  ignored,
});

const of = z.int().min(1).max(1000).describe("Tasks asked for on one page.");
const PagingSchema = z.strictObject({
  page: z
    .strictObject({
      number: z.string(),
      from: z.union([z.literal(0), z.literal(1)]),
      size: z.string(),
      of,
      last: PathSchema.optional().describe(
        "Where the number of the last page stands, counted as `from` says.",
      ),
    })
    .optional(),
  offset: z.strictObject({ offset: z.string(), size: z.string(), of }).optional(),
  cursor: z.strictObject({ cursor: z.string(), next: PathSchema, size: z.string(), of }).optional(),
  link: z.strictObject({ next: PathSchema, size: z.string(), of }).optional(),
});

const QuerySchema = z.record(z.string(), z.union([z.string(), z.number()])).default({});

const ListSchema = z.strictObject({
  path: WebPathSchema,
  query: QuerySchema,
  rows: PathSchema.optional().describe("Where the tasks stand; left out: the answer is the list."),
  total: PathSchema.optional().describe("Where the portal counts its tasks."),
  paging: PagingSchema,
  shows: z
    .enum(["everything", "overview"])
    .default("everything")
    .describe("overview: each task must be read."),
  order: z.enum(["newest-first", "oldest-first"]).default("newest-first"),
});

const ReadSchema = z.strictObject({ path: WebPathSchema, query: QuerySchema, task: PathSchema.optional() });

const BodySchema = z.record(z.string(), z.unknown());

const WriteSchema = z.strictObject({
  call: CallSchema,
  only: z.array(LifecycleSchema).min(1).optional().describe("Made just to reach one of these statuses."),
  moves: z
    .array(LifecycleSchema)
    .min(1)
    .optional()
    .describe("Also made to reach these; it needs no word for them."),
  carries: z.array(FieldNameSchema).describe("The fields that it can set."),
  always: z
    .union([z.literal("all"), z.array(FieldNameSchema)])
    .default([])
    .describe("Fields that it wants each time, changed or not; all: the whole form."),
  under: PathSchema.optional().describe("Where in the body they stand."),
  fixed: BodySchema.default({}).describe("What else it always sends."),
  as: z.enum(["json", "form"]).default("json"),
  entry: z.literal(true).optional().describe("It adds an entry; sent twice, it adds two."),
  marker: FieldNameSchema.optional().describe("The text that takes our mark."),
  longest: z.int().positive().optional().describe("The longest text that it takes."),
  cites: PathSchema.optional().describe("Where ids of files stand that prove it."),
  needs: z
    .strictObject({
      percent: z.int().min(0).max(100).optional(),
      filled: z.array(FieldNameSchema).optional(),
    })
    .optional()
    .describe("What must be so, or the portal would refuse."),
  taken: z.array(StatusCodeSchema).min(1).default([200]).describe("The statuses that mean yes."),
  id: PathSchema.optional().describe("Where the id of what was made stands in the answer."),
});
export type Write = z.infer<typeof WriteSchema>;

const EvidenceSchema = z.strictObject({
  none: ReasonSchema.optional(),
  maxBytes: z.int().positive().optional(),
  types: z
    .array(z.string().regex(/^[\w.+-]+\/[\w.+-]+$/))
    .min(1)
    .optional(),
  name: z.strictObject({ longest: z.int().positive(), without: z.string().default("") }).optional(),
  maxFiles: z.int().positive().optional(),
  proof: z.enum(["digest", "download", "size"]).optional(),
  upload: z
    .strictObject({
      call: CallSchema,
      query: z.record(z.string(), z.string()).default({}),
      file: z
        .string()
        .optional()
        .describe("The form's part that is the file; left out: the body is the file."),
      form: z.record(z.string(), z.string()).default({}).describe("The form's other parts."),
      taken: z.array(StatusCodeSchema).min(1).default([201]),
      id: PathSchema.optional().describe("Where the file's id stands in the answer."),
      token: PathSchema.optional().describe("Where the token stands by which it is attached."),
      size: PathSchema.optional().describe("Where the portal says how many bytes it kept."),
      sha256: PathSchema.optional(),
    })
    .optional(),
  attach: z
    .strictObject({
      call: CallSchema,
      json: BodySchema,
      taken: z.array(StatusCodeSchema).min(1).default([200]),
    })
    .optional()
    .describe("The second step; {token} is what the first one gave."),
  download: WebPathSchema.optional().describe("Where the bytes are; {fileId} is the file's id."),
});

const AnswersSchema = z.strictObject({
  ok: z
    .strictObject({ at: PathSchema, is: ScalarSchema })
    .optional()
    .describe("What an answer must say to be a yes, whatever its status."),
  words: z.array(PathSchema).min(1).describe("Where the portal says in words what is wrong."),
  errors: z.array(
    z.strictObject({
      status: z.union([StatusCodeSchema, z.enum(["2xx", "3xx", "4xx"])]),
      on: z.enum(["list", "read", "write", "download"]).optional(),
      says: z.string().min(1).optional().describe("Regular expression that the words must match."),
      is: z.enum(["Transient", "Uncertain", "Stale", "Refused", "SignedOut", "Unrecognised", "gone"]),
      example: z.string().optional().describe("Such words, for the simulator."),
    }),
  ),
});

const VersionSchema = z.strictObject({
  at: PathSchema.describe("Where a task shows its version."),
  header: z.string().optional().describe("The header that carries it, usually If-Match."),
  to: PathSchema.optional().describe("Or where in the body it stands."),
});

const TemplatesSchema = z.record(z.string(), z.string());
const SignInSchema = z.strictObject({
  bearer: z.strictObject({ token: z.string() }).optional(),
  apiKey: z.strictObject({ header: z.string(), value: z.string() }).optional(),
  oauth2: z
    .strictObject({
      path: WebPathSchema,
      grant: z.enum(["client_credentials", "password"]),
      form: TemplatesSchema.describe("What else is sent; {option} is an option of this profile."),
      token: PathSchema.default("access_token"),
      expiresIn: PathSchema.default("expires_in"),
    })
    .optional(),
  session: z
    .strictObject({
      path: WebPathSchema,
      as: z.enum(["json", "form"]),
      send: TemplatesSchema,
      cookie: z.string().describe("Name of the cookie that is the session."),
      csrf: z
        .strictObject({
          header: z.string(),
          at: PathSchema.optional().describe("Where in the answer the CSRF token stands."),
          cookie: z.string().optional().describe("Or in which cookie."),
        })
        .optional(),
    })
    .optional(),
  person: z
    .strictObject({
      gives: z.enum(["cookie", "bearer token"]),
      where: WebPathSchema.describe("The sign-in page."),
      usualHours: z.int().positive().optional().describe("How long a session usually lasts."),
    })
    .optional()
    .describe("A person signs in and hands over what the browser then holds."),
  /** Asked once when a session is opened, where signing in is no request of its own. */
  check: WebPathSchema.optional(),
  expired: z.array(StatusCodeSchema).min(1).default([401]).describe("Statuses that say: sign in again."),
});

const VariableSchema = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/)
  .meta({ says: "profile.bad_variable" });
const OptionSchema = z.strictObject({
  about: z.string().min(5),
  secret: VariableSchema.optional().describe(
    "The environment variable that holds it; never the secret itself.",
  ),
  example: z.string().optional(),
});

const SimulatorSchema = z.strictObject({
  shows: z
    .partialRecord(FieldNameSchema, z.strictObject({ at: PathSchema, as: SpellingSchema }))
    .default({})
    .describe("Where the portal keeps a field that `jsonata` reads."),
  also: z.record(PathSchema, z.unknown()).default({}).describe("What else stands in every task."),
});

/** One portal. Sections in the order in which a portal is learned: who, sign in, list, read, write, prove. */
export const sections = {
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
    .meta({ says: "profile.bad_name" })
    .describe("Small letters, digits and dashes."),
  about: z.string().min(5),
  stands: z
    .strictObject({ as: z.enum(["known", "assumed"]), seen: z.iso.date(), why: ReasonSchema })
    .describe("Whether this is known or assumed, since when, and from what."),
  baseUrl: z.strictObject({ about: z.string().min(5), example: z.url() }),
  options: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), OptionSchema),
  signIn: SignInSchema,
  list: ListSchema,
  read: ReadSchema.optional(),
  lookups: z
    .record(
      z.string(),
      z.strictObject({
        path: WebPathSchema,
        query: QuerySchema,
        rows: PathSchema.optional(),
        id: PathSchema,
        name: PathSchema,
      }),
    )
    .default({})
    .describe("Lists of ids and names, fetched once when a session is opened."),
  task: TaskSchema,
  version: VersionSchema.optional(),
  conditionalWrite: z.strictObject({ how: z.enum(["native", "emulated", "none"]), reason: ReasonSchema }),
  idempotencyKey: z.string().optional().describe("The header in which the portal takes one."),
  writes: z.array(WriteSchema).default([]),
  evidence: EvidenceSchema,
  answers: AnswersSchema,
  limits: z.strictObject({
    requestsPerMinute: z.int().positive(),
    parallel: z.int().min(1).max(64),
    observationGoodForMs: z.int().positive(),
    settlesWithinMs: z.int().nonnegative(),
  }),
  simulator: SimulatorSchema.prefault({}),
};

export const ProfileSchema = z.strictObject(sections);
export type Profile = z.infer<typeof ProfileSchema>;
export type ErrorRow = Profile["answers"]["errors"][number];
export type Paging = Profile["list"]["paging"];
