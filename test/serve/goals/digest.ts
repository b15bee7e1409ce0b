/** library(http/http_digest): challenges, and what clients answer to them. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const digest: Topic = {
  name: 'logins by digest',
  program: `
:- use_module(library(http/http_digest)).
:- use_module(library(md5)).
:- use_module(library(settings)).

challenged(Realm, Options) :-
    phrase(http_digest_challenge(Realm, Options), Codes),
    string_codes(Text, Codes),
    string_concat("Digest ", Text, Challenge),
    http_parse_digest_challenge(Challenge, Fields0),
    selectchk(nonce(_), Fields0, nonce(n), Fields),
    print(Fields).
%   Whether the response is that of RFC 2617, with the client's nonce that it has.
answered(Fields, User, Password, Method, Options) :-
    http_digest_response(Fields, User, Password, Text, Options),
    http_parse_digest_challenge(Text, Said),
    memberchk(cnonce(Client), Said), string_length(Client, 8),
    memberchk(response(Response), Said), memberchk(nc(Count), Said), memberchk(uri(Path), Said),
    memberchk(nonce(Nonce), Fields), memberchk(realm(Realm), Fields),
    http_digest_password_hash(User, Realm, Password, Hash),
    atomic_list_concat([Method, Path], :, What0), md5_hash(What0, What, []),
    atomic_list_concat([Hash, Nonce, Count, Client, auth, What], :, All), md5_hash(All, Expected, []),
    ( Response == Expected -> write(right) ; write(wrong) ), nl,
    split_string(Text, ",", " ", Parts),
    forall(( member(Part, Parts), \\+ sub_string(Part, 0, _, _, "cnonce"), \\+ sub_string(Part, 0, _, _, "response") ), ( write(Part), nl )).
`,
  goals: String.raw`
challenged(club, [])
challenged("the club", [opaque(x), domain('/a')])
challenged(club, [domain(['/a', '/b']), stale(true)])
challenged('a"b', [])
challenged(club, [opaque('a"b')])
challenged(club, [domain(f(x))])
http_digest_password_hash(ada, club, engine, H)
http_digest_password_hash("ada", "club", "caf\u00e9", H)
http_digest_password_hash(_, club, engine, H)
http_parse_digest_challenge('Digest realm="a b", nonce="xyz", opaque="o", qop="auth,auth-int", stale=true, algorithm=MD5', F)
http_parse_digest_challenge("Digest realm=\"a\", domain=\"/a /b\"", F)
http_parse_digest_challenge("Digest stale=\"true\"", F)
http_parse_digest_challenge("Digest nonce=a,nc=00000001", F)
http_parse_digest_challenge("Basic realm=\"a\"", F)
http_parse_digest_challenge("Digest ", F)
http_parse_digest_challenge("", F)
answered([nonce(abc), realm(club)], ada, engine, 'GET', [])
answered([nonce(abc), realm(club), opaque("o")], ada, engine, 'POST', [path('/x?y'), method('POST'), nc(17)])
answered([nonce(abc), realm(club)], "ada", "engine", 'PUT', [method(put)])
http_digest_response([realm(club)], ada, engine, R, [])
http_digest_response([nonce(a), realm(club)], 'a"b', engine, R, [])
setting(http_digest:nonce_timeout, T)
`,
};
