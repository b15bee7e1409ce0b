/** http_parameters/2,3: types, defaults, errors and their messages. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const parameterErrors: Topic = {
  name: 'parameters of requests',
  program: `
:- use_module(library(http/http_parameters)).
:- use_module(library(http/http_client)).

:- multifile http:convert_parameter/3.
http:convert_parameter(colour, red, '#ff0000').
http:convert_parameter(twice, Text, Value) :- atom_number(Text, N), Value is 2*N.

declared(age, [integer]).
declared(name, [default(nobody)]).

of(Search, Parameters) :- http_parameters([method(get), search(Search)], Parameters).
of(Search, Parameters, Options) :- http_parameters([method(get), search(Search)], Parameters, Options).

said(Search, Parameters) :-
    catch(of(Search, Parameters), E, true),
    (   nonvar(E)
    ->  message_to_codes(E, Text), format("~s~n", [Text])
    ;   print(Parameters), nl
    ).

message_to_codes(E, Text) :-
    phrase('$messages':translate_message(E), Lines),
    with_output_to(codes(Text), forall(member(L, Lines), part(L))).

part(F-A) :- !, format(F, A).
part(nl) :- !, nl.
part(T) :- format(T, []).

form(Type, Text, Parameters, Options) :-
    ( nb_current(http_post_data, _) -> nb_delete(http_post_data) ; true ),
    atom_length(Text, Length),
    setup_call_cleanup(
        open_string(Text, In),
        http_parameters([method(post), request_uri('/f'), input(In), content_type(Type), content_length(Length)], Parameters, Options),
        close(In)).

twice(Text, A, B) :-
    atom_length(Text, Length),
    open_string(Text, In),
    Request = [method(post), request_uri('/f'), input(In), content_type('application/x-www-form-urlencoded'), content_length(Length)],
    http_parameters(Request, [a(A, [])]),
    http_parameters(Request, [b(B, [])]).
`,
  goals: `
of([a=x], [a(A, [])])
of([a=x, a=y], [a(A, [])])
of([], [a(A, [])])
of([a=''], [a(A, [])])
of([a=''], [a(A, [default(d)])])
of([a=''], [a(A, [optional(true)])])
of([], [a(A, [optional(false)])])
of([], [a(A, [default(f(x))])])
of([], [a(A, [integer, default(x)])])
of([], [a(A, [optional(true), default(3)])])
of([a='12'], [a(A, [integer])])
of([a='-12'], [a(A, [integer])])
of([a='1.5'], [a(A, [integer])])
of([a='0x1f'], [a(A, [integer])])
of([a=' 12'], [a(A, [integer])])
of([a='12 '], [a(A, [integer])])
of([a=x], [a(A, [integer])])
of([a='1e10'], [a(A, [integer])])
of([a='0''a'], [a(A, [integer])])
of([a='12345678901234567890'], [a(A, [integer])])
of([a='0'], [a(A, [nonneg])])
of([a='-1'], [a(A, [nonneg])])
of([a='1.0'], [a(A, [nonneg])])
of([a='1'], [a(A, [float])])
of([a='1.5'], [a(A, [float])])
of([a='x'], [a(A, [float])])
of([a='1r3'], [a(A, [number])])
of([a='1.5Inf'], [a(A, [number])])
of([a='1'], [a(A, [number])])
of([a='1.5'], [a(A, [number])])
of([a='3'], [a(A, [between(1, 10)])])
of([a='11'], [a(A, [between(1, 10)])])
of([a='3.5'], [a(A, [between(1, 10)])])
of([a='3'], [a(A, [between(1.0, 10)])])
of([a='3.5'], [a(A, [between(1, 10.0)])])
of([a='x'], [a(A, [between(1, 10.0)])])
of([a=x], [a(A, [oneof([x, y])])])
of([a=z], [a(A, [oneof([x, y])])])
of([a='1'], [a(A, [integer, oneof([1, 2])])])
of([a='3'], [a(A, [integer, oneof([1, 2])])])
of([a=true], [a(A, [boolean])])
of([a='TRUE'], [a(A, [boolean])])
of([a=yes], [a(A, [boolean])])
of([a=on], [a(A, [boolean])])
of([a='1'], [a(A, [boolean])])
of([a='0'], [a(A, [boolean])])
of([a=off], [a(A, [boolean])])
of([a='FALSE'], [a(A, [boolean])])
of([a='True'], [a(A, [boolean])])
of([a=maybe], [a(A, [boolean])])
of([a='12'], [a(A, [string])])
of([a='x y'], [a(A, [string, length > 2])])
of([a='x'], [a(A, [length > 2])])
of([a='xx'], [a(A, [length >= 2])])
of([a='xx'], [a(A, [length < 2])])
of([a='xx'], [a(A, [length =< 2])])
of([a='12'], [a(A, [integer, length =< 2])])
of([a='12'], [a(A, [integer, string])])
of([a='12'], [a(A, [atom])])
of([a='12'], [a(A, [any])])
of([a='f(X)'], [a(A, [term])])
of([a='12'], [a(A, [unknown(type)])])
of([a='12'], [a(A, [(integer;atom)])])
of([a='x'], [a(A, [(integer;boolean;atom)])])
of([a='x'], [a(A, [(integer;boolean)])])
of([a='x'], [a(A, [description('An a'), optional(true)])])
of([a='1', b=z, a='2'], [a(A, [zero_or_more, integer])])
of([a='1', b=z, a='2'], [a(A, [list(integer)])])
of([a='1', b=z, a=''], [a(A, [list(atom)])])
of([b=z], [a(A, [list(integer)])])
of([b=z], [a(A, [list(integer), default([x])])])
of([a='1', a=x], [a(A, [list(integer)])])
of([a='1', a='3'], [a(A, [list(oneof(['1', '2']))])])
of([a=x, a=y], [a(A, [multiple])])
of([a=red], [a(A, [colour])])
of([a=blue], [a(A, [colour])])
of([a='4'], [a(A, [twice])])
of([a='4'], [a(A, [twice, between(1, 10)])])
of([a='6'], [a(A, [twice, between(1, 10)])])
of([a=x, b=y], [b(B, []), a(A, [])])
of([a=x, b=y], [group([b(B, []), a(A, [])], [])])
of([a=x], [a(x, [])])
of([a=x], [a(y, [])])
of([a=x], [_])
of([a=x], a)
of([a=x], [a])
of([a=x], [a(A)])
of([a=x], [foo(A, B, C)])
of([age='7'], [age(A), name(N)], [attribute_declarations(declared)])
of([age=x], [age(A), name(N)], [attribute_declarations(declared)])
of([age='7'], [foo(A)], [attribute_declarations(declared)])
of([age='7'], [age(A, [float])], [attribute_declarations(declared)])
of([age='7', x=y], [age(A, [])], [form_data(D)])
of([], [], [form_data(D)])
http_parameters([method(get)], [a(A, [default(1)])], [form_data(D)])
http_parameters([method(post)], [a(A, [default(1)])], [form_data(D)])
http_parameters([], [a(A, [default(1)])], [form_data(D)])
http_convert_parameters([a='1'], [a(A, [integer])])
http_convert_parameters([a='1'], [a(A)])
http_convert_parameters([age='1'], [age(A)], declared)
http_convert_parameter([integer, between(1, 3)], p, '2', V)
http_convert_parameter([integer, between(1, 3)], p, '4', V)
said([], [a(_, [])])
said([a=x], [a(_, [integer])])
said([a='-1'], [a(_, [nonneg])])
said([a=x], [a(_, [float])])
said([a=x], [a(_, [number])])
said([a=x], [a(_, [boolean])])
said([a=x], [a(_, [between(1, 10)])])
said([a=x], [a(_, [between(1.0, 10)])])
said([a=x], [a(_, [oneof([y])])])
said([a=x], [a(_, [oneof([y, z])])])
said([a=x], [a(_, [oneof([y, z, w])])])
said([a=x], [a(_, [length > 2000])])
said([a=x], [a(_, [length >= 2])])
said([a=xyz], [a(_, [length < 2])])
said([a=xyz], [a(_, [length =< 2])])
said([a=x], [a(_, [(integer;float)])])
said([a=x], [a(_, [list(integer)])])
said([a=x], [_])
said([a=x], [a(_)])
said([a='1'], [a(_, [integer])])
form('application/x-www-form-urlencoded', 'a=1&b=x+y%26', [a(A, [integer]), b(B, [])], [form_data(D)])
form('application/x-www-form-urlencoded; charset=UTF-8', 'a=%C3%A9', [a(A, [])], [form_data(D)])
form('application/x-www-form-urlencoded;charset=utf-8', 'a=é', [a(A, [])], [])
form('application/x-www-form-urlencodedx', 'a=1', [a(A, [default(none)])], [form_data(D)])
form('text/plain', 'a=1', [a(A, [default(none)])], [form_data(D)])
form('application/json', '{"a":1}', [a(A, [])], [])
form('application/x-www-form-urlencoded', '', [a(A, [default(none)])], [form_data(D)])
form('application/x-www-form-urlencoded', 'a', [a(A, [default(none)])], [form_data(D)])
twice('a=1&b=2', A, B)
`,
};
