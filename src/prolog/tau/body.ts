/** The bodies of clauses and the goals of calls as they are run: a cut says how many choicepoints it leaves. */
import tau, { type TauTerm, type TauValue } from 'tau-prolog';
import { Atom, existenceError, int, Nil, typeError } from '../../index.ts';
import { goalInModule } from './module-goals.ts';
import { Constant, fromTau, Variables } from './terms.ts';

/**
 * What is run for a body whose cuts leave so many choicepoints. A variable is called, which is opaque to cuts, as are the
 * conditions of `->` and `*->`.
 * @throws PrologError `type_error(callable, Body)`
 */
export function bodyOf(body: TauValue, height: number): TauTerm {
  const converted = convert(body, height);
  if (converted === undefined) throw typeError('callable', fromTau(body, new Variables()));
  return converted;
}

/** How many choicepoints a `$cut` leaves. */
export function heightOf(cut: TauTerm): number {
  return Number(String((cut.args[0] as Constant).term));
}

/** The goal as a body of its own, to which its cuts are local. */
export function opaque(goal: TauValue): TauTerm {
  return new tau.type.Term('call', [goal]);
}

/** Goals that the host makes, and no program. */
const INTERNAL = new Set(['$cut/1', '$softcut/1', '$unhooked/1', '$unknown/1']);

function convert(body: TauValue, height: number): TauTerm | undefined {
  if (body instanceof tau.type.Var) return opaque(body);
  if (body instanceof Constant)
    return body.term instanceof Nil ? new tau.type.Term('$unknown', [body]) : undefined;
  const { indicator, args } = body as TauTerm;
  switch (indicator) {
    case '!/0':
      return new tau.type.Term('$cut', [new Constant(int(height))]);
    case ',/2':
    case ';/2':
      return both(indicator[0]!, convert(args[0]!, height), convert(args[1]!, height));
    case '->/2':
    case '*->/2':
      return convert(args[0]!, 0) && both(body.id, args[0], convert(args[1]!, height));
    case ':/2': // there is one name space
      return convert(goalInModule(args[0]!, args[1]!), height);
    default:
      if (INTERNAL.has(indicator)) throw existenceError('procedure', new Atom(indicator));
      return body as TauTerm;
  }
}

function both(name: string, left: TauValue | undefined, right: TauValue | undefined): TauTerm | undefined {
  return left && right && new tau.type.Term(name, [left, right]);
}
