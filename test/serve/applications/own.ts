/** Where the project's own web applications are. */
import { fileURLToPath } from 'node:url';

/** The absolute path of `prolog/examples/web/NAME.pl`. */
export function own(name: string): string {
  return fileURLToPath(new URL(`../../../prolog/examples/web/${name}.pl`, import.meta.url));
}
