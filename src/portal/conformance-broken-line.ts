// What the cases of broken lines share: one change that is sent into a fault.
import type { FieldValues } from "../../schemas/field.ts";
import { observe, send, texted, thrownBy, type Bench } from "./conformance-bench.ts";
import type { FaultRule } from "./simulator.ts";

/** What became of a change, and how many exchanges were on record before it was sent. */
export interface Broken {
  thrown: unknown;
  remoteId: string;
  set: FieldValues;
  since: number;
}

/** Sends one change into a fault; fails when the fault does not fire. */
export async function broken(bench: Bench, rule: FaultRule): Promise<Broken> {
  const [remoteId = ""] = await bench.seed(1);
  const session = await bench.open();
  const before = await observe(session, remoteId);
  const set = texted(bench.portal, "Gửi khi đường truyền chập chờn", 60);
  const since = bench.exchanges.length;
  bench.script(rule);
  const thrown = await thrownBy(() => send(session, before, set));
  bench.assertFired(rule.fault);
  return { thrown, remoteId, set, since };
}
