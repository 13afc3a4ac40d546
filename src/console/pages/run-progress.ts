// How far a run is, told as it goes on by server-sent events until it ends or nobody listens.
import { roles } from "../../../schemas/person.ts";
import { progressOf } from "../../push/runs.ts";
import type { Reply, Route, Visit } from "../route.ts";
import { runAsked } from "./runs.ts";

export const routes: Route[] = [{ method: "get", path: "/runs/:id/progress", roles, answer: progress }];

/** How often it is told, and for how long one page is told at most; the browser asks again by itself. */
const [everyMs, mostTimes] = [2_000, 450];

async function progress(visit: Visit): Promise<Reply> {
  const run = await runAsked(visit);
  if (run === null) return { missing: true };
  const body = ReadableStream.from(events(visit, run.id));
  return { file: { name: "progress", type: "text/event-stream; charset=utf-8", body, inline: true } };
}

async function* events({ say, office }: Visit, id: string): AsyncGenerator<Uint8Array> {
  const { means } = office;
  const encoder = new TextEncoder();
  const event = (name: string, value: object) =>
    encoder.encode(`event: ${name}\ndata: ${JSON.stringify(value)}\n\n`);
  for (let times = 0; times < mostTimes; times += 1) {
    const known = await progressOf(means, id);
    if (known === null || known.endedAt !== null) {
      yield event("ended", { said: say("console.runs.ended_now") });
      return;
    }
    const { attempts, outcomes, due } = known;
    const said = say("console.runs.progress", { attempts, outcomes, due });
    yield event("progress", { said, value: outcomes, max: Math.max(1, attempts + due) });
    await means.wait(everyMs);
  }
}
