/** The frame of all pages: head, navigation, what is to be told, and the facts of the visitor's session at the foot. */
import type { Article } from './catalogue.ts';
import { type Content, type Html, html } from './html.ts';

/** What the frame shows of the visitor. */
export interface Visit {
  readonly user: string | undefined;
  /** How many things are in the cart. */
  readonly things: number;
  readonly notice: string | undefined;
  /** The facts of the session as text. */
  readonly facts: readonly string[];
}

/** Where in the shop a page is. */
export type Place = 'shop' | 'cart' | 'orders' | 'facts' | 'login' | undefined;

/** A whole page. */
export function page(title: string, place: Place, visit: Visit, content: Content): Html {
  const { user, things, notice, facts } = visit;
  const link = (to: Place, href: string, text: Content) =>
    html`<a href="${href}"${to === place && html` aria-current="page"`}>${text}</a>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Horn &amp; Clause</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header class="top">
<div class="wide">
<a class="brand" href="/">${mark} <span>Horn <i>&amp;</i> Clause</span></a>
<nav aria-label="Pages">
${link('shop', '/', 'Shop')}
${link('cart', '/cart', html`Cart${things > 0 && html` <b class="count">${things}</b>`}`)}
${user !== undefined && link('orders', '/orders', 'Orders')}
${link('facts', '/facts', 'Facts')}
</nav>
${
  user === undefined
    ? html`<div class="who">${link('login', '/login', 'Log in')}</div>`
    : html`<form class="who" method="post" action="/logout"><span class="name" title="${user}">${user}</span><button class="plain">Log out</button></form>`
}
</div>
</header>
<main id="main" class="wide">
${notice !== undefined && html`<p class="notice" role="status">${notice}</p>`}
${content}
</main>
<footer>
<div class="wide">
${place !== 'facts' && sessionFacts(facts)}
<p>A demo of <b>clausal</b>: there is nothing to buy, and no password. Whatever the shop knows of you is facts.
${place !== 'facts' && html`<a href="/facts">Ask about them</a>`}</p>
</div>
</footer>
</body>
</html>
`;
}

/** A picture, which says nothing that the text beside it does not. */
export function picture({ icon }: Article): Html {
  return html`<svg class="picture" viewBox="0 0 24 24" aria-hidden="true"><path d="${icon}"/></svg>`;
}

/** `1250` is €12.50. */
export function price(cents: number): string {
  return euros.format(cents / 100);
}

const euros = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });

/** The sign of the shop, also for the browser's tab: `:-`, which is how a clause goes on. */
const sign = html`<rect width="32" height="32" rx="8" fill="#0f6b5c"/><g fill="#fff"><circle cx="10" cy="12" r="2.6"/><circle cx="10" cy="21" r="2.6"/><rect x="15.5" y="14.8" width="10" height="3.4" rx="1.7"/></g>`;

const mark = html`<svg viewBox="0 0 32 32" aria-hidden="true">${sign}</svg>`;

export const icon = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${sign}</svg>`;

function sessionFacts(facts: readonly string[]): Html {
  if (facts.length === 0) {
    return html`<p class="mine">You have no session yet: it begins with the first fact, when you log in or take something.</p>`;
  }
  return html`<details class="mine"><summary>Your session is ${facts.length} ${facts.length === 1 ? 'fact' : 'facts'}</summary>
<pre>${facts.map((fact) => `${fact}.`).join('\n')}</pre></details>`;
}
