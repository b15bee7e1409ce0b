% Predicates of the system that come down to others, and those about things of which there is one or none here: modules,
% threads, attributed variables.

duplicate_term(Term, Copy) :-
    copy_term(Term, Copy).

copy_term(Term, Copy, []) :-
    copy_term(Term, Copy).

term_attvars(_, []).

attvar(_) :-
    fail.

frozen(_, true).

same_term(A, B) :-
    A == B.

is_most_general_term(Term) :-
    (   is_list(Term)
    ->  '$are_other_variables'(Term)
    ;   compound(Term)
    ->  compound_name_arguments(Term, _, Args),
        '$are_other_variables'(Args)
    ;   atom(Term)
    ).

'$are_other_variables'(Terms) :-
    maplist(var, Terms),
    term_variables(Terms, Variables),
    same_length(Terms, Variables).

get_string_code(Index, String, Code) :-
    must_be(integer, Index),
    string_code(Index, String, Code).

write_length(Term, Length, Options) :-
    with_output_to(string(String), write_term(Term, Options)),
    string_length(String, Length),
    (   option(max_length(Max), Options)
    ->  Length =< Max
    ;   true
    ).

call_dcg(Body, S0, S) :-
    phrase(Body, S0, S).

rational(Number, Number, 1) :-
    integer(Number).

strip_module(Term, Module, Plain) :-
    (   nonvar(Term),
        Term = Module0:Term1
    ->  strip_module(Term1, Module1, Plain),
        (   nonvar(Term1),
            Term1 = _:_
        ->  Module = Module1
        ;   Module = Module0
        )
    ;   Module = user,
        Plain = Term
    ).

context_module(user).

with_mutex(_, Goal) :-
    once(Goal).

mutex_create(Mutex) :-
    (   var(Mutex)
    ->  gensym('$mutex', Mutex)
    ;   true
    ).

mutex_create(Mutex, Options) :-
    option(alias(Mutex), Options, Mutex),
    mutex_create(Mutex).

mutex_destroy(_).
mutex_lock(_).
mutex_trylock(_).
mutex_unlock(_).
mutex_unlock_all.

concurrent_maplist(Goal, L1) :-
    maplist(Goal, L1).

concurrent_maplist(Goal, L1, L2) :-
    maplist(Goal, L1, L2).

concurrent_maplist(Goal, L1, L2, L3) :-
    maplist(Goal, L1, L2, L3).

concurrent_forall(Generate, Action) :-
    forall(Generate, Action).

concurrent_forall(Generate, Action, _) :-
    forall(Generate, Action).

concurrent(_, Goals, _) :-
    maplist(call, Goals),
    !.

first_solution(X, Goals, _) :-
    member(Goal, Goals),
    call(Goal),
    !,
    X = X.

ansi_format(_, Format, Arguments) :-
    format(Format, Arguments).

abolish_all_tables.

prompt1(_).

%   Declarations that say nothing here.

meta_predicate(_).
module_transparent(_).
public(_).
volatile(_).

thread_local(Predicates) :-
    dynamic(Predicates).
