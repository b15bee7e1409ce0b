/**
 * The events of a request and its response, in the context in which the request is handled. Node emits them in that of
 * the connection, where `AsyncLocalStorage` knows nothing of the request.
 */
import { AsyncResource } from 'node:async_hooks';
import type { EventEmitter } from 'node:events';

/** Those that node emits by itself. Whoever emits another one does so in a context of their own. */
const EVENTS: ReadonlySet<unknown> = new Set([
  'data',
  'end',
  'readable',
  'aborted',
  'drain',
  'finish',
  'close',
  'error',
]);

/** The `emit` of a request or a response whose context is kept. */
interface EmitInContext {
  (name: string | symbol, ...args: unknown[]): boolean;
  context?: AsyncResource;
}

/**
 * Lets listeners of a request and its response run in the present context, in place of one that was kept before.
 *
 *     keepContext(req, res);
 *     req.on('end', () => sessions.sessionAssert({ read: true })); // in the session of the request
 */
export function keepContext(request: EventEmitter, response: EventEmitter): void {
  const context = new AsyncResource('SESSION_REQUEST');
  keep(request, context);
  keep(response, context);
}

/** In one property: adding some to the requests of Express, whose prototype it has changed, is what costs. */
function keep(emitter: EventEmitter, context: AsyncResource): void {
  const { emit }: { emit: EmitInContext } = emitter;
  if (emit.context !== undefined) {
    emit.context = context;
    return;
  }
  const emitInContext: EmitInContext = (name, ...args) => {
    if (!EVENTS.has(name) || emitter.listenerCount(name) === 0)
      return Reflect.apply(emit, emitter, [name, ...args]);
    return emitInContext.context!.runInAsyncScope(emit, emitter, name, ...args);
  };
  emitInContext.context = context;
  emitter.emit = emitInContext;
}
