/** The predicates in TypeScript that the library of programs calls: `typescript(Name/Arity, Args)` finds them here. */
import { compound, type Term } from '../../index.ts';
import { hashPredicates } from '../builtins/hashes.ts';
import { pairs, sessionPredicates } from '../builtins/sessions.ts';
import type { Engine, PredicateTable } from '../environment.ts';
import { openPredicates } from '../http/open.ts';
import { statusPredicates } from '../http/status.ts';
import { readOnly } from '../read-only.ts';
import { RedisSessions } from '../redis/redis-sessions.ts';
import { jsonPredicates } from './json-predicates.ts';
import { systemPredicates } from './system-predicates.ts';
import { libraryPredicates } from './unsupported.ts';

export function ownPredicates(engine: Engine, isReadOnly: boolean): PredicateTable {
  const facts = (name: string) => (a?: Term, b?: Term) => pairs(engine.query(compound(name, [a!, b!])));
  let hasPlugin = false;
  const redis = new RedisSessions(engine, () => hasPlugin);
  const predicates = {
    ...hashPredicates,
    ...jsonPredicates,
    ...libraryPredicates,
    ...openPredicates,
    ...sessionPredicates({ engine }),
    ...redis.sessionPredicates,
    ...redis.serverPredicates,
    ...statusPredicates,
    ...systemPredicates,
    'redis_plugin/0': () => {
      hasPlugin = true;
      return true;
    },
    'session_data/2': facts('session_data'),
    'current_session/2': facts('current_session'),
    'last_used/2': facts('last_used'),
  };
  return isReadOnly ? readOnly(predicates) : predicates;
}
