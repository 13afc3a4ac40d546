// What proves that nothing left: the code of an error alone does not.
import { describe, expect, test } from "vitest";
import { failureOf } from "../../src/portal/http-failure.ts";

const failing = (code: string, syscall?: string) => Object.assign(new Error(code), { code, syscall });

describe("a failure", () => {
  test.each([
    ["refused connection", failing("ECONNREFUSED", "connect"), "never-left"],
    ["unknown name", failing("ENOTFOUND", "getaddrinfo"), "never-left"],
    ["name server away", failing("EAI_AGAIN", "getaddrinfo"), "never-left"],
    ["no route while connecting", failing("EHOSTUNREACH", "connect"), "never-left"],
    ["no network while connecting", failing("ENETUNREACH", "connect"), "never-left"],
    ["no connection in time", failing("UND_ERR_CONNECT_TIMEOUT"), "never-left"],
    [
      "every address refused",
      new AggregateError([failing("ECONNREFUSED", "connect"), failing("ENETUNREACH", "connect")]),
      "never-left",
    ],
    ["expired certificate", failing("CERT_HAS_EXPIRED"), "untrusted"],
    ["certificate of another name", failing("ERR_TLS_CERT_ALTNAME_INVALID"), "untrusted"],
    ["no route on an open connection", failing("EHOSTUNREACH", "read"), "may-have-left"],
    ["timeout on an open connection", failing("ETIMEDOUT", "read"), "may-have-left"],
    ["reset connection", failing("ECONNRESET", "read"), "may-have-left"],
    ["closed by the other side", failing("UND_ERR_SOCKET"), "may-have-left"],
    ["no answer in time", failing("UND_ERR_HEADERS_TIMEOUT"), "may-have-left"],
    ["one address of several reset", new AggregateError([failing("ECONNRESET", "read")]), "may-have-left"],
    ["no addresses at all", new AggregateError([]), "may-have-left"],
    ["something unheard of", new Error("?"), "may-have-left"],
    ["no error", "text", "may-have-left"],
  ])("by %s counts as it must", (_name, thrown, failure) => {
    expect(failureOf(thrown)).toBe(failure);
  });
});
