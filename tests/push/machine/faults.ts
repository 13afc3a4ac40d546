// The faults that the machine scripts at a memory portal, with where each is of use.
import type { FaultRule } from "../../../schemas/simulator.ts";

/** Rules by fault; one of them is drawn. */
export const faultKinds: Readonly<Record<string, FaultRule[]>> = {
  "lost-reply": [{ fault: "lost-reply", on: "write" }],
  "cut-reply": [{ fault: "cut-reply", on: "write" }],
  "stalled-reply": [{ fault: "stalled-reply", on: "write" }],
  "never-arrives": [{ fault: "never-arrives", on: "write" }],
  "delivered-twice": [{ fault: "delivered-twice", on: "write" }],
  "too-many": [
    { fault: "too-many", on: "write", with: { retryAfter: 2 } },
    { fault: "too-many", on: "read", times: 3, with: { retryAfter: 2 } },
  ],
  unavailable: [{ fault: "unavailable" }, { fault: "unavailable", on: "read", times: 3 }],
  "server-error": [
    { fault: "server-error", on: "write" },
    { fault: "server-error", on: "read", times: 3 },
  ],
  "gateway-html": [{ fault: "gateway-html", on: "write" }],
  "server-error-after-commit": [{ fault: "server-error-after-commit", on: "write" }],
  "login-page": [
    { fault: "login-page", on: "write" },
    { fault: "login-page", on: "read" },
    { fault: "login-page", on: "signIn" },
  ],
  "redirect-to-login": [
    { fault: "redirect-to-login", on: "write" },
    { fault: "redirect-to-login", on: "read", after: 1 },
  ],
  "unknown-word": [{ fault: "unknown-word", on: "read", with: { word: "Đã duyệt chủ trương" } }],
  "drops-field": [{ fault: "drops-field", on: "write" }],
  "truncated-upload": [
    { fault: "truncated-upload", on: "write" },
    { fault: "truncated-upload", on: "write", times: 9 },
  ],
  "period-locked": [{ fault: "period-locked", on: "write", times: 2 }],
  "edited-between": [{ fault: "edited-between", on: "write" }],
  "empty-list": [{ fault: "empty-list", on: "read" }],
  "cut-list": [
    { fault: "cut-list", on: "read", with: { page: 0 } },
    { fault: "cut-list", on: "read", with: { page: 0, admits: true } },
  ],
  "shifted-days": [{ fault: "shifted-days", on: "read", with: { days: -1 } }],
  "rewrites-field": [
    { fault: "rewrites-field", on: "write", with: { field: "difficulties", value: "Cổng tự sửa" } },
    { fault: "rewrites-field", on: "write", with: { field: "percent", value: 5, after: "write" } },
    { fault: "rewrites-field", on: "write", times: 9, with: { field: "progressText" } },
  ],
};
