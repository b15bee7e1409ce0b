/*  Requests and replies that are read from streams, up to where their content begins.
*/

:- module(header_reading,
          [ http_read_request/2,
            http_read_reply_header/2
          ]).
:- use_module(library(error)).
:- use_module(library(readutil)).
:- use_module(library(uri)).
:- use_module(library(dcg/basics)).
:- use_module(library(http/header_fields)).
:- use_module(library(http/status_codes)).

%!  http_read_request(+In, -Request) is det.
%
%   The head of a request as a list of Name(Value), with the stream as input(In); `end_of_file` where there is none.
%
%   @error syntax_error(http_request(Line))

http_read_request(In, Request) :-
    catch(read_line_to_codes(In, Codes), _, Codes = end_of_file),
    (   Codes == end_of_file
    ->  Request = end_of_file
    ;   phrase(request_line(Fields, Rest, Version), Codes)
    ->  Request = [input(In)|Fields],
        (   Version = 1-_
        ->  http_read_header(In, Rest)
        ;   Rest = []
        )
    ;   string_codes(Line, Codes),
        ignore(http_read_header(In, _)),
        syntax_error(http_request(Line))
    ).

%   Without a version there are no more fields.

request_line([method(Method), request_uri(URI), path(Path)|Fields], Rest, Version) -->
    method(Method),
    blanks,
    nonblanks(Codes),
    { atom_codes(URI, Codes),
      uri_components(URI, Components),
      uri_data(path, Components, PathText),
      uri_encoded(path, Path, PathText),
      phrase(( search(Components), fragment(Components) ), Fields, Fields1)
    },
    blanks,
    (   "HTTP/", version(Version)
    ->  blanks,
        { Fields1 = [http_version(Version)|Rest] }
    ;   { Fields1 = Rest,
          Version = none
        }
    ),
    eos,
    !.

method(Method) -->
    string_without(` \t`, Codes),
    { atom_codes(Name, Codes),
      downcase_atom(Name, Method),
      upcase_atom(Method, Name),
      memberchk(Method, [get, put, head, post, delete, patch, options, trace])
    }.

search(Components) -->
    { uri_data(search, Components, Text),
      nonvar(Text),
      catch(uri_query_components(Text, Search), error(syntax_error(_), _), fail)
    },
    !,
    [ search(Search) ].
search(_) -->
    [].

fragment(Components) -->
    { uri_data(fragment, Components, Text),
      nonvar(Text)
    },
    !,
    { uri_encoded(fragment, Fragment, Text) },
    [ fragment(Fragment) ].
fragment(_) -->
    [].

version(Major-Minor) -->
    integer(Major), ".", integer(Minor).

%!  http_read_reply_header(+In, -Reply) is det.
%
%   The head of a reply as a list of input(In), http_version(Version), status(Code, Name, Comment) and its fields.
%
%   @error syntax_error(http_reply_header(Line))

http_read_reply_header(In, [input(In)|Reply]) :-
    read_line_to_codes(In, Codes),
    (   Codes == end_of_file
    ->  throw(error(syntax(http_reply_header, end_of_file), _))
    ;   phrase(status_line(Version, Code, Comment), Codes)
    ->  status_name(Code, Name),
        Reply = [http_version(Version), status(Code, Name, Comment)|Fields],
        http_read_header(In, Fields)
    ;   atom_codes(Line, Codes),
        syntax_error(http_reply_header(Line))
    ).

status_line(Version, Code, Comment) -->
    blanks, "HTTP/", version(Version), blanks,
    integer(Code), blanks,
    remainder(Codes),
    { atom_codes(Comment0, Codes),
      normalize_space(atom(Comment), Comment0)
    }.
