/** JavaScript in pages. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const javascript: Topic = {
  name: 'JavaScript in pages',
  program: `
:- use_module(library(http/html_write)).
:- use_module(library(http/js_write)).
:- use_module(library(http/js_grammar)).
:- use_module(library(http/http_cors)).
:- use_module(library(settings)).

p(DCG) :- phrase(DCG, Tokens), print_html(Tokens).

ready(Id, Config) -->
    js_script({|javascript(Id, Config)||
$(document).ready(function() {
   $("#"+Id).tagit(Config); // Id is not replaced in "Id", nor in Identity
   var x = "Id" + 'Config' + /Id/.test(Id);
   /* Id */ Identity(Id.Id);
});
|}).

plain --> js_script({|javascript||alert("x");|}).
empty --> js_script({|javascript||  |}).
only(X) --> js_script({|javascript(X)||X|}).

tokens(Text) :- atom_codes(Text, Codes), tokens_of(Codes, Ts), print(Ts), nl.
tokens_of(Codes, [T|Ts]) :- phrase(js_token(T), Codes, Rest), !, tokens_of(Rest, Ts).
tokens_of(_, []).

cors(List, Goal) :- set_setting(http:cors, List), call_cleanup(Goal, set_setting(http:cors, [])).
`,
  goals: String.raw`
p(js_call(f))
p(js_call(f(1, 2.5, "s", a, 'it''s', [])))
p(js_call('x.y.z'(hello, 42)))
p(js_call(f(X)))
p(js_call(f([1, a, [b]])))
p(js_call(f(object([a=1, b-2, c(3), d:4]))))
p(js_call(f({a:1, 'b c':"x"})))
p(js_call(f({a:{b:[1]}})))
p(js_call(f({})))
p(js_call(f(object([]))))
p(js_call(f(_{a:1, b:"x", c:[true]})))
p(js_call(f(json([a=1, b=json([c=x])]))))
p(js_call(f(@(true), @(null), @foo, symbol(bar))))
p(js_call(f(@('not valid'))))
p(js_call(f(@(1))))
p(js_call(f(g(x))))
p(js_call(f(object([foo]))))
p(js_call(f(object([foo(a, b)]))))
p(js_call(f(object([1=x]))))
p(js_call(f("</script>", 'a"b\\c', "l1\nl2\r\nl3\tx")))
p(js_call(f(é, '$x')))
p(js_new(map, 'google.Map'(x, 1)))
p(js_new(map, 'Map'))
p(js_expression("x"))
p(js_expression(f(x)))
p(js_expression([]))
p(js_expression(''))
p(js_arg("x"))
p(js_arg(f(x)))
p(js_arg(1r3))
p(js_arg_list([1, a]))
p(js_arg_list([]))
p(js_args([1, 2]))
p(js_script('alert(1 < 2 && "x")'))
p(js_script(['a', \js_call(f(x))]))
p(html(script(type('text/javascript'), \js_call(f("<b>", 'a & b')))))
p(ready(foo, _{x:1}))
p(ready("</a>", json([a=1])))
p(plain)
p(empty)
p(only([1, 2]))
p(only(X))
reply_html_page(title('T'), \ready(a, [1]))
tokens('var x = 1;')
tokens('f(0x1F, 1.5e+3, .5, 1., 0)')
tokens('"a\\"b" ''c\\u00e9'' /re[/]g/gi a/b')
tokens('// c\nx /* y\nz */ $a_1')
tokens('1x')
tokens('"abc')
tokens('/* abc')
tokens('if (é === ü) { return }')
tokens('a=b/c/d')
cors_enable
cors_enable([method(options)], [])
cors([*], cors_enable)
cors(['http://a.b', 'http://c.d'], cors_enable)
cors([*], cors_enable([method(options)], []))
cors([*], cors_enable([method(options)], [methods([get, post, delete])]))
cors([*], cors_enable([method(options)], [methods([])]))
cors([*], cors_enable([method(options), access_control_request_headers('X-A, content-type')], [methods([get])]))
cors([*], cors_enable([method(options)], [headers([content_type, x_a])]))
cors([*], cors_enable([method(options)], [headers([])]))
`,
};
