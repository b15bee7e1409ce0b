/** The streams of a host: those of the user, those that programs open on texts, and which of them are current. */
import {
  Atom,
  Compound,
  deref,
  domainError,
  existenceError,
  instantiationError,
  Nil,
  permissionError,
  type Term,
  Var,
} from '../index.ts';
import { FileOutput } from './file-stream.ts';
import { InputStream } from './input-stream.ts';
import type { InputText, TextSource } from './input-text.ts';
import type { OutputStream } from './output-stream.ts';
import { type Steps, stepwise } from './steps.ts';

export class Streams {
  readonly error: OutputStream;
  readonly #user: OutputStream;
  /** That of the user. */
  readonly userInput: InputStream;
  /** The current output: that of the user, or what takes its place. */
  output: OutputStream;
  /** The current input. */
  input: InputStream;
  /** Those that have a name that is not an alias of the system, by that name. */
  readonly #opened = new Map<string, OutputStream | InputStream>();
  #made = 0;

  constructor(user: OutputStream, error: OutputStream, input: TextSource | InputText) {
    this.#user = user;
    this.error = error;
    this.userInput = new InputStream(input);
    this.output = user;
    this.input = this.userInput;
  }

  /** Lets work be done with another current output. Others that have a turn meanwhile keep theirs. */
  redirected<T>(to: OutputStream, work: Steps<T>): Steps<T> {
    return stepwise(work, (step) => {
      const before = this.output;
      this.output = to;
      try {
        return step();
      } finally {
        this.output = before;
      }
    });
  }

  /** The output stream that a term stands for. @throws PrologError as SWI-Prolog does for what is none */
  outputOf(term: Term): OutputStream {
    const stream = this.#streamOf(term);
    if (stream instanceof InputStream) throw permissionError('output', 'stream', term);
    return stream;
  }

  /** The input stream that a term stands for. Errors as {@link outputOf}. */
  inputOf(term: Term): InputStream {
    const stream = this.#streamOf(term);
    if (stream instanceof InputStream) return stream;
    throw permissionError('input', 'stream', term);
  }

  /** The stream of either kind that a term stands for. Errors as {@link outputOf}. */
  any(term: Term): OutputStream | InputStream {
    return this.#streamOf(term);
  }

  /** Whether a term stands for a stream. */
  has(term: Term): boolean {
    const value = deref(term);
    return value instanceof Atom && this.#named(value.name) !== undefined;
  }

  /** Opens a text for reading; what stands for it from then on. */
  open(text: string): Term {
    return this.handleOf(new InputStream(text));
  }

  close(term: Term): void {
    const stream = this.#streamOf(term);
    for (const [name, opened] of this.#opened) if (opened === stream) this.#opened.delete(name);
    if (stream === this.input) this.input = this.userInput;
    if (stream === this.output) this.output = this.#user;
    if (stream instanceof FileOutput) stream.close();
  }

  /** Lets work be done with a current output of its own, which it may change. */
  apart<T>(work: Steps<T>): Steps<T> {
    let own = this.output;
    return stepwise(work, (step) => {
      const before = this.output;
      this.output = own;
      try {
        return step();
      } finally {
        own = this.output;
        this.output = before;
      }
    });
  }

  /** Closes the files that programs left open. */
  closeAll(): void {
    for (const stream of this.all()) if (stream instanceof FileOutput) stream.close();
    this.#opened.clear();
    this.input = this.userInput;
    this.output = this.#user;
  }

  /** What stands for a stream. */
  handleOf(stream: OutputStream | InputStream): Term {
    for (const [name, opened] of this.#opened) if (opened === stream) return new Atom(name);
    const name = `<stream>(0x${(0x1000 + 16 * this.#made++).toString(16)})`;
    this.#opened.set(name, stream);
    const handle = new Atom(name);
    if (stream instanceof FileOutput) stream.handle = handle;
    return handle;
  }

  /** Gives a stream that was opened a name of the program's. */
  name(stream: OutputStream | InputStream, alias: string): void {
    this.#opened.set(alias, stream);
  }

  /** The aliases of a stream. */
  aliasesOf(stream: OutputStream | InputStream): string[] {
    const own = [...this.#opened.keys()].filter((name) => !name.startsWith('<stream>'));
    return [...Object.keys(ALIASES), ...own].filter((alias) => this.#named(alias) === stream);
  }

  /** All streams, those of the user first. */
  all(): (OutputStream | InputStream)[] {
    return [...new Set([this.userInput, this.#user, this.error, ...this.#opened.values()])];
  }

  #named(name: string): OutputStream | InputStream | undefined {
    switch (name) {
      case 'user_output':
        return this.#user;
      case 'user_error':
        return this.error;
      case 'user_input':
        return this.userInput;
      case 'current_output':
        return this.output;
      case 'current_input':
        return this.input;
      default:
        return this.#opened.get(name);
    }
  }

  #streamOf(term: Term): OutputStream | InputStream {
    const value = deref(term);
    if (value instanceof Var) throw instantiationError();
    if (!(value instanceof Atom || value instanceof Nil)) throw domainError('stream_or_alias', value);
    const stream = this.#named(value.name);
    if (stream === undefined) throw existenceError('stream', value);
    return stream;
  }
}

const ALIASES = { user_input: 0, user_output: 1, user_error: 2 };

/** Whether a term could stand for text that is written: `atom(A)`, `codes(Codes, Tail)`. */
export function isSink(term: Term): term is Compound {
  const value = deref(term);
  if (!(value instanceof Compound)) return false;
  const key = `${value.name}/${value.args.length}`;
  return /^(?:(?:atom|string)\/1|(?:codes|chars)\/[12])$/.test(key);
}
