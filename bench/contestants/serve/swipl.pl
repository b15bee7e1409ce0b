% SWI-Prolog's HTTP server with the application. As what serving.ts serves.

:- use_module(app).

main :-
    app:server(Port),
    current_prolog_flag(version_data, swi(Major, Minor, Patch, _)),
    format('{"port":~d,"version":"~w.~w.~w","hasSessions":true}~n', [Port, Major, Minor, Patch]),
    flush_output,
    read_term(user_input, _, []).
