// Checks an exported ledger, or a receipt, on any computer with Node 18 or later: one file, no packages, no network,
// nothing of the program that wrote them. Needs the file and the public key; checkpoints that were kept elsewhere show
// a cut end or an older copy. Trusts no word of the export before its hash is right. Changes nothing.
//
//   node verify-ledger.mjs EXPORT.jsonl|RECEIPT.html --key ledger-key.pem [--checkpoint FILE|DIRECTORY ...] [--lang vi|en]
//
// Ends with 0: sound; 1: not sound, the first bad row is named; 2: could not be checked.
import { createHash, createPublicKey, verify } from "node:crypto";
import { createReadStream, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Everything this program says. */
const words = {
  usage: {
    vi: "Cách dùng: node verify-ledger.mjs TỆP_XUẤT.jsonl|GIẤY.html --key ledger-key.pem [--checkpoint TỆP|THƯ_MỤC ...] [--lang vi|en]",
    en: "Usage: node verify-ledger.mjs EXPORT.jsonl|RECEIPT.html --key ledger-key.pem [--checkpoint FILE|DIRECTORY ...] [--lang vi|en]",
  },
  unreadable: { vi: "Không đọc được {file}: {why}", en: "Cannot read {file}: {why}" },
  key: { vi: "Khóa công khai: {key}", en: "Public key: {key}" },
  bad: {
    vi: "KHÔNG NGUYÊN VẸN. Chỗ sai đầu tiên: {place}: {why}",
    en: "NOT SOUND. First bad row: {place}: {why}",
  },
  sound: {
    vi: "NGUYÊN VẸN: {entries} mục, {lanes} luồng, {checkpoints} điểm niêm phong, đối chiếu {outside} điểm lưu bên ngoài.",
    en: "SOUND: {entries} entries in {lanes} lane(s), {checkpoints} checkpoint(s), compared with {outside} kept outside.",
  },
  open: { vi: "Lần gửi chưa có kết quả: {count}.", en: "Attempts without an outcome: {count}." },
  gone: {
    vi: "Phần đã gỡ, có ghi trong nhật ký: {count}.",
    en: "Parts taken off, each accounted for: {count}.",
  },
  no_outside: {
    vi: "Lưu ý: chưa đối chiếu với điểm niêm phong lưu bên ngoài (--checkpoint), nên không biết được nếu phần cuối bị cắt hay cả nhật ký là bản cũ.",
    en: "Note: nothing kept outside was compared (--checkpoint), so a cut end or an older copy would not be seen.",
  },
  unsigned_end: {
    vi: "Lưu ý: {count} mục mới hơn điểm niêm phong cuối, chưa có chữ ký nào bảo vệ.",
    en: "Note: {count} entries are newer than the last checkpoint; no signature protects them yet.",
  },
  line: { vi: "không đọc được dòng {line} của tệp", en: "line {line} of the file cannot be read" },
  missing: { vi: "thiếu mục này: đã bị xóa hoặc đổi số", en: "the entry is missing: deleted or renumbered" },
  surplus: { vi: "nằm sau dấu cuối luồng: bị chèn thêm", en: "lies after the end of its lane: inserted" },
  lane_again: {
    vi: "luồng này đã kết thúc trước đó: mục bị chèn thêm",
    en: "the lane had ended before: inserted",
  },
  chain: {
    vi: "không nối tiếp mục liền trước: có mục bị sửa, chèn hoặc đổi chỗ",
    en: "does not follow the entry before it: one was changed, inserted or moved",
  },
  hash: { vi: "nội dung không khớp mã băm: đã bị sửa", en: "the content does not match its hash: changed" },
  body: { vi: "nội dung không phải do dongbo ghi", en: "the content is not of dongbo's making" },
  part: {
    vi: "phần “{part}” không khớp mã băm: đã bị sửa",
    en: "part “{part}” does not match its digest: changed",
  },
  part_gone: {
    vi: "phần “{part}” đã mất mà nhật ký không ghi ai gỡ: bị xóa lén",
    en: "part “{part}” is gone and no entry accounts for it: deleted unseen",
  },
  twice: { vi: "mở lại một lần gửi đang mở", en: "opens an attempt that is open already" },
  no_attempt: {
    vi: "ghi kết quả của lần gửi chưa mở hoặc đã có kết quả",
    en: "is the outcome of an attempt that was never opened or already has one",
  },
  no_head: {
    vi: "luồng này không có dấu cuối: phần cuối bị cắt",
    en: "the lane has no end line: the rest was cut",
  },
  head: { vi: "dấu cuối luồng không khớp mục cuối", en: "the lane's end line differs from its last entry" },
  known: {
    vi: "khác với điểm niêm phong số {number}: các mục từ {from} đến đây đã bị thay hoặc viết lại",
    en: "differs from checkpoint {number}: entries from {from} up to here were replaced or written anew",
  },
  cut: {
    vi: "thiếu từ mục này, dù điểm niêm phong số {number} ghi luồng đã đến mục {seq}: phần cuối bị cắt, hoặc đây là bản cũ",
    en: "missing from here on, though checkpoint {number} states that the lane had reached {seq}: the end was cut, or this is an older copy",
  },
  checkpoint: { vi: "điểm niêm phong {number}", en: "checkpoint {number}" },
  cp_unreadable: { vi: "không đọc được", en: "cannot be read" },
  cp_signature: {
    vi: "chữ ký không đúng với khóa công khai này",
    en: "the signature does not fit this public key",
  },
  cp_chain: {
    vi: "không nối tiếp điểm liền trước: có điểm bị xóa, thay hoặc đổi chỗ",
    en: "does not follow the one before it: one was deleted, replaced or moved",
  },
  cp_outside: {
    vi: "điểm lưu bên ngoài không có trong tệp này, hoặc khác: nhật ký đã bị thay",
    en: "the one kept outside is not in this file, or differs: the ledger was replaced",
  },
  receipt: { vi: "giấy xác nhận", en: "receipt" },
  proof: { vi: "không đọc được phần chứng minh trong tệp", en: "the proof inside the file cannot be read" },
  proof_head: {
    vi: "chuỗi mã băm không dẫn đến điểm niêm phong số {number}: có mục bị sửa, thêm hoặc bớt",
    en: "the hashes do not lead to checkpoint {number}: an entry was changed, added or left out",
  },
  seal: {
    vi: "chữ ký của cả tệp không đúng: có chữ trong giấy đã bị sửa, hoặc do khóa khác ký",
    en: "the signature of the whole file is wrong: something in the paper was changed, or another key signed it",
  },
  receipt_sound: {
    vi: "GIẤY NGUYÊN VẸN: {rows} mục, niêm phong bởi {checkpoints} điểm, đối chiếu {outside} điểm lưu bên ngoài.",
    en: "THE RECEIPT IS SOUND: {rows} entries, under {checkpoints} checkpoint(s), compared with {outside} kept outside.",
  },
};

const genesis = "0".repeat(64);
const hex64 = /^[0-9a-f]{64}$/;

/** The first thing that is wrong: where, and one of `words`. */
class Bad extends Error {
  /** @param {string} place @param {string} key @param {Record<string, string | number>} values */
  constructor(place, key, values = {}) {
    super(key);
    this.place = place;
    this.key = key;
    this.values = values;
  }
}

/** It could not even be checked. */
class Unusable extends Bad {}

/** @param {string} text */
const sha256 = (text) => createHash("sha256").update(text, "utf8").digest("hex");

// ---- checkpoints

/**
 * @typedef {{ lane: string, seq: number, hash: string }} Head
 * @typedef {{ number: number, at: string, heads: Head[], previous: string, key: string }} Said
 * @typedef {{ body: string, signature: string }} Checkpoint
 * @typedef {{ key: import("node:crypto").KeyObject, fingerprint: string }} PublicKey
 */

/**
 * What a soundly signed checkpoint says. Throws Bad.
 * @param {Checkpoint} checkpoint @param {PublicKey} publicKey @returns {Said}
 */
function readCheckpoint({ body, signature }, { key, fingerprint }) {
  /** @type {Said & { format: string }} */
  let said;
  try {
    said = JSON.parse(body);
    if (said.format !== "dongbo-checkpoint-1" || !Number.isSafeInteger(said.number))
      throw new Error("format");
    const isHead = (/** @type {Head} */ head) =>
      typeof head.lane === "string" && Number.isSafeInteger(head.seq) && hex64.test(head.hash);
    if (!said.heads.every(isHead)) throw new Error("heads");
  } catch {
    throw new Bad("checkpoint", "cp_unreadable", { number: "?" });
  }
  if (!isSigned(body, signature, key) || said.key !== fingerprint)
    throw new Bad("checkpoint", "cp_signature", { number: said.number });
  return said;
}

/** Whether the key's owner signed this text. @param {string} text @param {string} signature @param {PublicKey["key"]} key */
function isSigned(text, signature, key) {
  const bytes = Buffer.from(signature, "base64");
  // Base64 has several spellings of the same bytes; only one is ours.
  return bytes.toString("base64") === signature && verify(null, Buffer.from(text, "utf8"), key, bytes);
}

/** @param {string[]} places Files, or directories of checkpoint-*.json. @returns {Checkpoint[]} */
function readOutside(places) {
  const files = places.flatMap((place) => {
    try {
      if (!statSync(place).isDirectory()) return [place];
      const names = readdirSync(place).filter((name) => /^checkpoint-\d+\.json$/.test(name));
      if (names.length === 0) throw new Error("checkpoint-*.json");
      return names.map((name) => join(place, name));
    } catch (error) {
      throw new Unusable("", "unreadable", { file: place, why: String(error) });
    }
  });
  return files.map((file) => {
    try {
      const { body, signature } = JSON.parse(readFileSync(file, "utf8"));
      if (typeof body !== "string" || typeof signature !== "string") throw new Error("body, signature");
      return { body, signature };
    } catch (error) {
      throw new Unusable("", "unreadable", { file, why: String(error) });
    }
  });
}

// ---- the export: lines of rows and ends, lane by lane, then checkpoints

/**
 * The lines of a file, in constant memory. Splits at line feeds only: JSON may hold other line separators as they are.
 * @param {string} file
 */
async function* linesOf(file) {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  /** @type {Buffer[]} */
  let pending = [];
  let number = 0;
  const whole = () => {
    number += 1;
    const bytes = Buffer.concat(pending);
    pending = [];
    try {
      return { number, text: decoder.decode(bytes) };
    } catch {
      return { number, text: "" };
    }
  };
  for await (const chunk of createReadStream(file)) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      pending.push(chunk.subarray(start, end));
      start = end + 1;
      yield whole();
    }
    pending.push(chunk.subarray(start));
  }
  if (pending.some((rest) => rest.length > 0)) yield whole();
}

