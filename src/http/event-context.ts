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

const contexts = new WeakMap<EventEmitter, AsyncResource>();

/**
 * Lets listeners of these emitters run in the present context, in place of one that was kept before.
 *
 *     keepContext(req, res);
 *     req.on('end', () => sessions.sessionAssert({ read: true })); // in the session of the request
 */
export function keepContext(...emitters: readonly EventEmitter[]): void {
  const context = new AsyncResource('SESSION_REQUEST');
  for (const emitter of emitters) {
    if (!contexts.has(emitter)) runInContext(emitter);
    contexts.set(emitter, context);
  }
}

function runInContext(emitter: EventEmitter): void {
  const { emit } = emitter;
  emitter.emit = (name, ...args) =>
    EVENTS.has(name)
      ? contexts.get(emitter)!.runInAsyncScope(emit, emitter, name, ...args)
      : emit.call(emitter, name, ...args);
}
