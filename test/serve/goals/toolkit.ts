/** Small libraries that web applications use beside HTTP: identifiers, hashes, settings, URIs, events, messages. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const toolkit: Topic = {
  name: 'toolkit',
  program: `
:- use_module(library(uuid)).
:- use_module(library(crypto)).
:- use_module(library(sha)).
:- use_module(library(md5)).
:- use_module(library(base64)).
:- use_module(library(uri)).
:- use_module(library(settings)).
:- use_module(library(broadcast)).
:- use_module(library(crypt)).
:- use_module(library(http/http_server)).

:- setting(volume, between(0, 11), 5, "How loud").
:- setting(motto, atom, hello, "What to say").
:- setting(debugging, boolean, false, "Whether").

shape(UUID, Shape) :-
    atom_codes(UUID, Codes),
    maplist([C, S]>>( char_type(C, xdigit(_)) -> S = 0'x ; S = C ), Codes, Shapes),
    atom_codes(Shape, Shapes).
`,
  goals: String.raw`
uuid(U), shape(U, S), U = x ; true
uuid(U), shape(U, S), atom(U), U = S
uuid(U), uuid(V), U \== V, U = x ; true
uuid(U, [version(4)]), sub_atom(U, 14, 1, _, V), U = x ; true
uuid(U), atom_length(U, 36), U == 1 ; true
crypto_n_random_bytes(16, B), length(B, N), B = x ; true
crypto_n_random_bytes(0, B)
crypto_data_hash(abc, H, [])
crypto_data_hash("é", H, [])
member(A, [md5, sha1, sha224, sha256, sha384, sha512]), crypto_data_hash("abc", H, [algorithm(A)])
crypto_data_hash(abc, H, [algorithm(sha256), hmac(key)])
crypto_data_hash("é", H, [encoding(octet)])
crypto_data_hash(abc, H, [algorithm(foo)])
hex_bytes(H, [1, 255])
hex_bytes('01ff', B)
hex_bytes("01FF", B)
hex_bytes(xyz, B)
crypto_password_hash(secret, H), crypto_password_hash(secret, H), H = x ; true
crypto_password_hash(wrong, '$pbkdf2-sha512$t=131072$KXsMLUaz5nRJQMvMDYVmBA$AKP2Yxb5vxNGWgPTL7mAbzcPlSwRUp6h6E4rGwlWr4vIYD1r4YmTjNUwN+nVB8bOHcXaH4V8mDv6zfDIqwg4Dw')
crypto_password_hash(secret, garbage)
sha_hash(abc, H, [])
sha_hash("é", H, [algorithm(sha256)])
sha_hash(abc, B, [algorithm(sha1)]), hash_atom(B, A)
md5_hash(abc, H, [])
base64("hello", B)
base64(P, "aGVsbG8=")
base64url("a?>", B)
crypt(secret, "$1$saltsalt$ezmmMg6Zg9/0gVYbgoT4V1")
crypt(secret, "aaWqeiZR5Bpt6")
atom_codes(A, "ab"), crypt(secret, "$1$ab$x")
uri_components('http://h:80/a?b=c#d', C)
uri_encoded(query_value, 'a b&ü', E)
uri_query_components(Q, [a=b, c='d e'])
uri_query_components("a=b&c=%20", L)
uri_resolve('../x', 'http://h/a/b/c', U)
uri_iri(U, 'http://h/ü')
www_form_encode('a b+ü', E)
parse_url('http://h/x?y=1', P)
setting(volume, V)
set_setting(volume, 7), setting(volume, V)
set_setting(volume, 12)
set_setting(volume, x)
setting(nothing, V)
set_setting_default(motto, bye), setting(motto, V)
restore_setting(volume), setting(volume, V)
set_setting(debugging, yes)
setting_property(volume, P)
forall(( current_setting(user:S) ; fail ), ( writeq(S), nl ))
listen(me, said(X), ( write(heard(X)), nl )), broadcast(said(1)), unlisten(me), broadcast(said(2))
broadcast_request(nobody(X))
http_server_property(8080, P)
http_current_worker(_, W)
with_mutex(m, true)
with_mutex(m, with_mutex(m, true))
with_mutex(m, fail)
with_mutex(m, throw(x))
thread_self(M), thread_send_message(M, hi), thread_get_message(X), M = main ; true
thread_self(M), thread_send_message(M, hi(1)), thread_peek_message(hi(X)), thread_get_message(hi(Y)), M = main ; true
message_queue_create(Q), thread_send_message(Q, a), thread_send_message(Q, b), thread_get_message(Q, b), thread_get_message(Q, X), message_queue_destroy(Q), Q = x ; true
thread_self(M), atom(M)
mutex_create(m2), with_mutex(m2, true), mutex_destroy(m2)
`,
};
