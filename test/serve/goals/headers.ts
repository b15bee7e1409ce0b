/** library(http/http_header) and its neighbours: headers that are read and written, cookies, types of files, accounts. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const headers: Topic = {
  name: 'headers',
  program: String.raw`
:- use_module(library(http/http_header)).
:- use_module(library(http/http_cookie)).
:- use_module(library(http/http_authenticate)).
:- use_module(library(http/mimetype)).
:- use_module(library(http/http_cors)).
:- use_module(library(http/http_stream)).
:- use_module(library(http/http_exception)).
:- use_module(library(memfile)).
:- use_module(library(settings)).

request(Text, Request) :- open_string(Text, In), http_read_request(In, Request0), selectchk(input(_), Request0, Request).
header(Text, Header) :- open_string(Text, In), http_read_header(In, Header).
reply(What) :- reply(What, []).
reply(What, Header) :-
    new_memory_file(File),
    setup_call_cleanup(
        open_memory_file(File, write, Out, [encoding(octet)]),
        http_reply(What, Out, Header, Code),
        close(Out)),
    memory_file_to_string(File, Text, octet),
    split_string(Text, "\n", "\r", Lines0),
    exclude([L]>>sub_string(L, 0, _, _, "Date:"), Lines0, Lines1),
    exclude([L]>>sub_string(L, _, _, _, "httpd at"), Lines1, Lines),
    print(Code), nl,
    forall(member(Line, Lines), ( write(Line), nl )).
status(Error, Reply, Header, Context) :- map_exception_to_http_status(Error, Reply, Header, Context).
`,
  goals: String.raw`
request("GET / HTTP/1.1\r\nHost: a\r\n\r\n", R)
header("Content-type: text/html\r\nX: y\r\n\r\n", H)
header("HTTP/1.1 200 OK\r\nContent-type: text/html\r\n\r\n", H)
header("\r\n", H)
string_codes("Content-type: text/html\nStatus: 404 Gone\n\n", Codes), http_parse_header(Codes, H)
string_codes("Set-Cookie: a=b; Path=/; HttpOnly\n\n", Codes), http_parse_header(Codes, H)
string_codes("Location: /x\nX-Frame: 1\n\n", Codes), http_parse_header(Codes, H)
http_parse_header_value(content_length, "12", V)
http_parse_header_value(content_length, "x", V)
http_parse_header_value(cookie, "a=b; c=\"d e\"", V)
http_parse_header_value(cookie, "a=b;c=d;", V)
http_parse_header_value(cookie, "", V)
http_parse_header_value(cookie, "x", V)
http_parse_header_value(set_cookie, "a=b; path=/; HttpOnly; Secure; Max-Age=5", V)
http_parse_header_value(set_cookie, "a=b; expires=Fri, 27 Nov 2020 00:00:00 GMT", V)
http_parse_header_value(set_cookie, "a", V)
http_parse_header_value(accept, "text/html;q=0.5, application/json, */*;q=0.1", V)
http_parse_header_value(accept, "text/html;level=1", V)
http_parse_header_value(accept, "nonsense", V)
http_parse_header_value(content_type, "text/html; charset=UTF-8", V)
http_parse_header_value(content_type, "multipart/form-data; boundary=\"x y\"", V)
http_parse_header_value(content_disposition, "form-data; name=\"a\"; filename=\"b.txt\"", V)
http_parse_header_value(media_type, "text/html; charset=UTF-8", V)
http_parse_header_value(range, "bytes=1-2", V)
http_parse_header_value(range, "bytes=1-", V)
http_parse_header_value(host, "a:80", V)
http_parse_header_value(accept_language, "en, de;q=0.5", V)
http_parse_header_value(my_own, "Some value", V)
http_parse_header_value(connection, "Keep-Alive", V)
http_parse_header_value(upgrade, "a, b", V)
http_timestamp(0, A)
http_timestamp(1606435200.75, A)
http_join_headers([a(1), b(2)], [b(3), c(4)], H)
http_update_encoding([content_type('text/html')], E, H)
http_update_encoding([content_type('text/html; charset=utf-8')], E, H)
http_update_encoding([content_type('application/json')], E, H)
http_update_encoding([content_type('image/png')], E, H)
http_update_encoding([], E, H)
http_update_connection([connection(close)], [http_version(1-1)], C, H)
http_update_transfer([http_version(1-1)], [], T, H)
reply(bytes('text/plain', "abc"))
status(http_reply(not_found(x)), R, H, C)
status(http_reply(not_found(x), [a(b)]), R, H, C)
status(http_reply(not_found(x), [a(b)], ctx), R, H, C)
status(error(existence_error(http_location, '/x'), _), R, H, C)
status(error(permission_error(http_location, access, '/x'), _), R, H, C)
status(error(permission_error(a, b, c), _), R, H, C)
status(error(type_error(integer, x), _), R, H, C)
status(error(threads_in_pool(p), _), R, H, C)
status(error(resource_error(memory), _), R, H, C)
status(time_limit_exceeded, R, H, C)
status(unwind(abort), R, H, C)
status(ball, R, H, C)
status(http_stream_timeout, R, H, C)
status(error(http_write_short(1, 2), _), R, H, C)
in_or_exclude_backtrace(error(a, _), E)
file_mime_type('a.html', T)
file_mime_type('a.HTML', T)
member(E, [txt, css, js, json, png, jpg, jpeg, gif, svg, pdf, xml, csv, ico, pl, tgz, zip, woff2, wasm, md, mp4, webp, mjs, map]), file_name_extension(a, E, F), file_mime_type(F, T), writeq(E-T), nl, fail ; true
file_mime_type('a.unknown', T)
file_mime_type(noext, T)
http_authorization_data('Basic Ym9iOnNlY3JldA==', D)
http_authorization_data('Basic eDo=', D)
http_authorization_data('Basic !', D)
http_authorization_data('Digest username="x"', D)
http_authorization_data('Bearer x', D)
http_authenticate(basic(nofile), [], F)
cors_enable
cors_enable([], [])
set_setting(http:cors, [*]), cors_enable
cors_enable([origin('http://x')], [])
cors_enable([method(options), origin('http://x'), access_control_request_method('GET')], [methods([get, post])])
cors_enable([method(options), origin('http://x'), access_control_request_method('PUT'), access_control_request_headers('a, b')], [methods([put]), credentials(true)])
set_setting(http:cors, ['http://x', 'http://y']), cors_enable([origin('http://y')], [])
cors_enable([origin('http://z')], [])
cookie_remove_all_clients
cookie_current_cookie(c, N, V, O)
`,
};