/**
 * @typedef {{ lane: string, from: number, to: number, parts: string[] }} Erased
 * @typedef {{
 *   known: Map<string, Map<number, { hash: string, number: number }[]>>,
 *   erased: Erased[],
 *   checkpoints: number,
 *   wrong: Bad | null,
 * }} Survey
 */

/**
 * First reading: what checkpoints and erasures state. A wrong checkpoint is remembered, so that a bad row is named
 * before it.
 * @param {string} file @param {PublicKey} publicKey @param {Checkpoint[]} outside @returns {Promise<Survey>}
 */
async function survey(file, publicKey, outside) {
  /** @type {Survey} */
  const found = { known: new Map(), erased: [], checkpoints: 0, wrong: null };
  /** @type {Map<number, string>} */
  const bodies = new Map();
  /** @param {Checkpoint} checkpoint @param {(said: Said) => string | null} judge */
  const take = (checkpoint, judge) => {
    try {
      const said = readCheckpoint(checkpoint, publicKey);
      learn(found, said);
      const key = judge(said);
      if (key !== null) throw new Bad("checkpoint", key, { number: said.number });
    } catch (error) {
      if (!(error instanceof Bad)) throw error;
      found.wrong ??= error;
    }
  };
  let previous = genesis;
  for await (const { text } of linesOf(file)) {
    if (text.startsWith('{"at":') && text.includes('"kind":"erasure"')) found.erased.push(...erasedIn(text));
    if (!text.startsWith('{"checkpoint":')) continue;
    const checkpoint = checkpointIn(text);
    found.checkpoints += 1;
    take(checkpoint, (said) =>
      said.number === found.checkpoints && said.previous === previous ? null : "cp_chain",
    );
    previous = sha256(checkpoint.body);
    bodies.set(found.checkpoints, previous);
  }
  for (const checkpoint of outside)
    take(checkpoint, ({ number }) => (bodies.get(number) === sha256(checkpoint.body) ? null : "cp_outside"));
  return found;
}

