/** Where Debian's swi-prolog-doc keeps the example applications of SWI-Prolog's HTTP package. */
import { existsSync } from 'node:fs';

const FOLDER = '/usr/share/swi-prolog/doc/packages/examples/http';

export const hasExamples: boolean = existsSync(FOLDER);

/** The absolute path of an example. */
export function example(name: string): string {
  return `${FOLDER}/${name}.pl`;
}
