/** library(http/html_write) and library(http/html_head): the pages that come of terms. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const html: Topic = {
  name: 'html',
  program: `
:- use_module(library(http/html_write)).
:- use_module(library(http/html_head)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/term_html)).
:- use_module(library(http/jquery)).
:- use_module(library(settings)).
:- use_module(library(http/html_quasiquotations)).
:- use_module(library(http/http_path)).

:- html_resource(jq, [virtual(true), requires([root('jq.js')])]).
:- html_resource(root('app.js'), [requires(jq), requires(root('app.css'))]).
:- html_resource(root('app.css'), []).
:- html_resource(root('m.js'), [mime_type(text/javascript), ordered(true)]).
:- http_handler(root(home), home, [id(home)]).
:- http_handler(root(u/User), u(User), [id(u)]).

h(Spec) :- phrase(html(Spec), Tokens), print_html(Tokens).
p(Head, Body) :- phrase(page(Head, Body), Tokens), print_html(Tokens).
r(Style, Head, Body) :- reply_html_page(Style, Head, Body).
items([]) --> [].
items([X|Xs]) --> html(li(X)), items(Xs).
user:head(fancy, Head) --> html(head([meta(charset(utf8)), Head])).
user:body(fancy, Body) --> html(body(class(fancy), [h1(frame), Body])).
quasi(X) --> html({|html(X)||<p class="a">Hello <b>X</b></p>|}).
`,
  goals: String.raw`
h(p(hello))
h([p(one), p(two)])
h(p([one, two, 3, 4.5]))
h(p('a < b & "c" > ''d'''))
h(p("string <b>"))
h(b(i(u(x))))
h(p(class(a), text))
h(p([class(a), id(b)], text))
h(p(class([a, b, c]), text))
h(p([class=x, title='a "b" <c>'], text))
h(a(href('/x?a=b&c=d'), link))
h(a([href='http://h/'], link))
h(a(href('/x' + [a=1, b='c d']), link))
h(a(href('/x' + [q='ü&']), link))
h(a(href(location_by_id(home)), link))
h(a(href(#(home)), link))
h(a(href(#(u(jan))), link))
h(a(href(location_by_id(nobody)), link))
h(img(src('x.png')))
h(img([src('x.png'), alt('a "b"')]))
h(br([]))
h(br)
h(hr([]))
h(input([type(checkbox), checked]))
h(input([type(checkbox), checked(checked)]))
h(option([selected], x))
h(option(selected(true), x))
h(textarea([name(t)], 'a\n  b'))
h(pre('a\n  b'))
h(pre(['a', b(c), '\n']))
h(script('if (a < b && c) x();'))
h(style('a > b { }'))
h(script(src('x.js'), []))
h(&(nbsp))
h([a, &(lt), b])
h(&(8364))
h('x ~w y'-[z])
h('~w <b>'-['<i>'])
h(p('~p'-[foo(X)]))
h(\items([a, b, c]))
h(ul(\items([a, b])))
h(ul(\['<li>raw & </li>']))
h(\['<raw>'])
h(\nobody)
h(p(\items(x)))
h([])
h('')
h(X)
h(foo(x))
h(p(X))
h(123)
h(p(f(x), g(y), z))
h(svg:rect([width(1)], []))
h(table([tr([th(a), th(b)]), tr([td(1), td(2)])]))
h(table(border(1), [thead(tr(th(x))), tbody([tr(td(y))])]))
h(div([span(a), span(b), ' ', span(c)]))
h(select(name(s), [option(value(1), one), option([value(2), selected], two)]))
h(form([action('/x'), method('POST')], [label([for(a)], 'A'), input([id(a), name(a)]), button(go)]))
h(ol([li(a), li([b, ul(li(c))])]))
h(dl([dt(a), dd(b)]))
h(h1(title)), h(h2(title))
h(p(title(X), x))
h(p(data-x(1), x))
h(p('data-x'(1), x))
h(p(onclick('f("a")'), x))
h(p([title("é 学")], "é 学"))
h(p(style('a:b;'), x))
h(div(hidden(true), x))
h(div([class([]), id(a)], x))
h(div([class([a-b, c])], x))
h(a([href('javascript:x("y")')], z))
h(\html_post(head, x))
h([p(a), \html_receive(foo), \html_post(foo, b(c))])
p(title(x), p(y))
p([title(x), meta([name(a), content(b)])], [p(y), p(z)])
p([], p(y))
p([title('a < b')], 'text')
p(title(x), \html_requires(root('app.js')))
p(title(x), [\html_requires(jq), \html_requires(root('app.css'))])
p(title(x), \html_requires(root('m.js')))
p(title(x), \html_requires([root('a.css'), root('b.js')]))
p(title(x), \html_requires('/abs/x.css'))
p(title(x), \html_requires(nothing))
p(title(x), \html_requires(jquery))
set_setting(jquery:version, '1.7'), p(title(x), \html_requires(jquery)), restore_setting(jquery:version)
p(title(x), [p(a), \html_post(head, style('a { }'))])
r(fancy, title(x), p(y))
r(other, title(x), p(y))
reply_html_page(title(x), p(y))
phrase(html(p(x)), L)
phrase(html([p(x), b(y)]), L)
phrase(html('a&b'), L)
phrase(html_begin(p(class(x))), L)
phrase(html_end(p), L)
phrase(html_quoted('a<b'), L)
phrase(html_quoted_attribute('a"b'), L)
html_print_length([a, nl(1), b], N)
phrase(html(p(hello)), L), html_print_length(L, N)
html_current_option(dialect(D))
html_set_options([dialect(html)]), p(title(x), p(y)), html_set_options([dialect(html5)])
html_set_options([dialect(xhtml)]), p(title(x), [p(y), br([])]), html_set_options([dialect(html5)])
html_set_options([doctype('html PUBLIC "x"')]), p(title(x), p(y)), html_set_options([doctype(html)])
html_set_options([foo(bar)])
print_html([a, '<', nl(2), b])
print_html(['<p>', nl(1), x, mailbox(y, z)])
h(\term(foo(X, "s", 'A b', [1, 2]), []))
h(\quasi('<x>'))
html_current_resource(R)
`,
};
