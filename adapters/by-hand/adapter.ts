// Any portal without an interface: people enter what a slip says, and its own export, where it has one, shows what it
// holds. What can be entered there follows from the configuration; nothing leaves this machine by itself.
import { z } from "zod";
import { fieldNames, type FieldName } from "../../schemas/field.ts";
import { LifecycleSchema } from "../../schemas/status.ts";
import {
  definePortal,
  no,
  readOnly,
  yes,
  type FieldFact,
  type PortalFacts,
} from "../../src/portal/contract.ts";
import { openSession } from "./calls.ts";
import { statusOf, usualWords } from "./convert.ts";

const words = z.string().trim().min(1);
const heading = words.optional();

const options = z.strictObject({
  /** Headings of the portal's export; left out: it exports nothing. */
  columns: z
    .strictObject({
      code: words,
      document: heading,
      files: heading,
      title: heading,
      dueOn: heading,
      leadOrganisation: heading,
      lifecycle: heading,
      percent: heading,
      progressText: heading,
      difficulties: heading,
      lateReason: heading,
      expectedOn: heading,
      completedOn: heading,
      budgetRegistered: heading,
      budgetAllocated: heading,
      budgetDisbursed: heading,
    })
    .optional(),
  /** Where people enter each field, by the portal's own label. A field that is not here is never on a slip. */
  enter: z.strictObject({
    dueOn: heading,
    lifecycle: heading,
    percent: heading,
    progressText: heading,
    difficulties: heading,
    lateReason: heading,
    expectedOn: heading,
    completedOn: heading,
    budgetRegistered: heading,
    budgetAllocated: heading,
    budgetDisbursed: heading,
  }),
  /** What each of the portal's status words means ("": an empty cell); `null`: it speaks of time only. */
  statusWords: z.record(z.string().trim(), LifecycleSchema.nullable()).default({ ...usualWords }),
  /** Where files are uploaded, and which; left out: nowhere. */
  files: z
    .strictObject({
      label: words,
      maxBytes: z.int().positive().default(20_000_000),
      types: z.array(words).min(1).default(["application/pdf"]),
      maxFiles: z.int().positive().default(50),
    })
    .optional(),
});
type Options = z.infer<typeof options>;

export const portal = definePortal({
  name: "by-hand",
  options,
  // What a person could enter at all; `byHand` says what this one can.
  facts: factsOf({
    enter: Object.fromEntries(
      Object.keys(options.shape.enter.shape).map((name) => [name, name]),
    ) as Options["enter"],
    columns: { code: "code", title: "title", leadOrganisation: "leadOrganisation" },
    statusWords: { ...usualWords },
    files: { label: "files", maxBytes: 20_000_000, types: ["application/pdf"], maxFiles: 50 },
  }),
  async open(configured, _wire, notebook) {
    if (notebook === undefined) throw new Error("a portal that people reach is opened on a notebook");
    return openSession(notebook, { evidence: factsOf(configured).evidence, silent: silentIn(configured) });
  },
  byHand: (configured) => ({
    facts: factsOf(configured),
    sheet: {
      labels: configured.enter,
      filesLabel: configured.files?.label ?? null,
      columns: configured.columns ?? null,
    },
  }),
});

function factsOf({ columns, enter, statusWords, files }: Options): PortalFacts {
  const fact = (name: FieldName): FieldFact => {
    if (name in enter && enter[name as keyof typeof enter] !== undefined) return yes;
    if (columns?.[name] !== undefined) return readOnly("its export shows it, nobody enters it");
    return no("nobody enters it and no export shows it");
  };
  return {
    fields: Object.fromEntries(fieldNames.map((name) => [name, fact(name)])) as PortalFacts["fields"],
    status: statusOf(statusWords),
    conditionalWrite: {
      how: "none",
      reason: "a person enters it; the next export shows what others did there",
    },
    marker: { none: "a person would have to type it" },
    evidence:
      files === undefined
        ? { none: "no place to upload files is configured" }
        : {
            as: "upload",
            maxBytes: files.maxBytes,
            types: files.types,
            name: { longest: 200, without: "/\\" },
            maxFiles: files.maxFiles,
            proof: "receipt",
          },
    // Slips are rows of our own database: these bound nothing but how many are written side by side.
    requestsPerMinute: 6_000,
    parallel: 1,
    pageSize: 10_000,
    observationGoodForMs: 600_000,
    settlesWithinMs: 0,
  };
}

/** Fields that people enter and no export shows. */
function silentIn({ columns, enter }: Options): FieldName[] {
  return fieldNames.filter(
    (name) => columns?.[name] === undefined && enter[name as keyof typeof enter] !== undefined,
  );
}
