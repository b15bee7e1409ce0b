/**
 * Terms as lines of text that neither reader nor writer has a hand in, for the oracle: kinds in prefix order, names as
 * character codes. `foo(X, 'a b')` is `c2.102.111.111 v0 a97.32.98`.
 */
import { Atom, Compound, deref, Float, Int, Nil, type Term, Var } from '../../src/term/term.ts';

/** A term as one line. A compound's words follow in the order of its arguments. */
export function encodeTerm(term: Term): string {
  const words: string[] = [];
  const variables = new Map<Var, number>();
  const pending: Term[] = [term];
  while (pending.length > 0) {
    const part = deref(pending.pop()!);
    words.push(wordOf(part, variables));
    if (part instanceof Compound) {
      for (let i = part.args.length - 1; i >= 0; i--) pending.push(part.args[i]!);
    }
  }
  return words.join(' ');
}

/** Prolog text of `decode_term(+Line, -Term)`, for programs that are given encoded terms. */
export const termDecoder = `
decode_term(Line, Term) :-
    split_string(Line, " ", "", Words),
    decode_term_(Term, _Vars, Words, []).

decode_term_(Term, Vars) -->
    [Word],
    { sub_atom(Word, 0, 1, _, Kind), sub_string(Word, 1, _, 0, Data) },
    decode_kind(Kind, Data, Term, Vars).

decode_kind(a, Data, Term, _) --> { decode_codes(Data, Codes), atom_codes(Term, Codes) }.
decode_kind(s, Data, Term, _) --> { decode_codes(Data, Codes), string_codes(Term, Codes) }.
decode_kind(i, Data, Term, _) --> { number_string(Term, Data) }.
decode_kind(f, Data, Term, _) --> { term_string(Term, Data) }.
decode_kind(n, _, [], _) --> [].
decode_kind(v, Data, Term, Vars) --> { number_string(N, Data), decode_variable(N, Vars, Term) }.
decode_kind(c, Data, Term, Vars) -->
    { split_string(Data, ".", "", [ArityText|CodeTexts]),
      number_string(Arity, ArityText),
      maplist([Text, Code]>>number_string(Code, Text), CodeTexts, Codes),
      atom_codes(Name, Codes),
      length(Args, Arity) },
    decode_args(Args, Vars),
    { compound_name_arguments(Term, Name, Args) }.

decode_args([], _) --> [].
decode_args([Arg|Args], Vars) --> decode_term_(Arg, Vars), decode_args(Args, Vars).

decode_codes("", []) :- !.
decode_codes(Data, Codes) :-
    split_string(Data, ".", "", Texts),
    maplist([Text, Code]>>number_string(Code, Text), Texts, Codes).

% Vars is an open list of the variables met so far, by number.
decode_variable(N, Vars, Term) :- nth_variable(N, Vars, Term).

nth_variable(0, [Term|_], Term) :- !.
nth_variable(N, [_|Vars], Term) :- M is N-1, nth_variable(M, Vars, Term).
`;

function wordOf(term: Term, variables: Map<Var, number>): string {
  if (term instanceof Nil) return 'n';
  if (term instanceof Int) return `i${term.value}`;
  if (term instanceof Float) return `f${floatWord(term.value)}`;
  if (term instanceof Var) {
    if (!variables.has(term)) variables.set(term, variables.size);
    return `v${variables.get(term)}`;
  }
  if (term instanceof Compound)
    return ['c', term.args.length, ...codesOf(term.name)].join('.').replace('.', '');
  return `${term instanceof Atom ? 'a' : 's'}${codesOf(term instanceof Atom ? term.name : term.value).join('.')}`;
}

function codesOf(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0)!);
}

/** Seventeen digits say which float it is. */
function floatWord(value: number): string {
  if (Number.isNaN(value)) return '1.5NaN';
  if (!Number.isFinite(value)) return value > 0 ? '1.0Inf' : '-1.0Inf';
  return Object.is(value, -0) ? '-0.0' : value.toExponential(16);
}
