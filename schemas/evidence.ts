// A file that proves progress (minh chứng), kept by its hash. Bytes never change: signatures must stay valid.
import { z } from "zod";
import { ClassificationSchema } from "./task.ts";
import { DaySchema } from "./time-shapes.ts";

export const Sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** What a document is: quyết định, biên bản, báo cáo, anything else. */
export const DocumentKindSchema = z.enum(["decision", "minutes", "report", "other"]);
export type DocumentKind = z.infer<typeof DocumentKindSchema>;

/**
 * What a programme may ask of a task before it is reported as completed: a decision with number and date, a PDF that is
 * signed, minutes, or an address at which something is published.
 */
export const ProofSchema = z.enum(["decision", "signed_pdf", "minutes", "link"]);
export type Proof = z.infer<typeof ProofSchema>;

/** Which proofs each programme asks for, by the programme's name; "*": every task. */
export type ProofRules = Readonly<Record<string, readonly Proof[]>>;

/** Whether a PDF holds a digital signature. That it is there says nothing of who made it or whether it is valid. */
export const SignedSchema = z.enum(["yes", "no", "unknown"]);
export type Signed = z.infer<typeof SignedSchema>;

/** Whether the first page could be looked at for a marking: read, a scan without text, or not readable by us. */
export const FirstPageSchema = z.enum(["read", "no_text", "unread"]);
export type FirstPage = z.infer<typeof FirstPageSchema>;

// Line breaks and other signs that steer, and those that turn the direction of writing and so hide an ending.
const steering = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

export const EvidenceSchema = z.strictObject({
  sha256: Sha256Schema,
  size: z.int().nonnegative(),
  /** What the bytes are; nothing that disagrees with the name's ending is taken in. */
  mime: z.string(),
  /** The name it was added under, exactly; a path never. */
  name: z
    .string()
    .min(1)
    .max(255)
    .refine((name) => !steering.test(name)),
  documentKind: DocumentKindSchema,
  documentNumber: z.string(),
  documentOn: DaySchema.nullable(),
  issuer: z.string(),
  signer: z.string(),
  /** Where the document is published; "" where it is not. */
  link: z.union([z.literal(""), z.url({ protocol: /^https?$/ })]),
  /** Of the file, whichever task cites it. */
  classification: ClassificationSchema,
  signed: SignedSchema,
  firstPage: FirstPageSchema,
  /** Words of secrecy seen in its name or on its first page: a question until a person answers. */
  marks: z.array(z.string()),
  /** Who answered; `null`: nobody yet. */
  settledBy: z.string().nullable(),
});
export type Evidence = z.infer<typeof EvidenceSchema>;

/** A text with what steers a terminal written out, so that a name can be shown whatever is in it. */
export function visible(text: string): string {
  return text.replaceAll(new RegExp(steering, "gu"), (sign) => {
    if (sign === "\n") return "\\n";
    return `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
  });
}

/**
 * What a document is by its number: NĐ 30/2020/NĐ-CP writes the kind into it, "12/QĐ-UBND" for a decision, "3/BB-UBND"
 * for minutes, "45/BC-SKHCN" for a report.
 */
export function kindByNumber(number: string): DocumentKind {
  const [, letters = ""] = /\/\s*(QĐ|BB|BC)(?![\p{L}])/iu.exec(number.normalize("NFC")) ?? [];
  const kinds: Record<string, DocumentKind> = { QĐ: "decision", BB: "minutes", BC: "report" };
  return kinds[letters.toUpperCase()] ?? "other";
}
