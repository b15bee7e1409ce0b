% The timer of contestants in SWI-Prolog, as measure.ts is that of those in JavaScript. Time is the processor time of the
% thread that does the work. The program that loads this defines
%
%   setup(+Trial, +Facts, -Data)           makes what all rounds share;
%   operations(+Trial, +Facts, -Count)     how many operations a round has;
%   prepare(+Trial, +Data, -Round)         makes ready for a round, untimed;
%   run(+Trial, +Round, -Result)           a round, timed;
%   check(+Trial, +Round, +Result0, -Result)   what the round came to, untimed.
%
% swipl -O PROGRAM -- Trial Facts Operations Warmups Samples: prints what was measured as a line of JSON.

:- use_module(library(apply)).
:- use_module(library(readutil)).

main :-
    current_prolog_flag(argv, [Trial|Texts]),
    maplist(atom_number, Texts, [Facts, Operations, Warmups, Samples]),
    setup(Trial, Facts, Data),
    operations(Trial, Facts, InRound),
    Rounds is max(1, round(Operations / InRound)),
    samples(Warmups, Trial, Rounds, Data, _, _),
    samples(Samples, Trial, Rounds, Data, Amounts, Result),
    version(Version),
    InSample is Rounds * InRound,
    atomic_list_concat(Amounts, ',', List),
    format('{"version":"~w","operations":~d,"samples":[~w],"result":~w}~n', [Version, InSample, List, Result]).

% samples(+Count, +Trial, +Rounds, +Data, -Amounts, -Result): Result is that of the last round.

samples(0, _, _, _, [], _) :- !.
samples(Count, Trial, Rounds, Data, [Amount|Amounts], Result) :-
    rounds(Rounds, Trial, Data, 0, Amount, Result0),
    Count1 is Count - 1,
    (   Count1 =:= 0
    ->  Amounts = [], Result = Result0
    ;   samples(Count1, Trial, Rounds, Data, Amounts, Result)
    ).

rounds(Rounds, Trial, Data, Amount0, Amount, Result) :-
    prepare(Trial, Data, Round),
    garbage_collect_clauses,
    garbage_collect,
    meter(Trial, Start),
    run(Trial, Round, Came),
    meter(Trial, End),
    check(Trial, Round, Came, Result0),
    Amount1 is Amount0 + End - Start,
    Rounds1 is Rounds - 1,
    (   Rounds1 =:= 0
    ->  Amount = Amount1, Result = Result0
    ;   rounds(Rounds1, Trial, Data, Amount1, Amount, Result)
    ).

% meter(+Trial, -Amount): the seconds that were used until now or, for `memory`, the bytes that the process has.

meter(memory, Bytes) :-
    !,
    garbage_collect_atoms,
    garbage_collect_clauses,
    garbage_collect,
    trim_stacks,
    trim_heap,
    resident(Bytes).
meter(_, Seconds) :-
    statistics(cputime, Seconds).

% resident(-Bytes): what Linux says of this process, in KiB.

resident(Bytes) :-
    read_file_to_string('/proc/self/status', Status, []),
    split_string(Status, "\n", "", Lines),
    member(Line, Lines),
    string_concat("VmRSS:", Text, Line),
    !,
    split_string(Text, " \t", " \t", Words),
    member(Word, Words),
    number_string(KiB, Word),
    !,
    Bytes is 1024 * KiB.

version(Version) :-
    current_prolog_flag(version_data, swi(Major, Minor, Patch, _)),
    format(atom(Version), '~w.~w.~w', [Major, Minor, Patch]).
