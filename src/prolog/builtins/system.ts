/** The system itself: flags, operators, clocks, chance, and its end. */
import { setTimeout } from 'node:timers/promises';
import {
  Atom,
  atom,
  compound,
  deref,
  domainError,
  Float,
  float,
  Int,
  instantiationError,
  int,
  list,
  Nil,
  PrologError,
  properList,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import { Ended } from '../budget.ts';
import type { CallingTable, Environment, PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { indicatorTerm } from '../indicator.ts';
import type { Steps } from '../steps.ts';
import { bigintOf, listItems, nameOf } from './arguments.ts';

export function systemPredicates(environment: Environment): PredicateTable {
  const { flags } = environment;
  return {
    'halt/0': () => halt(int(0)),
    'halt/1': (status) => halt(deref(status!)),
    'set_prolog_flag/2': (flag, value) => void flags.set(flag!, value!),
    'create_prolog_flag/3': (flag, value) => void flags.create(nameOf(flag!), deref(value!)),
    'current_prolog_flag/2': (flag) => {
      const key = deref(flag!);
      if (key instanceof Var) return eachFlag(environment);
      const value = flags.get(nameOf(key));
      return value !== undefined && [key, value];
    },
    'op/3': (priority, type, names) => void environment.operators.op(priority!, type!, names!),
    'current_op/3': (priority, type, name) => currentOperators(priority!, type!, name!, environment),
    'get_time/1': () => [float(Date.now() / 1000)],
    'statistics/2': (key) => [key!, statistic(nameOf(key!))],
    'garbage_collect/0': () => undefined,
    'garbage_collect_atoms/0': () => undefined,
    'char_conversion/2': () => undefined,
    'style_check/1': () => undefined,
    'set_random/1': () => undefined,
    'thread_self/1': () => [atom('main')],
    'source_location/2': () => {
      const { location } = environment;
      return location !== undefined && [atom(location.file), int(location.line)];
    },
    'prolog_load_context/2': (key) => loadContext(key!, environment),
  };
}

/** Those that wait. */
export const waitingPredicates: CallingTable = {
  *'sleep/1'(_solver, seconds) {
    return yield* sleep(deref(seconds!));
  },
};

/** Those of the library. */
export const randomPredicates: PredicateTable = {
  'random/1': () => [float(Math.random())],
  'random_between/3': (low, high) => {
    const [from, to] = [bigintOf(low!), bigintOf(high!)];
    return (
      from <= to && [low!, high!, int(from + BigInt(Math.floor(Math.random() * Number(to - from + 1n))))]
    );
  },
  'random_member/2': (_member, items) => {
    const all = listItems(items!);
    const member = all[Math.floor(Math.random() * all.length)];
    return member !== undefined && [member, items!];
  },
  'random_permutation/2': (items) => {
    const all = [...(properList(items!) ?? [])];
    for (let i = all.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [all[i], all[j]] = [all[j]!, all[i]!];
    }
    return [items!, list(all)];
  },
};

function halt(status: Term): never {
  if (status instanceof Var) throw instantiationError();
  if (!(status instanceof Int)) throw typeError('integer', status);
  throw new Ended(compound('unwind', [compound('halt', [status])]));
}

/** No timer waits for longer, in milliseconds. */
const LONGEST_WAIT = 2 ** 31 - 1;

function* sleep(seconds: Term): Steps<undefined> {
  if (seconds instanceof Var) throw instantiationError();
  if (!(seconds instanceof Int || seconds instanceof Float)) throw typeError('float', seconds);
  const time = Number(seconds.value) * 1000;
  // As in SWI-Prolog, nobody sleeps for ever.
  if (!Number.isFinite(time)) return;
  const until = performance.now() + time;
  const ended = new AbortController();
  try {
    for (let left = time; left > 0; left = until - performance.now()) {
      yield setTimeout(Math.min(left, LONGEST_WAIT), undefined, { signal: ended.signal });
    }
  } finally {
    // A timer that is left behind would keep the process.
    ended.abort();
  }
}

function loadContext(key: Term, { location }: Environment): Outcome {
  const name = nameOf(key);
  if (location === undefined) return false;
  const { file, line } = location;
  if (name === 'source' || name === 'file') return [key, atom(file)];
  if (name === 'directory') return [key, atom(file.replace(/\/?[^/]*$/, '') || '/')];
  if (name === 'module') return [key, atom(location.module ?? 'user')];
  return name === 'line' && [key, int(line)];
}

function* eachFlag({ flags }: Environment): Generator<Outcome> {
  for (const [name, value] of [...flags]) yield [new Atom(name), value];
}

function* currentOperators(
  priority: Term,
  type: Term,
  name: Term,
  { operators }: Environment,
): Generator<Outcome> {
  const [level, kind, wanted] = [deref(priority), deref(type), deref(name)];
  if (!(level instanceof Var)) {
    if (!(level instanceof Int)) throw typeError('integer', level);
    if (level.value < 0 || level.value > 1200) throw domainError('operator_priority', level);
  }
  if (!(kind instanceof Var)) {
    if (!(kind instanceof Atom)) throw typeError('atom', kind);
    if (!/^(xfx|xfy|yfx|fy|fx|xf|yf)$/.test(kind.name)) throw domainError('operator_specifier', kind);
  }
  if (!(wanted instanceof Var || wanted instanceof Atom || wanted instanceof Nil))
    throw typeError('atom', wanted);
  for (const each of wanted instanceof Var ? operators.names() : [wanted.name]) {
    const roles = operators.roles(each);
    for (const role of [roles?.prefix, roles?.infix, roles?.postfix]) {
      const found = wanted instanceof Var ? new Atom(each) : wanted;
      if (role !== undefined) yield [int(role.priority), atom(role.type), found];
    }
  }
}

const started = performance.now();
let last = { runtime: 0, walltime: 0 };

function statistic(key: string): Term {
  const { user, system } = process.cpuUsage();
  const cpu = (user + system) / 1e6;
  const since = (name: 'runtime' | 'walltime', milliseconds: number) => {
    const now = Math.floor(milliseconds);
    const passed = now - last[name];
    last = { ...last, [name]: now };
    return list([int(now), int(passed)]);
  };
  switch (key) {
    case 'runtime':
    case 'process_runtime':
      return since('runtime', cpu * 1000);
    case 'system_time':
      return list([int(Math.floor(system / 1000)), int(0)]);
    case 'walltime':
      return since('walltime', performance.now() - started);
    case 'real_time':
      return list([int(Math.floor(Date.now() / 1000)), int(0)]);
    case 'cputime':
    case 'process_cputime':
      return float(cpu);
    case 'epoch':
      return float((Date.now() - performance.now()) / 1000);
    case 'inferences':
      return int(Math.floor(performance.now() * 1000));
    case 'memory':
    case 'process_memory':
      return list([int(process.memoryUsage().rss), int(0)]);
    case 'stack':
    case 'heapused':
      return int(process.memoryUsage().heapUsed);
  }
  const formal = compound('domain_error', [atom('statistics_key'), atom(key)]);
  const context = compound('context', [indicatorTerm('statistics/2'), new Var()]);
  throw new PrologError(compound('error', [formal, context]));
}
