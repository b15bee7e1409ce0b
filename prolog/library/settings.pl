% library(settings): settings of an application, with a type and a default.

%   Setting is Name-setting(Type, Default, Comment, Value); Value is default(V) or set(V).

setting(Name0, Type, Default0, Comment) :-
    '$setting_name'(Name0, Name),
    '$setting_default'(Default0, Default),
    '$check_setting'(Type, Default),
    '$put_setting'(Name, setting(Type, Default, Comment, default)).

setting(Name0, Value) :-
    '$setting_name'(Name0, Name),
    (   var(Name)
    ->  '$all_settings'(Settings),
        member(Name-Setting, Settings)
    ;   '$get_setting'(Name, Setting)
    ),
    '$setting_value'(Setting, Value).

'$setting_value'(setting(_, Default, _, State), Value) :-
    (   State = set(Set)
    ->  Value = Set
    ;   Value = Default
    ).

set_setting(Name0, Value) :-
    '$setting_name'(Name0, Name),
    '$get_setting'(Name, Name, setting(Type, Default, Comment, State)),
    '$check_setting'(Type, Value),
    '$setting_value'(setting(Type, Default, Comment, State), Old),
    (   Old == Value
    ->  true
    ;   '$put_setting'(Name, setting(Type, Default, Comment, set(Value))),
        '$setting_key'(Name, Module, Key),
        broadcast(settings(changed(Module:Key, Old, Value)))
    ).

set_setting_default(Name0, Default) :-
    '$setting_name'(Name0, Name),
    '$get_setting'(Name, setting(Type, _, Comment, State)),
    '$check_setting'(Type, Default),
    '$put_setting'(Name, setting(Type, Default, Comment, State)).

restore_setting(Name0) :-
    '$setting_name'(Name0, Name),
    '$get_setting'(Name, setting(Type, Default, Comment, _)),
    '$put_setting'(Name, setting(Type, Default, Comment, default)).

current_setting(Module:Key) :-
    '$all_settings'(Settings),
    member(Name-_, Settings),
    '$setting_key'(Name, Module, Key).

setting_property(Name0, Property) :-
    '$setting_name'(Name0, Name),
    '$all_settings'(Settings),
    member(Name-setting(Type, Default, Comment, _), Settings),
    '$setting_property'(Property, Type, Default, Comment).

'$setting_property'(comment(Comment), _, _, Comment).
'$setting_property'(type(Type), Type, _, _).
'$setting_property'(default(Default), _, Default, _).

list_settings :-
    '$all_settings'(Settings),
    forall(( member(Name-Setting, Settings), '$setting_value'(Setting, Value) ),
           ( arg(3, Setting, Comment), format("~w~t~30| ~q~t~60| ~w~n", [Name, Value, Comment]) )).

%   A file of settings has a term setting(Module:Name, Value) for each that is not as by default.

load_settings(File) :-
    load_settings(File, []).

load_settings(File, _) :-
    (   exists_file(File)
    ->  read_file_to_terms(File, Terms, []),
        forall(member(setting(Name, Value), Terms), set_setting(Name, Value)),
        nb_setval('$settings_file', File)
    ;   existence_error(source_sink, File)
    ).

save_settings :-
    nb_current('$settings_file', File),
    save_settings(File).

save_settings(File) :-
    '$all_settings'(Settings),
    setup_call_cleanup(
        open(File, write, Out),
        forall(member(Name-setting(_, _, _, set(Value)), Settings),
               format(Out, "setting(~q, ~q).~n", [user:Name, Value])),
        close(Out)).

convert_setting_text(Type, Text, Value) :-
    (   memberchk(Type, [atom, any])
    ->  atom_string(Value, Text)
    ;   Type == string
    ->  string_concat(Text, "", Value)
    ;   term_to_atom(Value0, Text),
        (   Type == float
        ->  Value is float(Value0)
        ;   Value = Value0
        ),
        '$check_setting'(Type, Value)
    ).

'$setting_name'(Name0, Name) :-
    (   nonvar(Name0),
        Name0 = Module:Name1
    ->  (   Module == http,
            atom(Name1)
        ->  atom_concat('http:', Name1, Name)
        ;   '$setting_name'(Name1, Name)
        )
    ;   Name = Name0
    ).

%   Those of the HTTP libraries have names of their own, as in SWI-Prolog.

'$setting_key'(Name, Module, Key) :-
    (   atom(Name),
        atom_concat('http:', Key0, Name)
    ->  Module = http,
        Key = Key0
    ;   Module = user,
        Key = Name
    ).

'$setting_default'(Default0, Default) :-
    (   Default0 = env(Variable)
    ->  (   getenv(Variable, Default)
        ->  true
        ;   existence_error(variable, Variable)
        )
    ;   Default0 = env(Variable, Otherwise)
    ->  (   getenv(Variable, Text)
        ->  ( atom_number(Text, Default) -> true ; Default = Text )
        ;   Default = Otherwise
        )
    ;   Default0 = setting(Name)
    ->  setting(Name, Default)
    ;   Default = Default0
    ).

'$check_setting'(Type, Value) :-
    (   Type == any
    ->  true
    ;   must_be(Type, Value)
    ).

'$all_settings'(Settings) :-
    '$remembered'('$settings', Settings, []).

'$get_setting'(Name, Setting) :-
    '$get_setting'(Name, user:Name, Setting).

%   Culprit is what the error names.

'$get_setting'(Name, Culprit, Setting) :-
    '$all_settings'(Settings),
    (   memberchk(Name-Found, Settings)
    ->  Setting = Found
    ;   existence_error(setting, Culprit)
    ).

'$put_setting'(Name, Setting) :-
    '$all_settings'(Settings0),
    (   selectchk(Name-_, Settings0, Name-Setting, Settings)
    ->  true
    ;   append(Settings0, [Name-Setting], Settings)
    ),
    nb_setval('$settings', Settings).
