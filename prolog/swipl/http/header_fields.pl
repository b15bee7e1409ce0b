/*  The fields of requests and replies: their text as terms, Name(Value), and the other way round.
*/

:- module(header_fields,
          [ http_timestamp/2,
            http_parse_header/2,
            http_parse_header_value/3,
            http_read_header/2,
            header_line/3
          ]).
:- use_module(library(apply)).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(pairs)).
:- use_module(library(readutil)).
:- use_module(library(dcg/basics)).
:- use_module(library(http/field_values)).

:- multifile
    prolog:error_message//1,
    prolog:message//1.

%!  http_timestamp(+Time, -Text) is det.
%
%   A time as headers have it: an atom.

http_timestamp(Time, Text) :-
    stamp_date_time(Time, Date, 'UTC'),
    format_time(atom(Text), '%a, %d %b %Y %T GMT', Date, posix).

%!  http_read_header(+In, -Header) is det.
%!  http_parse_header(+Codes, -Header) is det.
%
%   The fields of a header, which ends with an empty line.
%
%   @error syntax_error(http_parameter(Line))
%   @error domain_error(Name, Value)

http_read_header(In, Header) :-
    header_lines(In, Lines),
    fields(Lines, Header).

header_lines(In, Lines) :-
    read_line_to_string(In, Line),
    (   ( Line == end_of_file ; Line == "" )
    ->  Lines = []
    ;   Lines = [Line|Rest],
        header_lines(In, Rest)
    ).

http_parse_header(Codes, Header) :-
    string_codes(Text, Codes),
    split_string(Text, "\n", "\r", Lines),
    fields(Lines, Header).

fields([], []).
fields([Line|Lines], Header) :-
    split_string(Line, "", " \t", [""]),
    !,
    fields(Lines, Header).
fields([Line|Lines], Header) :-
    field(Line, Name, Value),
    !,
    (   Name == host,
        Value = Host:Port
    ->  Header = [host(Host), port(Port)|Rest]
    ;   Field =.. [Name, Value],
        Header = [Field|Rest]
    ),
    fields(Lines, Rest).
fields([Line|_], _) :-
    normalize_space(string(Text), Line),
    syntax_error(http_parameter(Text)).

field(Line, Name, Value) :-
    sub_string(Line, Before, 1, After, ":"),
    !,
    sub_string(Line, 0, Before, _, Name0),
    forall(string_code(_, Name0, Code), is_name_code(Code)),
    field_name(Name0, Name),
    sub_string(Line, _, After, 0, Text0),
    split_string(Text0, "", " \t", [Text]),
    (   field_value(Name, Text, Value0)
    ->  Value = Value0
    ;   atom_string(Atom, Text),
        domain_error(Name, Atom)
    ).

%   Of some fields the value has to be as it is known, of others it is an atom when it is not.

field_value(Name, Text, Value) :-
    known(Name, Kind),
    string_codes(Text, Codes),
    (   value(Name, Codes, Value0)
    ->  Value = Value0
    ;   Kind == maybe,
        atom_string(Value, Text)
    ).
field_value(Name, Text, Value) :-
    \+ known(Name, _),
    atom_string(Value, Text).

known(content_length, true).
known(status, true).
known(cookie, true).
known(set_cookie, true).
known(host, true).
known(range, maybe).
known(accept, maybe).
known(content_disposition, maybe).

%!  http_parse_header_value(+Name, +Value, -Term) is semidet.
%
%   The value of a field as a term, where there is one; it may be one already.

http_parse_header_value(Name, Value, Term) :-
    as_term(Name, Form),
    (   is_list(Value),
        is_list(Form)
    ->  Value = [First|_],
        Form = [Element],
        subsumes_term(Element, First)
    ;   subsumes_term(Form, Value)
    ),
    !,
    Term = Value.
http_parse_header_value(Name, Value, Term) :-
    as_term(Name, _),
    (   is_list(Value)
    ->  Codes = Value
    ;   atom_codes(Value, Codes)
    ),
    value(Name, Codes, Term).

