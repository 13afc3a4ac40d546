// The tables as the types say they are, against the tables as the migrations make them.
import { sql } from "kysely";
import type { ColumnType } from "kysely";
import { expect, it } from "vitest";
import type { Tables } from "../../src/store/tables.ts";
import { onEachDatabase } from "../databases.ts";

type Kind<Value> = [Value] extends [number] ? "number" : [Value] extends [string] ? "text" : "json";
type Selected<Column> = Column extends ColumnType<infer Value, infer _In, infer _Up> ? Value : Column;
type Shape<Column> = null extends Column
  ? `${Kind<Selected<Exclude<Column, null>>>} or null`
  : Kind<Selected<Column>>;

// The compiler holds this against the interface, in both directions; the test holds it against the database.
const tables: { [Table in keyof Tables]: { [Column in keyof Tables[Table]]: Shape<Tables[Table][Column]> } } =
  {
    organisation: { id: "text", name: "text", short_name: "text", kind: "text" },
    organisation_code: {
      scheme: "text",
      code: "text",
      organisation_id: "text",
      valid_from: "text or null",
      valid_to: "text or null",
    },
    organisation_alias: { folded: "text", alias: "text", organisation_id: "text" },
    source_document: {
      id: "text",
      kind: "text",
      number: "text or null",
      issuer: "text or null",
      issued_on: "text or null",
    },
    task: {
      id: "text",
      code: "text",
      kind: "text",
      programmes: "json",
      title: "text",
      description: "text",
      lead_organisation_id: "text or null",
      cooperating_organisation_ids: "json",
      supervising_organisation_id: "text or null",
      responsible_person: "text",
      due_on: "text or null",
      due_precision: "text",
      due_text: "text",
      internal_due_on: "text or null",
      extension: "text",
      deliverable: "text",
      milestones: "json",
      resources: "text",
      lifecycle: "text",
      percent: "number",
      progress_text: "text",
      difficulties: "text",
      late_reason: "text",
      expected_on: "text or null",
      completed_on: "text or null",
      budget_registered: "text or null",
      budget_allocated: "text or null",
      budget_disbursed: "text or null",
      classification: "text",
      priority: "text",
      version: "number",
      updated_at: "text",
      extended_on: "text or null",
      extension_reason: "text",
    },
    task_source: { task_id: "text", document_id: "text", item: "text", appendix: "text" },
    history: {
      id: "number",
      task_id: "text",
      field: "text",
      old_value: "json",
      new_value: "json",
      at: "text",
      who: "text",
      system: "text",
      run: "text",
      why: "json or null",
      trace: "json or null",
    },
    evidence: { sha256: "text", size: "number", mime: "text" },
    task_evidence: {
      task_id: "text",
      sha256: "text",
      name: "text",
      document_number: "text",
      document_on: "text or null",
      classification: "text",
      added_at: "text",
      added_by: "text",
    },
    link: {
      id: "text",
      task_id: "text",
      portal: "text",
      lane: "text",
      remote_id: "text",
      base: "json",
      mapping: "text",
      linked_at: "text",
      linked_by: "text",
      last_seen_at: "text or null",
      last_verified_at: "text or null",
      missed: "number",
    },
    due: {
      link_id: "text",
      revision: "number",
      since: "text",
      not_before: "text or null",
      priority: "number",
      reason: "text",
      tries: "number",
    },
    hold: {
      link_id: "text",
      kind: "text",
      reasons: "json",
      fields: "json",
      ours: "json",
      theirs: "json",
      base: "json",
      since: "text",
      run: "text",
      raw: "json or null",
    },
    resolution: {
      id: "text",
      link_id: "text",
      field: "text",
      take: "text",
      ours: "json",
      theirs: "json",
      reason: "text",
      who: "text",
      run: "text",
      at: "text",
      spent_at: "text or null",
    },
    rule: {
      id: "text",
      portal: "text",
      field: "text",
      kind: "text",
      take: "text",
      reason: "text",
      made_by: "text",
      made_at: "text",
      removed_by: "text or null",
      removed_at: "text or null",
      removed_reason: "text or null",
    },
    status_word: {
      portal: "text",
      field: "text",
      word: "text",
      raw: "text",
      first_seen_at: "text",
      last_seen_at: "text",
      meaning: "text or null",
      reason: "text or null",
      mapped_by: "text or null",
      mapped_at: "text or null",
    },
    link_evidence: { link_id: "text", sha256: "text", remote_id: "text", verified_at: "text" },
    listing: { portal: "text", at: "text", listed: "number" },
    plan_approval: { checksum: "text", who: "text", at: "text" },
    plan_use: { checksum: "text", who: "text", run: "text", at: "text" },
    guard_override: {
      id: "text",
      portal: "text",
      guard: "text",
      who: "text",
      reason: "text",
      granted_at: "text",
      until: "text",
    },
    ledger: {
      lane: "text",
      seq: "number",
      at: "text",
      kind: "text",
      attempt_id: "text or null",
      link_id: "text or null",
      run: "text",
      body: "text",
      prev_hash: "text",
      hash: "text",
      parts: "text",
    },
    ledger_head: { lane: "text", seq: "number", hash: "text" },
    open_attempt: {
      attempt_id: "text",
      link_id: "text",
      lane: "text",
      opened_at: "text",
      key: "text",
      operation: "json",
      run: "text",
    },
    lane: {
      lane: "text",
      owner: "text or null",
      carrier: "text",
      taken_at: "text",
      lease_until: "text",
      fence: "number",
    },
    rate_budget: { lane: "text", next_at: "text", quiet_until: "text or null" },
    breaker: {
      lane: "text",
      state: "json",
      reason: "json or null",
      opened_at: "text or null",
      probe_at: "text or null",
      paused_by: "text or null",
      paused_at: "text or null",
      paused_reason: "text or null",
    },
    checkpoint: {
      number: "number",
      at: "text",
      body: "text",
      signature: "text",
      exported_at: "text or null",
    },
  };

onEachDatabase("the tables", (open) => {
  it("have the columns that the types promise, by name, kind and whether they may be null", async () => {
    const store = await open();

    const { rows } = await store.read((tx) =>
      sql<{ table_name: string; columns: Record<string, string> }>`
        select table_name, json_object_agg(column_name,
          case when data_type in ('integer', 'bigint') then 'number' when data_type = 'jsonb' then 'json'
            when data_type in ('text', 'uuid', 'date', 'numeric', 'timestamp with time zone') then 'text'
            else data_type end || case when is_nullable = 'YES' then ' or null' else '' end) as columns
        from information_schema.columns
        where table_schema = 'public' and table_name not like 'kysely%' group by table_name`.execute(tx),
    );

    expect(Object.fromEntries(rows.map((row) => [row.table_name, row.columns]))).toEqual(tables);
  });
});
