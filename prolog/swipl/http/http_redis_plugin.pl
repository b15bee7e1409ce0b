/*  Sessions in Redis: once this is loaded, http_set_session_options/1 takes redis_db(Alias), of a server that
    redis_server/3 has named, redis_prefix(Prefix) and redis_ro(Alias). The host keeps them there.
*/

:- module(http_redis_plugin, []).
:- use_module(library(http/http_session)).
:- use_module(library(redis)).
:- use_module(library(typescript)).

:- typescript(redis_plugin/0, []).
