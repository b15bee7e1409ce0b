/** Tokens of HTML as a difference list: those that are known, with the goals between them that make others. */
import { atom, compound, int, list, type Term, Var } from '../../index.ts';

/** A list, and the goal that completes it. */
export interface Made {
  readonly tokens: Term;
  readonly goal: Term;
}

export class Tokens {
  /** Those since the last goal. */
  #tokens: Term[] = [];
  #text = '';
  readonly #parts: { readonly tokens: readonly Term[]; readonly goal: (from: Term, to: Term) => Term }[] = [];

  /** Text that is HTML. */
  text(text: string): void {
    this.#text += text;
  }

  /** So many ends of lines, or more where others follow. */
  lines(count: number): void {
    this.token(compound('nl', [int(count)]));
  }

  token(token: Term): void {
    this.#flush();
    this.#tokens.push(token);
  }

  /** What a predicate of `html_write.pl` makes of its arguments when it is called. */
  call(name: string, ...args: Term[]): void {
    this.#flush();
    const goal = (from: Term, to: Term) => compound(`html_write:${name}`, [...args, from, to]);
    this.#parts.push({ tokens: this.#tokens, goal });
    this.#tokens = [];
  }

  /** All of them before `end`. */
  made(end: Term): Made {
    this.#flush();
    let goal: Term = atom('true');
    let next: Term = list(this.#tokens, end);
    for (const part of [...this.#parts].reverse()) {
      const [from, to] = [new Var(), new Var()];
      const called = part.goal(from, to);
      const continued = compound(',', [compound('=', [to, next]), goal]);
      goal = compound(',', [called, continued]);
      next = list([...part.tokens], from);
    }
    return { tokens: next, goal };
  }

  #flush(): void {
    if (this.#text === '') return;
    this.#tokens.push(atom(this.#text));
    this.#text = '';
  }
}
