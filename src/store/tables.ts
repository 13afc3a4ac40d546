// The tables as Kysely sees them; a test compares this with the migrated catalogue. Days and instants are text,
// counts are numbers, money (numeric) is digits, jsonb comes parsed and goes in as JSON text.
import type { ColumnType, Generated } from "kysely";

type Json<Shape> = ColumnType<Shape, string, string>;

export interface Tables {
  organisation: { id: string; name: string; short_name: string; kind: string };
  organisation_code: {
    scheme: string;
    code: string;
    organisation_id: string;
    valid_from: string | null;
    valid_to: string | null;
  };
  organisation_alias: { folded: string; alias: string; organisation_id: string };
  source_document: {
    id: string;
    kind: string;
    number: string | null;
    issuer: string | null;
    issued_on: string | null;
    classification: Generated<string>;
  };
  task: {
    id: string;
    code: string;
    kind: string;
    programmes: Json<string[]>;
    title: string;
    description: string;
    lead_organisation_id: string | null;
    cooperating_organisation_ids: Json<string[]>;
    supervising_organisation_id: string | null;
    responsible_person: string;
    due_on: string | null;
    due_precision: string;
    due_text: string;
    internal_due_on: string | null;
    extension: string;
    deliverable: string;
    milestones: Json<{ name: string; dueOn: string | null; doneOn: string | null }[]>;
    resources: string;
    lifecycle: string;
    percent: number;
    progress_text: string;
    difficulties: string;
    late_reason: string;
    expected_on: string | null;
    completed_on: string | null;
    budget_registered: string | null;
    budget_allocated: string | null;
    budget_disbursed: string | null;
    classification: string;
    priority: string;
    version: number;
    updated_at: string;
    extended_on: string | null;
    extension_reason: Generated<string>;
  };
  task_source: { task_id: string; document_id: string; item: string; appendix: string };
  history: {
    id: Generated<number>;
    task_id: string;
    field: string;
    old_value: Json<unknown>;
    new_value: Json<unknown>;
    at: string;
    who: string;
    system: string;
    run: string;
    why: Json<unknown> | null;
    trace: Json<unknown> | null;
  };
  evidence: {
    sha256: string;
    size: number;
    mime: string;
    classification: string;
    signed: Generated<string>;
    first_page: Generated<string>;
    marks: Json<string[]>;
    settled_by: string | null;
    settled_reason: string | null;
    settled_at: string | null;
  };
  task_evidence: {
    task_id: string;
    sha256: string;
    name: string;
    document_number: string;
    document_on: string | null;
    added_at: string;
    added_by: string;
    document_kind: Generated<string>;
    issuer: Generated<string>;
    signer: Generated<string>;
    link: Generated<string>;
  };
  waiver: {
    id: string;
    task_id: string;
    reason: string;
    granted_by: string;
    granted_at: string;
    withdrawn_by: string | null;
    withdrawn_at: string | null;
    withdrawn_reason: string | null;
  };
  link: {
    id: string;
    task_id: string;
    portal: string;
    lane: string;
    remote_id: string;
    base: Json<Record<string, string | number | null>>;
    mapping: string;
    linked_at: string;
    linked_by: string;
    last_seen_at: string | null;
    last_verified_at: string | null;
    missed: Generated<number>;
  };
  due: {
    link_id: string;
    revision: number;
    since: string;
    not_before: string | null;
    priority: number;
    reason: string;
    tries: Generated<number>;
  };
  hold: {
    link_id: string;
    kind: "held" | "refused";
    reasons: Json<{ key: string; values: Record<string, string | number | null> }[]>;
    fields: Json<string[]>;
    ours: Json<Record<string, string | number | null>>;
    theirs: Json<Record<string, string | number | null>>;
    base: Json<Record<string, string | number | null>>;
    since: string;
    run: string;
    raw: Json<unknown> | null;
  };
  resolution: {
    id: string;
    link_id: string;
    field: string;
    take: string;
    ours: Json<string | number | null>;
    theirs: Json<string | number | null>;
    reason: string;
    who: string;
    run: string;
    at: string;
    spent_at: string | null;
  };
  rule: {
    id: string;
    portal: string;
    field: string;
    kind: string;
    take: string;
    reason: string;
    made_by: string;
    made_at: string;
    removed_by: string | null;
    removed_at: string | null;
    removed_reason: string | null;
  };
  status_word: {
    portal: string;
    field: string;
    word: string;
    raw: string;
    first_seen_at: string;
    last_seen_at: string;
    meaning: string | null;
    reason: string | null;
    mapped_by: string | null;
    mapped_at: string | null;
  };
  link_evidence: {
    link_id: string;
    sha256: string;
    remote_id: string | null;
    seen_at: string | null;
    remote_name: string | null;
    size: number | null;
    proof: string | null;
    checked_at: string | null;
    broken: Json<string[]>;
    mended: number;
    mended_at: string | null;
  };
  listing: { portal: string; at: string; listed: number };
  noted_task: {
    portal: string;
    remote_id: string;
    code: string;
    document: string | null;
    fields: Json<Record<string, string | number | null>>;
    said: Json<Record<string, unknown>>;
    files: Json<unknown[]>;
  };
  slip: {
    number: Generated<number>;
    portal: string;
    remote_id: string;
    fields: Json<Record<string, string | number | null>>;
    files: Json<{ sha256: string; name: string; size: number }[]>;
    since: string;
    state: string;
    ended_at: string | null;
    ended_by: string | null;
  };
  saved_plan: { checksum: string; made_at: string; made_by: string; body: string };
  plan_approval: { checksum: string; who: string; at: string; reason: Generated<string> };
  plan_use: { checksum: string; who: string; run: string; at: string };
  guard_override: {
    id: string;
    portal: string;
    guard: string;
    who: string;
    reason: string;
    granted_at: string;
    until: string;
  };
  ledger: {
    lane: string;
    seq: number;
    at: string;
    kind: string;
    attempt_id: string | null;
    link_id: string | null;
    run: string;
    body: string;
    prev_hash: string;
    hash: string;
    parts: Generated<string>;
  };
  ledger_head: { lane: string; seq: number; hash: string };
  open_attempt: {
    attempt_id: string;
    link_id: string;
    lane: string;
    opened_at: string;
    key: string;
    operation: Json<unknown>;
    run: string;
  };
  lane: {
    lane: string;
    owner: string | null;
    carrier: string;
    taken_at: string;
    lease_until: string;
    fence: number;
    guest: Generated<boolean>;
  };
  rate_budget: { lane: string; next_at: string; quiet_until: string | null };
  breaker: {
    lane: string;
    state: Json<unknown>;
    reason: Json<{ key: string; values: Record<string, string | number | null> }> | null;
    opened_at: string | null;
    probe_at: string | null;
    paused_by: string | null;
    paused_at: string | null;
    paused_reason: string | null;
  };
  run: {
    id: string;
    what: string;
    of_run: string | null;
    who: string;
    carrier: string;
    portals: Json<string[]>;
    started_at: string;
    heads_before: Json<Record<string, number>>;
    ended_at: string | null;
    heads_after: Json<Record<string, number>> | null;
    reports: Json<unknown> | null;
  };
  portal_session: {
    id: string;
    portal: string;
    sealed: string | null;
    key: string;
    account: string | null;
    handed_by: string;
    handed_at: string;
    promised_until: string | null;
    worked_at: string;
    ended_at: string | null;
    ended_how: string | null;
  };
  lane_call: {
    lane: string;
    revision: number;
    since: string;
    not_before: string | null;
    full: boolean;
    reason: string;
  };
  process: {
    id: string;
    kind: string;
    carrier: string;
    started_at: string;
    seen_at: string;
    parts: Json<string[]>;
  };
  freshness: {
    lane: string;
    tried_at: string;
    reached_at: string | null;
    worked_at: string | null;
    lost_at: string | null;
    cause: string | null;
    told: Json<unknown> | null;
    trouble_since: string | null;
    proved_since: string | null;
    doubtful: boolean;
  };
  lookout: { name: string; looked_at: string; back_since: string; units_at: string | null };
  alarm: {
    kind: string;
    subject: string;
    since: string;
    began_at: string;
    told: Json<Record<string, string | number | null>>;
    well_since: string | null;
    told_at: string;
    ended_at: string | null;
    returns: number;
  };
  notice: { id: string; at: string; change: string; kind: string | null; alarms: Json<unknown> };
  delivery: {
    notice_id: string;
    channel: string;
    state: string;
    tries: number;
    not_before: string;
    claimed_until: string | null;
    failing_since: string | null;
    failed: string;
    delivered_at: string | null;
  };
  snapshot: {
    id: string;
    period: string;
    cut_off: string;
    since: string;
    frozen_at: string;
    frozen_by: string;
    digest: string;
    tasks: number;
    ledger_seq: number;
  };
  snapshot_task: { snapshot_id: string; task_id: string; state: Json<unknown>; reported_by: string | null };
  checkpoint: {
    number: number;
    at: string;
    body: string;
    signature: string;
    exported_at: string | null;
  };
  schedule_clock: {
    id: number;
    seed: string;
    ticked_at: string | null;
    gap_from: string | null;
    gap_to: string | null;
    lived_until: string | null;
  };
  schedule_line: {
    schedule: string;
    portal: string;
    digest: string;
    definition: Json<unknown>;
    began: string;
    decided_until: string;
  };
  schedule_pause: { schedule: string; paused_by: string; paused_at: string; reason: string };
  occasion: {
    schedule: string;
    portal: string;
    at: string;
    due_at: string;
    by_cron: boolean;
    cut_off: string | null;
    outcome: string;
    decided_at: string;
    why: Json<{ key: string; values: Record<string, string | number | null> }>;
  };
  api_token: {
    id: string;
    name: string;
    digest: string;
    role: string;
    units: Json<string[]> | null;
    made_by: string;
    made_at: string;
    last_used_at: string | null;
    revoked_by: string | null;
    revoked_at: string | null;
  };
  api_answer: {
    token_id: string;
    key: string;
    request: string;
    status: number;
    body: string;
    at: string;
  };
}
