/**
 * Terms as text that tells everything about them and depends on neither writer: prefix notation, each part with its
 * kind, texts with their lengths, variables numbered as they occur. Once here, and once as a Prolog program.
 */
import { Atom, Compound, deref, type Float, Int, Nil, Str, type Term, Var } from '../../src/term/term.ts';

/** Stands in SWI-Prolog's dumps for what cannot be dumped. */
export const UNKNOWN = '\u0001';

export function dumpTerm(term: Term): string {
  const parts: string[] = [];
  const variables = new Map<Var, number>();
  const pending: Term[] = [term];
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    const value = deref(part);
    if (value instanceof Compound) {
      parts.push(`c${value.args.length}/`, counted(value.name));
      for (let i = value.args.length - 1; i >= 0; i--) pending.push(value.args[i]!);
    } else if (value instanceof Var) {
      if (!variables.has(value)) variables.set(value, variables.size);
      parts.push(`v${variables.get(value)} `);
    } else if (value instanceof Atom) {
      parts.push('a', counted(value.name));
    } else if (value instanceof Nil) {
      parts.push('n');
    } else if (value instanceof Int) {
      parts.push(`i${value.value} `);
    } else if (value instanceof Str) {
      parts.push('s', counted(value.value));
    } else {
      parts.push(`f${exact(value)} `);
    }
  }
  return parts.join('');
}

function counted(text: string): string {
  return `${Array.from(text).length}:${text}`;
}

/** A float as a fraction, since decimal notation is a matter of taste. */
function exact({ value }: Float): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0';
  let numerator = value;
  let denominator = 1n;
  for (; !Number.isInteger(numerator); numerator *= 2) denominator *= 2n;
  return `${BigInt(numerator)}/${denominator}`;
}

/**
 * The same in Prolog: `dump_text(+Term, -String)`. Other than here, `[]` as the name of a compound term cannot be told
 * from `'[]'`. What cannot be dumped (a dict, a rational number) is U+0001.
 */
export const DUMP_PROGRAM = String.raw`
dump_text(T, Text) :-
    \+ \+ ( term_variables(T, Vs), number_variables(Vs, 0),
            with_output_to(string(S), dump(T)), nb_setval(dump, S) ),
    nb_getval(dump, Text).
number_variables([], _).
number_variables(['$dump_var'(N)|Vs], N) :- N1 is N + 1, number_variables(Vs, N1).
dump('$dump_var'(N)) :- !, format("v~d ", [N]).
dump([]) :- !, write(n).
dump(T) :- atom(T), !, write(a), dump_counted(T).
dump(T) :- string(T), !, write(s), dump_counted(T).
dump(T) :- integer(T), !, format("i~d ", [T]).
dump(T) :- float(T), !, float_class(T, Class), dump_float(Class, T).
dump(T) :- is_dict(T), !, put_char('\1\').
dump(T) :- compound(T), !,
    compound_name_arguments(T, Name, Args), length(Args, Arity),
    format("c~d/", [Arity]), dump_counted(Name), dump_all(Args).
dump(_) :- put_char('\1\').
dump_all([]).
dump_all([T|Ts]) :- dump(T), dump_all(Ts).
dump_counted([]) :- !, write('2:[]').
dump_counted(Text) :- atom_length(Text, L), write(L), write(:), write(Text).
dump_float(nan, _) :- !, write('fnan ').
dump_float(infinite, F) :- !, ( F > 0 -> write('finf ') ; write('f-inf ') ).
dump_float(_, F) :- ( F =:= 0, C is copysign(1, F), C < 0 -> write('f-0 ')
    ; R is rational(F), N is numerator(R), D is denominator(R), format("f~d/~d ", [N, D]) ).
`;
