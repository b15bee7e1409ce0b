% library(backcomp) and library(quintus): older names.

checklist(Goal, List) :-
    maplist(Goal, List).

sublist(Goal, List, Sub) :-
    include(Goal, List, Sub).

concat(A, B, C) :-
    atomic_list_concat([A, B], C).

merge(Left, Right, Merged) :-
    append(Left, Right, All),
    msort(All, Merged).

merge_set(Left, Right, Merged) :-
    ord_union(Left, Right, Merged).

proper_list(List) :-
    is_list(List).

free_variables(Term, Variables) :-
    term_variables(Term, Variables).

string_to_list(String, Codes) :-
    string_codes(String, Codes).

write_ln(Term) :-
    writeln(Term).

displayq(Term) :-
    write_term(Term, [quoted(true), ignore_ops(true)]).

display(Term) :-
    write_term(Term, [ignore_ops(true)]).

display(Stream, Term) :-
    write_term(Stream, Term, [ignore_ops(true)]).

setup_and_call_cleanup(Setup, Goal, Cleanup) :-
    setup_call_cleanup(Setup, Goal, Cleanup).

hash_term(Term, Hash) :-
    term_hash(Term, Hash).

'C'([Item|Items], Item, Items).

on_exception(Exception, Goal, Recover) :-
    catch(Goal, Exception, Recover).

raise_exception(Exception) :-
    throw(Exception).

genarg(N, Term, Arg) :-
    arg(N, Term, Arg).

skip_line :-
    current_input(Stream),
    skip_line(Stream).

skip_line(Stream) :-
    read_line_to_codes(Stream, _).

date(date(Year, Month, Day)) :-
    get_time(Stamp),
    stamp_date_time(Stamp, date(Year, Month, Day, _, _, _, _, _, _), local).

ord_intersect(Set1, Set2, Both) :-
    ord_intersection(Set1, Set2, Both).

ord_intersection(Set1, Set2, Both, Only2) :-
    ord_intersection(Set1, Set2, Both),
    ord_subtract(Set2, Set1, Only2).

selectchk(X, Xs, Y, Ys) :-
    select(X, Xs, Y, Ys),
    !.
