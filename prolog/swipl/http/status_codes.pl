/*  The numbers of statuses, and the names that replies have for them.
*/

:- module(status_codes,
          [ status_code/2,
            status_name/2
          ]).
:- use_module(library(error)).

%!  status_name(+Code, -Name) is det.
%
%   The name of a number; of one that is not known that of its hundred.
%
%   @error domain_error(http_code, Code)

status_name(Code, Name) :-
    status_code(Name0, Code),
    !,
    Name = Name0.
status_name(Code, Name) :-
    (   integer(Code),
        between(100, 599, Code)
    ->  Hundred is Code // 100 * 100,
        status_name(Hundred, Name)
    ;   domain_error(http_code, Code)
    ).

%!  status_code(?Name, ?Code) is nondet.

status_code(continue, 100).
status_code(switching_protocols, 101).
status_code(ok, 200).
status_code(created, 201).
status_code(accepted, 202).
status_code(non_authoritative_info, 203).
status_code(no_content, 204).
status_code(reset_content, 205).
status_code(partial_content, 206).
status_code(multiple_choices, 300).
status_code(moved, 301).
status_code(moved_temporary, 302).
status_code(see_other, 303).
status_code(not_modified, 304).
status_code(use_proxy, 305).
status_code(unused, 306).
status_code(temporary_redirect, 307).
status_code(bad_request, 400).
status_code(authorise, 401).
status_code(payment_required, 402).
status_code(forbidden, 403).
status_code(not_found, 404).
status_code(method_not_allowed, 405).
status_code(not_acceptable, 406).
status_code(request_timeout, 408).
status_code(conflict, 409).
status_code(gone, 410).
status_code(length_required, 411).
status_code(payload_too_large, 413).
status_code(uri_too_long, 414).
status_code(unsupported_media_type, 415).
status_code(expectation_failed, 417).
status_code(upgrade_required, 426).
status_code(server_error, 500).
status_code(not_implemented, 501).
status_code(bad_gateway, 502).
status_code(service_unavailable, 503).
status_code(gateway_timeout, 504).
status_code(http_version_not_supported, 505).