as_term(content_length, none).
as_term(status, none).
as_term(cookie, [_=_]).
as_term(set_cookie, [set_cookie(_, _, _)]).
as_term(host, _:_).
as_term(range, bytes(_, _)).
as_term(accept, [media(_, _, _, _)]).
as_term(content_disposition, disposition(_, _)).
as_term(content_type, media(_/_, _)).

value(content_length, Codes, Length) :-
    number_codes(Length, Codes).
value(status, Codes, Code) :-
    phrase((integer(Code), rest), Codes).
value(cookie, Codes, Cookies) :-
    phrase(cookies(Cookies), Codes).
value(set_cookie, Codes, Cookie) :-
    phrase(set_cookie(Cookie), Codes).
value(host, Codes, Host) :-
    (   append(HostCodes, [0':|PortCodes], Codes),
        catch(number_codes(Port, PortCodes), _, fail)
    ->  atom_codes(Name, HostCodes),
        Host = Name:Port
    ;   atom_codes(Host, Codes)
    ).
value(range, Codes, Range) :-
    phrase(range(Range), Codes).
value(accept, Codes, Media) :-
    phrase(accepted(Keyed), Codes),
    keysort(Keyed, Sorted),
    pairs_values(Sorted, Media).
value(content_disposition, Codes, Disposition) :-
    disposition(Codes, Disposition).
value(content_type, Codes, Media) :-
    media_type(Codes, Media).

rest --> [].
rest --> " ", remainder(_).

range(bytes(From, To)) -->
    "bytes", whites, "=", whites, integer(From), "-",
    ( integer(To) -> [] ; { To = end } ).

%   Cookies. What is none is passed over where another one follows.

cookies([Name=Value|Cookies]) -->
    blanks,
    cookie(Name, Value),
    !,
    blanks,
    ( ";" -> cookies(Cookies) ; { Cookies = [] } ).
cookies(Cookies) -->
    string(Skipped),
    ";",
    !,
    { print_message(warning, http(skipped_cookie(Skipped))) },
    cookies(Cookies).
cookies([]) -->
    blanks.

cookie(Name, Value) -->
    name_codes(Codes),
    { atom_codes(Name, Codes) },
    blanks, "=", blanks,
    cookie_value(Value).

cookie_value(Value) -->
    quoted(Value),
    !.
cookie_value(Value) -->
    unquoted(Value).

unquoted(Value) -->
    up_to_semicolon(Codes),
    { string_codes(Text0, Codes),
      split_string(Text0, "", " ", [Text]),
      atom_string(Value, Text)
    }.

up_to_semicolon([Code|Codes]) -->
    [Code],
    { Code \== 0'; },
    !,
    up_to_semicolon(Codes).
up_to_semicolon([]) -->
    [].

set_cookie(set_cookie(Name, Value, Options)) -->
    blanks,
    cookie(Name, Value),
    cookie_options(Options).

cookie_options([Name=Value|Options]) -->
    blanks, ";", blanks,
    name_codes(Codes),
    { Codes = [_|_] },
    !,
    { string_codes(Text, Codes),
      field_name(Text, Name)
    },
    blanks,
    (   "="
    ->  blanks,
        unquoted(Value)
    ;   { Value = true }
    ),
    cookie_options(Options).
cookie_options([]) -->
    blanks,
    ( ";" -> blanks ; [] ).

%   Media types that are accepted, the preferred ones first.

accepted([Media|Rest]) -->
    blanks,
    accepted_type(Media),
    blanks,
    ( "," -> accepted(Rest) ; { Rest = [] } ).

accepted_type(s(Rank, Specific)-media(Type, Parameters, Quality, Extensions)) -->
    media_type(Type),
    blanks,
    (   ";"
    ->  blanks,
        parameters(Parameters, Quality, Extensions)
    ;   { Parameters = [], Quality = 1.0, Extensions = [] }
    ),
    { Rank is float(-Quality),
      specific(Type, Parameters, Specific)
    }.

specific(Type/Subtype, Parameters, v(T, S, P)) :-
    ( var(Type) -> T = 0 ; T = -1 ),
    ( var(Subtype) -> S = 0 ; S = -1 ),
    length(Parameters, Length),
    P is -Length.

parameters(Parameters, Quality, Extensions) -->
    token(Name),
    blanks, "=", blanks,
    (   { Name == q }
    ->  float(Quality), blanks,
        parameters(Extensions),
        { Parameters = [] }
    ;   { Parameters = [Name=Value|Rest] },
        parameter_value(Value),
        blanks,
        (   ";"
        ->  blanks,
            parameters(Rest, Quality, Extensions)
        ;   { Rest = [], Quality = 1.0, Extensions = [] }
        )
    ).

name_codes([Code|Codes]) -->
    [Code],
    { is_name_code(Code) },
    !,
    name_codes(Codes).
name_codes([]) -->
    [].

%   Names are in ASCII, and so are values without quotes.

is_name_code(Code) :-
    Code < 127,
    is_token_code(Code).

%!  header_line(+Field, -Name, -Text) is det.
%
%   A field, Name(Value), as it is written.

header_line(Field, Name, Text) :-
    Field =.. [Key, Value],
    written_name(Key, Name),
    written_value(Key, Value, Text).

%!  written_name(+Key, -Name) is det.
%
%   content_type is Content-Type.

:- public(written_name/2).

written_name(mime_version, 'MIME-Version') :-
    !.
written_name(www_authenticate, 'WWW-Authenticate') :-
    !.
written_name(Key, Name) :-
    atomic_list_concat(Parts0, '_', Key),
    maplist(capitalized, Parts0, Parts),
    atomic_list_concat(Parts, -, Name).

capitalized('', '') :-
    !.
capitalized(Text, Capitalized) :-
    sub_atom(Text, 0, 1, _, First0),
    sub_atom(Text, 1, _, 0, Rest),
    upcase_atom(First0, First),
    atom_concat(First, Rest, Capitalized).

written_value(_, set_cookie(Name, Value, Options), Text) :-
    !,
    with_options([Name, =, Value], cookie, Options, Text).
written_value(_, disposition(Name, Options), Text) :-
    !,
    with_options([Name], disposition, Options, Text).
written_value(www_authenticate, Method, Text) :-
    challenge(Method, Text),
    !.
written_value(_, Value, Text) :-
    format(string(Text), '~w', [Value]).

challenge(basic, "Basic").
challenge(basic(Realm), Text) :-
    format(string(Text), 'Basic Realm="~w"', [Realm]).
challenge(digest, "Digest").
challenge(digest(Details), Text) :-
    format(string(Text), 'Digest ~w', [Details]).
challenge(negotiate, "Negotiate").
challenge(negotiate(Data), Text) :-
    base64(Data, Encoded),
    format(string(Text), 'Negotiate ~w', [Encoded]).

with_options(Before, Kind, Options, Text) :-
    maplist(written_option(Kind), Options, Texts),
    append(Before, Texts, Parts),
    atomics_to_string(Parts, Text).

written_option(cookie, secure=true, '; secure') :-
    !.
written_option(Kind, Name=Value, Text) :-
    (   Kind-Name == disposition-filename
    ->  quoted_text(Value, Written)
    ;   ( Kind-Name == cookie-path ; number(Value) ; is_token(Value) )
    ->  Written = Value
    ;   quoted_text(Value, Written)
    ),
    atomics_to_string(['; ', Name, =, Written], Text).

is_token(Value) :-
    forall(string_code(_, Value, Code), is_name_code(Code)).

quoted_text(Value, Text) :-
    split_string(Value, "\"", "", Parts),
    atomic_list_concat(Parts, '\\"', Escaped),
    atomics_to_string(['"', Escaped, '"'], Text).

prolog:error_message(syntax_error(http_request(Request))) -->
    [ 'Illegal HTTP request: ~s'-[Request] ].
prolog:error_message(syntax_error(http_parameter(Line))) -->
    [ 'Illegal HTTP parameter: ~s'-[Line] ].

prolog:message(http(skipped_cookie(Text))) -->
    [ 'Skipped illegal cookie: ~s'-[Text] ].
