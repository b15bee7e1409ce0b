/** What the tau-prolog host does otherwise than SWI-Prolog, on purpose or for want of a way, and why. */
import type { Difference } from '../../support/prolog-differential.ts';

export type { Difference };

/** What differs in more than the context of an error. */
export const DIFFERENCES: readonly Difference[] = [
  {
    why: 'JSON is looked at as a whole before any of it is written',
    goals: ['w([f(x), f(y)], [null(f(x))])', 'w([@(null)], [null(null)])', 'w([@(null, 1)])'],
  },
  {
    why: 'a session that does not exist has no facts: adding some is an error, as nobody could see or end them',
    goals: ['http_session_assert(x, nobody)', 'http_session_asserta(x, nobody)'],
  },
  {
    why: 'the options of sessions are looked at before any is set, so an unbound list is no solution',
    goals: ['http_set_session_options(_)'],
  },
  {
    why: 'create may also be lazy',
    goals: ['http_set_session_options([create(sometimes)])'],
  },
  {
    why: 'what is made of a grammar rule is its clause, without a directive that says so',
    goals: ['expand_term(( a --> b ), T)'],
  },
  {
    why: 'dates some hundred million years away are an error; SWI-Prolog makes up others',
    goals: [
      "stamp_date_time(1.0e300, D, 'UTC')",
      'stamp_date_time(1.0e300, D, local)',
      "format_time(atom(A), '%F', 1.0e20)",
    ],
  },
  {
    why: 'there are no rational numbers',
    goals: ['X is 5 rdiv 10'],
  },
  {
    why: 'there are no dicts',
    goals: ['T = point{x: 1}, fail ; true'],
  },
  {
    why: 'each fact is retracted once: one that somebody else erased meanwhile is passed over',
    goals: [
      'fill, http_session_retract(c(X)), ( X == 1 -> http_session_retract(c(2)) ; true ), write(X), fail ; all(L)',
      'retract(item(X)), ( X == a -> retract(item(b)) ; true ), write(X), nl, fail ; reset',
    ],
  },
  {
    why: 'what a listener throws is reported to those who listen to errors, and stops nothing',
    goals: ['catch((listen(me, oops, throw(my_error)), broadcast(oops)), E, true), unlisten(me)'],
  },
  {
    why: 'the context of an unknown procedure is its indicator, not the caller that SWI-Prolog finds on its stack',
    goals: [
      'catch(undefined_here(1, 2), E, true)',
      ':- undefined_in_directive(1).',
      ':- catch(undefined_here, E, ( print_message(error, E) )).',
      'pv :- undefined_in_clause(1).\n:- pv.',
    ],
  },
  {
    why: 'there is one name space: the module in front of a goal is not told',
    goals: ['tnot_defined:foo', 'lists:no_such_thing(1)'],
  },
  {
    why: 'dynamic/1 as a goal says what it expected where SWI-Prolog says something about its own variables',
    goals: ['dynamic(dg/1, dh/2)', 'dynamic(_)'],
  },
  {
    why: '-->/2 is no predicate that a program can add facts to',
    goals: ['assertz((dcg --> [a])), catch(dcg(X), error(E, _), true)'],
  },
  {
    why: 'there are no references to clauses',
    goals: ['forall(assertz(er(1), R), erase(R)), \\+ er(_)'],
  },
  {
    why: 'terms do not change',
    goals: [
      'setarg(1, f(a), b)',
      'T = f(a, b), setarg(1, T, c)',
      'T = f(a), ( setarg(1, T, c), fail ; true )',
      'T = f(a), nb_setarg(1, T, g(X))',
      'T = f(a, b), arg(1, T, A), setarg(2, T, z)',
    ],
  },
  {
    why: 'tau-prolog substitutes, so it cannot make terms that contain themselves: a resource error',
    goals: ['X = f(X), cyclic_term(X), fail ; true'],
  },
  {
    why: 'which topics the clauses of a program have is not known',
    goals: ['debug(on_topic), debug(on_topic, "shown ~w", [x]), nodebug(on_topic)'],
  },
  {
    why: 'an error message begins on a line of its own, also when nothing was written before',
    goals: ['print_message(error, format("two~nlines", []))'],
  },
  {
    why: 'a program with a clause that can be none is refused whole; SWI-Prolog goes on with the next one',
    goals: ['atom_length(1, 2).', 'pn :- ( a, b ; c ), 1.', '1.', 'foo :- 1.', '"text".'],
  },
  {
    why: 'a program that needs tabling is refused',
    goals: [':- table px/1.\npx(1).\npx(2).\n:- findall(X, px(X), L0), msort(L0, L), print(L), nl.'],
  },
  {
    why: 'the message says where the syntax error was met',
    goals: [':- number_codes(X, "3x"), write(X).'],
  },
  {
    why: 'the message says why there is no session',
    goals: [':- http_session_id(_).'],
  },
];

/** Where only the context of an error differs, the second argument of `error(Formal, Context)`. */
export const CONTEXTS: readonly Difference[] = [
  {
    why: 'lines are counted from 1',
    goals: ['opened("/* a. /* b. */ c. "), on(read(A))'],
  },
  {
    why: 'which predicate met the name is not told',
    goals: [
      ...["exists_file('a\\0\\b')", "exists_directory('a\\0\\b')", "access_file('a\\0\\b', read)"],
      ...["size_file('a\\0\\b', _)", "open('a\\0\\b', read, _)", "delete_file('a\\0\\b')"],
    ],
  },
  {
    why: 'SWI-Prolog tells no module, no predicate, another one, or what the system says of the file, as it happens',
    goals: [
      "absolute_file_name('/no/such/file', A, [access(read)])",
      'in(F), access_file(F, foo)',
      "size_file('/no/such/file', S)",
      "directory_files('/no/such/directory', L)",
      "rename_file('/no/such/file', '/no/such/file2')",
      "read_file_to_string('/no/such/file', S, [])",
      "read_file_to_terms('/no/such/file', S, [])",
      'in(F), open(F, read, s)',
      "see('/no/such/file')",
      "tell('/no/such/file')",
      'flag(g9, X, Y)',
      'set_flag(g10, f(x))',
      "wildcard_match('[a', a)",
      "wildcard_match('[a\\\\', a)",
      "wildcard_match('{a,b', a)",
      "wildcard_match('{a', b)",
    ],
  },
  {
    why: 'the context says why there is no session',
    goals: [
      ...[
        'http_session_id(S)',
        'http_session_assert(a)',
        'http_session_asserta(a)',
        'http_session_retract(a)',
      ],
      ...[
        'http_session_retractall(a)',
        'http_session_data(a)',
        'cart(A, B)',
        'http_set_session(timeout(10))',
      ],
    ],
  },
  {
    why: 'SWI-Prolog tells the predicate inside of its library that noticed it',
    goals: ['http_set_session_options([foo])'],
  },
  {
    why: 'SWI-Prolog tells the predicate inside of its library or compiler that noticed it',
    goals: [
      'X = 1, X',
      'findall(X, G, L)',
      'maplist(_, [1])',
      'dynamic(foo)',
      'arg(x, f(a), X)',
      'odd(X), arg(X, f(a), A)',
      'odd(X), memberchk(a, X)',
    ],
  },
  {
    why: 'SWI-Prolog tells why',
    goals: ['X is "ab"', 'n(X), Y is X + "ab"'],
  },
];
