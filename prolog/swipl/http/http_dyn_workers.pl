/*  More workers when there is more to do: here one handler runs at a time, whatever there is to do.
*/

:- module(http_dyn_workers, []).
