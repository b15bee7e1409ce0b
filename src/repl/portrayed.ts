/** Answers in which a program's `portray/1` has written some terms in its own way. */
import {
  type Compound,
  compareTerms,
  compound,
  deref,
  list,
  properList,
  type Str,
  type Term,
  Var,
} from '../index.ts';
import type { PrologHost } from '../prolog/host.ts';
import type { Values } from './answer-text.ts';

/** Values in which variables stand for text that is written as it is. */
export interface PortrayedValues {
  readonly values: Values;
  readonly texts: ReadonlyMap<Var, string>;
}

/** Values of which the program has written nothing in its own way. */
export function unportrayed(values: Values): PortrayedValues {
  return { values, texts: new Map() };
}

/** Whether the program of a host portrays terms. A host that cannot tell has none that does. */
export async function isPortraying(host: PrologHost): Promise<boolean> {
  try {
    return await host.query(portrayal([])).exists();
  } catch {
    return false;
  }
}

/** What the program makes of the values; what it cannot be asked about is left as it is. */
export async function portrayed(host: PrologHost, values: Values): Promise<PortrayedValues> {
  const names = Object.keys(values);
  try {
    const terms = Object.values(values);
    const found = (await host.query(portrayal(terms)).first())?.terms as Values | undefined;
    const changed = found && properList(found.Values!);
    if (changed === undefined) return unportrayed(values);
    const texts = (properList(found!.Texts!) ?? []).map(textOf);
    // What was the same is so still: the answer tells it once
    const first = (i: number) => terms.findIndex((term) => compareTerms(term, terms[i]!) === 0);
    const all = names.map((name, i) => [name, changed[first(i)]!] as const);
    return { values: Object.fromEntries(all), texts: new Map(texts) };
  } catch {
    return unportrayed(values);
  }
}

/** The goal that fails where nothing is portrayed. */
function portrayal(terms: readonly Term[]): Compound {
  return compound('$portrayed', [list([...terms]), new Var('Values'), new Var('Texts')]);
}

/** `Variable-Text`. */
function textOf(pair: Term): [variable: Var, text: string] {
  const [variable, text] = (deref(pair) as Compound).args.map(deref);
  return [variable as Var, (text as Str).value];
}
