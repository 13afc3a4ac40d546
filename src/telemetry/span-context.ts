// Which span the running code is in, across everything that it waits for: what the OpenTelemetry interface asks of whoever
// puts a tracer behind it. By Node's own asynchronous contexts.
import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import { ROOT_CONTEXT, type Context, type ContextManager } from "@opentelemetry/api";

/** A context manager for one process. */
export function spanContext(): ContextManager {
  const storage = new AsyncLocalStorage<Context>();
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (context, work, thisArg, ...args) => storage.run(context, () => work.apply(thisArg as never, args)),
    bind: (context, target) =>
      typeof target === "function" ? storage.run(context, () => AsyncResource.bind(target as never)) : target,
    enable: () => manager,
    disable() {
      storage.disable();
      return manager;
    },
  };
  return manager;
}
