/** The text of a porting report. */
import { relative } from 'node:path';
import type { Finding, PortingReport } from './check.ts';

export function reportText({ files, libraries, predicates, problems, notes }: PortingReport): string {
  const ofSwi = predicates.length === 0 ? '' : `, ${count(predicates, 'predicate')} of SWI-Prolog`;
  const used = `${count(files, 'file')}, ${count(libraries, 'library')}${ofSwi}`;
  const lines = [
    ...section('Does not run:', problems),
    ...section('Runs, but:', notes),
    problems.length === 0
      ? `${used}: nothing was found that does not run.`
      : `${used}: ${count(problems, 'place')} would not run.`,
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, findings: readonly Finding[]): string[] {
  return findings.length === 0 ? [] : [title, ...findings.map((finding) => `  ${findingText(finding)}`), ''];
}

function findingText({ file, line, what, why }: Finding): string {
  const path = relative('', file);
  const place = path.startsWith('..') ? file : path;
  return `${place}${line === undefined ? '' : `:${line}`}: ${what}: ${why}`;
}

function count(things: readonly unknown[], name: string): string {
  const plural = name.replace(/y$/, 'ie');
  return things.length === 1 ? `1 ${name}` : `${things.length} ${plural}s`;
}