/** @param {Survey} found @param {Said} said */
function learn({ known }, { heads, number }) {
  for (const { lane, seq, hash } of heads) {
    const ends = known.get(lane) ?? new Map();
    const same = ends.get(seq) ?? [];
    if (!same.some((/** @type {{ hash: string }} */ one) => one.hash === hash)) same.push({ hash, number });
    known.set(lane, ends.set(seq, same));
  }
}

/** @param {string} line @returns {Checkpoint} */
function checkpointIn(line) {
  try {
    const { body, signature } = JSON.parse(line).checkpoint;
    if (line === JSON.stringify({ checkpoint: { body, signature } })) return { body, signature };
  } catch {
    // Falls through: a checkpoint that says nothing.
  }
  return { body: "", signature: "" };
}

/** @param {string} line @returns {Erased[]} */
function erasedIn(line) {
  try {
    const { kind, erased } = JSON.parse(line).body;
    return kind === "erasure" ? erased.filter((/** @type {Erased} */ one) => Array.isArray(one.parts)) : [];
  } catch {
    return [];
  }
}

// The digested text is the beginning of the line, by its very letters; nothing is written anew to be hashed.
const rowShape =
  /^(\{"at":"[^"\\]+","body":(\{.*\}),"lane":("(?:[^"\\]|\\.)*"),"seq":([1-9]\d{0,14})),"hash":"([0-9a-f]{64})","parts":(\{.*\}),"prev":"([0-9a-f]{64})"\}$/s;

