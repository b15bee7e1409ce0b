% library(main): programs that are started with arguments.

main :-
    current_prolog_flag(argv, Arguments),
    main(Arguments).

%   argv_options(+Arguments, -Positional, -Options): --name=value, --name and --no-name; what looks like a number is one.

argv_options(Arguments, Positional, Options) :-
    must_be(list, Arguments),
    '$argv_options'(Arguments, Positional, Options).

'$argv_options'([], [], []).
'$argv_options'(['--'|Arguments], Arguments, []) :- !.
'$argv_options'([Argument|Arguments], Positional, Options) :-
    (   atom_concat(--, Long, Argument)
    ->  '$long_option'(Long, Option),
        Options = [Option|More],
        '$argv_options'(Arguments, Positional, More)
    ;   Positional = [Argument|Others],
        '$argv_options'(Arguments, Others, Options)
    ).

'$long_option'(Long, Option) :-
    (   sub_atom(Long, Before, _, After, =)
    ->  sub_atom(Long, 0, Before, _, Name0),
        sub_atom(Long, _, After, 0, Text),
        '$option_value'(Text, Value)
    ;   atom_concat('no-', Name0, Long)
    ->  Value = false
    ;   Name0 = Long,
        Value = true
    ),
    atomic_list_concat(Words, -, Name0),
    atomic_list_concat(Words, '_', Name),
    Option =.. [Name, Value].

'$option_value'(Text, Value) :-
    (   atom_number(Text, Number)
    ->  Value = Number
    ;   Value = Text
    ).
