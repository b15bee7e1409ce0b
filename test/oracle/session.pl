% Runs scenarios of session steps with the code of SWI-Prolog's own library(http/http_session), without a server: each
% request gets a real CGI stream in its header state, and the clock is ours. Reads a list of steps a clause, as
% test/support/session-scenario.ts writes them, and prints for each step
%
%     result \x1f cookies \x1f events \x1f facts \x1e
%
% with \x1c between several of these, and \x1d behind each scenario. Session ids are shown as s1, s2, ... in order of
% their creation.

:- module(session_oracle, [main/0]).
:- use_module(library(broadcast)).
:- use_module(library(apply)).
:- use_module(library(lists)).
:- use_module(library(readutil)).
:- use_module(library(http/http_stream)).
:- use_module(library(http/http_wrapper)).

:- dynamic
    now/1,              % seconds
    alias_of/2,         % session id, alias
    listener/2,         % note or greet, pattern of events
    seen/2.             % cookie or event, term

                 /*******************************
                 *          THE LIBRARY         *
                 *******************************/

%   The library's text with another clock and with what notes cookies and ids. Unless the program is called with the
%   argument `plain`, it is also mended where clausal differs on purpose, so that all the rest can be compared.

load_session_library :-
    absolute_file_name(library(http/http_session), File, [file_type(prolog), access(read)]),
    read_file_to_string(File, Text0, []),
    findall(Old-New, ( patch(Old, New) ; mended, mend(Old, New) ), Patches),
    foldl(patched, Patches, Text0, Text),
    setup_call_cleanup(
        open_string(Text, In),
        load_files(session_oracle:File, [stream(In)]),
        close(In)).

mended :-
    current_prolog_flag(argv, Argv),
    \+ memberchk(plain, Argv).

patched(Old-New, Text0, Text) :-
    atomic_list_concat(Parts, Old, Text0),
    (   Parts = [_,_|_]
    ->  atomic_list_concat(Parts, New, Text)
    ;   throw(patch_without_effect(Old))
    ).

patch('get_time(', 'session_oracle:fake_time(').
patch('format(\'Set-Cookie', 'session_oracle:set_cookie(\'Set-Cookie').
patch('    http_session_cookie(SessionID),\n',
      '    http_session_cookie(SessionID), session_oracle:note_id(SessionID),\n').

%   When a session has a timeout of its own, gc looks at no other session.
mend('session_setting(SessionID, timeout(Timeout)),\n        last_used(SessionID, Last),\n',
     'last_used(SessionID, Last),\n        session_setting(SessionID, timeout(Timeout)),\n').
%   A session that is used at the time at which it began comes first in last_used/2, as an integer is no float.
mend('CurrentLast == LastUsed', 'CurrentLast =:= LastUsed').
%   Closing another session than the current one makes the client forget the cookie of the current one.
mend('        expire_session_cookie(Expire),\n',
     '        ( session_oracle:is_current(SessionId) -> expire_session_cookie(Expire) ; true ),\n').
%   A session that was closed stays the current one, and is what opening a session answers.
mend('http_in_session(SessionID0),\n    \\+ option(',
     'http_in_session(SessionID0), current_session(SessionID0, _),\n    \\+ option(').
%   An address that a proxy tells is an atom, others are ip/4.
mend('http_peer(Request, Peer)', 'session_oracle:proxy_peer(Request, Peer)').

fake_time(Now) :-
    now(Now0),
    Now is float(Now0).

set_cookie(Format, Args) :-
    format(string(Text), Format, Args),
    note(cookie, Text),
    format(Format, Args).

is_current(Id) :-
    nb_current(http_session_id, Id).

proxy_peer(Request, Peer) :-
    http_peer(Request, Address),
    address_peer(Address, Peer).

address_peer(Address, ip(A,B,C,D)) :-
    atomic_list_concat(Parts, '.', Address),
    maplist(atom_number, Parts, [A,B,C,D]).

note_id(Id) :-
    aggregate_all(count, alias_of(_, _), N0),
    N is N0 + 1,
    atom_concat(s, N, Alias),
    assertz(alias_of(Id, Alias)).

note(Kind, Term) :-
    assertz(seen(Kind, Term)).

                 /*******************************
                 *           SCENARIOS          *
                 *******************************/

