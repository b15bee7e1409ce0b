/*  The nonces of logins by digest: texts that a client is given, to be used with each count once and not for long.
*/

:- module(digest_nonces,
          [ new_nonce/2,
            remember_nonce/2,
            use_nonce/3,
            md5_of/2
          ]).
:- use_module(library(base64)).
:- use_module(library(broadcast)).
:- use_module(library(crypto)).
:- use_module(library(md5)).
:- use_module(library(settings)).

:- dynamic
    private_key/1,
    nonce/2,        % nonce, when it was made
    used/2.         % nonce, count

%!  new_nonce(-Nonce, -Made) is det.
%
%   A nonce that nobody else can make, and the time.

new_nonce(Nonce, Made) :-
    get_time(Made),
    flag(http_digest_nonce, Number, Number+1),
    Stamp is floor(Made)*1000 + Number mod 1000,
    nonce_of(Stamp, Nonce).

%!  use_nonce(+Nonce, +Count, -IsStale) is semidet.
%
%   Fails for a nonce that is not ours, and for a count that it was used with.

use_nonce(Nonce, Count, IsStale) :-
    is_current(Nonce, IsStale),
    \+ used(Nonce, Count),
    assertz(used(Nonce, Count)).

%   A nonce of ours that is too old is stale: the client asks its user for nothing and tries the new one.

is_current(Nonce, IsStale) :-
    setting(http_digest:nonce_timeout, Timeout),
    get_time(Now),
    (   nonce(Nonce, Made)
    ->  ( Now-Made < Timeout -> IsStale = false ; forget_nonce(Nonce), IsStale = true )
    ;   is_ours(Nonce)
    ->  IsStale = true
    ).

is_ours(Nonce) :-
    catch(base64(Text, Nonce), _, fail),
    split_string(Text, ":", "", [Stamp, _]),
    nonce_of(Stamp, Nonce).

nonce_of(Stamp, Nonce) :-
    key(Key),
    md5_of([Stamp, Key], Hash),
    atomics_to_string([Stamp, Hash], ":", Text),
    base64(Text, Nonce0),
    atom_string(Nonce, Nonce0).

key(Key) :-
    private_key(Key0),
    !,
    Key = Key0.
key(Key) :-
    crypto_n_random_bytes(16, Bytes),
    hex_bytes(Key, Bytes),
    assertz(private_key(Key)).

%!  remember_nonce(+Nonce, +Made) is det.
%
%   Gives a nonce to somebody. Those that are too old are forgotten.

remember_nonce(Nonce, Made) :-
    broadcast(http_digest(nonce(Nonce, Made))),
    setting(http_digest:nonce_timeout, Timeout),
    forall(( nonce(Old, Time), Made-Time >= Timeout ), forget_nonce(Old)),
    assertz(nonce(Nonce, Made)).

forget_nonce(Nonce) :-
    retractall(nonce(Nonce, _)),
    retractall(used(Nonce, _)).

%!  md5_of(+Parts, -Hash) is det.
%
%   The hash of texts with colons between them, as a string.

md5_of(Parts, Hash) :-
    atomics_to_string(Parts, ":", Text),
    md5_hash(Text, Hash0, []),
    atom_string(Hash0, Hash).

atomics_to_string(Parts, Between, Text) :-
    atomic_list_concat(Parts, Between, Atom),
    atom_string(Atom, Text).
