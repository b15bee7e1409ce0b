/** What the predicates of a host share: the engine, where output goes, operators, and which predicates are static. */
import type { SessionEngine } from '../index.ts';
import { Operators } from '../index.ts';
import type { HostOptions, Output, PrologPredicate } from './host.ts';

/** What a host needs of a `SessionEngine`, whatever facts it is typed with. */
export type Engine = Pick<
  SessionEngine,
  | 'store'
  | 'sessionId'
  | 'inSession'
  | 'openSession'
  | 'closeSession'
  | 'sessionCookie'
  | 'setSessionOptions'
  | 'sessionOption'
  | 'setSession'
  | 'sessionAssert'
  | 'sessionAsserta'
  | 'sessionData'
  | 'sessionRetractEach'
  | 'sessionRetractall'
  | 'query'
  | 'listen'
  | 'broadcast'
>;

/** Predicates in TypeScript by `name/arity`. */
export type PredicateTable = Readonly<Record<string, PrologPredicate>>;

export class Environment {
  readonly operators = Operators.swi();
  /** Predicates, as `name/arity`, that were consulted and not declared dynamic. */
  readonly statics = new Set<string>();
  readonly engine: Engine;
  readonly #outputs: { readonly user: Output; readonly error: Output };
  /** Where output goes instead while it is captured, the innermost last. */
  readonly captures: string[] = [];
  /** How far the present line of the output has come. */
  column = 0;

  constructor(engine: Engine, { output, errorOutput }: HostOptions) {
    this.engine = engine;
    this.#outputs = {
      user: output ?? ((text) => void process.stdout.write(text)),
      error: errorOutput ?? ((text) => void process.stderr.write(text)),
    };
  }

  /** Writes to the current output. */
  write(text: string): void {
    if (text === '') return;
    const newline = text.lastIndexOf('\n');
    this.column = newline < 0 ? this.column + [...text].length : [...text.slice(newline + 1)].length;
    const capture = this.captures.length - 1;
    if (capture >= 0) this.captures[capture] += text;
    else this.#outputs.user(text);
  }

  writeError(text: string): void {
    this.#outputs.error(text);
  }
}
