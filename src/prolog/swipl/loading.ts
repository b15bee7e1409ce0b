/** How programs are loaded: by which goals, and what is refused of them. */
import {
  type Atom,
  atom,
  type Compound,
  compound,
  properList,
  type Solution,
  str,
  type Term,
  Var,
} from '../../index.ts';
import type { Program } from '../host.ts';
import { programError } from './program-error.ts';

let texts = 0;

/** The goal that loads a program. Texts without a name get one that no other has. */
export function loadingGoal(program: Program): Term {
  if (typeof program === 'string') return loadingText(program);
  if ('text' in program) return loadingText(program.text, program.name);
  return goal('load_file', atom(program.file));
}

/** What the program of such a goal is called. */
export function loadedName(loading: Term): string {
  const load = (loading as Compound).args[1] as Compound;
  return (load.args[0] as Atom).name;
}

/** @throws PrologError for what was refused of a program, in the solution of its goal */
export function checkLoaded(loaded: Solution | undefined): void {
  const [refused] = properList(loaded!.terms.Refused!)!;
  if (refused !== undefined) throw programError(refused as Compound);
}

function loadingText(text: string, name = `user://${++texts}`): Term {
  return goal('load_text', atom(name), str(text));
}

function goal(name: string, ...args: Term[]): Term {
  return compound(':', [atom('typescript'), compound(name, [...args, new Var('Refused')])]);
}
