// Keeps a test inside this machine: whatever leaves for another host fails, loopback goes through untouched.
import { HttpRequestInterceptor } from "@mswjs/interceptors/http";
import { http, passthrough } from "msw";
import { defineNetwork, InterceptorSource } from "msw/experimental";

const loopback = [/^https?:\/\/127\.0\.0\.1[:/]/, /^https?:\/\/localhost[:/]/, /^https?:\/\/\[::1\][:/]/];

/** Switches the guard on; the answer switches it off again. */
export async function offline(): Promise<() => Promise<void>> {
  const network = defineNetwork({
    sources: [new InterceptorSource({ interceptors: [new HttpRequestInterceptor()] })],
    handlers: loopback.map((address) => http.all(address, () => passthrough())),
    onUnhandledFrame: "error",
    context: { quiet: true },
  });
  await network.enable();
  return async () => {
    await network.disable();
  };
}
