// How an imitated portal takes a file, hands it out and attaches it: its own count of bytes, its own digest, and the
// lapses of files.
import { createHash } from "node:crypto";
import { hasForeignBytes, keptOf } from "../../src/portal/simulator-lapses.ts";
import type { Answer, Asked } from "../../src/portal/simulator-spec.ts";
import { no, yes } from "./simulator-answers.ts";
import { touch, type PortalState, type StoredTask } from "./simulator-state.ts";

interface Arrived {
  name: string;
  mime: string | null;
  size: number;
  bytes: Uint8Array;
}

/** Takes the bytes; where the profile has no second step, they stand at the task at once. */
export async function upload(asked: Asked, state: PortalState): Promise<Answer> {
  const { evidence } = state.profile;
  const declared = evidence.upload;
  if (declared === undefined) throw new Error("the profile declares no upload");
  const isOneStep = evidence.attach === undefined;
  const task = state.tasks.get(asked.params["id"] ?? "");
  if (isOneStep && task === undefined) return refuse(state, "Không tìm thấy nhiệm vụ.");
  const locked = isOneStep ? asked.faults.fires("period-locked") : null;
  if (locked !== null) return refuse(state, String(locked["message"] ?? "Kỳ báo cáo đã khóa"));
  const file = declared.file === undefined ? bodyOf(asked) : await partOf(asked, state);
  const wrong = file === null ? "Chưa chọn tệp." : (wrongWith(state, file) ?? foreign(asked, file));
  if (file === null || wrong !== null) return refuse(state, wrong ?? "");
  const { bytes, ...known } = keptOf(asked, { name: file.name, bytes: file.bytes });
  const id = String(state.next());
  const token = `${id}.${state.next()}`;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (isOneStep && asked.faults.fires("drops-file") !== null)
    return {
      ...yes(state.profile, declared.taken, said(declared, { id, token, bytes, sha256 })),
      committed: false,
    };
  state.files.set(id, { id, token, ...known, bytes, sha256 });
  if (isOneStep && task !== undefined) {
    task.files.add(id);
    touch(state, task);
  }
  return yes(state.profile, declared.taken, said(declared, { id, token, bytes, sha256 }));
}

type Declared = NonNullable<PortalState["profile"]["evidence"]["upload"]>;

function said(
  { id, token, size, sha256 }: Declared,
  file: { id: string; token: string; bytes: Uint8Array; sha256: string },
): Record<string, unknown> {
  return {
    ...(size !== undefined && { [size]: file.bytes.length }),
    ...(sha256 !== undefined && { [sha256]: file.sha256 }),
    // A portal that attaches by the file's own id names it once.
    ...(token !== undefined && { [token]: token === id ? Number(file.id) : file.token }),
    ...(id !== undefined && { [id]: Number(file.id) }),
  };
}

/** The file of a form; its name from the part of the form that names it, where there is one. */
async function partOf(asked: Asked, state: PortalState): Promise<Arrived | null> {
  const { upload: declared } = state.profile.evidence;
  const { fields, files } = await asked.multipart();
  const file = files.find((one) => one.field === declared?.file);
  if (file === undefined) return null;
  const named = Object.entries(declared?.form ?? {}).find(([, text]) => text === "{name}")?.[0];
  return { ...file, name: (named === undefined ? undefined : fields[named]) ?? file.name };
}

function bodyOf(asked: Asked): Arrived {
  const bytes = asked.bytes();
  const name = [...asked.query.values()].find((value) => value.includes(".")) ?? "tep.bin";
  return { name, mime: null, size: bytes.length, bytes };
}

function foreign(asked: Asked, { mime, bytes }: Arrived): string | null {
  const isForeign = mime !== null && hasForeignBytes(asked.faults, { mime, bytes });
  return isForeign ? "Nội dung tệp không đúng loại." : null;
}

function wrongWith({ profile }: PortalState, { name, mime, size }: Arrived): string | null {
  const { maxBytes = 0, types = [], name: rule } = profile.evidence;
  if (size === 0) return "Tệp rỗng.";
  if (size > maxBytes) return "Tệp quá lớn.";
  if (mime !== null && !types.includes(mime)) return "Loại tệp không được phép.";
  return name.length > (rule?.longest ?? Infinity) ? "Tên tệp quá dài." : null;
}

/** Attaches the file whose token came; null: none came, this is another write. */
export function attached(
  asked: Asked,
  state: PortalState,
  { task, body }: { task: StoredTask; body: unknown },
): Answer | null {
  const { attach } = state.profile.evidence;
  if (attach === undefined) return null;
  const token = tokenIn(attach.json, body);
  if (token === undefined) return null;
  const file = [...state.files.values()].find((one) => one.token === token || one.id === String(token));
  if (file === undefined) return refuse(state, "Tệp đính kèm không tồn tại.");
  if (asked.faults.fires("token-used-up") !== null && task.files.has(file.id))
    return refuse(state, "Mã tệp đã được sử dụng.");
  const done = yes(state.profile, attach.taken, {});
  if (asked.faults.fires("drops-file") !== null) return { ...done, committed: false };
  task.files.add(file.id);
  touch(state, task);
  return done;
}

/** What came where the profile's example has {token}. */
function tokenIn(shape: unknown, came: unknown): unknown {
  if (shape === "{token}") return came;
  if (typeof shape !== "object" || shape === null || typeof came !== "object" || came === null)
    return undefined;
  for (const [key, below] of Object.entries(shape)) {
    const found = tokenIn(below, (came as Record<string, unknown>)[key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The bytes of a file. */
export function download(asked: Asked, state: PortalState): Answer {
  const file = state.files.get(asked.params["fileId"] ?? "");
  if (file !== undefined) return { status: 200, bytes: file.bytes };
  return no(state.profile, { is: "gone", on: "download", words: "Không tìm thấy tệp." });
}

function refuse({ profile }: PortalState, words: string): Answer {
  return no(profile, { is: "Refused", on: "write", words });
}
