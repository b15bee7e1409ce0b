/** The environment variables of the process, as a program sees them: what it sets is its own. */
import { Atom } from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import { fileName } from './file-names.ts';

export function processEnvironmentPredicates(): PredicateTable {
  const own = new Map<string, string | undefined>();
  return {
    'getenv/2': (name) => {
      const key = fileName(name!);
      const value = own.has(key) ? own.get(key) : fromOutside(key);
      return value !== undefined && [name!, new Atom(value)];
    },
    'setenv/2': (name, value) => void own.set(fileName(name!), fileName(value!)),
    'unsetenv/1': (name) => void own.set(fileName(name!), undefined),
  };
}

function fromOutside(name: string): string | undefined {
  return Object.hasOwn(process.env, name) ? process.env[name] : undefined;
}
