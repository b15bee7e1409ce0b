/** `listing/1`: declarations and clauses of the program. */
import { describeGoals } from '../../support/builtin-goals.ts';

describeGoals(
  'listing',
  `
listing(fact/2)
listing(fact)
listing(rule/1)
listing(counter/1)
assertz(counter(7)), assertz((counter(X) :- X > 7, !)), listing(counter/1)
listing(empty/3)
listing([fact/2, rule/1])
listing(pair//0)
listing(several)
listing('quoted name'/1)
listing(no_such_predicate)
listing(no_such_predicate/3)
listing(atom_length/2)
listing(1)
with_output_to(string(S), listing(fact/2))
portray_clause(user_error, (a :- b))
portray_clause(foo, x)
`,
  {
    program: String.raw`
:- dynamic counter/1, empty/3.
fact(a, "text").
fact('B c', [1, 2.5|_]).
rule(X) :- fact(X, Y), ( Y == 1 -> true ; \+ Y = 2 ), findall(Z, ( fact(Z, _), Z \== X ), _).
counter(0).
pair --> several, several.
several(1).
several(1, 2).
'quoted name'('It''s').
`,
  },
);
