// The faults of the chaos: what can go wrong between us and a portal, each with a name that the coverage asks for.
import type { FaultRule } from "../../schemas/simulator.ts";

/** How long the client waits for an answer here. */
export const patienceMs = 100;

type Kind = (draw: { upTo(limit: number): number }) => FaultRule;

const some = (draw: { upTo(limit: number): number }) => ({ times: 1 + draw.upTo(3), after: draw.upTo(3) });

/** One rule of each kind, drawn anew each time. */
export const faultKinds: Readonly<Record<string, Kind>> = {
  "500": (draw) => ({ fault: "server-error", ...some(draw) }),
  "500 on writes": (draw) => ({ fault: "server-error", on: "write", ...some(draw) }),
  "500 after the commit": (draw) => ({ fault: "server-error-after-commit", on: "write", ...some(draw) }),
  "502 in HTML": (draw) => ({ fault: "gateway-html", ...some(draw) }),
  "503 with Retry-After": (draw) => ({ fault: "unavailable", ...some(draw), with: { retryAfter: 1 } }),
  "429": (draw) => ({ fault: "too-many", ...some(draw) }),
  "429 with Retry-After": (draw) => ({ fault: "too-many", ...some(draw), with: { retryAfter: 2 } }),
  "429 until a date, in HTML": (draw) => ({
    fault: "too-many",
    on: "write",
    ...some(draw),
    with: { retryAfter: 2, asDate: true, html: true },
  }),
  "slow drip": (draw) => ({ fault: "slow-drip", ...some(draw), with: { ms: 1 + draw.upTo(4) } }),
  "drip beyond patience": (draw) => ({ fault: "slow-drip", ...some(draw), with: { ms: patienceMs / 4 } }),
  "late answer": (draw) => ({ fault: "slow", on: "write", ...some(draw), with: { ms: 1.5 * patienceMs } }),
  "half-open socket": (draw) => ({ fault: "stalled-reply", ...some(draw) }),
  "half-open socket on a write": (draw) => ({ fault: "stalled-reply", on: "write", ...some(draw) }),
  "reset before the request": (draw) => ({ fault: "never-arrives", ...some(draw) }),
  "reset before the request, on a write": (draw) => ({ fault: "never-arrives", on: "write", ...some(draw) }),
  "reset before the answer": (draw) => ({ fault: "lost-reply", on: "write", ...some(draw) }),
  "reset within the answer": (draw) => ({ fault: "cut-reply", ...some(draw) }),
  // Several of them land in another order than they left.
  "late commit": (draw) => ({
    fault: "late-commit",
    on: "write",
    times: 3,
    with: { ms: 20 + draw.upTo(80) },
  }),
  "expired session": (draw) => ({ fault: "token-expires", ...some(draw) }),
  "sign-in page": (draw) => ({ fault: "login-page", ...some(draw), times: 1 }),
  "edited between look and write": () => ({ fault: "edited-between", on: "write" }),
  "part not kept": () => ({ fault: "drops-field", on: "write" }),
};
