/** What the library of programs asks of the machine: its name, its environment, its clock, and how many inferences fill a time. */
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import {
  atom,
  compound,
  deref,
  Float,
  Int,
  instantiationError,
  int,
  list,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import { inferencesIn } from './pace.ts';

export const systemPredicates: PredicateTable = {
  'environment/1': () => [
    list(Object.entries(process.env).map(([name, value]) => compound('=', [atom(name), atom(value ?? '')]))),
  ],
  'gethostname/1': () => [atom(hostname())],
  'inferences_in/2': (seconds) => [seconds!, int(inferencesIn(millisecondsOf(seconds!)))],
  'sleep/1': async (seconds) => {
    const milliseconds = millisecondsOf(seconds!);
    if (milliseconds > 0) await setTimeout(milliseconds);
  },
  'sleep_now/1': (seconds) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.max(0, millisecondsOf(seconds!)));
  },
};

function millisecondsOf(seconds: Term): number {
  const value = deref(seconds);
  if (value instanceof Int || value instanceof Float) return Number(value.value) * 1000;
  throw value instanceof Var ? instantiationError() : typeError('float', value);
}