/** @typedef {{ digested: string, body: any, lane: string, seq: number, hash: string, parts: any, prev: string }} Row */

/** @param {string} text @returns {Row | null} */
function rowIn(text) {
  const found = rowShape.exec(text);
  if (found === null) return null;
  const [, begin = "", body = "", lane = "", seq, hash = "", parts = "", prev = ""] = found;
  try {
    const there = JSON.parse(parts);
    // Parts are not hashed by their letters, so only one spelling of them counts.
    if (JSON.stringify(there) !== parts) return null;
    const said = { body: JSON.parse(body), lane: JSON.parse(lane), seq: Number(seq) };
    return { digested: `${begin}}`, ...said, hash, parts: there, prev };
  } catch {
    return null;
  }
}

/** @param {string} text @returns {Head | null} */
function headIn(text) {
  try {
    const { hash, lane, seq } = JSON.parse(text).head;
    return text === JSON.stringify({ head: { hash, lane, seq } }) ? { hash, lane, seq } : null;
  } catch {
    return null;
  }
}

/** @param {Iterable<number>} numbers */
function lastOf(numbers) {
  let last = 0;
  for (const number of numbers) last = Math.max(last, number);
  return last;
}

/** Checks one export, line by line: memory does not grow with the number of rows. */
class ExportCheck {
  /** @param {Survey} stated */
  constructor(stated) {
    this.stated = stated;
    this.entries = 0;
    this.gone = 0;
    this.open = 0;
    this.unsigned = 0;
    /** @type {Set<string>} */
    this.ended = new Set();
    /** @type {{ lane: string, seq: number, hash: string, open: Set<string>, good: number } | null} */
    this.lane = null;
  }

  /** @param {{ number: number, text: string }} line */
  take({ number, text }) {
    if (text.startsWith('{"checkpoint":')) return;
    if (text.startsWith('{"head":')) return this.takeHead(text, number);
    const row = rowIn(text);
    if (row === null) throw new Bad(this.next(), "line", { line: number });
    this.takeRow(row);
  }

  /** Where the next row should be. */
  next() {
    return this.lane === null ? "?" : `${this.lane.lane}/${this.lane.seq + 1}`;
  }