main :-
    load_session_library,
    findall(S, http_session:session_setting(S), Defaults),
    listen(session_oracle, http_session(Event), session_oracle:heard(Event)),
    repeat,
    read_term(user_input, Steps, []),
    (   Steps == end_of_file
    ->  !
    ;   reset(Defaults),
        \+ \+ run_steps(Steps),
        put_char(user_output, '\x1d\'),
        fail
    ).

reset(Defaults) :-
    forall(member(P, [session_setting(_), current_session(_,_), last_used(_,_), session_data(_,_), last_gc(_),
                      route_cache(_)]),
           retractall(http_session:P)),
    forall(member(S, Defaults), assertz(http_session:session_setting(S))),
    retractall(listener(_, _)),
    retractall(alias_of(_, _)),
    retractall(now(_)),
    assertz(now(1_000_000)).

%   The library keeps the current session in a backtrackable variable: no choice is taken back until a request ends.

run_steps([]).
run_steps([Step0|Steps]) :-
    retractall(seen(_, _)),
    copy_term(Step0, Step),                 % steps share no variables
    (   Step = request(Cookies, Path, Address, Forwarded, Inner)
    ->  \+ \+ run_request(Cookies, Path, Address, Forwarded, Inner)
    ;   outcome(Step, Result),
        report(Result)
    ),
    run_steps(Steps).

run_request(Cookies, Path, Address, Forwarded, Steps) :-
    request(Cookies, Path, Address, Forwarded, Request0),
    open_null_stream(Null),
    cgi_open(Null, CGI, cgi_hook, [request(Request0)]),
    stream_property(Out, alias(current_output)),
    set_output(CGI),
    httpd_wrapper:expand_request(Request0, Request),
    cgi_set(CGI, request(Request)),
    report([]),
    run_steps(Steps),
    set_output(Out),
    cgi_discard(CGI),
    close(CGI).

cgi_hook(_, _).

%   On purpose, there are no sessions at all where they are not enabled: the library finds one by its cookie.
request(Cookies0, Path, Address, Forwarded, Request) :-
    findall(cookie(Cookies),
            ( Cookies0 \== [],
              ( mended -> http_session_option(enabled(true)) ; true ),
              maplist(cookie, Cookies0, Cookies)
            ),
            T0),
    findall(x_forwarded_for(Forwarded), Forwarded \== none, T1),
    address_peer(Address, Peer),
    append([[method(get), path(Path), peer(Peer)], T0, T1], Request).

cookie(cookie(Name0, Alias), Name=Id) :-
    (   Name0 == current
    ->  once(http_session_option(cookie(Name)))
    ;   Name = Name0
    ),
    id(Alias, Id).

id(Alias, Id) :-
    (   atom(Alias), alias_of(Id0, Alias)
    ->  Id = Id0
    ;   Id = Alias
    ).

                 /*******************************
                 *             STEPS            *
                 *******************************/

outcome(set_options(Options), R) :- det(http_set_session_options(Options), true, R).
outcome(session_option(Pattern), R) :- each(http_session_option(Pattern), Pattern, R).
outcome(set_session(Setting), R) :- alive(_, http_set_session(Setting), R).
outcome(set_session(Setting, A), R) :- id(A, Id), alive(Id, http_set_session(Id, Setting), R).
outcome(session_id, R) :-
    det(( http_session_id(Id), ( current(Id) -> true ; existence_error(http_session, _) ) ), Id, R).
outcome(in_session, R) :- det(( http_in_session(Id), current(Id) ), Id, R).
outcome(open_session(Options), R) :- det(http_open_session(Id, Options), Id, R).
outcome(close_session(A), R) :- id(A, Id), det(http_close_session(Id), true, R).
outcome(current_session(A, Data), R) :-
    % On purpose, whoever looks at all sessions ends those whose time is up.
    ( mended -> http_session:do_http_gc_sessions ; true ),
    id(A, Id),
    each(http_current_session(Id, Data), Id-Data, R).
outcome(assert(D), R) :- alive(_, http_session_assert(D), R).
outcome(asserta(D), R) :- alive(_, http_session_asserta(D), R).
outcome(assert(D, A), R) :- id(A, Id), alive(Id, http_session_assert(D, Id), R).
outcome(asserta(D, A), R) :- id(A, Id), alive(Id, http_session_asserta(D, Id), R).
outcome(retract(D, Most), R) :- each(http_session_retract(D), D, Most, R).
outcome(retract(D, Most, A), R) :- id(A, Id), each(http_session_retract(D, Id), D, Most, R).
outcome(retractall(D), R) :- det(http_session_retractall(D), true, R).
outcome(retractall(D, A), R) :- id(A, Id), det(http_session_retractall(D, Id), true, R).
outcome(data(D), R) :- each(http_session_data(D), D, R).
outcome(data(D, A), R) :- id(A, Id), each(http_session_data(D, Id), D, R).
outcome(gc, R) :- det(http_session:do_http_gc_sessions, true, R).
outcome(advance(Seconds), [solution(true)]) :-
    retract(now(T0)),
    T is T0 + Seconds,
    assertz(now(T)).
outcome(end_header, [solution(true)]) :-
    (   http_current_request(_)
    ->  format('Content-type: text/plain\r\n\r\n'),
        flush_output
    ;   true
    ).
outcome(listen(Kind, Pattern), [solution(true)]) :-
    (   listener(Kind, Pattern0), Pattern0 =@= Pattern
    ->  true
    ;   assertz(listener(Kind, Pattern))
    ).

%   On purpose, listeners are told in the order in which they came; library(broadcast) tells the last one first.
heard(Event) :-
    forall(listener(Kind, Event), heard(Kind, Event)).

%   Notes what happened, and what the data predicates say meanwhile.
heard(note, Event) :-
    findall(D, http_session_data(D), Data),
    ( http_in_session(Id) -> true ; Id = none ),
    note(event, heard(Event, Id, Data)).
heard(greet, _) :-
    http_session_assert(greeting(hello)).

%   Success, failure or error of a goal that leaves the current session as it makes it.
det(Goal, Shown, Results) :-
    catch(( call(Goal) -> Results = [solution(Shown)] ; Results = [] ), E, Results = [error(E)]),
    !.

each(Goal, Shown, Results) :-
    each(Goal, Shown, 1000, Results).

each(Goal, Shown, Most, Results) :-
    State = found(0, []),
    catch(each_(Goal, Shown, Most, State), E, true),
    arg(2, State, Found),
    ( var(E) -> Last = [] ; Last = [error(E)] ),
    append(Found, Last, Results),
    !.

each_(Goal, Shown, Most, State) :-
    (   call(Goal),
        State = found(N0, Found0),
        N is N0 + 1,
        append(Found0, [solution(Shown)], Found),
        nb_setarg(1, State, N),
        nb_setarg(2, State, Found),
        N >= Most
    ->  true
    ;   true
    ).

%   Calls a goal that adds something to a session, the current one if Id is unbound. On purpose, clausal refuses that
%   for a session that does not exist, where the library does it. One whose time is up ends then.
alive(Id, Goal, Results) :-
    ( var(Id), http_in_session(Id) -> true ; true ),
    (   nonvar(Id), \+ current(Id)
    ->  Results = [error(error(existence_error(http_session, Id), _))]
    ;   det(Goal, true, Results)
    ).

current(Id) :-
    ( mended -> alive(Id) ; true ).

alive(Id) :-
    http_session:last_used(Id, Last),
    (   http_session:session_setting(Id, timeout(Timeout)),
        Timeout > 0,
        fake_time(Now),
        Now - Last > Timeout
    ->  http_close_session(Id),
        fail
    ;   true
    ).

                 /*******************************
                 *            REPORTS           *
                 *******************************/

report(Results) :-
    maplist(result_text, Results, Texts),
    findall(T, ( seen(cookie, C), shown_text(C, T) ), Cookies),
    findall(T, ( seen(event, E), text(E, T) ), Events),
    findall(T, ( fact(F), text(F, T) ), Facts),
    maplist([Parts,Field]>>atomic_list_concat(Parts, '\x1c\', Field), [Texts,Cookies,Events,Facts], Fields),
    atomic_list_concat(Fields, '\x1f\', Line),
    format(user_output, '~w\x1e\', [Line]).

result_text(solution(T), Text) :- text(T, Text).
result_text(error(E0), Text) :-
    ( E0 = error(E, _) -> true ; E = E0 ),
    text(E, Text0),
    atom_concat(!, Text0, Text).

fact(current_session(Id, Peer)) :- http_session:current_session(Id, Peer).
fact(last_used(Id, Time)) :- http_session:last_used(Id, Time).
fact(session_data(Id, Data)) :- http_session:session_data(Id, Data).

text(T0, Text) :-
    \+ \+ ( shown(T0, T),
            numbervars(T, 0, _),
            format(string(S), '~W', [T, [quoted(true), numbervars(true)]]),
            nb_setval(shown, S) ),
    nb_getval(shown, Text).

%   Ids as aliases, streams as `cgi`, times as integers.
shown(T, T) :- var(T), !.
shown(Id, Alias) :- atom(Id), alias_of(Id, Alias0), !, Alias = Alias0.
shown(S, cgi) :- is_stream(S), !.
shown(idle(F), idle(I)) :- float(F), !, I is integer(F).
shown(last_used(Id0, F), last_used(Id, I)) :- number(F), !, shown(Id0, Id), I is integer(F).
shown(T0, T) :- compound(T0), !, mapargs(shown, T0, T).
shown(T, T).

mapargs(G, T0, T) :-
    compound_name_arguments(T0, N, As0),
    maplist(G, As0, As),
    compound_name_arguments(T, N, As).

%   A cookie's text with aliases and without the end of line.
shown_text(Text0, Text) :-
    findall(Id-Alias, alias_of(Id, Alias), Pairs),
    foldl([Id-Alias,T0,T]>>( atomic_list_concat(Parts, Id, T0), atomic_list_concat(Parts, Alias, T) ),
          ['\r\n'-''|Pairs], Text0, Text).
