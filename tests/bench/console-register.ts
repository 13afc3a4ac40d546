// Fills a database with the register of a whole province and its ledger, by a few statements: what the console's pages are
// measured on. The chain's hashes are not real; nothing of it is verified.
import pg from "pg";
import type { Attempt, Outcome } from "../../schemas/attempt.ts";
import { digestOf } from "../../schemas/canonical.ts";
import type { Plan } from "../../schemas/plan.ts";
import { seal } from "../../src/ledger/seal.ts";

export const size = {
  tasks: 100_000,
  entries: 1_000_000,
  units: 150,
  runs: 1_000,
  due: 4_000,
  held: 1_500,
  plans: 60,
  /** Items of each saved plan. */
  items: 1_000,
  words: 300,
  occasions: 20_000,
};
export const lanes = ["nq57", "nq71-dongnai"] as const;

/** The code of the task at a place, from 1. */
export const codeAt = (place: number): string => `NV-${String(place).padStart(6, "0")}`;
/** The id of the run at a place, from 1. */
export const runAt = (place: number): string => `run-${String(place).padStart(6, "0")}`;

const [attemptId, linkId] = ["00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"];
const marks = { code: "CODE-MARK", portal: "PORTAL-MARK", run: "RUN-MARK", who: "WHO-MARK" };

/** Fills it, and lets the database count what it holds. */
export async function fillProvince(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of [...registerStatements(), ...ledgerStatements()]) await client.query(statement);
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
}

const uuid = (kind: string, number: string) => `md5('${kind}' || ${number})::uuid`;

function registerStatements(): string[] {
  const words = `(array['chuyển đổi số', 'dữ liệu dùng chung', 'cải cách hành chính', 'hạ tầng mạng', 'nhân lực số',
    'dịch vụ công trực tuyến', 'an toàn thông tin', 'số hóa hồ sơ', 'kết nối liên thông', 'chính quyền điện tử'])`;
  return [
    `insert into organisation (id, name, short_name, kind)
     select ${uuid("unit", "n")}, 'Ủy ban nhân dân xã số ' || n, 'UBND xã ' || n, 'commune'
     from generate_series(1, ${size.units}) as n`,
    `insert into task (id, code, kind, programmes, title, description, lead_organisation_id, cooperating_organisation_ids,
       responsible_person, due_on, due_precision, due_text, extension, deliverable, milestones, resources, lifecycle,
       percent, progress_text, difficulties, late_reason, classification, priority, version, updated_at)
     select ${uuid("task", "n")}, 'NV-' || lpad(n::text, 6, '0'), 'task',
       case n % 5 when 0 then '["57-NQ/TW", "71/NQ-CP"]'::jsonb when 1 then '["ĐA06"]' else '["57-NQ/TW"]' end,
       'Xây dựng và triển khai ' || ${words}[1 + n % 10] || ' gắn với ' || ${words}[1 + (n / 10) % 10]
         || ' tại địa bàn số ' || n || ', bảo đảm đúng tiến độ và kinh phí được giao',
       '', ${uuid("unit", `(1 + n % ${size.units})`)}, '[]', '', date '2026-01-01' + (n % 700), 'day', '', 'none', '', '[]',
       '', case n % 4 when 0 then 'completed' else 'in_progress' end, n % 100, repeat('Đã số hóa hồ sơ. ', 10), '', '',
       'normal', 'thuong', 1, now()
     from generate_series(1, ${size.tasks}) as n`,
    ...lanes.map(
      (lane) => `insert into link (id, task_id, portal, lane, remote_id, base, mapping, linked_at, linked_by,
         last_seen_at, last_verified_at)
       select ${uuid(lane, "n")}, ${uuid("task", "n")}, '${lane}', '${lane}', n::text,
         '{"percent": 30, "progressText": "Đã số hóa hồ sơ."}', 'bench', now(), 'bench', now(), now()
       from generate_series(1, ${size.tasks}) as n`,
    ),
    `insert into due (link_id, revision, since, priority, reason)
     select ${uuid("nq57", "n * 17")}, 1, now(), 1, 'bench' from generate_series(1, ${size.due}) as n`,
    `insert into hold (link_id, kind, reasons, fields, ours, theirs, base, since, run)
     select ${uuid("nq71-dongnai", "n * 41")}, case n % 5 when 0 then 'refused' else 'held' end,
       case n % 5 when 0 then '[{"key": "outcome.refused", "values": {}}]'::jsonb
         else '[{"key": "reconcile.both_changed", "values": {"field": "percent", "ours": 50, "theirs": 45, "base": 5}}]' end,
       '["percent"]', jsonb_build_object('percent', n % 40), '{"percent": 45}', '{"percent": 5}', now(), 'r'
     from generate_series(1, ${size.held}) as n`,
    `insert into history (task_id, field, old_value, new_value, at, who, system, run)
     select ${uuid("task", "n")}, 'percent', to_jsonb(step * 10), to_jsonb(step * 10 + 10),
       now() - make_interval(days => 10 - step), 'bench', 'dongbo', 'bench'
     from generate_series(1, ${size.tasks}) as n, generate_series(1, 3) as step`,
    `insert into standing_point (portal, at, counts)
     select lane, date_trunc('hour', now()) - make_interval(hours => n), '{"in_step": 90000, "due": 10000}'
     from generate_series(0, 5000) as n, unnest(array['nq57', 'nq71-dongnai']) as lane`,
    `insert into status_word (portal, field, word, raw, first_seen_at, last_seen_at)
     select 'nq57', 'lifecycle', 'tu la ' || n, 'Từ lạ ' || n, now(), now() from generate_series(1, ${size.words}) as n`,
    `insert into occasion (schedule, portal, at, due_at, by_cron, cut_off, outcome, decided_at, why)
     select 'hourly', lane, now() - make_interval(hours => n), now() - make_interval(hours => n), true, null, 'ran',
       now() - make_interval(hours => n), '{"key": "schedule.why.on_time", "values": {}}'
     from generate_series(1, ${size.occasions / 2}) as n, unnest(array['nq57', 'nq71-dongnai']) as lane`,
  ];
}

