/*  The way from SWI-Prolog to the host in TypeScript: predicates that are defined there, and the looks at limits that
    searches take while they run.
*/

:- module(typescript, [typescript/1, typescript/2, typescript_value/2]).
:- use_module(library(lists)).
:- use_module(library(apply)).
:- use_module(library(occurs), [sub_term/2]).

:- dynamic(prolog:heartbeat/0).
:- multifile(prolog:heartbeat/0).

%!  typescript(:Goal) is nondet.
%!  typescript(+Indicator, ?Args) is nondet.
%
%   Calls the predicate of TypeScript that is named so. It answers one outcome, or several that are asked for one by one,
%   or a promise.

typescript(Goal) :-
    '$clausal'(goal(Goal), Answer),
    (   Answer == true
    ->  true
    ;   compound_name_arity(Goal, Name, Arity),
        compound_name_arguments(Goal, Name, Args),
        outcome(Answer, Name/Arity, Args)
    ).

typescript(PI, Args) :-
    '$clausal'(call(PI, Args), Answer),
    outcome(Answer, PI, Args).

outcome(true, _, _).
outcome(true(Args), _, Args).
outcome(throw(Error), _, _) :-
    throw(Error).
outcome(wait(Promise), PI, Args) :-
    awaited(Promise, PI, Answer),
    outcome(Answer, PI, Args).
outcome(each(First, Id), PI, Args) :-
    setup_call_cleanup(true, each(First, Id, PI, Args), '$clausal'(close(Id), _)).

%!  typescript_value(+Call, -Value) is semidet.
%
%   The same for a predicate of TypeScript that answers at once, and only its last argument, which Call is without: less of
%   what is known crosses.

typescript_value(Call, Value) :-
    '$clausal'(value(Call), Answer),
    value(Answer, Value).

value(value(Value), Value).
value(throw(Error), _) :-
    throw(Error).

each(First, _, PI, Args) :-
    outcome(First, PI, Args).
each(_, Id, PI, Args) :-
    repeat,
    '$clausal'(next(Id), Answer0),
    arrived(Answer0, PI, Answer),
    (   Answer == end
    ->  !,
        fail
    ;   outcome(Answer, PI, Args)
    ).

arrived(wait(Promise), PI, Answer) :-
    !,
    awaited(Promise, PI, Answer).
arrived(Answer, _, Answer).

awaited(Promise, PI, Answer) :-
    (   '$can_yield'
    ->  '$await'(wait(Promise), Answer)
    ;   '$clausal'(forget(Promise), _),
        throw(error(system_error('an asynchronous predicate was called where nothing can wait'), context(PI, _)))
    ).

%   Leaving is for whoever runs the host: `halt/0,1` throw.

:- redefine_system_predicate(system:halt(_)).
:- redefine_system_predicate(system:halt).
system:halt :-
    halt(0).
system:halt(Status) :-
    throw(unwind(halt(Status))).

%   As in the other hosts, programs need not load the library of sessions.

:- use_module(user:library(http/http_session)).
:- use_module(user:library(portraying)).

%   They find all there is of threads without a library, too.

:- use_module(library(threads), []).

%!  define(+Name, +Arity) is semidet.
%
%   Makes a predicate of the program that is one of TypeScript. Fails for those of the system.

define(Name, Arity) :-
    functor(Head, Name, Arity),
    \+ predicate_property(system:Head, defined),
    Head =.. [Name|Args],
    abolish(user:Name/Arity),
    assertz((user:Head :- typescript:typescript(Name/Arity, Args))),
    compile_predicates([user:Name/Arity]).

%!  solve(:Goal, +Interval, +Limit) is nondet.
%
%   What a search runs. Every so many inferences it looks at its limits, and gives way when its turn is over. It takes these
%   looks only where predicates exit, so that recursion alone would escape them: for that there is the limit.

solve(Goal, Interval, Limit) :-
    set_prolog_flag(heartbeat, Interval),
    limited(user:Goal, Limit).

limited(Goal, Limit) :-
    call_with_inference_limit(Goal, Limit, Result),
    (   Result == inference_limit_exceeded
    ->  '$clausal'(exceeded, Answer),
        beaten(Answer)
    ;   true
    ).

%!  ask(:Goal, +Interval, +Limit, -Answer) is nondet.
%
%   The same for a goal of the library, which takes Answer as its last argument. What was written is ready to be told then.

ask(Goal, Interval, Limit, Answer) :-
    set_prolog_flag(heartbeat, Interval),
    limited(call(Goal, Answer), Limit),
    flush.

%!  flush is det.
%
%   Has the host told what was written. Where the output is another one now, that is not its business.

flush :-
    flush_output(user_output).

beat :-
    '$clausal'(beat, Answer),
    beaten(Answer),
    (   nb_current('$watched', [_|_])
    ->  time:ring
    ;   true
    ).

beaten(go).
beaten(yield) :-
    (   '$can_yield'
    ->  '$await'(beat, Answer),
        beaten(Answer)
    ;   true
    ).
beaten(throw(Error)) :-
    throw(Error).

:- retractall(prolog:heartbeat).
:- assertz((prolog:heartbeat :- typescript:beat)).

%!  read_goal(+Text, -Goal, -Names) is det.
%
%   A goal as text, expanded, with the names of its variables. An empty text is an error.

read_goal(Text, Goal, Names) :-
    term_string(Goal0, Text, [variable_names(Names), module(user)]),
    expand_goal(user:Goal0, user:Goal).

%!  load_text(+Name, +Text, -Refused) is det.
%!  load_file(+File, -Refused) is det.
%
%   Loads a program. Refused is a list of refused(Formal, File, Line) for what SWI-Prolog would have passed over: then
%   nothing of it stays.

