/** The operators that libraries export, by their names: a program that loads one is read with them. */
import { type Compound, type Operators, readTerm } from '../../index.ts';

const EXPORTED: Readonly<Record<string, readonly string[]>> = {
  'http/html_write': ['op(1150, fx, html_meta)'],
  'http/http_server': ['op(1150, fx, html_meta)'],
};

export function addOperatorsOf(library: string, operators: Operators): void {
  if (!Object.hasOwn(EXPORTED, library)) return;
  for (const text of EXPORTED[library]!) {
    const { args } = readTerm(text) as Compound;
    operators.op(args[0]!, args[1]!, args[2]!);
  }
}
