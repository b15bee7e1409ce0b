/** What goals mean: where the definition of a predicate is looked for. */
import tau, { type TauTerm } from 'tau-prolog';
import { existenceError, type PredicateKind } from '../../index.ts';
import { indicatorTerm } from '../indicator.ts';
import { bodyOf } from './body.ts';
import { callClauses } from './clause-goals.ts';
import { control } from './control.ts';
import type { Definitions } from './definitions.ts';
import { callCalling, callPredicate } from './host-predicates.ts';
import { checkMaking } from './making.ts';
import { callOf } from './module-goals.ts';
import { callQuery } from './query-goals.ts';
import type { Call, Meaning } from './run.ts';

export function meaningIn(definitions: Definitions): Meaning {
  const { constructs, system, callingSystem, defined, program } = definitions;
  const { library, modules, libraryPredicates, callingLibrary } = definitions;
  return (call) => {
    const { indicator, id, args } = call.goal;
    const construct = control.get(indicator) ?? constructs.get(indicator);
    if (construct !== undefined) return construct(call);
    if (indicator === ':/2' || indicator === '!/0')
      return call.run.proceed(call, bodyOf(call.goal, call.run.height));
    if (HOOKED.has(indicator) && program.kindOf('hooked', 0) !== undefined) return callHook(call);
    if (indicator === './2') {
      // `[file, …]`
      return callCalling(
        { ...call, goal: new tau.type.Term('consult', [call.goal]) },
        callingSystem['consult/1']!,
      );
    }
    if (indicator === '$library/1') return callClauses({ ...call, goal: args[0] as TauTerm }, library);
    if (indicator === '$program/1') {
      const goal = args[0] as TauTerm;
      if (hasClauses(program.kindOf(goal.id, goal.args.length))) callClauses({ ...call, goal }, program);
      return;
    }
    if (indicator === '$unhooked/1') {
      const goal = args[0] as TauTerm;
      return callPredicate({ ...call, goal }, system[goal.indicator]!);
    }
    const predicate = Object.hasOwn(system, indicator) ? system[indicator] : defined.get(indicator);
    if (predicate !== undefined) return callPredicate(call, predicate);
    if (Object.hasOwn(callingSystem, indicator)) return callCalling(call, callingSystem[indicator]!);
    const kind = program.kindOf(id, args.length);
    if (hasClauses(kind)) return callClauses(call, program);
    if (hasClauses(library.kindOf(id, args.length))) return callClauses(call, library);
    if (hasClauses(modules.store.kindOf(id, args.length))) return callClauses(call, modules.store);
    const exported = modules.exports.get(indicator);
    if (exported !== undefined) {
      return callClauses({ ...call, goal: callOf(exported, call.goal, modules.program) }, modules.store);
    }
    if (kind === 'builtin') {
      checkMaking(call.goal);
      return callQuery(call, program);
    }
    if (Object.hasOwn(libraryPredicates, indicator))
      return callPredicate(call, libraryPredicates[indicator]!);
    if (Object.hasOwn(callingLibrary, indicator)) return callCalling(call, callingLibrary[indicator]!);
    const pi = indicatorTerm(indicator);
    throw existenceError('procedure', pi, pi);
  };
}

function hasClauses(kind: PredicateKind | undefined): boolean {
  return kind === 'rules' || kind === 'facts';
}

/** What a program that keeps sessions itself may be asked in place of the engine. */
const HOOKED = new Set(
  `http_session_assert/1 http_session_assert/2 http_session_asserta/1 http_session_asserta/2
   http_session_retract/1 http_session_retract/2 http_session_retractall/1 http_session_retractall/2
   http_session_data/1 http_session_data/2 http_current_session/2 http_close_session/1
   http_set_session/1 http_set_session/2`.split(/\s+/),
);

/** `( hooked -> '$hooked'(Goal) ; Goal )`, where the program has `hooked/0`. */
function callHook(call: Call): void {
  const { Term: T } = tau.type;
  const hooked = new T('->', [new T('hooked'), new T('$hooked', [call.goal])]);
  call.run.proceed(call, new T(';', [hooked, new T('$unhooked', [call.goal])]));
}
