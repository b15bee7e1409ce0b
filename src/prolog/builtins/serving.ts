/** What the modules that answer requests have in TypeScript: servers, limits, fields, and the name of the machine. */
import { hostname } from 'node:os';
import {
  type Atom,
  atom,
  type Compound,
  compound,
  deref,
  Float,
  Int,
  type Milliseconds,
  type Term,
} from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import { type Field, fieldName } from '../http/field.ts';
import type { Servers } from '../http/servers.ts';
import { textOf } from './text.ts';

/** What the request that is answered now can be told. */
export interface Answering {
  /** It may take so long from now. */
  limit(time: Milliseconds): void;
  /** A field is sent before what the handler writes. */
  send(field: Field): void;
}

export function servingPredicates(servers: Servers, answering: () => Answering | undefined): PredicateTable {
  const own = Object.entries(servers.predicates).map(([key, predicate]) => [`$${key}`, predicate] as const);
  return {
    ...Object.fromEntries(own),
    '$gethostname/1': () => [atom(hostname())],
    '$clausal/2': (asked) => {
      const { name, args } = deref(asked!) as Compound;
      if (name === 'limit') answering()?.limit(millisecondsOf(args[0]!));
      if (name === 'sent') {
        const [field, text] = args as [Term, Term];
        answering()?.send([fieldName((deref(field) as Atom).name), textOf(text)]);
      }
      return [asked!, compound('ok', [])];
    },
  };
}

/** As long as it wants where it is no number. */
function millisecondsOf(seconds: Term): Milliseconds {
  const value = deref(seconds);
  return value instanceof Int || value instanceof Float ? Number(value.value) * 1000 : Infinity;
}
