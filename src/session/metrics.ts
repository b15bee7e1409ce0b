/** The numbers of a session engine, and the text in which Prometheus takes them. */
import type { Counts } from './counts.ts';

/** What `stats()` answers. Totals are since the engine was made; what a transaction has undone is not in them. */
export interface SessionStats extends Readonly<Counts> {
  /** Sessions that there are, `due` ones included. */
  readonly open: number;
  /** Of those, the ones whose time is up and which wait for the gc. */
  readonly due: number;
  /** Facts of sessions, timeouts of their own included. */
  readonly facts: number;
  /** How often a listener to events threw. */
  readonly listenerErrors: number;
}

/** Labels of all samples by name, such as `{ app: 'shop' }`: they tell engines apart. */
export type MetricLabels = { readonly [name: string]: string };

interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  /** The values, each with labels of its own. */
  values(stats: SessionStats): readonly (readonly [value: number, labels?: MetricLabels])[];
}

const METRICS: readonly Metric[] = [
  {
    name: 'clausal_sessions_open',
    type: 'gauge',
    help: 'Sessions that have not ended.',
    values: ({ open }) => [[open]],
  },
  {
    name: 'clausal_sessions_due',
    type: 'gauge',
    help: 'Open sessions whose time is up, which wait for the gc.',
    values: ({ due }) => [[due]],
  },
  {
    name: 'clausal_session_facts',
    type: 'gauge',
    help: 'Facts in open sessions.',
    values: ({ facts }) => [[facts]],
  },
  {
    name: 'clausal_sessions_opened_total',
    type: 'counter',
    help: 'Sessions that have begun.',
    values: ({ opened }) => [[opened]],
  },
  {
    name: 'clausal_sessions_ended_total',
    type: 'counter',
    help: 'Sessions that have ended: closed, expired, or used from the address of another peer.',
    values: ({ ended }) => Object.entries(ended).map(([reason, count]) => [count, { reason }] as const),
  },
  {
    name: 'clausal_sessions_renewed_total',
    type: 'counter',
    help: 'Sessions that got a new id.',
    values: ({ renewed }) => [[renewed]],
  },
  {
    name: 'clausal_session_listener_errors_total',
    type: 'counter',
    help: 'Errors that listeners to events have thrown.',
    values: ({ listenerErrors }) => [[listenerErrors]],
  },
];

/**
 * The text exposition format of Prometheus, version 0.0.4.
 * @throws TypeError for a label whose name or value Prometheus does not take.
 */
export function exposition(stats: SessionStats, labels: MetricLabels): string {
  for (const [name, value] of Object.entries(labels)) checkLabel(name, value);
  const lines: string[] = [];
  for (const { name, type, help, values } of METRICS) {
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
    for (const [value, own] of values(stats))
      lines.push(`${name}${labelText({ ...labels, ...own })} ${value}`);
  }
  return `${lines.join('\n')}\n`;
}

function labelText(labels: MetricLabels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/** Names that begin with two underscores are Prometheus' own, and `reason` is ours. */
function checkLabel(name: string, value: unknown): void {
  if (!/^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) || name === 'reason') {
    throw new TypeError(
      `metrics(): the label '${name}'; letters, digits and _ were expected, and not reason`,
    );
  }
  if (typeof value !== 'string') {
    throw new TypeError(`metrics(): the label ${name} is ${String(value)}; a string was expected`);
  }
}
