/** The settings of one engine, which are the facts `session_setting(Name(Value))` of its store. */
import { hostname } from 'node:os';
import type { ClauseStore } from '../query/clause-store.ts';
import { domainError, instantiationError, typeError } from '../term/error.ts';
import { Compound, compound, deref, isAtomic, properList, type Term, Var } from '../term/term.ts';
import { type TermLike, toTerm, type Value } from '../term/value.ts';
import { _, v } from '../term/variable.ts';
import {
  checkSetting,
  isSettingName,
  type Profile,
  type SettingName,
  type SettingValues,
  settings,
} from './settings-table.ts';

type Camel<S extends string> = S extends `${infer A}_${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S;

/** Settings as an object: `{ timeout: 1800, httpOnly: true }`. `secure` may be a boolean. */
export type SettingOptions = {
  readonly [N in SettingName as Camel<N>]?:
    | (N extends 'secure' ? boolean | 'auto' : NonNullable<SettingValues[N]>)
    | undefined;
};

export class Settings {
  readonly #store: ClauseStore;
  #values: SettingValues | undefined = undefined;

  /** Puts the defaults of the profile into the store. */
  constructor(store: ClauseStore, profile: Profile) {
    this.#store = store;
    store.retractall('session_setting(_)');
    for (const name of Object.keys(settings) as SettingName[]) {
      const value =
        name === 'route' && profile === 'swi' ? hostname().split('.')[0] : settings[name][profile];
      if (value !== undefined) store.assertz({ session_setting: { [name]: value } });
    }
    store.watch('session_setting(_)', () => {
      this.#values = undefined;
    });
  }

  /** All values as they are now. */
  get values(): SettingValues {
    if (this.#values === undefined) {
      this.#values = this.#read();
      // What is read in a transaction that is undone may not be so any more.
      this.#store.onUndo(() => {
        this.#values = undefined;
      });
    }
    return this.#values;
  }

  /** Sets options `Name(Value)`, or none where one can't be set. */
  set(options: readonly Term[]): void {
    for (const option of options) {
      const { name, value } = taken(option);
      checkSetting(name, value);
    }
    this.#store.transaction(() => {
      for (const option of options) this.#setOne(option);
    });
    this.#values = undefined; // the watch hears of a transaction around this one when that has ended
  }

  /** A setting that changes comes first then, as in SWI-Prolog. */
  #setOne(option: Term): void {
    const { name } = taken(option);
    if (this.#store.query({ session_setting: option }).exists()) return;
    this.#store.retractall({ session_setting: { [name]: _ } });
    this.#store.asserta({ session_setting: option });
  }

  #read(): SettingValues {
    const values: Partial<Record<SettingName, Value | boolean>> = {};
    for (const name of Object.keys(settings) as SettingName[]) {
      const value = this.#store.query({ session_setting: { [name]: v('Value') } }).first()?.Value;
      if (value !== undefined) values[name] = settings[name].kind === 'boolean' ? value === 'true' : value;
    }
    return values as SettingValues;
  }
}

/** The settings of an object, or of a list of terms, as terms `name(Value)`. */
export function settingTerms(options: SettingOptions | TermLike): Term[] {
  if (isOptionsObject(options)) {
    const terms: Term[] = [];
    for (const [key, value] of Object.entries(options)) {
      if (value === undefined) continue;
      terms.push(
        compound(
          key.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`),
          [toTerm(value as TermLike)],
        ),
      );
    }
    return terms;
  }
  const term = toTerm(options);
  if (term instanceof Var) throw instantiationError();
  const items = properList(term);
  if (items === undefined) throw typeError('list', term);
  return items.map(deref);
}

function isOptionsObject(options: SettingOptions | TermLike): options is SettingOptions {
  return (
    typeof options === 'object' && options !== null && Object.getPrototypeOf(options) === Object.prototype
  );
}

/**
 * Takes `Name(Value)` apart.
 * @throws PrologError `domain_error(http_session_option, Option)` for a name that is none.
 */
export function taken(option: Term): { name: SettingName; value: Term } {
  if (option instanceof Var) throw instantiationError();
  const isPair = option instanceof Compound && option.args.length === 1;
  if (!isPair || !isSettingName(option.name)) {
    if (isAtomic(option)) throw typeError('compound', option);
    throw domainError('http_session_option', option);
  }
  return { name: option.name, value: deref(option.args[0]!) };
}
