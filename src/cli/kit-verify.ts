// What a written result of the conformance kit is worth: whether it is as it was signed, who signed it, and whether the
// adapter is still the one that was tested. Runs nothing again.
import { readFileSync } from "node:fs";
import { UserError } from "../../schemas/errors.ts";
import { KitFileSchema, signedText, type KitFile } from "../../schemas/kit-result.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { showDay } from "../../schemas/time.ts";
import { isSigned } from "../ledger/checkpoint.ts";
import { findSigningKey, fingerprintOf } from "../ledger/signing-key.ts";
import { answer, say, tell, type Shell } from "./shell.ts";

/** Says what the file is worth; 0 when it is signed, intact, and the adapter has not changed since. */
export async function verifyResult(shell: Shell, file: string): Promise<0 | 1> {
  const result = readResult(file);
  const key = signerOf(result);
  const isOurs = key !== null && (await ownKey(shell)) === key;
  const now = await nowOf(shell, result.adapter);
  const isSame = now !== null && now.version === result.version && now.facts === result.facts;
  const said: Phrase[] = [
    key === null ? phrase("conformance.not_intact", { file }) : phrase("conformance.intact", { file }),
    ...(key === null ? [] : [phrase(isOurs ? "conformance.signed_here" : "conformance.signed_by", { key })]),
    changeOf(result, { now, isSame }),
  ];
  const { adapter, level, against, at } = result;
  answer(shell, { file, intact: key !== null, key, isOurs, adapter, level, against, at, isSame }, () =>
    [
      say(shell, "conformance.claims", {
        adapter,
        reached: say(shell, `conformance.reached.${level ?? "none"}`),
        against,
        day: showDay(at.slice(0, 10)),
      }),
      ...said.map((one) => tell(shell, one)),
    ].join("\n"),
  );
  return key !== null && isSame ? 0 : 1;
}

function changeOf({ adapter }: KitFile, { now, isSame }: { now: object | null; isSame: boolean }): Phrase {
  if (now === null) return phrase("conformance.unknown_here", { adapter });
  return phrase(isSame ? "conformance.same" : "conformance.changed", { adapter });
}

function readResult(file: string): KitFile {
  try {
    return KitFileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new UserError([phrase("conformance.unreadable", { file, why: (error as Error).message })]);
  }
}

/** The fingerprint of the key that signed it; null when nobody did, or it was changed afterwards. */
function signerOf(result: KitFile): string | null {
  const { signature } = result;
  if (signature === undefined) return null;
  try {
    const signed = { body: signedText(result), signature: signature.value };
    return isSigned(signed, signature.publicKey) ? fingerprintOf(signature.publicKey) : null;
  } catch {
    // Not a key at all.
    return null;
  }
}

/** The fingerprint of this installation's key, where there is a configuration and a key. */
async function ownKey(shell: Shell): Promise<string | null> {
  try {
    return (await findSigningKey(await shell.signingKeyPlace()))?.fingerprint ?? null;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return null;
  }
}

/** The adapter as it is here and now; null when there is none of this name. */
async function nowOf(shell: Shell, adapter: string): Promise<{ version: string; facts: string } | null> {
  try {
    return await shell.openKit(adapter);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return null;
  }
}
