// A connector to Redmine as it is usually written: three retries with a growing pause on no answer, 429 and 5xx; any 2xx
// is a success; one page of the list. For comparison only.
import { firmly, type Entry, type NaiveReport } from "../chaos/naive.ts";
import type { RedmineStage } from "./redmine-owner.ts";

interface Issue {
  id: number;
  custom_fields: { name: string; value: string }[];
}

/** Carries entries, by task code; each request is given so many milliseconds. */
export async function naiveRedminePush(
  { url, apiKey }: Pick<RedmineStage, "url" | "apiKey">,
  entries: ReadonlyMap<string, Entry>,
  timeoutMs: number,
): Promise<NaiveReport> {
  const ask: Ask = async (path, init = {}) =>
    await firmly(() =>
      fetch(`${url}${path}`, {
        ...init,
        headers: { "x-redmine-api-key": apiKey, "content-type": "application/json", ...init.headers },
        signal: AbortSignal.timeout(timeoutMs),
      }),
    );
  const { issue_statuses } = (await (await ask("/issue_statuses.json")).json()) as {
    issue_statuses: { id: number; name: string }[];
  };
  const statusId = (name: string) => issue_statuses.find((one) => one.name === name)?.id;
  const statuses = { in_progress: statusId("Đang thực hiện"), completed: statusId("Hoàn thành") };
  const list = (await (await ask("/issues.json?status_id=*&limit=200")).json()) as { issues: Issue[] };
  const report: NaiveReport = { ok: [], failed: [] };
  for (const { id, custom_fields } of list.issues) {
    const code = custom_fields.find(({ name }) => name === "Mã nhiệm vụ")?.value ?? "";
    const entry = entries.get(code);
    if (entry === undefined) continue;
    try {
      const uploads = entry.file === null ? {} : { uploads: [await uploaded(ask, entry.file)] };
      const issue = {
        status_id: statuses[entry.lifecycle ?? "in_progress"],
        done_ratio: entry.percent,
        notes: entry.text,
        ...uploads,
      };
      await ask(`/issues/${id}.json`, { method: "PUT", body: JSON.stringify({ issue }) });
      report.ok.push(code);
    } catch {
      report.failed.push(code);
    }
  }
  return report;
}

type Ask = (path: string, init?: RequestInit) => Promise<Response>;

async function uploaded(ask: Ask, { name, bytes }: NonNullable<Entry["file"]>) {
  const reply = await ask(`/uploads.json?filename=${encodeURIComponent(name)}`, {
    method: "POST",
    body: bytes,
    headers: { "content-type": "application/octet-stream" },
  });
  const { upload } = (await reply.json()) as { upload: { token: string } };
  return { token: upload.token, filename: name, content_type: "application/pdf" };
}
