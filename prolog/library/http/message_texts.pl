/*  The lines of messages, as the pages have them that tell of errors.
*/

:- module('$messages', [translate_message//1]).
:- use_module(library(lists)).

translate_message(Message, Lines, Rest) :-
    '$message_lines'(Message, All),
    append(All, Rest, Lines).
