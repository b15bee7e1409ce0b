/** `print_message/2`: kinds, the program's own texts and hooks, and the place of the directive that is run. */
import { describeGoals } from '../../support/builtin-goals.ts';

describeGoals(
  'messages',
  `
print_message(error, format("a ~w", [x]))
print_message(warning, format("a ~w~nb", [x]))
print_message(warning, message_lines([one, "two"]))
print_message(informational, format("quiet", []))
print_message(silent, format("quiet", []))
print_message(banner, format("quiet", []))
print_message(help, format("help ~q", ['A b']))
print_message(information, format("told", []))
print_message(error, own(1))
print_message(warning, own(2))
print_message(error, hooked(1))
print_message(silent, hooked(2))
print_message(error, error(type_error(integer, a), context(foo/1, _)))
print_message(error, error(existence_error(procedure, foo/1), foo/1))
print_message(error, unhandled_exception(oops))
print_message(error, unknown(thing, X))
print_message(error, format("~a", [f(x)]))
print_message(error, '$aborted')
print_message_lines(user_error, 'P ', ["a", nl, "b ~w"-[c]])
print_message_lines(user_error, kind(warning), ["a", nl, ansi(bold, "b ~w", [c]), nl])
print_message_lines(user_error, 'P ', [])
print_message_lines(user_error, _, a)
`,
  {
    program: `
:- multifile prolog:message//1, user:message_hook/3.
:- dynamic user:message_hook/3.
prolog:message(own(N)) --> [ 'own message ~w'-[N], nl, 'second line'-[] ].
user:message_hook(hooked(X), Kind, Lines) :- print(user_error, X-Kind-Lines), nl(user_error).
`,
  },
);