  /** @param {Row} row */
  takeRow(row) {
    if (this.ended.has(row.lane))
      throw new Bad(`${row.lane}/${row.seq}`, this.lane === null ? "surplus" : "lane_again");
    if (this.lane !== null && this.lane.lane !== row.lane) throw new Bad(this.next(), "no_head");
    this.lane ??= { lane: row.lane, seq: 0, hash: genesis, open: new Set(), good: 0 };
    const lane = this.lane;
    const place = `${row.lane}/${row.seq}`;
    if (row.seq !== lane.seq + 1) throw new Bad(this.next(), "missing");
    if (row.prev !== lane.hash) throw new Bad(place, "chain");
    if (row.hash !== sha256(row.prev + sha256(row.digested))) throw new Bad(place, "hash");
    lane.seq = row.seq;
    lane.hash = row.hash;
    this.entries += 1;
    this.checkKnown(place);
    this.gone += checkParts(row, (part) => this.isAccounted(row, part));
    this.checkOrder(row.body, place);
  }

  /** @param {string} place */
  checkKnown(place) {
    const lane = /** @type {NonNullable<typeof this.lane>} */ (this.lane);
    const ends = this.stated.known.get(lane.lane)?.get(lane.seq) ?? [];
    const other = ends.find(({ hash }) => hash !== lane.hash);
    if (other) throw new Bad(place, "known", { number: other.number, from: lane.good + 1 });
    if (ends.length > 0) lane.good = lane.seq;
  }

  /** @param {Row} row @param {string} part */
  isAccounted({ lane, seq }, part) {
    return this.stated.erased.some(
      (one) => one.lane === lane && one.from <= seq && seq <= one.to && one.parts.includes(part),
    );
  }

  /** @param {{ kind: string, attemptId?: string }} body @param {string} place */
  checkOrder({ kind, attemptId }, place) {
    const { open } = /** @type {NonNullable<typeof this.lane>} */ (this.lane);
    const id = String(attemptId).toLowerCase();
    if (kind === "attempt") {
      if (open.has(id)) throw new Bad(place, "twice");
      open.add(id);
    }
    if (kind === "outcome" && !open.delete(id)) throw new Bad(place, "no_attempt");
  }

  /** @param {string} text @param {number} number */
  takeHead(text, number) {
    const { lane } = this;
    const head = headIn(text);
    if (head === null || lane === null) throw new Bad(this.next(), "line", { line: number });
    if (head.lane !== lane.lane) throw new Bad(this.next(), "no_head");
    if (head.seq > lane.seq) throw new Bad(this.next(), "missing");
    if (head.seq !== lane.seq || head.hash !== lane.hash) throw new Bad(`${lane.lane}/${lane.seq}`, "head");
    this.checkCut(lane);
    this.open += lane.open.size;
    this.unsigned += lane.seq - lastOf(this.stated.known.get(lane.lane)?.keys() ?? []);
    this.ended.add(lane.lane);
    this.lane = null;
  }

  /** No checkpoint states an end beyond this one. @param {{ lane: string, seq: number }} end */
  checkCut({ lane, seq }) {
    for (const [stated, ends] of this.stated.known.get(lane) ?? [])
      if (stated > seq)
        throw new Bad(`${lane}/${seq + 1}`, "cut", { number: ends[0]?.number ?? "?", seq: stated });
  }

  end() {
    if (this.lane !== null) throw new Bad(this.next(), "no_head");
    for (const lane of this.stated.known.keys()) if (!this.ended.has(lane)) this.checkCut({ lane, seq: 0 });
    if (this.stated.wrong !== null) throw this.stated.wrong;
  }
}

/**
 * Every part that is there has its digest in the hashed body; how many are gone, each for a reason.
 * @param {{ body: any, parts: any, lane: string, seq: number }} row @param {(part: string) => boolean} isAccounted
 */
function checkParts({ body, parts, lane, seq }, isAccounted) {
  const place = `${lane}/${seq}`;
  const digests = body?.parts;
  const isRow = [digests, parts].every((one) => typeof one === "object" && one !== null);
  if (!isRow || typeof body.kind !== "string") throw new Bad(place, "body");
  for (const [part, sealed] of Object.entries(parts)) {
    const [salt, text] = Array.isArray(sealed) && sealed.length === 2 ? sealed : [];
    const isText = typeof salt === "string" && typeof text === "string";
    if (!isText || !Object.hasOwn(digests, part) || digests[part] !== sha256(salt + text))
      throw new Bad(place, "part", { part });
  }
  const gone = Object.keys(digests).filter((part) => !Object.hasOwn(parts, part));
  for (const part of gone) if (!isAccounted(part)) throw new Bad(place, "part_gone", { part });
  return gone.length;
}

