/** write_term/2 with each option, and portray/1. */
import type { Topic } from '../../support/prolog-outcomes.ts';

const TERM = String.raw`[a, 'B c', {x, y}, 'a\nb\x1\', "s\nt", 1-(2+3), -(1), - 1, f(_, b), [1, 2|_], '$VAR'(3), [[1], []], {[1]}, 'é\u4e2d']`;

const OPTIONS = `dotlists(true) dotlists(false) dotlists(x) no_lists(true) no_lists(false) no_lists(x)
  character_escapes(false) character_escapes(true) character_escapes(x) character_escapes_unicode(true)
  character_escapes_unicode(false) brace_terms(true) brace_terms(false) brace_terms(x) cycles(true) cycles(false) cycles(x)
  spacing(next_argument) spacing(standard) spacing(x) portray(true) portray(false) portray(x) portrayed(true) numbervars(true)
  max_depth(3) max_depth(x) fullstop(true) fullstop(x) nl(true) nl(x) priority(300) priority(999) priority(x) ignore_ops(true)
  quote_non_ascii(true) quote_non_ascii(false) portray_goal(shown) portray_goal(nothing_such) foo(x) blobs(portray)`
  .split(/\s+/)
  .filter((option) => option !== '');

/** Goals whose output is told from that of the next. */
const writing = OPTIONS.flatMap((option) => [
  `write_term(${TERM}, [quoted(true), ${option}])`,
  `write_term(${TERM}, [${option}])`,
]);

export const writingTopic: Topic = {
  name: 'writing',
  program: `
:- multifile portray/1.
:- dynamic portray/1.
portray(secret) :- write('<hidden>').
portray(p(X)) :- write('P<'), print(X), write('>').
portray(5) :- write(five).
portray([a|_]) :- write(list_of_a).
portray(V) :- var(V), write(never).
portray(nothing).
shown(secret, Options) :- write(Options).
shown(f(_, _), _) :- write(an_f).
`,
  goals: `${writing.join('\n')}
${String.raw`
write_term([a|b], [dotlists(true)]), nl, write_term([a|b], [no_lists(true), quoted(true)])
write_term([a, b], [dotlists(true), spacing(next_argument)])
write_term('it''s', [quoted(true), character_escapes(false)])
write_term("say \"hi\"", [quoted(true), character_escapes(false)])
write_term('a\\b\tc', [quoted(true), character_escapes(false)])
write_term(f(X, Y, X), [variable_names(['X'=X, 'Y'=Y])])
write_term(f(X), [variable_names([x=X])])
write_term(f(X), [variable_names(['X'-X])])
write_term(f(X), [variable_names(['X'=X|_])])
write_term(user_output, a, [fullstop(true), nl(true)])
write_term((a :- b, c), [fullstop(true), nl(true), spacing(next_argument), portray(true)])
write_term(a- (-1), [fullstop(true)]), write_term(-, [fullstop(true)])
write_term([1, 2, 3, 4, 5, 6], [max_depth(4)])
write_term(f(g(h(i(j)))), [max_depth(3)])
write_term(a, [quoted(true)|_])
write_term(a, quoted)
write_term(a, [_])
write_term(a, [quoted(_)])
write_term(nothing_such, [portray_goal(nothing_such), portray(true)])
print(secret)
print(user_output, f(secret))
print(f(secret, p(p(5)), [1, secret|secret], [a, b], [b, a], _, "secret", 'S'-secret))
print(nothing), print(f(nothing))
print(- 5), print(5 - 5), print(-secret), print(- - secret), print(1 - (- secret)), print(secret = 'A b'), print(\+ secret)
print({secret}), print(secret(1)), print([secret, 5]), print('$VAR'(1))
format("~p and ~w and ~q", [secret, secret, secret])
format("~p~t~20|~p~n", [p(secret), [5, x]])
writeq(secret), write(secret), write_canonical(secret), portray_clause(f(secret))
with_output_to(string(S), print(f(secret)))
print_message_lines(user_output, '', ['~p'-[secret], nl])
write_term(f(secret), [portray(true), quoted(true)])
write_term([secret, f(1, 2), x], [portray_goal(shown)])
assertz((portray(later) :- write(now))), print(later), retract((portray(later) :- _))
`}`,
};
