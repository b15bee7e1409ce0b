/** The files of a program, as they are when this is made, to be loaded again when they are others. */
import { readFileSync } from 'node:fs';
import { type Atom, atom, type Compound, compound, properList, str, type Term, Var } from '../../index.ts';
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
   * Loads the files again that have changed, and answers which. Where one of them is refused, all become again what they
   * were, but for those that are included in others.
   * @throws PrologError for what was refused, with file and line
   */
  async reload(): Promise<readonly string[]> {
    const changed = this.files.filter((file) => isOther(textOf(file), this.#texts.get(file)));
    for (const file of changed) {
      const refused = await this.#load(file, atom('file'));
      if (refused === undefined) continue;
      for (const other of changed) await this.#load(other, str(this.#texts.get(other)!));
      throw programError(refused);
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

  /** What is refused of a file, if something is. */
  async #load(file: string, text: Term): Promise<Compound | undefined> {
    const loaded = (await this.#call('load_again', atom(file), text, new Var())) as Compound;
    return properList(loaded.args[2]!)![0] as Compound | undefined;
  }

  async #call(name: string, ...args: Term[]): Promise<Term> {
    const goal = compound(':', [atom('reloading'), compound(name, args)]);
    return ((await this.#ask(goal)) as Compound).args[1]!;
  }
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
