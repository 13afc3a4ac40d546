// Asks once more at the very moment a write is given to its connection, and before each piece of a long one: the wait
// for a turn or for a connection may have been long, and whoever lost the right to write meanwhile must not.
import { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import { NotOurs } from "./http-failure.ts";

/** An interceptor that ends a request with NotOurs, before a byte of it has left, when `mayWrite` says no. */
export function lastLook(mayWrite: () => boolean): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        handler.onRequestStart?.(controller, context);
        if (!mayWrite())
          controller.abort(new NotOurs("this worker may not write any more: nothing was sent"));
      },
      onRequestUpgrade: (...told) => handler.onRequestUpgrade?.(...told),
      onResponseStart: (...told) => handler.onResponseStart?.(...told),
      onResponseData: (...told) => handler.onResponseData?.(...told),
      onResponseEnd: (...told) => handler.onResponseEnd?.(...told),
      onResponseError: (...told) => handler.onResponseError?.(...told),
    });
}

/** An interceptor that breaks a streamed body off when `mayGoOn` says no: what is not whole, no portal keeps. */
export function brokenOff(mayGoOn: () => boolean): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const { body } = options;
    if (!(body instanceof Readable)) return dispatch(options, handler);
    const pieces = Readable.from(whileAllowed(body, mayGoOn), { objectMode: false });
    return dispatch({ ...options, body: pieces }, handler);
  };
}

async function* whileAllowed(body: AsyncIterable<Uint8Array>, mayGoOn: () => boolean) {
  for await (const piece of body) {
    if (!mayGoOn()) throw new Error("this worker may not write any more: broken off amid the body");
    yield piece;
  }
}
