/*  Handlers of paths: which one answers a request, what is asked of the request before, and how pages refer to handlers.
    Files are in http_reply_file.pl.
*/

:- module(http_dispatch,
          [ http_dispatch/1,
            http_handler/3,
            http_delete_handler/1,
            http_request_expansion/2,
            http_reply_file/3,
            http_redirect/3,
            http_404/2,
            http_switch_protocol/2,
            http_current_handler/2,
            http_current_handler/3,
            http_location_by_id/2,
            http_link_to_id/3,
            http_reload_with_parameters/3,
            http_safe_file/2
          ]).
:- use_module(library(apply)).
:- use_module(library(broadcast)).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(pairs)).
:- use_module(library(prolog_code), [extend_goal/3]).
:- use_module(library(settings)).
:- use_module(library(time)).
:- use_module(library(uri)).
:- use_module(library(http/http_path)).
:- use_module(library(http/http_handlers)).
:- use_module(library(http/http_reply_file)).

:- meta_predicate
    http_handler(+, :, +),
    http_current_handler(?, :),
    http_current_handler(?, :, ?),
    http_request_expansion(3, +),
    http_switch_protocol(2, +).

:- multifile
    handler/4,                  % path, closure, whether it is a prefix, options
    request_expansion/2,
    http:authenticate/3,
    html_write:expand_attribute_value//1,
    prolog:message//1,
    prolog:meta_goal/2,
    system:term_expansion/2.
:- dynamic
    handler/4,
    prolog:meta_goal/2.

:- setting(http:time_limit, nonneg, 300,
           'Seconds that the handler of a request may take; 0: as many as it wants').

%!  http_handler(+Path, :Closure, +Options) is det.
%
%   Has requests for Path answered by call(Closure, Request). Path is absolute, or Alias(Relative), where Relative may have
%   variables between slashes: those match any segment, the last one all that is left.
%
%   As a directive it is a clause of its file, so that it goes when the file is loaded again.
%
%   @error domain_error(absolute_http_location, Path)
%   @error type_error(path_or_alias, Path)

http_handler(Path, Closure, Options) :-
    compiled_handler(Path, Closure, Options, Clause),
    forget_handlers,
    assertz(Clause).

system:term_expansion((:- http_handler(Path, Closure, Options)), Clause) :-
    \+ current_prolog_flag(xref, true),
    prolog_load_context(module, Module),
    http_handlers:compiled_handler(Path, Module:Closure, Options, Clause),
    http_handlers:forget_handlers.

%!  http_delete_handler(+Spec) is semidet.
%
%   Forgets the handler with an identifier, id(Id), or those of a path, path(Path) or Path.

http_delete_handler(id(Id)) :-
    !,
    clause(handler(_, _:Closure, _, Options), true, Ref),
    functor(Closure, Name, _),
    option(id(Of), Options, Name),
    Id == Of,
    erase(Ref),
    forget_handlers.
http_delete_handler(path(Path)) :-
    !,
    retractall(handler(Path, _, _, _)),
    forget_handlers.
http_delete_handler(Path) :-
    http_delete_handler(path(Path)).

%!  http_current_handler(+Location, :Closure) is semidet.
%!  http_current_handler(-Location, :Closure) is nondet.
%!  http_current_handler(?Location, :Closure, -Options) is nondet.
%
%   The handler of a location.

http_current_handler(Path, Closure) :-
    atom(Path),
    !,
    handler_of(Path, Closure, _).
http_current_handler(Path, Module:Closure) :-
    handler(Spec, Module:Closure, _, _),
    http_absolute_location(Spec, Path, []).

http_current_handler(Path, Closure, Options) :-
    atom(Path),
    !,
    handler_of(Path, Closure, Options).
http_current_handler(Path, Module:Closure, Options) :-
    handler(Spec, Module:Closure, _, _),
    http_absolute_location(Spec, Path, []),
    handler_of(Path, _, Options).

%!  http_dispatch(+Request) is det.
%
%   Calls the handler of the path of a request.
%
%   @error existence_error(http_location, Path)
%   @error permission_error(http_method, Method, Path)

http_dispatch(Request) :-
    memberchk(path(Path), Request),
    answering(Path, Closure, Options),
    check_method(Request, Options),
    expand_request(Request, Request1, Options),
    take_from_request(Request1, Options),
    action(Closure, Request1, Options).

%   The handler, if its condition holds. A folder without its slash is elsewhere.

