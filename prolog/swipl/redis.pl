/*  What programs say to library(redis) of where servers are, for library(http/http_redis_plugin). Commands are not there.
*/

:- module(redis,
          [ redis_server/3,
            redis_connect/1,
            redis_connect/3,
            redis_disconnect/1,
            redis_disconnect/2,
            redis/1,
            redis/2,
            redis/3,
            redis_get_list/3,
            redis_get_list/4,
            redis_set_list/3,
            redis_get_hash/3,
            redis_set_hash/3,
            redis_scan/3,
            redis_sscan/4,
            redis_hscan/4,
            redis_zscan/4,
            redis_subscribe/4,
            redis_subscribe/2,
            redis_unsubscribe/2,
            redis_current_subscription/2,
            redis_write/2,
            redis_read/2,
            redis_array_dict/3,
            redis_property/2,
            redis_current_command/2,
            redis_current_command/3
          ]).
:- use_module(library(typescript)).

%!  redis_server(+Alias, +Address, +Options) is det.
%
%   Address is Host:Port, unix(Path), sentinel(Master), or the alias of another one. Nobody connects before sessions are kept
%   there.

redis_server(Alias, Address, Options) :-
    typescript(redis_server/3, [Alias, Address, Options]).

redis_connect(_) :-
    refused(redis_connect, 1).

redis_connect(_, _, _) :-
    refused(redis_connect, 3).

redis_disconnect(_) :-
    refused(redis_disconnect, 1).

redis_disconnect(_, _) :-
    refused(redis_disconnect, 2).

redis(_) :-
    refused(redis, 1).

redis(_, _) :-
    refused(redis, 2).

redis(_, _, _) :-
    refused(redis, 3).

redis_get_list(_, _, _) :-
    refused(redis_get_list, 3).

redis_get_list(_, _, _, _) :-
    refused(redis_get_list, 4).

redis_set_list(_, _, _) :-
    refused(redis_set_list, 3).

redis_get_hash(_, _, _) :-
    refused(redis_get_hash, 3).

redis_set_hash(_, _, _) :-
    refused(redis_set_hash, 3).

redis_scan(_, _, _) :-
    refused(redis_scan, 3).

redis_sscan(_, _, _, _) :-
    refused(redis_sscan, 4).

redis_hscan(_, _, _, _) :-
    refused(redis_hscan, 4).

redis_zscan(_, _, _, _) :-
    refused(redis_zscan, 4).

redis_subscribe(_, _, _, _) :-
    refused(redis_subscribe, 4).

redis_subscribe(_, _) :-
    refused(redis_subscribe, 2).

redis_unsubscribe(_, _) :-
    refused(redis_unsubscribe, 2).

redis_current_subscription(_, _) :-
    refused(redis_current_subscription, 2).

redis_write(_, _) :-
    refused(redis_write, 2).

redis_read(_, _) :-
    refused(redis_read, 2).

redis_array_dict(_, _, _) :-
    refused(redis_array_dict, 3).

redis_property(_, _) :-
    refused(redis_property, 2).

redis_current_command(_, _) :-
    refused(redis_current_command, 2).

redis_current_command(_, _, _) :-
    refused(redis_current_command, 3).

refused(Name, Arity) :-
    throw(error(permission_error(create, socket, Name/Arity),
                context(redis:Name/Arity, 'commands to Redis are for predicates in TypeScript'))).
