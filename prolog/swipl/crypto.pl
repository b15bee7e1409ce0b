/*  Random bytes, hashes and passwords.
*/

:- module(crypto,
          [ crypto_n_random_bytes/2,
            crypto_data_hash/3,
            crypto_password_hash/2,
            crypto_password_hash/3,
            hex_bytes/2
          ]).
:- use_module(library(error)).
:- use_module(library(typescript)).

%!  crypto_n_random_bytes(+Count, -Bytes) is det.
%
%   Bytes that nobody can foresee.

crypto_n_random_bytes(Count, Bytes) :-
    typescript(crypto_n_random_bytes/2, [Count, Bytes]).

%!  crypto_data_hash(+Data, -Hash, +Options) is det.
%
%   The hash of a text as hexadecimal digits. Options: algorithm(Name), encoding(Encoding), hmac(Key).

crypto_data_hash(Data, Hash, Options) :-
    typescript(crypto_data_hash/3, [Data, Hash, Options]).

%!  crypto_password_hash(+Password, ?Hash) is semidet.
%!  crypto_password_hash(+Password, -Hash, +Options) is det.
%
%   The hash of a password to keep, or whether it is that of a password. Others have their turn meanwhile, where the program
%   can wait. Option: cost(Exponent).

crypto_password_hash(Password, Hash) :-
    typescript(crypto_password_hash/2, [Password, Hash]).

crypto_password_hash(Password, Hash, Options) :-
    typescript(crypto_password_hash/3, [Password, Hash, Options]).

%!  hex_bytes(?Hex, ?Bytes) is det.
%
%   Bytes as hexadecimal digits, two for each.

hex_bytes(Hex, Bytes) :-
    (   var(Hex)
    ->  must_be(list(between(0, 255)), Bytes)
    ;   true
    ),
    typescript(hex_bytes/2, [Hex, Bytes]).
