/*  The module of SWI-Prolog 9 that later versions have as library(json_convert).
*/

:- module(http_json_convert, []).
:- reexport(library(json_convert)).
