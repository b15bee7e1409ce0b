/** Logs, pools of threads, cookies, names and folders. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const services: Topic = {
  name: 'logs, pools and other services',
  program: `
:- use_module(library(http/http_log)).
:- use_module(library(http/http_cookie)).
:- use_module(library(http/http_dirindex)).
:- use_module(library(http/html_write)).
:- use_module(library(thread_pool)).
:- use_module(library(settings)).
:- use_module(library(readutil)).
:- use_module(library(broadcast)).
:- use_module(library(filesex)).

:- set_setting(http:logfile, '').

%   What a goal writes to a log, without times.
logged(Goal) :-
    tmp_file(log, File),
    set_setting(http:logfile, File),
    call(Goal),
    http_log_close(done),
    set_setting(http:logfile, ''),
    read_file_to_string(File, Text, []),
    delete_file(File),
    split_string(Text, "\\n", "", Lines),
    forall(member(Line, Lines), ( masked(Line, Masked), format("~s~n", [Masked]) )).

masked(Line, Masked) :-
    string_codes(Line, Codes),
    phrase(mask(MaskedCodes), Codes),
    string_codes(Masked, MaskedCodes).

mask(T) --> [C1, C2, C3, C4, C5, C6, C7, C8, C9, C0], { digits([C1, C2, C3, C4, C5, C6, C7, C8, C9, C0]) }, !, rest_of_number, { append(\`TIME\`, T1, T) }, mask(T1).
mask(T) --> "/*", !, skip_date, { append(\`/*DATE*/\`, T1, T) }, mask(T1).
mask([C|T]) --> [C], !, mask(T).
mask([]) --> [].

skip_date --> "*/", !.
skip_date --> [_], skip_date.

rest_of_number --> [C], { code_type(C, digit) ; C == 0'. }, !, rest_of_number.
rest_of_number --> [].

digits(Cs) :- forall(member(C, Cs), code_type(C, digit)).

:- set_prolog_flag(double_quotes, string).
`,
  goals: String.raw`
http_log("~w~n", [x])
http_log_stream(X)
logged(http_log("hello(~q).~n", ['A b']))
logged(broadcast(http(request_start(1, [method(get), path(/), input(x), search([password=secret, a=b]), accept(x), referer('http://x/?password=1'), peer(ip(1,2,3,4))]))))
logged(broadcast(http(request_finished(1, 200, ok, 0.01, 120))))
logged(broadcast(http(request_finished(2, 404, http_reply(not_found(/)), 0.01, 120))))
logged(broadcast(http(request_finished(2, 500, error(type_error(a, b), _), 0.01, 120))))
logged(broadcast(http(request_finished(2, 200, http_reply(bytes(text/plain, "abc"), []), 0, 3))))
post_data_encoded("hello hello hello", E), post_data_encoded(X, E), fail ; true
\+ \+ ( post_data_encoded("hello hello hello", E), post_data_encoded(X, E), print(X) )
http_logrotate([])
thread_pool_create(p, 10, [])
thread_pool_create(p, 10, [])
current_thread_pool(p)
thread_pool_property(p, size(S))
thread_pool_property(p, free(S))
thread_pool_property(p, running(S))
thread_pool_destroy(p)
thread_pool_destroy(p)
cookie_current_cookie(C, N, V, O)
cookie_remove_client(_)
cookie_remove_client(nobody)
cookie_remove_all_clients
`,
};
