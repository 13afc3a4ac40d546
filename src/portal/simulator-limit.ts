// A portal's rate limit: at most so many requests of one account in any sixty seconds.

export interface RateLimit {
  /** 0 when the request is let in; else how many milliseconds until one would be. Refused ones do not count. */
  take(account: string, at: number): number;
}

/** `requestsPerMinute` 0: no limit. */
export function rateLimit(requestsPerMinute: number): RateLimit {
  const letIn = new Map<string, number[]>();
  return {
    take(account, at) {
      if (requestsPerMinute === 0) return 0;
      const recent = (letIn.get(account) ?? []).filter((earlier) => earlier > at - 60_000);
      letIn.set(account, recent);
      const oldest = recent[0];
      if (recent.length >= requestsPerMinute && oldest !== undefined) return oldest + 60_000 - at;
      recent.push(at);
      return 0;
    },
  };
}