/** @param {string} file @param {PublicKey} publicKey @param {Checkpoint[]} outside */
async function checkExport(file, publicKey, outside) {
  const stated = await survey(file, publicKey, outside);
  const check = new ExportCheck(stated);
  for await (const line of linesOf(file)) check.take(line);
  check.end();
  const sums = { entries: check.entries, lanes: check.ended.size, checkpoints: stated.checkpoints };
  return [
    say("sound", { ...sums, outside: outside.length }),
    ...(check.open > 0 ? [say("open", { count: check.open })] : []),
    ...(check.gone > 0 ? [say("gone", { count: check.gone })] : []),
    ...(check.unsigned > 0 ? [say("unsigned_end", { count: check.unsigned })] : []),
    ...(outside.length === 0 ? [say("no_outside")] : []),
  ];
}

// ---- the receipt: a page for people, the proof as data inside it, and a signature over all of it

const proofOpens = '<script type="application/json" id="proof">';
const sealOpens = '\n<script type="application/json" id="seal">';

/** @param {string} text @param {PublicKey} publicKey @param {Checkpoint[]} outside */
function checkReceipt(text, publicKey, outside) {
  const proof = proofIn(text);
  const kept = new Map(outside.map((one) => [readCheckpoint(one, publicKey).number, one.body]));
  /** @type {Map<number, Said>} */
  const signed = new Map();
  let compared = 0;
  for (const checkpoint of proof.checkpoints) {
    const said = readCheckpoint(checkpoint, publicKey);
    signed.set(said.number, said);
    const other = kept.get(said.number);
    if (other !== undefined && other !== checkpoint.body)
      throw new Bad("checkpoint", "cp_outside", { number: said.number });
    if (other !== undefined) compared += 1;
  }
  const rows = proof.segments.flatMap((/** @type {any} */ segment) => rowsOfSegment(segment, signed));
  checkSeal(text, publicKey);
  return [
    ...rows.map(lineOfRow),
    say("receipt_sound", { rows: rows.length, checkpoints: signed.size, outside: compared }),
  ];
}

/** @param {string} text */
function proofIn(text) {
  const start = text.indexOf(proofOpens);
  const end = text.indexOf("</script>", start);
  try {
    if (start === -1 || end === -1) throw new Error("no proof");
    const proof = JSON.parse(text.slice(start + proofOpens.length, end));
    const isWhole =
      proof.format === "dongbo-receipt-1" &&
      proof.segments.length > 0 &&
      proof.segments.every((/** @type {any} */ segment) => Array.isArray(segment.steps)) &&
      proof.checkpoints.every((/** @type {any} */ one) => typeof one?.body === "string");
    if (!isWhole) throw new Error("format");
    return proof;
  } catch {
    throw new Bad(say("receipt"), "proof");
  }
}

/**
 * Rows of the receipt, proved: hashed one after the other, with the digests between them, up to the signed head.
 * @param {any} segment @param {Map<number, Said>} signed
 */
function rowsOfSegment(segment, signed) {
  let hash = segment.prev;
  let seq = segment.from - 1;
  const rows = [];
  for (const step of segment.steps) {
    seq += 1;
    const place = `${segment.lane}/${seq}`;
    if (typeof step === "string") {
      hash = sha256(hash + step);
      continue;
    }
    const row = shownRow(step, place);
    if (row.lane !== segment.lane || row.seq !== seq) throw new Bad(place, "missing");
    checkParts(row, () => true);
    hash = sha256(hash + sha256(step.digested));
    rows.push(row);
  }
  const head = signed.get(segment.checkpoint)?.heads.find(({ lane }) => lane === segment.lane);
  if (head === undefined || head.seq !== seq || head.hash !== hash)
    throw new Bad(`${segment.lane}/${segment.from}`, "proof_head", { number: segment.checkpoint });
  return rows;
}

/** @param {any} step @param {string} place */
function shownRow(step, place) {
  try {
    const { at, body, lane, seq } = JSON.parse(step.digested);
    return { at, body, lane, seq, parts: step.parts ?? {} };
  } catch {
    throw new Bad(place, "body");
  }
}

