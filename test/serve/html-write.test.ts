/** What programs say in html//1 is expanded when they are loaded: what is printed is what SWI-Prolog prints. */
import { SessionEngine } from 'clausal';
import { SwiProlog } from 'clausal/swipl';
import { expect, test } from 'vitest';
import { describeWithSwipl, runSwipl } from '../support/swipl.ts';

/** Terms with the variables A, an atom, B, a string with marks, C, an element, D, a list, and N, a number. */
const SPECS = String.raw`
p(hello)
[p(one), p(two), 'three', "four <b>", 5, 6.5]
p([A, ' and ', B, N])
p(C)
p(D)
[]
table([tr([th(x), th(y)]), \rows(D)])
ul([class(menu), id=A], [li(A), li(B), li(a(href(A), B))])
a(href('/x?a=b&c="d"'), 'link & more')
a([href(A+[q=B, r=1])], link)
a([href='/y'+[q=A]], link)
a([title=[a, A, b], class([x, y])], link)
a([A=B, title(B)], link)
a(D0, link)
img([src('x.png'), alt(B)])
img(src(A))
[br([]), hr([]), br(clear(all))]
input([type(checkbox), name(A), checked])
form([action('/'), method(post)], [label(for(a), 'A'), input([name(a), value(B)]), select(name(s), [option(value(1), one), option([value(2), selected], two)]), textarea([rows(3)], B)])
'~w and ~a'-[B, A]
p('~w <~a>'-[B, A])
&(nbsp)
[&(nbsp), &(169), &(A)]
\['<b>', raw, '</b>', B]
\['<i>', \rows([1])]
\rows(D)
[\rows(D), \other:rows(A)]
other:(\rows(A))
element(custom, [class(A)], [B, p(x)])
element(A, [], text)
script([type('text/javascript')], 'if (a < b && c) {}')
style('a > b {}')
pre(['a', b(c), '\n  d'])
div([class(a)], [div(b), div([c, d]), span(e), p(f)])
dl([dt(a), dd(b), dt(c), dd(d)])
[h1(a), h2(b), p([]), div([]), blockquote(c), address(d)]
html([head(title(x)), body(p(y))])
p([lang(en), 'data-x'(A), onclick('f("x")')], b(i(u(N))))
[p(a)|D]
ol([li(1), li([2, ul(li(3))])])
table([border(1)], [caption(c), tr(td(colspan(2), A)), tr([td(B), td(N)])])
p(encode(A))
a(href(encode(B)), x)
[\before, p(x), \after]
\[a, [], "b"]
script([], \[[]])
\scripted
`
  .split('\n')
  .filter((spec) => spec !== '');

/** What a program prints; its clauses are loaded from a file, since SWI-Prolog expands none of them. */
const program = `
:- style_check(-singleton).
:- use_module(library(http/html_write)).
rows([]) --> [].
rows([X|Xs]) --> html(tr(td(X))), rows(Xs).
other:rows(X) --> html_write:html(em(X)).
before --> html_post(later, b(posted)), html('before ').
after --> html_receive(later).
:- multifile(user:message_hook/3).
user:message_hook(html(_), error, _). % of content that nobody receives
scripted --> [cdata(script, [a, mailbox(scripts, accept(user:posting, _)), b])].
posting(_) --> html_post(nowhere, x), [c].
value(abc, "a < \\"b\\" & c", b(bold), [x, i(y), 1], [class(z), id("q")], 42).
said(Tokens) :- print_html(Tokens), nl.
${SPECS.map((spec, i) => `spec(${i}, A, B, C, D, D0, N) --> html(${spec}).`).join('\n')}
${SPECS.filter((spec) => !/^\[|^html/.test(spec))
  .map((spec, i) => `page(${i}, A, B, C, D, D0, N) :- reply_html_page(title(t), [h1(A), ${spec}, B, C, N]).`)
  .join('\n')}
printed(I) :-
    value(A, B, C, D, D0, N),
    format("~d: ", [I]),
    catch(( phrase(spec(I, A, B, C, D, D0, N), Tokens), said(Tokens) -> true ; print(failed) ), error(E, _), print(E)), nl.
paged(I) :- value(A, B, C, D, D0, N), ( page(I, A, B, C, D, D0, N) -> true ; print(failed) ).
main :- forall(between(0, ${SPECS.length - 1}, I), printed(I)), forall(clause(page(I, _, _, _, _, _, _), _), paged(I)).
`;

describeWithSwipl('what programs print', () => {
  test('is the same', async () => {
    const parts: string[] = [];
    const engine = new SessionEngine({ profile: 'swi' });
    const host = await SwiProlog.create(engine, {
      output: (part) => parts.push(part),
      errorOutput: () => {},
    });
    await host.consult({ name: '/specs.pl', text: program });
    expect(await host.query('main').exists()).toBe(true);
    await host.close();
    expect(parts.join('').split('\n')).toEqual((await runSwipl(program)).split('\n'));
  });
});
