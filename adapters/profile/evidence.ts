// Sends one file as the profile says: in a form, as the body itself, or uploaded first and attached by its token. A
// broken copy that is not attached yet is left unattached.
import { Uncertain } from "../../schemas/errors.ts";
import type { Receipt } from "../../schemas/receipt.ts";
import type { EvidenceFile } from "../../src/portal/contract.ts";
import type { HttpRequest } from "../../src/portal/http.ts";
import { wordsOf } from "./answers.ts";
import { callOf, keyHeader, pathOf, send, type Talk } from "./calls.ts";
import { idOf } from "./convert.ts";
import { isRecord, valueAt } from "./path.ts";
import type { Profile } from "./schema.ts";

type Upload = NonNullable<Profile["evidence"]["upload"]>;

/** Sends a file that broke no rule of the portal. */
export async function evidenceSender(talk: Talk, file: EvidenceFile): Promise<Receipt> {
  const { profile } = talk.reading;
  const { upload, attach } = profile.evidence;
  if (upload === undefined) throw new Error("a profile was not checked before it was used");
  const sent = await send(talk, uploadOf(profile, upload, file), upload.taken);
  const stored = storedOf(upload, sent.answer);
  const isBroken =
    [stored.size ?? file.size, stored.sha256 ?? file.sha256].join() !== [file.size, file.sha256].join();
  const portalSaid = wordsOf(profile.answers, sent.reply);
  if (isBroken && attach !== undefined) return { createdId: null, portalSaid, stored };
  const createdId = upload.id === undefined ? null : idSaid(sent.answer, upload.id);
  if (attach === undefined) return { createdId, portalSaid, stored };
  const token = valueAt(sent.answer, upload.token ?? "");
  if (token === undefined || token === null)
    throw new Uncertain("the portal took a file and gave no token for it");
  const { method, path } = callOf(attach.call);
  const json = withValues(attach.json, { ...valuesOf(file), token });
  const attached = await send(
    talk,
    { method, path: pathOf(path, { id: file.remoteId }), json },
    attach.taken,
  );
  return { createdId, portalSaid: wordsOf(profile.answers, attached.reply), stored };
}

function uploadOf(profile: Profile, upload: Upload, file: EvidenceFile): HttpRequest {
  const { method, path } = callOf(upload.call);
  const values = valuesOf(file);
  const request = {
    method,
    path: pathOf(path, { id: file.remoteId }),
    query: withTexts(upload.query, values),
    headers: keyHeader(profile, file.key),
  };
  const body = { name: file.name, mime: file.mime, size: file.size, open: () => file.open() };
  if (upload.file === undefined) return { ...request, bytes: body };
  return {
    ...request,
    multipart: { fields: withTexts(upload.form, values), file: { field: upload.file, ...body } },
  };
}

function storedOf({ size, sha256 }: Upload, answer: unknown): NonNullable<Receipt["stored"]> {
  const bytes = size === undefined ? null : valueAt(answer, size);
  const digest = sha256 === undefined ? null : valueAt(answer, sha256);
  return {
    size: typeof bytes === "number" ? bytes : null,
    sha256: typeof digest === "string" ? digest : null,
  };
}

function idSaid(answer: unknown, path: string): string {
  const id = valueAt(answer, path);
  // It was taken: only looking tells as what.
  if (id === undefined || id === null) throw new Uncertain("the portal took a file and did not name it");
  return idOf(id, path);
}

type Values = Readonly<Record<string, unknown>>;

function valuesOf({ remoteId, name, mime, size, sha256, documentNumber, documentOn }: EvidenceFile): Values {
  return { id: remoteId, name, mime, size, sha256, documentNumber, documentOn: documentOn ?? "" };
}

function withTexts(texts: Readonly<Record<string, string>>, values: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, String(withValues(text, values))]),
  );
}

/** Names in braces replaced; a text that is one name alone keeps the value's type. */
function withValues(shape: unknown, values: Values): unknown {
  if (Array.isArray(shape)) return shape.map((item) => withValues(item, values));
  if (isRecord(shape))
    return Object.fromEntries(Object.entries(shape).map(([key, item]) => [key, withValues(item, values)]));
  if (typeof shape !== "string") return shape;
  const whole = /^\{(\w+)\}$/.exec(shape)?.[1];
  if (whole !== undefined) return values[whole] ?? null;
  return shape.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
