/*  Declares what programs may define for the other HTTP libraries.
*/

:- module(http_hook, []).

:- multifile
    http:location/3,
    http:authenticate/3,
    http:convert_parameter/3,
    http:request_expansion/2,
    http:status_page/3,
    http:http_connection_over_proxy/6,
    html_write:expand//1,
    html_write:expand_attribute_value//1,
    html_write:html_head_expansion/2,
    html_write:layout/3.
:- dynamic(http:location/3).
