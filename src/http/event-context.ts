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

const CONTEXT = Symbol('context');
const EMIT = Symbol('emit');

/** An emitter with the context of its listeners, and its own way to emit. */
interface InContext extends EventEmitter {
  [CONTEXT]?: AsyncResource;
  [EMIT]?: EventEmitter['emit'];
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

function keep(emitter: InContext, context: AsyncResource): void {
  // Properties, since a WeakMap of all requests would be work for the garbage collector.
  emitter[CONTEXT] = context;
  if (emitter[EMIT] !== undefined) return;
  emitter[EMIT] = emitter.emit;
  emitter.emit = emitInContext;
}

function emitInContext(this: InContext, name: string | symbol, ...args: unknown[]): boolean {
  const emit = this[EMIT]!;
  if (!EVENTS.has(name) || this.listenerCount(name) === 0) return emit.call(this, name, ...args);
  return this[CONTEXT]!.runInAsyncScope(emit, this, name, ...args);
}