function ledgerStatements(): string[] {
  const perLane = size.entries / 2;
  const perRun = perLane / size.runs;
  const attempt = seal(anAttempt());
  const outcome = seal(anOutcome());
  const filled = (text: string, lane: string) =>
    [
      [attemptId, `${uuid(`attempt-${lane}`, "((n + 1) / 2)")}::text`],
      [linkId, `${uuid(lane, `(1 + ((n - 1) / 2) % ${size.tasks})`)}::text`],
      [marks.code, `'NV-' || lpad((1 + ((n - 1) / 2) % ${size.tasks})::text, 6, '0')`],
      [marks.portal, `'${lane}'`],
      [marks.run, `'run-' || lpad((1 + (n - 1) / ${perRun})::text, 6, '0')`],
      [marks.who, `'person-' || ((n - 1) / ${perRun} % 50)`],
    ].reduce(
      (sql, [from, to]) => (text.includes(from ?? "") ? `replace(${sql}, '${from}', ${to})` : sql),
      pg.escapeLiteral(text),
    );
  const rows = (lane: string, isAttempt: boolean) => {
    const { body, parts } = isAttempt ? attempt : outcome;
    return `insert into ledger (lane, seq, at, kind, attempt_id, link_id, run, body, parts, prev_hash, hash)
      select '${lane}', n, now() - make_interval(secs => (${perLane} - n) * 30), '${isAttempt ? "attempt" : "outcome"}',
        ${uuid(`attempt-${lane}`, "((n + 1) / 2)")}, ${uuid(lane, `(1 + ((n - 1) / 2) % ${size.tasks})`)},
        'run-' || lpad((1 + (n - 1) / ${perRun})::text, 6, '0'), ${filled(body, lane)}, ${filled(parts, lane)},
        repeat('0', 64), repeat('0', 64)
      from generate_series(${isAttempt ? 1 : 2}, ${perLane}, 2) as n`;
  };
  return [
    ...lanes.flatMap((lane) => [rows(lane, true), rows(lane, false)]),
    `insert into ledger_head (lane, seq, hash) select lane, ${perLane}, repeat('0', 64)
     from unnest(array['nq57', 'nq71-dongnai']) as lane`,
    `insert into run (id, what, who, carrier, portals, started_at, heads_before, ended_at, heads_after, reports)
     select 'run-' || lpad(n::text, 6, '0'), 'push', 'person-' || ((n - 1) % 50), 'bench', '["nq57", "nq71-dongnai"]',
       now() - make_interval(secs => (${size.runs} - n) * 30 * ${perRun}),
       jsonb_build_object('nq57', (n - 1) * ${perRun}, 'nq71-dongnai', (n - 1) * ${perRun}), now(),
       jsonb_build_object('nq57', n * ${perRun}, 'nq71-dongnai', n * ${perRun}),
       '[{"portal": "nq57", "applied": 250, "held": 3}, {"portal": "nq71-dongnai", "applied": 250}]'
     from generate_series(1, ${size.runs}) as n`,
  ];
}

/** The saved plan at a place, from 1. */
export function planAt(place: number): Plan {
  const { operation } = anAttempt();
  const items = Array.from({ length: size.items }, (_, at) => ({
    operation: { ...operation, portal: "nq57", taskCode: codeAt(place * size.items + at) },
    fingerprint: "0".repeat(64),
  }));
  const madeAt = new Date(Date.UTC(2026, 0, 1, 0, place)).toISOString();
  const plan = { format: "dongbo-plan-1" as const, madeAt, madeBy: "lan", items, refusals: [] };
  return { ...plan, checksum: digestOf(plan) };
}

function anAttempt(): Attempt {
  return {
    kind: "attempt",
    attemptId,
    linkId,
    run: marks.run,
    who: marks.who,
    key: "0".repeat(64),
    operation: {
      kind: "send_progress",
      linkId,
      taskCode: marks.code,
      portal: marks.portal,
      remoteId: "1",
      set: { percent: 40, progressText: "Đã số hóa hồ sơ, kết nối dữ liệu, tập huấn cán bộ cấp xã." },
      before: { percent: 30, progressText: "" },
      base: { percent: 30, progressText: "" },
      because: { percent: { pattern: "ours", owner: "ours", by: null } },
      after: null,
    },
  };
}

function anOutcome(): Outcome {
  return {
    kind: "outcome",
    attemptId,
    linkId,
    run: marks.run,
    outcome: "applied",
    missing: [],
    reason: null,
    exchanges: [
      {
        at: "2026-01-01T00:00:00.000Z",
        method: "POST",
        path: "/api/nhiem-vu/1/tien-do",
        status: 200,
        ms: 120,
        request: '{"tien_do": 40}',
        response: '{"ok": true, "tien_do": 40}',
      },
    ],
  };
}
