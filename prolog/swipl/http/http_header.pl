/*  library(http/http_header): reading and writing the headers of requests and replies, and whole replies, on streams.
*/

:- module(http_header, []).
:- reexport(library(http/header_fields),
            [http_timestamp/2, http_parse_header/2, http_parse_header_value/3, http_read_header/2]).
:- reexport(library(http/header_updates)).
:- reexport(library(http/header_reading)).
:- reexport(library(http/reply_streams)).
:- reexport(library(http/post_data), [http_post_data/3]).
