/** Terms that are remembered under a key beside the clauses of the program: the recorded database, and flags. */
import {
  Atom,
  Compound,
  compareTerms,
  deref,
  Float,
  Int,
  instantiationError,
  int,
  type Term,
  typeError,
  uninstantiationError,
  Var,
} from '../../index.ts';
import { copyOf } from '../copy.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { numberValue } from './evaluate.ts';
import { told } from './in-context.ts';
import { substitute } from './term-variables.ts';

/** A term that was recorded. */
interface Entry {
  readonly key: Term;
  readonly value: Term;
  readonly reference: Term;
}

export function recordPredicates(environment: Environment): PredicateTable {
  const lists = new Map<string, Entry[]>();
  const byReference = new Map<string, Entry>();
  const flags = new Map<string, { readonly key: Term; readonly value: Term }>();
  let made = 0;

  function record(key: Term, value: Term, reference: Term, isFirst: boolean): Term[] {
    const { name, general } = keyOf(key);
    const given = deref(reference);
    if (!(given instanceof Var)) throw uninstantiationError(given);
    const own = new Atom(`<record>(0x${(0x1000 + 16 * made++).toString(16)})`);
    const entry = { key: general, value: copyOf(value), reference: own };
    const others = lists.get(name) ?? [];
    lists.set(name, isFirst ? [entry, ...others] : [...others, entry]);
    byReference.set(own.name, entry);
    return [key, value, own];
  }

  function* recorded(key: Term, reference: Term): Generator<Term[]> {
    if (!(deref(reference) instanceof Var)) {
      const entry = entryOf(reference);
      if (entry !== undefined) yield [entry.key, copyOf(entry.value), reference];
      return;
    }
    const isOpen = deref(key) instanceof Var;
    const found = isOpen ? [...lists.values()].flat() : (lists.get(keyOf(key).name) ?? []);
    for (const entry of found) {
      if (!byReference.has((entry.reference as Atom).name)) continue;
      yield [isOpen ? entry.key : key, copyOf(entry.value), entry.reference];
    }
  }

  function entryOf(reference: Term): Entry | undefined {
    const value = deref(reference);
    if (value instanceof Var) throw instantiationError();
    const isOne = value instanceof Atom && /^<(?:record|clause)>\(0x[0-9a-f]+\)$/.test(value.name);
    if (!isOne) throw typeError('db_reference', value);
    return byReference.get(value.name);
  }

  function* withoutReference(outcomes: Iterable<Term[]>): Generator<Outcome> {
    for (const [key, value] of outcomes) yield [key!, value!];
  }

  const flagOf = (key: Term): Term => {
    try {
      return flags.get(keyOf(key).name)?.value ?? int(0);
    } catch (error) {
      throw told(error, 'get_flag/2');
    }
  };
  const setFlag = (key: Term, value: Term) => {
    const { name, general } = keyOf(key);
    flags.set(name, { key: general, value });
  };

  return {
    'recorda/3': (key, value, reference) => record(key!, value!, reference!, true),
    'recordz/3': (key, value, reference) => record(key!, value!, reference!, false),
    'recorda/2': (key, value) => record(key!, value!, new Var(), true).slice(0, 2),
    'recordz/2': (key, value) => record(key!, value!, new Var(), false).slice(0, 2),
    'recorded/2': (key) => withoutReference(recorded(key!, new Var())),
    'recorded/3': (key, _value, reference) => recorded(key!, reference!),
    'erase/1': (reference) => {
      const entry = entryOf(reference!);
      if (entry === undefined) return false;
      byReference.delete((entry.reference as Atom).name);
      const { name } = keyOf(entry.key);
      lists.set(
        name,
        lists.get(name)!.filter((other) => other !== entry),
      );
      return true;
    },
    'instance/2': (reference) => {
      const entry = entryOf(reference!);
      return entry !== undefined && [reference!, copyOf(entry.value)];
    },
    'current_key/1': function* () {
      for (const entries of [...lists.values()]) if (entries.length > 0) yield [entries[0]!.key];
    },
    'flag/3': (key, old, value) => {
      const before = flagOf(key!);
      const given = deref(old!);
      if (!(given instanceof Var || compareTerms(given, before) === 0)) return false;
      const now = deref(given instanceof Var ? substitute(value!, new Map([[given, before]])) : value!);
      setFlag(key!, now instanceof Atom ? now : numberValue(now, environment));
      return [key!, before, value!];
    },
    'get_flag/2': (key) => [key!, flagOf(key!)],
    'set_flag/2': (key, value) => {
      const given = deref(value!);
      if (!(given instanceof Atom || given instanceof Int || given instanceof Float))
        throw typeError('flag_value', given);
      setFlag(key!, given);
    },
    'current_flag/1': function* () {
      for (const { key } of [...flags.values()]) yield [key];
    },
  };
}

/** Keys are atoms, integers, and compounds, of which only the functor counts. */
function keyOf(term: Term): { readonly name: string; readonly general: Term } {
  const key = deref(term);
  if (key instanceof Var) throw instantiationError();
  if (key instanceof Compound) {
    const general = new Compound(
      key.name,
      key.args.map(() => new Var()),
    );
    return { name: `${key.name}/${key.args.length}`, general };
  }
  if (!(key instanceof Atom || key instanceof Int)) throw typeError('key', key);
  return { name: key instanceof Atom ? `${key.name}/0` : String(key.value), general: key };
}
