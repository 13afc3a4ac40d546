// How an imitated portal says yes and no: by the table of its profile, with the example words that stand there.
import type { Answer } from "../../src/portal/simulator-spec.ts";
import type { ErrorRow, Profile } from "./schema.ts";
import { place } from "./simulator-spelling.ts";

/** A no that the adapter must understand as this error; nothing was changed. */
export function no(
  profile: Profile,
  what: { is: ErrorRow["is"]; on: ErrorRow["on"]; words: string },
): Answer {
  const rows = profile.answers.errors.filter(
    ({ is, on }) => is === what.is && (on === undefined || on === what.on),
  );
  // Words of its own fit only a row that asks for none.
  const row = rows.find(({ says }) => says === undefined) ?? rows[0];
  const status = statusOf(row?.status, what.is);
  const words = row?.says === undefined ? what.words : (row.example ?? what.words);
  return { status, json: said(profile, words, false), committed: false };
}

/** A no by a row of the table that the portal answers although it took the write; null: there is none. */
export function echo(profile: Profile): Answer | null {
  const row = profile.answers.errors.find(({ is, says }) => is === "Uncertain" && says !== undefined);
  if (row?.example === undefined) return null;
  return {
    status: statusOf(row.status, "Uncertain"),
    json: said(profile, row.example, false),
    committed: true,
  };
}

/** A yes with what it says besides. */
export function yes(
  profile: Profile,
  taken: readonly number[],
  values: Readonly<Record<string, unknown>>,
): Answer {
  const status = taken[0] ?? 200;
  if (status === 204) return { status, empty: true };
  const body = said(profile, "Đã lưu.", true);
  for (const [path, value] of Object.entries(values)) place(body, path, value);
  return { status, json: body };
}

/** The body of a yes or a no, with words. */
export function said({ answers }: Profile, words: string, isYes: boolean): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  place(body, answers.words[0] ?? "message", words);
  if (answers.ok !== undefined) place(body, answers.ok.at, isYes ? answers.ok.is : otherThan(answers.ok.is));
  return body;
}

function otherThan(value: string | number | boolean | null): unknown {
  return typeof value === "boolean" ? !value : typeof value === "number" ? value + 1 : "error";
}

const usual: Readonly<Partial<Record<ErrorRow["is"], number>>> = {
  gone: 404,
  SignedOut: 401,
  Stale: 409,
  Refused: 422,
};

function statusOf(status: ErrorRow["status"] | undefined, is: ErrorRow["is"]): number {
  if (typeof status === "number") return status;
  return status === "2xx" ? 200 : status === "3xx" ? 302 : (usual[is] ?? 400);
}
