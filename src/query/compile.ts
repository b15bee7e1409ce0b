/**
 * Goals made ready to run. What is inside of a control construct is compiled when the machine first gets there, so a goal
 * costs what it runs, and nesting costs no stack.
 */
import { typeError } from '../term/error.ts';
import { instantiate, Local, type Skeleton, Template } from '../term/skeleton.ts';
import { Atom, Compound, deref, Var } from '../term/term.ts';
import { library, system } from './builtins.ts';
import { Call } from './control.ts';
import type { Goal } from './machine.ts';
import { UserCall } from './user-call.ts';

const NO_ARGS: readonly Skeleton[] = [];

/**
 * Makes a body or goal ready to run.
 * @throws PrologError `type_error(callable, Body)` for what is no goal.
 */
export function compile(body: Skeleton): Goal {
  const goal = body instanceof Var ? deref(body) : body;
  if (goal instanceof Var || goal instanceof Local) return new Call(goal, NO_ARGS);
  if (goal instanceof Atom) return compileCall(goal.name, NO_ARGS);
  if (goal instanceof Compound || goal instanceof Template) return compileCall(goal.name, goal.args);
  throw typeError('callable', instantiate(goal, []));
}

/** The same for a goal that is given as functor and arguments. */
export function compileCall(name: string, args: readonly Skeleton[]): Goal {
  const make = system.get(name, args.length);
  return make !== undefined ? make(args, name) : new UserCall(name, args, library.get(name, args.length));
}