answering(Path, Closure, Options) :-
    handler_of(Path, Closure, Options),
    holds(Options),
    !.
answering(Path, _, _) :-
    \+ sub_atom(Path, _, _, 0, /),
    atom_concat(Path, /, Folder),
    handler_of(Folder, _, Options),
    \+ memberchk(segment_pattern(_), Options),
    !,
    throw(http_reply(moved(Folder))).
answering(Path, _, _) :-
    existence_error(http_location, Path).

holds(Options) :-
    memberchk(condition(Condition), Options),
    !,
    catch(Condition, Error, ( print_message(warning, Error), fail )).
holds(_).

check_method(Request, Options) :-
    option(methods(Methods), Options),
    Methods \== (*),
    memberchk(method(Method), Request),
    \+ memberchk(Method, Methods),
    !,
    memberchk(path(Path), Request),
    permission_error(http_method, Method, Path).
check_method(_, _).

take_from_request(Request, Options) :-
    memberchk('$extract'(Fields), Options),
    !,
    maplist(taken(Request), Fields).
take_from_request(_, _).

taken(Request, Field) :-
    memberchk(Field, Request).

%!  http_request_expansion(:Goal, +Rank) is det.
%
%   A directive: has call(Goal, Request0, Request, Options) add to requests before their handler gets them, those of lower
%   rank first. Where it fails the request stays what it is.

http_request_expansion(Goal, Rank) :-
    throw(error(context_error(nodirective, http_request_expansion(Goal, Rank)), _)).

system:term_expansion((:- http_request_expansion(Goal, Rank)),
                      http_dispatch:request_expansion(Module:Callable, Rank)) :-
    must_be(number, Rank),
    prolog_load_context(module, Module0),
    strip_module(Module0:Goal, Module, Callable),
    must_be(callable, Callable),
    http_handlers:forget_handlers.

expand_request(Request0, Request, Options) :-
    remembered(expansions, Goals),
    expand_by(Goals, Options, Request0, Request).

expand_by([], _, Request, Request).
expand_by([Goal|Goals], Options, Request0, Request) :-
    (   call(Goal, Request0, Request1, Options)
    ->  true
    ;   Request1 = Request0
    ),
    expand_by(Goals, Options, Request1, Request).

to_remember(expansions, Goals) :-
    findall(Rank-Goal, request_expansion(Goal, Rank), Pairs),
    keysort(Pairs, Sorted),
    pairs_values(Sorted, Goals).
to_remember(time_limit, Limit) :-
    setting(http:time_limit, Limit).

:- http_request_expansion(authenticated, 100).

%   What http:authenticate/3 says of who asks, for each of the ways that a handler demands.

authenticated(Request0, Request, Options) :-
    memberchk(authentication(_), Options),
    findall(Type, member(authentication(Type), Options), Types),
    maplist(authenticated_by(Request0), Types, Fields),
    append(Fields, Extra),
    append(Extra, Request0, Request).

authenticated_by(Request, Type, Fields) :-
    http:authenticate(Type, Request, Fields),
    !.
authenticated_by(Request, _, _) :-
    memberchk(path(Path), Request),
    permission_error(access, http_location, Path).

%!  action(:Closure, +Request, +Options) is det.
%
%   Calls a handler, with its time limit. There is one thread, whatever the option `spawn` says.

action(Closure, Request, Options) :-
    (   memberchk(chunked, Options)
    ->  format('Transfer-encoding: chunked~n')
    ;   true
    ),
    time_limit(Options, Limit),
    (   Limit == host
    ->  call_action(Closure, Request, Options)
    ;   within_time(Limit, call_action(Closure, Request, Options))
    ).

%   The host ends requests after 300 seconds unless it is told otherwise.

time_limit(Options, Limit) :-
    (   option(time_limit(Given), Options),
        Given \== default
    ->  true
    ;   remembered(time_limit, Given)
    ),
    (   number(Given),
        Given > 0
    ->  ( Given =:= 300 -> Limit = host ; Limit = Given )
    ;   Limit = infinite
    ).

%   A handler that catches the end of its time is ended by the host a second later.

within_time(infinite, Goal) :-
    !,
    '$clausal'(limit(infinite), _),
    call(Goal).
within_time(Seconds, Goal) :-
    Last is Seconds+1,
    '$clausal'(limit(Last), _),
    call_with_time_limit(Seconds, Goal).

call_action(reply_file(File, FileOptions), Request, _) :-
    !,
    http_reply_file(File, FileOptions, Request).
