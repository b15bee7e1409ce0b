/** HTML from terms: all that a term says is text at once, and what is only known when it is called becomes a goal. */
import { Atom, atom, Compound, compound, deref, Nil, nil, properList, type Term, Var } from '../../index.ts';
import { atomicText, atomicTextOf, isCell } from '../builtins/text.ts';
import { attributeTokens, hasAttributes } from './attributes.ts';
import { isEmpty, layoutOf } from './layout.ts';
import { quotedText } from './quoting.ts';
import { Tokens } from './tokens.ts';

/** Elements of which the content is no HTML. */
const OF_CDATA = new Set(['script', 'style']);

/** Whether the program has a word in each element: `all`; in those within this one: `within`. */
export type Hooked = 'all' | 'within' | 'none';

/** The tokens of a term, whose rules are those of a module. @throws PrologError for what is no text */
export function htmlTokens(spec: Term, module: Term, hooked: Hooked): Tokens {
  const tokens = new Tokens();
  new Writing(tokens, hooked !== 'none')[hooked === 'within' ? 'element' : 'content'](spec, module);
  return tokens;
}

class Writing {
  readonly #tokens: Tokens;
  readonly #isHooked: boolean;

  constructor(tokens: Tokens, isHooked: boolean) {
    this.#tokens = tokens;
    this.#isHooked = isHooked;
  }

  /** A list, or what an element of one is. */
  content(spec: Term, module: Term): void {
    let rest = deref(spec);
    for (; isCell(rest); rest = deref(rest.args[1]!)) this.#each(deref(rest.args[0]!), module);
    if (!(rest instanceof Nil)) this.#each(rest, module);
  }

  #each(spec: Term, module: Term): void {
    if (spec instanceof Var) this.#tokens.call('html', qualified(module, spec));
    else if (this.#isHooked) this.#tokens.call('hooked', qualified(module, spec));
    else this.element(spec, module);
  }

  element(given: Term, module: Term): void {
    const spec = deref(given);
    if (spec instanceof Compound) this.#compound(spec, module);
    else this.#tokens.text(quotedText(atomicTextOf(spec)));
  }

  #compound(spec: Compound, module: Term): void {
    const { name, args } = spec;
    const [first, second] = args.map(deref) as [Term, Term?];
    const key = `${name}/${args.length}`;
    if (key === '-/2') this.#tokens.call('formatted', first, second!);
    else if (key === '\\/1') this.#called(first, module);
    else if (key === ':/2') this.content(second!, first);
    else if (key === '&/1') this.#entity(first, spec);
    else if (key === 'element/3') this.#named(args as [Term, Term, Term], spec, module);
    else if (args.length === 1 && isEmpty(name)) this.#tagged(name, first, undefined, spec, module);
    else if (args.length === 1) this.#tagged(name, nil, first, spec, module);
    else if (args.length === 2) {
      if (isEmpty(name) && !(second instanceof Nil)) this.#tokens.call('with_warning', spec);
      this.#tagged(name, first, second!, spec, module);
    } else this.#tokens.call('expand_failed', spec);
  }

  /** `element(Name, Attributes, Content)`. */
  #named([given, attributes, content]: [Term, Term, Term], spec: Term, module: Term): void {
    const name = deref(given);
    if (name instanceof Atom) this.#tagged(name.name, attributes, content, spec, module);
    else this.#tokens.call('expand_failed', spec);
  }

  #called(goal: Term, module: Term): void {
    if (properList(goal) !== undefined) this.#tokens.call('raw', goal, module);
    else this.#tokens.call('rule', qualified(module, goal));
  }

  #entity(entity: Term, spec: Term): void {
    const text = atomicText(entity);
    if (text === undefined) this.#tokens.call('expand_failed', spec);
    else this.#tokens.text(/^\d+$/.test(text) ? `&#${text};` : `&${text};`);
  }

  #tagged(name: string, attributes: Term, content: Term | undefined, spec: Term, module: Term): void {
    if (!hasAttributes(attributes)) {
      this.#tokens.call('expand_failed', spec);
      return;
    }
    beginTokens(name, attributes, this.#tokens);
    if (content !== undefined) {
      if (OF_CDATA.has(name)) this.#tokens.call('cdata', new Atom(name), deref(content), module);
      else this.content(content, module);
    }
    endTokens(name, this.#tokens);
  }
}

/** The tag that opens an element. */
export function beginTokens(name: string, attributes: Term, tokens: Tokens): void {
  const layout = layoutOf(name);
  if (layout !== undefined) tokens.lines(layout.open[0]);
  tokens.text(`<${name}`);
  attributeTokens(attributes, tokens);
  if (name === 'html') {
    tokens.token(mailbox('xmlns', compound('ignore', [new Var(), new Var()])));
    tokens.token(receiver('html_begin', 'sorted_html'));
  }
  tokens.text('>');
  if (layout !== undefined) tokens.lines(layout.open[1]);
}

/** The tag that closes it, for those that have one. */
export function endTokens(name: string, tokens: Tokens): void {
  if (isEmpty(name)) return;
  const close = layoutOf(name)?.close as readonly [number, number] | undefined;
  if (name === 'head') tokens.token(receiver('head', 'head_html'));
  if (close !== undefined) tokens.lines(close[0]);
  tokens.text(`</${name}>`);
  if (close !== undefined) tokens.lines(close[1]);
}

function receiver(id: string, handler: string): Term {
  return mailbox(id, compound('accept', [qualified(atom('html_write'), atom(handler)), new Var()]));
}

function mailbox(id: string, box: Term): Term {
  return compound('mailbox', [atom(id), box]);
}

function qualified(module: Term, term: Term): Term {
  return compound(':', [module, term]);
}
