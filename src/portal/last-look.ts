// Asks once more at the very moment a write is given to its connection: the wait for a turn or for a connection may
// have been long, and whoever lost the right to write meanwhile must not.
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
