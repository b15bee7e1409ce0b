/** library(http/js_write): JavaScript in pages, and values in it. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const scripts: Topic = {
  name: 'scripts',
  program: `
:- use_module(library(http/js_write)).
:- use_module(library(http/html_write)).

w(Rule) :- phrase(Rule, Tokens), print_html(Tokens).
quoted(A, B) --> js_script({|javascript(A, B)||
   const a = A;
   // B in a comment, A
   f("A", B, x.A, {A: B}); |}).
`,
  goals: String.raw`
w(js_call(f))
w(js_call(f(1, a, "b")))
w(js_call('a.b'(1)))
w(js_call(f([1, 2], json([a=1]))))
w(js_call(f(_{a: 1, b: [x]})))
w(js_call(f(X)))
w(js_call(f(true, false, null)))
w(js_call(f(1.5, -1, 1e10)))
w(js_call(f('it''s "q" \\ </script>')))
w(js_call(f("new\nline\ttab")))
w(js_call(f("é 学")))
w(js_call(f(object([a=1]))))
w(js_call(f(object([a(1), b-2]))))
w(js_call(f(g(x))))
w(js_call(f(symbol(x))))
w(js_new(x, 'A'(1)))
w(js_new(x, 'A'))
w(js_expression(1))
w(js_expression(a))
w(js_expression("s"))
w(js_expression([a, [b]]))
w(js_expression(json([])))
w(js_expression(object([])))
w(js_expression(_{}))
w(js_expression(f(x)))
w(js_expression(function([a, b], 'return a')))
w(js_expression(X))
w(js_arg(1))
w(js_arg([a]))
w(js_arg(foo(x)))
w(js_arg_list([1, a, "b"]))
w(js_arg_list([]))
w(js_arg_list(x))
w(js_script(\js_call(f)))
w(js_script(['a < b;']))
w(js_script([\js_call(f), \js_call(g(1))]))
w(quoted(1, x))
w(quoted("s </script>", [1, "2"]))
w(quoted(json([a=1]), _{b: null}))
w(quoted(f(x), _))
w(html(script(\js_call(f("x")))))
javascript({|javascript||x|}, [], [], R)
`,
};