/** @param {string} text @param {PublicKey} publicKey */
function checkSeal(text, { key, fingerprint }) {
  const start = text.lastIndexOf(sealOpens);
  const end = /^\{"key":"([0-9a-f]{64})","signature":"([A-Za-z0-9+/=]+)"\}<\/script>\n<\/body>\n<\/html>\n$/;
  const found = start === -1 ? null : end.exec(text.slice(start + sealOpens.length));
  const signedText = `dongbo-receipt-1:${sha256(text.slice(0, Math.max(0, start)))}`;
  const isSound = found !== null && found[1] === fingerprint && isSigned(signedText, found[2] ?? "", key);
  if (!isSound) throw new Bad(say("receipt"), "seal");
}

/** @param {{ at: string, body: any, lane: string, seq: number, parts: any }} row */
function lineOfRow({ at, body, lane, seq, parts }) {
  const about = body.about === undefined ? body.outcome : `${body.about.taskCode} ${body.about.does}`;
  const set = parts.operation === undefined ? undefined : JSON.parse(parts.operation[1]).set;
  const values = set === undefined ? "" : ` ${JSON.stringify(set)}`;
  return `${lane}/${seq}  ${at}  ${body.kind}  ${about}${values}`;
}

// ---- the command line

/** @type {"vi" | "en"} */
let language = "vi";

/** @param {string} key @param {Record<string, string | number>} values */
function say(key, values = {}) {
  const text = /** @type {Record<string, { vi: string, en: string }>} */ (words)[key]?.[language] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? "?"));
}

/** @param {string[]} given */
function readArguments(given) {
  const asked = { file: "", key: "", checkpoints: /** @type {string[]} */ ([]) };
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at] ?? "";
    const value = given[at + 1];
    if (!word.startsWith("--") && asked.file === "") asked.file = word;
    else if (value === undefined) throw new Unusable("", "usage");
    else {
      at += 1;
      if (word === "--key") asked.key = value;
      else if (word === "--checkpoint") asked.checkpoints.push(value);
      else if (word === "--lang" && (value === "vi" || value === "en")) language = value;
      else throw new Unusable("", "usage");
    }
  }
  if (asked.file === "" || asked.key === "") throw new Unusable("", "usage");
  return asked;
}

/** @param {string} file @returns {PublicKey} */
function readKey(file) {
  try {
    const key = createPublicKey(readFileSync(file));
    if (key.asymmetricKeyType !== "ed25519") throw new Error("Ed25519");
    const der = key.export({ type: "spki", format: "der" });
    return { key, fingerprint: createHash("sha256").update(der).digest("hex") };
  } catch (error) {
    throw new Unusable("", "unreadable", { file, why: String(error) });
  }
}

/** The beginning of a file: enough to tell a receipt from an export. @param {string} file */
async function beginningOf(file) {
  try {
    for await (const chunk of createReadStream(file, { end: 63 })) return String(chunk);
    return "";
  } catch (error) {
    throw new Unusable("", "unreadable", { file, why: String(error) });
  }
}

/** @param {string[]} given */
async function answer(given) {
  const asked = readArguments(given);
  const publicKey = readKey(asked.key);
  const outside = readOutside(asked.checkpoints);
  process.stdout.write(`${say("key", { key: publicKey.fingerprint })}\n`);
  const isReceipt = (await beginningOf(asked.file)).startsWith("<!doctype html>");
  return isReceipt
    ? checkReceipt(receiptIn(asked.file), publicKey, outside)
    : checkExport(asked.file, publicKey, outside);
}

/** @param {string} file */
function receiptIn(file) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch {
    throw new Bad(say("receipt"), "seal");
  }
}

try {
  for (const line of await answer(process.argv.slice(2))) process.stdout.write(`${line}\n`);
} catch (error) {
  if (!(error instanceof Bad)) throw error;
  const why = say(error.key, error.values);
  const place = error.place === "checkpoint" ? say("checkpoint", error.values) : error.place;
  process.stdout.write(`${error instanceof Unusable ? why : say("bad", { place, why })}\n`);
  process.exitCode = error instanceof Unusable ? 2 : 1;
}
