// What the engine answers in a portal's place: limits, outages, sign-in pages, gateways. The portal's own words come
// from its description; where it gives none, plain ones.
import type { EngineFault } from "./simulator-faults.ts";
import type { Answer, FaultParameters, PortalAnswers } from "./simulator-spec.ts";

const loginForm =
  '<!DOCTYPE html><html lang="vi"><body><h1>Đăng nhập</h1><form method="post" action="/login">' +
  '<input name="username"><input name="password" type="password"></form></body></html>';

const gatewayPage =
  "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>";

/** The portal's answers with plain ones where it gives none. */
export function defaultAnswers(
  answers: PortalAnswers,
): Record<"tooMany" | "unavailable" | "serverError", () => Answer> {
  return {
    tooMany: () => answers.tooMany?.() ?? { status: 429, json: { message: "Too Many Attempts." } },
    unavailable: () => answers.unavailable?.() ?? { status: 503, json: { message: "Hệ thống đang bảo trì" } },
    serverError: () => answers.serverError?.() ?? { status: 500, json: { message: "Server Error" } },
  };
}

/** The answer with a Retry-After of seconds or text. */
export function withRetryAfter(answer: Answer, retryAfter: number | string): Answer {
  return { ...answer, headers: { ...answer.headers, "retry-after": String(retryAfter) } };
}

/** The answer with the Retry-After that a rule asks for. */
export function answered(answer: Answer, parameters: FaultParameters, now: number): Answer {
  return retryAfterOf(answer, parameters, now);
}

/** The answer of the first scripted fault that answers in the portal's place, or null when none fires. */
export function blockedBy(
  fires: (fault: string) => FaultParameters | null,
  portal: { answers: PortalAnswers; now: number },
): Answer | null {
  for (const { fault, answer } of blocking) {
    const parameters = fires(fault);
    if (parameters !== null) return retryAfterOf(answer(portal.answers, parameters), parameters, portal.now);
  }
  return null;
}

const blocking: readonly {
  fault: EngineFault;
  answer(answers: PortalAnswers, parameters: FaultParameters): Answer;
}[] = [
  {
    fault: "too-many",
    answer: (answers, parameters) =>
      parameters["html"] === true
        ? { status: 429, html: "<html><body>429 Too Many Requests</body></html>" }
        : defaultAnswers(answers).tooMany(),
  },
  { fault: "unavailable", answer: (answers) => defaultAnswers(answers).unavailable() },
  { fault: "server-error", answer: (answers) => defaultAnswers(answers).serverError() },
  {
    fault: "login-page",
    answer: (answers) => ({ status: 200, html: answers.loginPage?.() ?? loginForm, committed: false }),
  },
  {
    fault: "redirect-to-login",
    answer: (answers) => ({ status: 302, headers: { location: answers.loginPath ?? "/login" }, text: "" }),
  },
  {
    fault: "redirect-elsewhere",
    answer: (_, { status = 307, to = "http://may-khac.example/" }) => ({
      status: Number(status),
      headers: { location: String(to) },
      text: "",
    }),
  },
  { fault: "gateway-html", answer: () => ({ status: 502, html: gatewayPage }) },
  { fault: "error-body", answer: (_, parameters) => errorBody(parameters) },
];

const sentence = "Dữ liệu không hợp lệ, vui lòng kiểm tra lại";

/** Ways in which portals say what is wrong, seen at real ones. */
const errorShapes: Readonly<
  Record<string, { json: unknown } | { html: string } | { text: string } | { empty: true }>
> = {
  sentences: { json: { errors: [sentence, "Tiến độ không được để trống"] } },
  list: { json: [sentence] },
  codes: { json: { errors: [{ code: "E1042", message: sentence, level: "error" }] } },
  message: { json: { message: sentence } },
  columns: { json: { message: { tien_do: [sentence] } } },
  msg: { json: { msg: sentence } },
  success: { json: { success: false, message: sentence } },
  empty: { empty: true },
  text: { text: sentence },
  html: { html: `<html><body><h1>${sentence}</h1></body></html>` },
};

/** Nothing is kept, whatever the status says. */
function errorBody({ status = 422, shape = "sentences" }: FaultParameters): Answer {
  const body = errorShapes[String(shape)] ?? { text: sentence };
  return { status: Number(status), ...body, committed: false };
}

/** The same answer with every text in decomposed Unicode, as some file systems and keyboards leave it. */
export function decomposed(answer: Answer): Answer {
  if ("json" in answer) {
    return { ...answer, json: JSON.parse(JSON.stringify(answer.json).normalize("NFD")) as unknown };
  }
  return "html" in answer ? { ...answer, html: answer.html.normalize("NFD") } : answer;
}

/** `retryAfter` in seconds or as text; with `asDate`, the seconds as an HTTP date by the portal's clock. */
function retryAfterOf(answer: Answer, parameters: FaultParameters, now: number): Answer {
  const retryAfter = parameters["retryAfter"];
  if (retryAfter === undefined || typeof retryAfter === "boolean") return answer;
  if (parameters["asDate"] !== true) return withRetryAfter(answer, retryAfter);
  return withRetryAfter(answer, new Date(now + Number(retryAfter) * 1000).toUTCString());
}

/** The answer's body. */
export function bodyBytes(answer: Answer): Buffer {
  if ("bytes" in answer) return Buffer.from(answer.bytes);
  if ("json" in answer) return Buffer.from(JSON.stringify(answer.json), "utf8");
  if ("html" in answer) return Buffer.from(answer.html, "utf8");
  return Buffer.from("text" in answer ? answer.text : "", "utf8");
}

/** The answer's headers, with type and length of its body. */
export function headersOf(answer: Answer, length: number): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = { ...answer.headers };
  if ("json" in answer) headers["content-type"] ??= "application/json; charset=utf-8";
  if ("html" in answer) headers["content-type"] ??= "text/html; charset=utf-8";
  if ("bytes" in answer) headers["content-type"] ??= "application/octet-stream";
  if ("text" in answer) headers["content-type"] ??= "text/plain; charset=utf-8";
  if (answer.status !== 204) headers["content-length"] = String(length);
  return headers;
}
