/** Goals as text. SWI-Prolog reads them, with the operators and the expansions of the program. */
import { type Atom, type Compound, properList, readTerm, str, type Term, Var } from '../../index.ts';
import { substituted } from '../bound-goal.ts';
import type { Machine } from './machine.ts';

/** Brackets within brackets that SWI-Prolog reads, at most. */
const DEEPEST = 2000;

/** The goal of a text, with the names of its variables. @throws PrologError */
export function readGoal(machine: Machine, text: string): Term {
  if (isNestedDeep(text)) return readTerm(text);
  const [, goal, names] = machine.once('typescript', 'read_goal', [str(text), new Var(), new Var()])!;
  const named = new Map<Var, Var>();
  for (const pair of properList(names!)!) {
    const [name, variable] = (pair as Compound).args as [Atom, Var];
    named.set(variable, new Var(name.name));
  }
  return substituted(goal!, (variable) => named.get(variable) ?? variable);
}

/** The interpreter reads what is in brackets by recursion, on a stack of which the end is its own end. */
function isNestedDeep(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === '(' || char === '[' || char === '{') {
      if (++depth > DEEPEST) return true;
    } else if (char === ')' || char === ']' || char === '}') depth--;
  }
  return false;
}
