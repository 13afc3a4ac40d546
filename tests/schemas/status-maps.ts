// Every status map there is, of a vocabulary or of an adapter, and what each adapter makes of a task with a given word.
import { portal as memory } from "../../adapters/memory/adapter.ts";
import { toRemoteTask as fromMemory } from "../../adapters/memory/convert.ts";
import { portal as nq57 } from "../../adapters/nq57/adapter.ts";
import { toTask as fromNq57 } from "../../adapters/nq57/convert.ts";
import { portal as nq71DongNai } from "../../adapters/nq71-dongnai/adapter.ts";
import { toRemoteTask as fromNq71DongNai } from "../../adapters/nq71-dongnai/convert.ts";
import type { RemoteTask } from "../../schemas/remote.ts";
import type { StatusMap } from "../../schemas/status.ts";
import { vocabularies } from "../../schemas/vocabularies.ts";

interface Named {
  name: string;
  map: StatusMap;
}

function readByMemory(word: string): RemoteTask {
  const nothing = { document: null, values: {}, entries: [], files: [], version: 1, locked: null };
  return fromMemory({ remoteId: "7", code: "NV-007", word, ...nothing });
}

function readByNq57(word: string): RemoteTask {
  const nothing = {
    van_ban: null,
    don_vi_chu_tri: null,
    don_vi_phoi_hop: null,
    han: null,
    mau: null,
    tien_do: null,
    ket_qua: null,
    kho_khan: null,
    ly_do_cham: null,
    du_kien_hoan_thanh: null,
    ngay_hoan_thanh: null,
    changed_on: null,
  };
  return fromNq57(
    { id: 7, ma: "NV-007", ten: "Xây dựng trung tâm dữ liệu", trang_thai: word, ...nothing },
    [],
  );
}

function readByNq71DongNai(word: string): RemoteTask {
  return fromNq71DongNai({
    id: 7,
    code: "NV-007",
    title: "Xây dựng trung tâm dữ liệu",
    lead_org: null,
    deadline: null,
    status: word,
    percent: 0,
    explain: null,
    difficulties: null,
    late_reason: null,
    expected_date: null,
    completed_at: null,
    budget: { registered: null, allocated: null, disbursed: null },
    entries: [],
    attachments: [],
    period: { locked: false, message: null },
  });
}

/** The adapters' maps, and a task with a status word as their own conversion reads it. */
export const adapters: (Named & { read(word: string): RemoteTask })[] = [
  { name: "memory", map: memory.facts.status, read: readByMemory },
  { name: "nq57", map: nq57.facts.status, read: readByNq57 },
  { name: "nq71-dongnai", map: nq71DongNai.facts.status, read: readByNq71DongNai },
];

export const maps: Named[] = [
  ...vocabularies.map((map) => ({ name: `vocabulary ${map.name}`, map })),
  ...adapters.map(({ name, map }) => ({ name: `adapter ${name}`, map })),
];