call_action(Closure, Request, Options) :-
    memberchk(path_info(Info), Options),
    !,
    call_action(Closure, [path_info(Info)|Request]).
call_action(Closure, Request, _) :-
    call_action(Closure, Request).

call_action(Closure, Request) :-
    (   call(Closure, Request)
    ->  true
    ;   extend_goal(Closure, [Request], Goal),
        throw(error(goal_failed(Goal), _))
    ).

%!  http_redirect(+How, +To, +Request) is det.
%
%   Replies that what is asked for is elsewhere. How is one of `moved`, `moved_temporary` and `see_other`; To is a path as
%   seen from the request, or location_by_id(Id), #(Id) or #(Id)+Parameters.

http_redirect(How, To, Request) :-
    must_be(oneof([moved, moved_temporary, see_other]), How),
    must_be(ground, To),
    (   location_of_id(To, Location)
    ->  true
    ;   memberchk(path(Path), Request),
        http_absolute_location(To, Location, [relative_to(Path)])
    ),
    Reply =.. [How, Location],
    throw(http_reply(Reply)).

location_of_id(location_by_id(Id), Location) :-
    http_location_by_id(Id, Location).
location_of_id(#(Id), Location) :-
    http_location_by_id(Id, Location).
location_of_id(#(Id)+Parameters, Location) :-
    http_link_to_id(Id, Parameters, Location).

%!  http_404(+Options, +Request) is det.
%
%   Replies that there is nothing; where the option index(Location) is given, a request for the folder itself goes there.

http_404(Options, Request) :-
    option(index(Index), Options),
    option(path_info(Info), Request, ''),
    Info == '',
    !,
    http_redirect(moved, Index, Request).
http_404(_, Request) :-
    option(path(Path), Request),
    !,
    throw(http_reply(not_found(Path))).
http_404(_, Request) :-
    domain_error(http_request, Request).

%!  http_switch_protocol(:Goal, +Options) is det.
%
%   There are no streams of connections that Goal could be given.
%
%   @error permission_error(switch, http_protocol, Goal)

http_switch_protocol(Goal, _) :-
    throw(error(permission_error(switch, http_protocol, Goal),
                context(http_switch_protocol/2, 'clausal answers requests only'))).

%!  http_link_to_id(+Id, +Parameters, -HREF) is det.
%
%   A link to a handler, with parameters Name=Value or Name(Value), or with path_postfix(File) behind its path.
%
%   @error existence_error(http_handler_id, Id)

http_link_to_id(Id, path_postfix(File), HREF) :-
    !,
    http_location_by_id(Id, Folder),
    uri_encoded(path, File, Encoded),
    ( sub_atom(Folder, _, _, 0, /) -> Between = '' ; Between = / ),
    atomic_list_concat([Folder, Between, Encoded], HREF).
http_link_to_id(Id, Parameters, HREF) :-
    must_be(list, Parameters),
    http_location_by_id(Id, Location),
    (   Parameters == []
    ->  HREF = Location
    ;   with_query(Location, Parameters, HREF)
    ).

%!  http_reload_with_parameters(+Request, +Parameters, -HREF) is det.
%
%   A link to what is shown now, with other parameters.

http_reload_with_parameters(Request, New, HREF) :-
    memberchk(path(Path), Request),
    option(search(Old), Request, []),
    merge_options(New, Old, Parameters),
    with_query(Path, Parameters, HREF).

with_query(Path, Parameters, HREF) :-
    uri_data(path, Components, Path),
    uri_query_components(Query, Parameters),
    uri_data(search, Components, Query),
    uri_components(HREF, Components).

html_write:expand_attribute_value(location_by_id(Id)) -->
    { http_location_by_id(Id, Location) },
    html_write:html_quoted_attribute(Location).
html_write:expand_attribute_value(#(Id)) -->
    { http_location_by_id(Id, Location) },
    html_write:html_quoted_attribute(Location).

prolog:message(http_dispatch(ambiguous_id(Id, _, Selected))) -->
    [ 'HTTP dispatch: ambiguous handler ID ~q (selected ~q)'-[Id, Selected] ].

prolog:meta_goal(http_handler(_, Goal, _), [Goal+1]).
prolog:meta_goal(http_current_handler(_, Goal), [Goal+1]).

:- listen(settings(changed(http:prefix, _, _)), http_handlers:forget_handlers).
:- listen(settings(changed(http:time_limit, _, _)), http_handlers:forget_handlers).
