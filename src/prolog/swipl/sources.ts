/** The files of a program, as they are when this is made, to be loaded again when they are others. */
import { readFileSync } from 'node:fs';
import {
  type Atom,
  atom,
  type Compound,
  compound,
  properList,
  str,
  type Term,
  Var,
  writeTerm,
} from '../../index.ts';
import { programError } from './program-error.ts';

/** Runs a goal once, and answers it as it is then. */
export type Ask = (goal: Term) => Promise<Term | undefined>;

export class Sources {
  readonly #ask: Ask;
  #texts: ReadonlyMap<string, string> = new Map();

  static async of(ask: Ask): Promise<Sources> {
    const sources = new Sources(ask);
    await sources.#note();
    return sources;
  }

  private constructor(ask: Ask) {
    this.#ask = ask;
  }

  get files(): readonly string[] {
    return [...this.#texts.keys()];
  }

  /**
   * Loads the files again that have changed, and answers which. Where one of them has errors that it did not have before,
   * all become again what they were, but for those that are included in others, and what directives did.
   * @throws PrologError for the first of them, with file and line
   */
  async reload(): Promise<readonly string[]> {
    const changed = this.files.filter((file) => isOther(textOf(file), this.#texts.get(file)));
    for (const file of changed) {
      const errors = await this.#load(file, atom('file'));
      if (errors.length === 0) continue;
      const known = new Set((await this.#restore(file)).map(formalText));
      const unknown = errors.find((error) => !known.has(formalText(error)));
      if (unknown !== undefined) {
        for (const other of changed) await this.#restore(other);
        throw programError(unknown);
      }
      await this.#load(file, atom('anyway'));
    }
    if (changed.length > 0) await this.#note();
    return changed;
  }

  /** The files as they are now; one that is gone for a while stays what it was. */
  async #note(): Promise<void> {
    const found = (await this.#call('program_files', new Var())) as Compound;
    const files = properList(found.args[0]!)!.map((file) => (file as Atom).name);
    this.#texts = new Map(files.map((file) => [file, textOf(file) ?? this.#texts.get(file) ?? '']));
  }

  /** Loads a file as it was. */
  #restore(file: string): Promise<readonly Compound[]> {
    return this.#load(file, str(this.#texts.get(file)!));
  }

  /** What is wrong with a file: `refused(Formal, File, Line)` for each error. */
  async #load(file: string, text: Term): Promise<readonly Compound[]> {
    const loaded = (await this.#call('load_again', atom(file), text, new Var())) as Compound;
    return properList(loaded.args[2]!)! as readonly Compound[];
  }

  async #call(name: string, ...args: Term[]): Promise<Term> {
    const goal = compound(':', [atom('reloading'), compound(name, args)]);
    return ((await this.#ask(goal)) as Compound).args[1]!;
  }
}

/** An error wherever it is in the file. */
function formalText(refused: Compound): string {
  return writeTerm(refused.args[0]!);
}

function isOther(text: string | undefined, before: string | undefined): boolean {
  return text !== undefined && text !== before;
}

/** Undefined for a file that is not there, as while an editor writes it. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
