/** Grammar rules as clauses: `dcg_translate_rule/2` as SWI-Prolog has it. */
import {
  Atom,
  Compound,
  compound,
  deref,
  instantiationError,
  int,
  list,
  Nil,
  properList,
  Str,
  type Term,
  typeError,
  Var,
} from '../index.ts';

export function isGrammarRule(term: Term): term is Compound {
  return term instanceof Compound && term.name === '-->' && term.args.length === 2;
}

/**
 * The clause of `Head --> Body`.
 * @throws PrologError `type_error(callable, Part)`, `instantiation_error`
 */
export function grammarClause(rule: Compound): Term {
  const [left, body] = rule.args.map(deref) as [Term, Term];
  const from = new Var();
  const to = new Var();
  const hasPushback = left instanceof Compound && left.name === ',' && left.args.length === 2;
  if (!hasPushback) return compound(':-', [nonTerminal(left, from, to), bodyOf(body, from, to)]);
  const middle = new Var();
  const head = nonTerminal(deref(left.args[0]!), from, to);
  const rest = compound(',', [bodyOf(body, from, middle), terminals(deref(left.args[1]!), to, middle)]);
  return compound(':-', [head, rest]);
}

/** What a grammar body does with a list between two places. */
export function bodyOf(term: Term, from: Term, to: Term): Term {
  const body = deref(term);
  if (body instanceof Var) return compound('phrase', [body, from, to]);
  if (body instanceof Nil || body instanceof Str || properList(body) !== undefined) {
    return terminals(body, from, to);
  }
  if (body instanceof Atom && body.name === '!') return compound(',', [body, same(to, from)]);
  if (!(body instanceof Compound)) return nonTerminal(body, from, to);
  const { name, args } = body;
  const key = `${name}/${args.length}`;
  if (key === ',/2') {
    const middle = new Var();
    return compound(',', [bodyOf(args[0]!, from, middle), bodyOf(args[1]!, middle, to)]);
  }
  if (key === ';/2' || key === '|/2') {
    return compound(';', [bodyOf(args[0]!, from, to), bodyOf(args[1]!, from, to)]);
  }
  if (key === '->/2' || key === '*->/2') {
    const middle = new Var();
    return compound(name, [bodyOf(args[0]!, from, middle), bodyOf(args[1]!, middle, to)]);
  }
  if (key === '\\+/1') {
    return compound(',', [compound('\\+', [bodyOf(args[0]!, from, new Var())]), same(to, from)]);
  }
  if (key === '{}/1') return compound(',', [args[0]!, same(to, from)]);
  if (name === 'call' && args.length > 0) return compound('call', [...args, from, to]);
  return nonTerminal(body, from, to);
}

function nonTerminal(term: Term, from: Term, to: Term): Term {
  if (term instanceof Var) throw instantiationError();
  if (term instanceof Atom) return compound(term.name, [from, to]);
  if (!(term instanceof Compound)) throw typeError('callable', term);
  if (term.name === ':' && term.args.length === 2) {
    return compound(':', [term.args[0]!, nonTerminal(deref(term.args[1]!), from, to)]);
  }
  return compound(term.name, [...term.args, from, to]);
}

function terminals(term: Term, from: Term, to: Term): Term {
  const items =
    term instanceof Str ? [...term.value].map((char) => codeOf(char)) : (properList(term) ?? undefined);
  if (items === undefined) throw typeError('list', term);
  return same(from, items.length === 0 ? to : list(items, to));
}

function same(a: Term, b: Term): Term {
  return compound('=', [a, b]);
}

function codeOf(char: string): Term {
  return int(char.codePointAt(0)!);
}
