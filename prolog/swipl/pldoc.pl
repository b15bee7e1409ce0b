/*  Documentation of programs, which nobody collects here.
*/

:- module(pldoc,
          [ doc_collect/1,
            pldoc_loading/0
          ]).

%!  doc_collect(+Bool) is det.

doc_collect(_).

%!  pldoc_loading is semidet.

pldoc_loading :-
    fail.
