/** The routes of the shop: what is shown at which path, and what forms do, which all end in a redirect. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { nodeSession } from '../http/node.ts';
import { addToCart, cartLines, checkOut, MOST, orders } from './cart.ts';
import { articleOf } from './catalogue.ts';
import type { ShopEngine } from './facts.ts';
import { factsPage, factTexts } from './facts-page.ts';
import { FormError, readForm } from './form.ts';
import type { Html } from './html.ts';
import { icon, type Place, page } from './page.ts';
import { cartPage, cataloguePage, errorPage, loginPage, ordersPage } from './pages.ts';
import { style } from './style.ts';
import { logIn, logOut, notify, takeNotice, userName } from './visitor.ts';

/** What answers the requests of a `node:http` server. */
export function shop(engine: ShopEngine): (request: IncomingMessage, response: ServerResponse) => void {
  return nodeSession(engine)(async (request, response) => {
    try {
      send(response, await answer(engine, request));
    } catch (error) {
      if (request.destroyed && !request.complete) return; // the visitor has gone away
      if (!(error instanceof FormError)) console.error(error);
      const [status, text] =
        error instanceof FormError
          ? [error.status, error.message]
          : [500, 'The shop made a mistake. It has been noted; please try again.'];
      if (response.headersSent) response.destroy();
      else send(response, shown(engine, FAILED, undefined, errorPage(FAILED, text), status));
    }
  });
}

const FAILED = 'That did not work';

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Get = (engine: ShopEngine, query: URLSearchParams) => Reply;
/** Answers where to go on. */
type Post = (engine: ShopEngine, form: URLSearchParams) => Reply | string;

const gets: Readonly<Record<string, Get>> = {
  '/': (engine) => shown(engine, 'Stationery for logicians', 'shop', cataloguePage(cartLines(engine))),
  '/cart': (engine) => shown(engine, 'Cart', 'cart', cartPage(cartLines(engine), userName(engine))),
  '/orders': (engine) => shown(engine, 'Orders', 'orders', ordersPage(orders(engine))),
  '/login': (engine, query) => shown(engine, 'Log in', 'login', loginPage(query.get('next') ?? '')),
  '/facts': (engine, query) => shown(engine, 'Facts', 'facts', factsPage(engine, query.get('q') ?? '')),
  '/style.css': () => ({ status: 200, headers: { 'Content-Type': 'text/css; charset=utf-8' }, body: style }),
  '/icon.svg': () => ({ status: 200, headers: { 'Content-Type': 'image/svg+xml' }, body: icon.markup }),
};

const posts: Readonly<Record<string, Post>> = {
  '/cart': (engine, form) => {
    const { id } = articleIn(form);
    addToCart(engine, id, numberIn(form, 'quantity', 1));
    return `/#${id}`;
  },
  '/cart/change': (engine, form) => {
    addToCart(engine, articleIn(form).id, numberIn(form, 'by', -MOST));
    return '/cart';
  },
  '/checkout': (engine) => {
    if (userName(engine) === undefined) return '/login?next=cart';
    const number = checkOut(engine);
    if (number === undefined) return '/cart';
    notify(engine, `Thank you! Order ${number} is on its way, or would be.`);
    return '/orders';
  },
  '/login': (engine, form) => {
    const name = form.get('name') ?? '';
    const next = form.get('next') === 'cart' ? 'cart' : '';
    try {
      logIn(engine, name);
    } catch (error) {
      if (!(error instanceof FormError)) throw error;
      return shown(
        engine,
        'Log in',
        'login',
        loginPage(next, name.slice(0, 40), error.message),
        error.status,
      );
    }
    notify(engine, `Welcome, ${userName(engine)}.`);
    return `/${next}`;
  },
  '/logout': (engine) => {
    logOut(engine);
    return '/';
  },
};

async function answer(engine: ShopEngine, request: IncomingMessage): Promise<Reply> {
  const { method = 'GET' } = request;
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  const get = Object.hasOwn(gets, path) ? gets[path] : undefined;
  const post = Object.hasOwn(posts, path) ? posts[path] : undefined;
  if (get !== undefined && (method === 'GET' || method === 'HEAD')) {
    return get(engine, new URLSearchParams(query.join('?')));
  }
  if (post !== undefined && method === 'POST') {
    const next = post(engine, await readForm(request));
    return typeof next === 'string' ? { status: 303, headers: { Location: next }, body: '' } : next;
  }
  if (get === undefined && post === undefined) {
    const text = 'The shop has no such page.';
    return shown(engine, 'Not found', undefined, errorPage('Not found', text), 404);
  }
  const allowed = [...(get === undefined ? [] : ['GET', 'HEAD']), ...(post === undefined ? [] : ['POST'])];
  const refusal = errorPage('Not like that', `This page takes ${allowed.join(', ')} only.`);
  const reply = shown(engine, 'Not like that', undefined, refusal, 405);
  return { ...reply, headers: { ...reply.headers, Allow: allowed.join(', ') } };
}

function shown(engine: ShopEngine, title: string, place: Place, content: Html, status = 200): Reply {
  const id = engine.inSession();
  const notice = takeNotice(engine);
  const visit = {
    user: userName(engine),
    things: cartLines(engine).reduce((sum, { quantity }) => sum + quantity, 0),
    notice,
    facts: id === undefined ? [] : factTexts(engine, id),
  };
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
  return { status, headers, body: page(title, place, visit, content).markup };
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...SAFETY, ...headers }).end(body);
}

/** Nothing but the shop's own style and picture is loaded, and no script runs. */
const SAFETY = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
};

function articleIn(form: URLSearchParams) {
  const article = articleOf(form.get('item') ?? '');
  if (article === undefined) throw new FormError(422, 'The shop has no such article.');
  return article;
}

/** A whole number up to {@link MOST}. */
function numberIn(form: URLSearchParams, name: string, least: number): number {
  const typed = form.get(name) ?? '';
  const number = Number(typed);
  if (/^-?\d+$/.test(typed) && number >= least && number <= MOST) return number;
  throw new FormError(422, `A whole number from ${least} to ${MOST} was expected.`);
}
