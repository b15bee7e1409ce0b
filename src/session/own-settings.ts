/** The settings that single sessions have of their own: the facts `session_data(Id, '$setting'(Name(Value)))` of a store. */
import type { ClauseStore } from '../query/clause-store.ts';
import { instantiationError, permissionError } from '../term/error.ts';
import { Compound, type Term, Var } from '../term/term.ts';
import { _, v } from '../term/variable.ts';
import { taken } from './settings.ts';
import { checkSetting, type SettingName, settings } from './settings-table.ts';

export class OwnSettings {
  readonly #store: ClauseStore;

  /** Calls `changed` with the id of each session that gets, changes or loses one. */
  constructor(store: ClauseStore, changed: (sessionId: string) => void) {
    this.#store = store;
    store.watch({ session_data: [v('Id'), { $setting: _ }] }, (_kind, { Id }) => changed(Id as string));
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

const LOCAL = new Set(
  Object.entries(settings)
    .filter(([, each]) => 'isLocal' in each && each.isLocal)
    .map(([name]) => name),
);
