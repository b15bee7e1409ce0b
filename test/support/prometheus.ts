/** A reader of Prometheus' text exposition format, version 0.0.4, that takes nothing which Prometheus would not. */

export interface MetricFamily {
  readonly type: string;
  readonly help: string;
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const HELP = new RegExp(`^# HELP (${NAME}) (.*)$`, 's');
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram|summary|untyped)$`);
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (-?[0-9.]+(?:e[+-]?[0-9]+)?|NaN|[+-]Inf)$`, 's');
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/y;

/** The metrics of a text by name. @throws Error at the first line that is wrong. */
export function readExposition(text: string): Map<string, MetricFamily> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const families = new Map<string, MetricFamily & { samples: MetricFamily['samples'][number][] }>();
  const series = new Set<string>();
  let help: RegExpExecArray | null = null;
  let current: string | undefined;
  for (const line of text.slice(0, -1).split('\n')) {
    const [helped, typed, sampled] = [HELP.exec(line), TYPE.exec(line), SAMPLE.exec(line)];
    if (helped !== null) {
      help = helped;
      if (/\\(?![\\n])/.test(help[2]!)) throw new Error(`not escaped: ${line}`);
    } else if (typed !== null) {
      current = typed[1]!;
      if (families.has(current) || help?.[1] !== current) throw new Error(`out of place: ${line}`);
      families.set(current, { type: typed[2]!, help: help[2]!, samples: [] });
    } else if (sampled !== null) {
      const [, name, labelled = '', value] = sampled;
      if (name !== current) throw new Error(`out of place: ${line}`);
      const labels = readLabels(labelled);
      const key = JSON.stringify([name, Object.entries(labels).sort()]);
      if (series.has(key)) throw new Error(`twice: ${line}`);
      series.add(key);
      families.get(name!)!.samples.push({ labels, value: Number(value) });
    } else throw new Error(`neither HELP, TYPE nor a sample: ${line}`);
  }
  return families;
}

function readLabels(text: string): Record<string, string> {
  const labels = new Map<string, string>();
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const at = LABEL.lastIndex;
    const found = LABEL.exec(text);
    if (found === null) throw new Error(`no label: ${text.slice(at)}`);
    const [, name, value] = found;
    if (labels.has(name!)) throw new Error(`the label ${name} twice: ${text}`);
    labels.set(
      name!,
      value!.replace(/\\(.)/g, (_all, escaped: string) => (escaped === 'n' ? '\n' : escaped)),
    );
  }
  return Object.fromEntries(labels);
}
