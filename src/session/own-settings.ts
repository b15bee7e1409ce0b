/** The settings that single sessions have of their own: the facts `session_data(Id, '$setting'(Name(Value)))` of a store. */
import type { ClauseStore } from '../query/clause-store.ts';
import { instantiationError, permissionError } from '../term/error.ts';
import { Compound, deref, type Term, Var } from '../term/term.ts';
import { fromTerm } from '../term/value.ts';
import { _, v } from '../term/variable.ts';
import { taken } from './settings.ts';
import { checkSetting, type Seconds, type SettingName, settings } from './settings-table.ts';

export class OwnSettings {
  readonly #store: ClauseStore;

  /** Calls `changed` with the id of each session that gets, changes or loses one. */
  constructor(store: ClauseStore, changed: (sessionId: string) => void) {
    this.#store = store;
    const pattern = { session_data: [v('Id'), { $setting: _ }] };
    store.watch(pattern, (_kind, { Id }) => changed(Id as string), { hearsQuiet: true, keepsStep: true });
  }

  /** @throws PrologError `permission_error(set, http_session, Setting)` for a setting that all sessions share. */
  set(sessionId: string, setting: Term): void {
    if (setting instanceof Var) throw instantiationError();
    const isLocal = setting instanceof Compound && LOCAL.has(setting.name);
    if (!isLocal) throw permissionError('set', 'http_session', setting);
    const { name, value } = taken(setting);
    checkSetting(name, value);
    this.#store.transaction(() => {
      this.#store.retractall({ session_data: [sessionId, { $setting: { [name]: _ } }] });
      this.#store.assertz({ session_data: [sessionId, { $setting: setting }] });
    });
  }

  /** The value of a setting that is a number, undefined where a session has none of its own. */
  number(sessionId: string, name: SettingName): number | undefined {
    const pattern = { session_data: [sessionId, { $setting: { [name]: v('Value') } }] };
    const value = this.#store.query(pattern).first()?.Value;
    return typeof value === 'number' ? value : undefined;
  }
}

/** The timeouts of its own that a session with these facts has. */
export function ownTimeouts(facts: Iterable<Term>): { timeout?: Seconds; absolute_timeout?: Seconds } {
  const timeouts: { timeout?: Seconds; absolute_timeout?: Seconds } = {};
  for (const fact of facts) {
    const setting = fact instanceof Compound && fact.name === '$setting' ? deref(fact.args[0]!) : undefined;
    if (!(setting instanceof Compound)) continue;
    const { name } = setting;
    const value = fromTerm(setting.args[0]!);
    if ((name === 'timeout' || name === 'absolute_timeout') && typeof value === 'number')
      timeouts[name] ??= value;
  }
  return timeouts;
}

const LOCAL = new Set(
  Object.entries(settings)
    .filter(([, each]) => 'isLocal' in each && each.isLocal)
    .map(([name]) => name),
);
