// The limit that every case is measured beside: undici alone, a fixed number of requests in flight, nothing recorded.
import { Agent, request } from "undici";

export interface BareRequest {
  method: "GET" | "PUT" | "POST";
  path: string;
  body?: string;
}

/** One changed task of about 1 KB, as the cases send it. */
export function aChange(index: number): BareRequest {
  const text = `Đã hoàn thành phần ${index}: số hóa hồ sơ, kết nối dữ liệu, tập huấn cán bộ cấp xã. `.repeat(
    8,
  );
  return {
    method: "PUT",
    path: `/tasks/${index}`,
    body: JSON.stringify({ percent: index % 101, progressText: text }),
  };
}

/** Makes all requests against `url`, `concurrency` at once; returns requests per second. Throws on any other answer. */
export async function bareLoop(
  url: string,
  requests: readonly BareRequest[],
  concurrency: number,
): Promise<number> {
  const dispatcher = new Agent({ connections: concurrency, pipelining: 1 });
  const waiting = requests.values();
  const startedAt = performance.now();
  const lanes = Array.from({ length: concurrency }, async () => {
    for (const { method, path, body } of waiting) {
      const headers = { "content-type": "application/json" };
      const reply = await request(`${url}${path}`, { method, headers, body: body ?? null, dispatcher });
      await reply.body.text();
      if (reply.statusCode !== 200) throw new Error(`the plain portal answered ${reply.statusCode}`);
    }
  });
  await Promise.all(lanes);
  const seconds = (performance.now() - startedAt) / 1000;
  await dispatcher.close();
  return requests.length / seconds;
}
