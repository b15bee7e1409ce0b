/*  Addresses that begin with https: the host knows them without this.
*/

:- module(http_ssl_plugin, []).
