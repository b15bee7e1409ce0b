/** Passwords, hashes, random bytes and ids. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const security: Topic = {
  name: 'passwords, hashes and ids',
  program: `
:- use_module(library(crypto)).
:- use_module(library(uuid)).
:- use_module(library(md5)).
:- use_module(library(sha)).
:- use_module(library(crypt)).
:- use_module(library(base64)).
:- use_module(library(readutil)).
:- use_module(library(http/http_authenticate)).

passwords(Lines, Goal) :-
    tmp_file(passwords, File),
    setup_call_cleanup(open(File, write, Out), forall(member(L, Lines), format(Out, "~w~n", [L])), close(Out)),
    call_cleanup(call(Goal, File), delete_file(File)).

login(Lines, Login, User) :-
    base64(Login, Encoded), atom_concat('Basic ', Encoded, Value),
    passwords(Lines, login_in(Value, User)).
login_in(Value, User, File) :- http_authenticate(basic(File), [authorization(Value)], User).

users(Lines, Users) :- passwords(Lines, users_in(Users)).
users_in(Users, File) :- findall(U-Fs, http_current_user(File, U, Fs), Users).

read_file(Lines, Data) :- passwords(Lines, http_read_passwd_file_(Data)).
http_read_passwd_file_(Data, File) :- http_read_passwd_file(File, Data).

written(Data, Text) :-
    tmp_file(passwords, File),
    http_write_passwd_file(File, Data),
    read_file_to_string(File, Text, []),
    delete_file(File).
`,
  goals: String.raw`
crypto_data_hash(abc, H, [])
crypto_data_hash("abc", H, [algorithm(sha1)])
crypto_data_hash(abc, H, [algorithm(md5)])
crypto_data_hash(abc, H, [algorithm(sha512)])
crypto_data_hash(abc, H, [algorithm(blake2s256)])
crypto_data_hash(abc, H, [algorithm(A)])
crypto_data_hash(abc, H, [algorithm(foo)])
crypto_data_hash(é, H, [encoding(utf8)])
crypto_data_hash(é, H, [encoding(octet)])
crypto_data_hash(abc, H, [hmac(key), algorithm(sha256)])
crypto_data_hash(X, H, [])
\+ \+ ( crypto_n_random_bytes(8, L), length(L, N), forall(member(B, L), between(0, 255, B)) )
crypto_n_random_bytes(0, L)
crypto_n_random_bytes(X, L)
hex_bytes('0aff', B)
hex_bytes("0AFF", B)
hex_bytes(H, [0, 10, 255])
hex_bytes('0af', B)
hex_bytes('xx', B)
hex_bytes(H, [256])
crypto_password_hash(secret, '$pbkdf2-sha512$t=1024$AAAAAAAAAAAAAAAAAAAAAA$Nrmbkm7+IpJTrLEHp7ESSRkbE0r8d2Bq0hkGHBWbjYdxp8m7yJhBMqUwj/JI9ckuOUm6Q4Fq0ZZG9jI8+K3Z2A')
\+ \+ ( crypto_password_hash(secret, H, [cost(10)]), crypto_password_hash(secret, H), sub_atom(H, 0, 22, _, P), print(P) )
\+ \+ ( crypto_password_hash(secret, H, [cost(10)]), \+ crypto_password_hash(other, H) )
\+ \+ ( uuid(X), atom_length(X, L), print(L) )
\+ \+ ( uuid(X), sub_atom(X, 14, 1, _, V), print(V) )
uuid(X), uuid(Y), X \== Y, fail
md5_hash(abc, H, [])
sha_hash(abc, H, []), hash_atom(H, A)
crypt("secret", "$1$salt$ez2vlPGdaLYkJam5pWs/Y1")
crypt("wrong", "$1$salt$ez2vlPGdaLYkJam5pWs/Y1")
http_authorization_data('Basic dXNlcjpwYXNz', D)
http_authorization_data('basic dXNlcjpwYTpzcw==', D)
http_authorization_data('Basic  dXNlcjo=', D)
http_authorization_data('Basic ???', D)
http_authorization_data('Bearer dXNlcjpwYXNz', D)
http_authorization_data('Basic dXNlcjpwYXNz', basic(U, P))
http_authorization_data('Basic', D)
login(['bob:$1$salt$ez2vlPGdaLYkJam5pWs/Y1'], 'bob:secret', U)
login(['bob:$1$salt$ez2vlPGdaLYkJam5pWs/Y1'], 'bob:wrong', U)
login(['bob:$1$salt$ez2vlPGdaLYkJam5pWs/Y1'], 'eve:secret', U)
login(['bob:$1$salt$ez2vlPGdaLYkJam5pWs/Y1:12:Bob B'], 'bob:secret', U)
login(['al:x', 'bob:$1$salt$ez2vlPGdaLYkJam5pWs/Y1'], 'bob:secret', U)
users(['bob:$1$x', 'eve:hash:1:two words'], U)
users([], U)
read_file(['bob:hash', '', 'no colon', 'eve:h:a:2'], D)
written([passwd(bob, "hash", []), passwd(eve, h, [1, 'x y'])], T)
written([passwd('a:b', "hash", [])], T)
written([foo], T)
written(x, T)
http_authenticate(basic('/nowhere/passwords'), [authorization('Basic dXNlcjpwYXNz')], U)
http_authenticate(basic('/nowhere/passwords'), [], U)
http:authenticate(basic('/nowhere/passwords', 'My Realm'), [], U)
`,
};
