/** Goals that write random JSON, in text: values that are laid out in ever other ways. */
import type { Random } from './random.ts';

const LETTERS = [...'abcxyz019 _-"\'\\/<>&\n\té学'];

/** What the goals call: all is written, or nothing of what is an error. */
export const JSON_WRITERS = `
:- use_module(library(http/json)).

w(Start, Term, Options) :-
    with_output_to(string(Text), ( write(Start), json_write(current_output, Term, Options) )),
    write(Text).
d(Start, Term, Options) :-
    with_output_to(string(Text), ( write(Start), json_write_dict(current_output, Term, Options) )),
    write(Text).
`;

export class RandomJson {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A goal that writes a value with `json([Name=Value, …])` for its objects. */
  writesTerm(): string {
    return `w(${this.#start()}, ${this.value(4, (depth) => this.#pairs(depth))}, ${this.#options()})`;
  }

  /** A goal that writes a value with dicts for its objects. */
  writesDict(): string {
    return `d(${this.#start()}, ${this.value(4, (depth) => this.dict(depth))}, ${this.#options()})`;
  }

  word(): string {
    const random = this.#random;
    return random.several(0, random.pick([3, 8, 30]), () => random.pick(LETTERS)).join('');
  }

  several(most: number, make: () => string): string {
    return this.#random.several(0, most, make).join(', ');
  }

  /** What is before it on the line. */
  #start(): string {
    const random = this.#random;
    return `'${'x'.repeat(random.chance(0.8) ? 0 : random.between(1, 8))}'`;
  }

  #options(): string {
    const random = this.#random;
    const option = () =>
      random.choose(
        [3, () => `width(${random.pick([0, 1, 10, 20, 40, 72, 100])})`],
        [1, () => `step(${random.between(1, 9)})`],
        [1, () => `tab(${random.between(1, 9)})`],
        [1, () => `indent(${random.between(0, 12)})`],
        [1, () => 'serialize_unknown(true)'],
        [1, () => 'tag(type)'],
        [1, () => 'null(nil)'],
        [1, () => 'true(yes)'],
      );
    return `[${random.chance(0.5) ? '' : this.several(3, option)}]`;
  }

  /** A term that is a value of JSON; `object` makes what stands for an object. */
  value(depth: number, object: (depth: number) => string): string {
    const random = this.#random;
    if (depth > 0 && random.chance(0.6)) {
      return random.choose(
        [2, () => object(depth - 1)],
        [1, () => `[${this.several(6, () => this.value(depth - 1, object))}]`],
      );
    }
    return random.choose(
      [3, () => String(random.between(-1000, 1000))],
      [1, () => this.#number()],
      [3, () => quoted(this.word(), '"')],
      [3, () => quoted(this.word(), "'")],
      [1, () => random.pick(['true', 'false', 'null', 'nil', 'yes', '@(true)', '@(null)'])],
    );
  }

  #number(): string {
    const random = this.#random;
    return random.choose(
      [1, () => random.pick(['100000.0', '3.0e10', '1.0e20', '1.0e-7', '12345678901234567890'])],
      [1, () => `${random.between(-999, 999)}.${random.between(0, 99999)}`],
      [1, () => `${random.between(1, 9)}.${random.between(0, 9999)}e${random.between(-30, 30)}`],
      [1, () => `${random.pick(['', '-'])}1${'0'.repeat(random.between(10, 60))}`],
    );
  }

  #pairs(depth: number): string {
    const of = () =>
      this.#random.choose(
        [3, () => `${quoted(this.word(), "'")}=${this.value(depth, (inner) => this.#pairs(inner))}`],
        [1, () => `${quoted(this.word(), "'")}-(${this.value(depth, (inner) => this.#pairs(inner))})`],
        [1, () => `k(${this.value(depth, (inner) => this.#pairs(inner))})`],
        [1, () => `k= ${this.#term()}`],
      );
    return `json([${this.several(5, of)}])`;
  }

  /** A term that is no value, or a text of one. */
  #term(): string {
    const term = this.#random.pick(["f(x, 'A b')", '1', "'a\"'", '"s"', '[a, "b"]', '- 1', '{a}', 'a:b']);
    return this.#random.chance(0.7) ? `#(${term})` : `g(${term})`;
  }

  dict(depth: number): string {
    const random = this.#random;
    const keys = ['a', 'b', 'name', 'a_longer_name', 'x'].filter(() => random.chance(0.5));
    const members = keys.map((key) => `${key}: ${this.value(depth, (inner) => this.dict(inner))}`);
    return `${random.pick(['_', '_', 'point'])}{${members.join(', ')}}`;
  }
}

/** A text as a quoted atom or string. */
export function quoted(text: string, quote: string): string {
  const escaped = text
    .replace(/\\/g, '\\\\')
    .replace(/\n/g, '\\n')
    .replace(/\t/g, '\\t')
    .replaceAll(quote, `\\${quote}`);
  return `${quote}${escaped}${quote}`;
}
