/** The content of the shop's pages: catalogue, cart, orders, login, and what went wrong. */
import { type Line, MOST, type Order, totalCents } from './cart.ts';
import { type Article, catalogue } from './catalogue.ts';
import { type Html, html } from './html.ts';
import { picture, price } from './page.ts';

/** All articles; `lines` are those in the cart. */
export function cataloguePage(lines: readonly Line[]): Html {
  const taken = new Map(lines.map(({ article, quantity }) => [article.id, quantity]));
  return html`<div class="intro">
<h1>Stationery for logicians</h1>
<p>Twelve fine things for people who write clauses.</p>
</div>
<ul class="articles">
${catalogue.map((article) => articleCard(article, taken.get(article.id)))}
</ul>`;
}

function articleCard(article: Article, taken: number | undefined): Html {
  const { id, name, text, cents } = article;
  return html`<li class="card article" id="${id}">
<div class="tile">${picture(article)}${taken !== undefined && html`<span class="taken">${taken} in the cart</span>`}</div>
<h2>${name}</h2>
<p>${text}</p>
<form method="post" action="/cart">
<input type="hidden" name="item" value="${id}">
<b class="price">${price(cents)}</b>
<input type="number" name="quantity" value="1" min="1" max="${MOST}" required aria-label="How many: ${name}">
<button aria-label="Add to the cart: ${name}">Add</button>
</form>
</li>`;
}

export function cartPage(lines: readonly Line[], user: string | undefined): Html {
  if (lines.length === 0) {
    return html`<h1>Your cart</h1>
<div class="card empty"><p>There is nothing in it yet.</p><p><a class="button" href="/">To the shop</a></p></div>`;
  }
  return html`<h1>Your cart</h1>
<ul class="card lines">${lines.map(cartLine)}
<li class="total"><span>Total</span><b class="price">${price(totalCents(lines))}</b></li>
</ul>
<div class="actions">
${
  user === undefined
    ? html`<p>To check out, say who you are.</p><a class="button" href="/login?next=cart">Log in</a>`
    : html`<form method="post" action="/checkout"><button>Check out</button></form>`
}
</div>`;
}

function cartLine({ article, quantity }: Line): Html {
  const { id, name, cents } = article;
  return html`<li>
<div class="tile">${picture(article)}</div>
<div class="what"><b>${name}</b><small>${price(cents)} each</small></div>
<form class="stepper" method="post" action="/cart/change">
<input type="hidden" name="item" value="${id}">
<button name="by" value="-1" aria-label="One less: ${name}">−</button>
<output>${quantity}</output>
<button name="by" value="1" aria-label="One more: ${name}"${quantity >= MOST && html` disabled`}>+</button>
<button class="plain" name="by" value="-${MOST}" aria-label="Remove: ${name}">Remove</button>
</form>
<b class="price">${price(cents * quantity)}</b>
</li>`;
}

export function ordersPage(orders: readonly Order[]): Html {
  if (orders.length === 0) {
    return html`<h1>Your orders</h1>
<div class="card empty"><p>You have not ordered anything in this session.</p><p><a class="button" href="/">To the shop</a></p></div>`;
  }
  return html`<h1>Your orders</h1>
${orders.map(
  ({ number, lines }) => html`<section>
<h2>Order ${number}</h2>
<ul class="card lines">
${lines.map(
  ({ article, quantity }) => html`<li><div class="tile">${picture(article)}</div>
<div class="what"><b>${article.name}</b><small>${quantity} × ${price(article.cents)}</small></div>
<b class="price">${price(article.cents * quantity)}</b></li>`,
)}
<li class="total"><span>Total</span><b class="price">${price(totalCents(lines))}</b></li>
</ul>
</section>`,
)}`;
}

/** `problem` is what is wrong with the name that was typed before. */
export function loginPage(next: string, typed = '', problem?: string): Html {
  return html`<form class="card login" method="post" action="/login">
<h1>Who are you?</h1>
<p>Any name will do. What is in your cart stays there.</p>
<input type="hidden" name="next" value="${next}">
<label for="name">Name</label>
<input id="name" name="name" value="${typed}" maxlength="40" required autofocus autocomplete="nickname"${
    problem !== undefined && html` aria-invalid="true" aria-describedby="problem"`
  }>
${problem !== undefined && html`<p class="problem" id="problem">${problem}</p>`}
<button>Log in</button>
</form>`;
}

export function errorPage(title: string, text: string): Html {
  return html`<div class="card empty"><h1>${title}</h1><p>${text}</p><p><a class="button" href="/">To the shop</a></p></div>`;
}
