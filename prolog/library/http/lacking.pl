/*  What the modules of the library have in SWI-Prolog and this host has not. They all see it, and programs do not.
*/

:- module(lacking,
          [ is_dict/1,
            dict_create/3,
            get_dict/3,
            dict_pairs/3,
            json_read_dict/3,
            message_to_string/2,
            b_setval/2,
            meta_options/3,
            clause/3,
            erase/1,
            http_chunked_open/3
          ]).
:- use_module(library(lists)).
:- use_module(library(typescript)).
:- use_module(library(message_texts)).

:- meta_predicate
    meta_options(1, :, -),
    clause(:, ?, ?).

%   What would be a dict is a JSON object, as library(http/json) has it without dicts.

is_dict(_) :-
    fail.

dict_create(json(Members), _, Members).

get_dict(Key, json(Members), Value) :-
    memberchk(Key=Value, Members).

dict_pairs(json(Members), _, Pairs) :-
    keysort(Pairs, Sorted),
    members(Sorted, Members).

members([], []).
members([Key-Value|Pairs], [Key=Value|Members]) :-
    members(Pairs, Members).

json_read_dict(Stream, Term, Options0) :-
    exclude(is_of_dicts, Options0, Options),
    json_read(Stream, Term, Options).

is_of_dicts(json_object(_)).
is_of_dicts(default_tag(_)).

message_to_string(Message, Text) :-
    '$message_lines'(Message, Lines),
    with_output_to(string(Text), print_message_lines(current_output, '', Lines)).

%   One request is answered at a time: what holds for it need not be undone by backtracking.

b_setval(Key, Value) :-
    nb_setval(Key, Value).

%!  meta_options(:IsMeta, +QualifiedOptions, -Options) is det.
%
%   The goals in options are the program's already.

meta_options(_, Options, Options1) :-
    strip_module(Options, _, Options1).

%   A clause stands for itself.

clause(Head, Body, clause(Head, Body)) :-
    clause(Head, Body).

erase(clause(Head, true)) :-
    retract(Head),
    !.

%   The host has put what came in chunks into one.

http_chunked_open(In, Out, _) :-
    read_line_to_string(In, Length0),
    atom_concat('0x', Length0, Length1),
    atom_number(Length1, Length),
    read_string(In, Length, Text),
    open_string(Text, Out).
