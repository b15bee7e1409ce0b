/** Tokens of HTML as text, with the ends of lines between them, and the mailboxes among them. */
import {
  Compound,
  compound,
  deref,
  domainError,
  Int,
  list,
  properList,
  str,
  type Term,
} from '../../index.ts';

/** Writes what is no token of its own. */
export type WriteTerm = (term: Term) => string;

/** @throws PrologError `domain_error(cdata, Text)` for a script or style that its own content would end */
export function htmlText(tokens: Term, write: WriteTerm): string {
  const printing = new Printing(write);
  printing.all(tokens);
  return printing.text();
}

class Printing {
  readonly #write: WriteTerm;
  readonly #parts: string[] = [];
  /** So many ends of lines are to come. */
  #lines = 0;

  constructor(write: WriteTerm) {
    this.#write = write;
  }

  all(tokens: Term): void {
    for (const token of properList(tokens) ?? []) this.#print(deref(token));
  }

  text(): string {
    this.#add('');
    return this.#parts.join('');
  }

  #print(token: Term): void {
    if (token instanceof Compound) this.#compound(token);
    else this.#add(this.#write(token));
  }

  #compound(token: Compound): void {
    const [first, second] = token.args.map(deref) as [Term, Term?];
    const key = `${token.name}/${token.args.length}`;
    if (key === 'nl/1' && first instanceof Int) this.#lines = Math.max(this.#lines, Number(first.value));
    else if (key === 'mailbox/2') this.#box(second!);
    else if (key === 'cdata/2') this.#add(cdata(this.#write(first), htmlText(second!, this.#write)));
    else this.#add(this.#write(token));
  }

  /** What was received here; lines before it are not those behind. */
  #box(box: Term): void {
    this.#add('');
    if (!(box instanceof Compound && box.name === 'accept')) return;
    this.all(box.args[1]!);
    this.#add('');
  }

  #add(text: string): void {
    this.#parts.push('\n'.repeat(this.#lines), text);
    this.#lines = 0;
  }
}

function cdata(element: string, text: string): string {
  if (text.toLowerCase().includes(`</${element.toLowerCase()}>`)) throw domainError('cdata', str(text));
  return text;
}

/** The mailboxes among tokens: a list of `Id-Box`. */
export function mailboxes(tokens: Term): Term {
  return list([...boxesIn(tokens)]);
}

function* boxesIn(tokens: Term): Generator<Term> {
  for (const each of properList(tokens) ?? []) {
    const token = deref(each);
    if (!(token instanceof Compound && token.args.length === 2)) continue;
    if (token.name === 'mailbox') yield compound('-', [...token.args]);
    else if (token.name === 'cdata') yield* boxesIn(token.args[1]!);
  }
}