:- dynamic(refused/3).

load_text(Name, Text, Refused) :-
    setup_call_cleanup(
        open_string(Text, In),
        loaded(Name, load_files(user:Name, [stream(In), silent(true)]), Refused),
        close(In)).

load_file(Spec, Refused) :-
    absolute_file_name(Spec, File, [file_type(prolog), access(read), file_errors(fail)]),
    !,
    loaded(File, load_files(user:File, [silent(true)]), Refused).
load_file(Spec, _) :-
    throw(error(existence_error(source_sink, Spec), _)).

loaded(Name, Goal, Refused) :-
    refusals(Goal, Refused),
    (   Refused == []
    ->  true
    ;   unload_file(Name)
    ).

refusals(Goal, Refused) :-
    retractall(refused(_, _, _)),
    call(Goal),
    findall(refused(Formal, File, Line), retract(refused(Formal, File, Line)), Refused).

:- multifile(user:message_hook/3).

user:message_hook(error(Formal, Context), error, _) :-
    is_refused(Formal),
    source_location(File0, Line0),
    (   Context = file(File, Line, _, _)
    ->  true
    ;   File = File0,
        Line = Line0
    ),
    assertz(typescript:refused(Formal, File, Line)).

is_refused(syntax_error(_)).
is_refused(permission_error(_, _, _)).

%!  main_goal(-Goal) is semidet.
%
%   What the program wants to be run when it is loaded: it said initialization(Goal, main).

main_goal(Goal) :-
    findall(Goal, system:'$init_goal'(when(main), Goal, _), Goals),
    last(Goals, Goal0),
    ( Goal0 = user:Goal -> true ; Goal = Goal0 ).

%!  predicates(-Names) is det.
%
%   What there is besides the predicates of the program, as atoms name/arity.

predicates(Names) :-
    findall(Name, present(Name), Names0),
    sort(Names0, Names).

present(Indicator) :-
    member(Module, [system, http_session, lists, apply]),
    current_predicate(Module:Name/Arity),
    functor(Head, Name, Arity),
    \+ predicate_property(Module:Head, imported_from(_)),
    \+ sub_atom(Name, 0, _, _, $),
    format(atom(Indicator), '~w/~d', [Name, Arity]).

%!  heard(+Event) is det.
%
%   Tells the listeners in Prolog of an event of the engine. What a program broadcasts goes to the engine first, which
%   tells everybody, with limits; but for what cannot get there, as there is a stream in it.

heard(Event) :-
    nb_setval('$heard', true),
    broadcast(Event).

:- use_module(library(broadcast)).
:- wrap_predicate(broadcast:broadcast(Event), typescript, Told,
                  (   nb_current('$heard', true)
                  ->  nb_setval('$heard', false),
                      Told
                  ;   typescript:has_blob(Event)
                  ->  Told
                  ;   typescript:typescript(broadcast/1, [Event])
                  )).

has_blob(Term) :-
    sub_term(Part, Term),
    blob(Part, Kind),
    \+ memberchk(Kind, [text, ucs_text, reserved_symbol]),
    !.

%!  read_only is det.
%
%   Makes what changes the program an error, but for SWI-Prolog's own library. Files cannot be changed either.

read_only :-
    forall(( changing(Name/Arity),
             functor(Head, Name, Arity),
             predicate_property(system:Head, defined)
           ),
           wrap_predicate(system:Head, typescript, Wrapped,
                          (   typescript:is_of_system(Head)
                          ->  Wrapped
                          ;   throw(error(permission_error(execute, read_only_procedure, Name/Arity), _))
                          ))).

%   Programs load nothing, so that what is loaded is a file of SWI-Prolog. Finding it, the system remembers where it was,
%   in modules of its own. The wall of a read-only host is the engine: this keeps its program as it is.

is_of_system(_) :-
    prolog_load_context(source, _),
    !.
is_of_system(Head) :-
    arg(1, Head, What),
    strip_module(What, _, Clause),
    is_system_clause(Clause),
    !.
is_of_system(load_files(Spec, _)) :-
    is_system_file(Spec).
is_of_system(use_module(Spec)) :-
    is_system_file(Spec).
is_of_system(use_module(Spec, _)) :-
    is_system_file(Spec).

is_system_clause(Clause) :-
    nonvar(Clause),
    (   Clause = (Head:-_)
    ->  true
    ;   Head = Clause
    ),
    callable(Head),
    predicate_property(system:Head, dynamic).

is_system_file(Qualified) :-
    ground(Qualified),
    strip_module(Qualified, _, Spec),
    absolute_file_name(Spec, File, [file_type(prolog), access(read), file_errors(fail)]),
    is_below_system(File).

is_below_system(File) :-
    member(Folder, ['/swipl/', '/clausal/']),
    sub_atom(File, 0, _, _, Folder),
    !.

changing(assert/1).
changing(asserta/1).
changing(assertz/1).
changing(assert/2).
changing(asserta/2).
changing(assertz/2).
changing(retract/1).
changing(retractall/1).
changing(erase/1).
changing(abolish/1).
changing(abolish/2).
changing((multifile)/1).
changing((discontiguous)/1).
changing(consult/1).
changing(ensure_loaded/1).
changing(load_files/1).
changing(load_files/2).
changing(use_module/1).
changing(use_module/2).
changing('.'/2).
changing((dynamic)/1). % which wrap_predicate/4 calls

%   Loaded last, since they call the host.

:- use_module(library(system_calls), []).
:- use_module(library(missing_libraries), []).
:- use_module(library(floats), []).
:- use_module(library(float_conversions), []).
