/*  The old name of library(dcg/basics).
*/

:- module(http_dcg_basics, []).
:- reexport(library(dcg/basics)).
