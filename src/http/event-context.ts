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

const KEPT = Symbol('context');

/** What is kept with a request and its response. */
interface Kept {
  context: AsyncResource;
  readonly emit: EventEmitter['emit'];
}

/** A property, since a WeakMap of all requests would be work for the garbage collector. */
interface InContext extends EventEmitter {
  [KEPT]?: Kept;
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
  const kept = emitter[KEPT];
  if (kept !== undefined) {
    kept.context = context;
    return;
  }
  emitter[KEPT] = { context, emit: emitter.emit };
  emitter.emit = emitInContext;
}

function emitInContext(this: InContext, name: string | symbol, ...args: unknown[]): boolean {
  const { context, emit } = this[KEPT]!;
  if (!EVENTS.has(name) || this.listenerCount(name) === 0) return emit.call(this, name, ...args);
  return context.runInAsyncScope(emit, this, name, ...args);
}
