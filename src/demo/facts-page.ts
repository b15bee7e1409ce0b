/** The page of facts: those of all live sessions, and a place to ask about them. */
import { Compound, type Term, v, writeTerm } from '../index.ts';
import { factText, type ShopEngine, shortIds } from './facts.ts';
import { type Html, html } from './html.ts';
import { type Answer, ask, LIMITS, LONGEST } from './question.ts';

const examples: readonly (readonly [what: string, question: string])[] = [
  ['All carts', 'cart(Item, Qty)'],
  ['Who is logged in?', 'user(Name)'],
  ['Who wants more than two of a thing?', 'session_data(S, user(U)), session_data(S, cart(I, N)), N > 2'],
  ['Who is here twice?', 'session_data(S, user(U)), session_data(T, user(U)), S @< T'],
  [
    'Who has ordered, and has an empty cart?',
    'session_data(S, order(No, _, _)), \\+ session_data(S, cart(_, _))',
  ],
  ['What does each cart cost?', 'session_data(S, user(U)), total(S, Cents), Euros is Cents / 100'],
  ['How many pencils are in carts?', 'aggregate_all(sum(N), session_data(_, cart(pencil, N)), Pencils)'],
  [
    'Who has been away for a minute?',
    'http_current_session(S, idle(T)), T > 60, session_data(S, user(U)), Minutes is truncate(T / 60)',
  ],
  ['A question without end', 'between(1, inf, N), N < 0'],
];

/** Without a question only the facts are shown. */
export function factsPage(engine: ShopEngine, question: string): Html {
  const answer = question.trim() === '' ? undefined : ask(engine, question);
  return html`<div class="intro">
<h1>All facts</h1>
<p>Ask with a pattern such as <code>cart(Item, Qty)</code>, or with a goal. Words that begin with a capital letter are
variables. A real shop would keep this page to itself.</p>
</div>
<form class="card ask" method="get" action="/facts">
<label for="q">Pattern or goal</label>
<div class="field"><span aria-hidden="true">?-</span>
<textarea id="q" name="q" rows="2" maxlength="${LONGEST}" spellcheck="false" autocapitalize="none" autocomplete="off" placeholder="session_data(S, cart(Item, Qty)), Qty > 2">${question}</textarea>
<button>Ask</button></div>
<ul class="examples" aria-label="Examples">${examples.map(
    ([what, example]) =>
      html`<li><a href="/facts?q=${encodeURIComponent(example)}" title="${example}"${example === question && html` aria-current="true"`}>${what}</a></li>`,
  )}</ul>
</form>
${answer !== undefined && answerPart(answer)}
${sessionsPart(engine)}`;
}

function answerPart({ variables, solutions, problem, isPattern }: Answer): Html {
  const count = solutions.length;
  const some = count === 1 ? '1 solution' : `${count} solutions`;
  return html`<section class="answer" aria-live="polite">
${(problem === undefined || count > 0) && html`<h2>${count === 0 ? 'No solution' : variables.length === 0 ? 'True' : some}</h2>`}
${
  count === 0 &&
  problem === undefined &&
  html`<p class="card empty">${isPattern ? NO_FACT : 'The goal is false: nothing makes it true now.'}</p>`
}
${
  count > 0 &&
  (variables.length > 0
    ? html`<div class="card scroll" tabindex="0"><table>
<thead><tr>${variables.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${solutions.map((values) => html`<tr>${values.map((value) => html`<td>${value}</td>`)}</tr>\n`)}</tbody>
</table></div>`
    : html`<p class="card empty">The goal is true${count > 1 && `, in ${count} ways`}. It has no variables to show.</p>`)
}
${
  problem !== undefined &&
  html`<div class="card problem"><h3>${problem.title}</h3><pre>${problem.message}</pre><p>${problem.advice}</p></div>`
}
</section>`;
}

const NO_FACT =
  'No session has a fact that matches. There can be user(Name), cart(Item, Quantity) and order(Number, Item, Quantity).';

/** So many sessions are shown, those used last first. */
const MOST_SESSIONS = 60;

function sessionsPart(engine: ShopEngine): Html {
  const mine = engine.inSession();
  const sessions = engine
    .query({ http_current_session: [v('Id'), { idle: v('Idle') }] })
    .toArray()
    .map(({ Id, Idle }) => ({ id: String(Id), idle: Number(Idle) }))
    .sort((a, b) => a.idle - b.idle);
  return html`<section>
<h2>${sessions.length} live ${sessions.length === 1 ? 'session' : 'sessions'}</h2>
<ul class="sessions">${sessions
    .slice(0, MOST_SESSIONS)
    .map(({ id, idle }) => sessionCard(engine, id, idle, id === mine))}</ul>
${sessions.length > MOST_SESSIONS && html`<p>and ${sessions.length - MOST_SESSIONS} more</p>`}
<p class="fine">A question may take ${LIMITS.inferences.toLocaleString('en')} inferences, ${LIMITS.time} milliseconds and
${LIMITS.solutions} solutions. Ids of sessions are cut short, since whoever knows one has the session.</p>
</section>`;
}

function sessionCard(engine: ShopEngine, id: string, idle: number, isMine: boolean): Html {
  const session = engine.session(id);
  return html`<li class="card session">
<h3><code>${shortIds(id)}</code>${isMine && html` <span class="you">you</span>`}</h3>
<p>${peerText(session.peer)} · ${idleText(idle)}</p>
<pre>${factTexts(engine, id)
    .map((fact) => `${fact}.`)
    .join('\n')}</pre>
</li>`;
}

/** The facts of a session as text. Those that the engine keeps for itself, `'$setting'(_)`, are left out. */
export function factTexts(engine: ShopEngine, id: string): string[] {
  return engine
    .query({ session_data: [id, v('Fact')] })
    .toArray()
    .map(({ terms }) => terms.Fact!)
    .filter((fact) => !(fact instanceof Compound && fact.name === '$setting'))
    .map(factText);
}

/** `ip(127, 0, 0, 1)` as people write it. */
function peerText(peer: Term | undefined): string {
  if (!(peer instanceof Compound) || peer.name !== 'ip') return peer === undefined ? '' : writeTerm(peer);
  const parts = peer.args.map((part) => Number(String(part)));
  if (parts.length === 4) return parts.join('.');
  return new URL(`http://[${parts.map((part) => part.toString(16)).join(':')}]`).hostname.slice(1, -1);
}

function idleText(seconds: number): string {
  if (seconds < 2) return 'here now';
  if (seconds < 120) return `idle for ${Math.floor(seconds)} seconds`;
  return `idle for ${Math.floor(seconds / 60)} minutes`;
}
